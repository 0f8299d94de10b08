"""Hatchling's build hook: compile the gazetteer before a wheel or an editable install is made.

A gazetteer made from the same inputs is left as it is, so a second install costs nothing.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePlaces(BuildHookInterface):  # type: ignore[type-arg]  # hatchling ships no types
    """Compiles src/twosource/knowledge/places.sqlite when it is missing or older than its inputs."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Run before each build; a source distribution carries the inputs, not the result."""
        if self.target_name == "sdist":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from twosource.knowledge.compile_places import compile_places  # noqa: PLC0415

        if compile_places():
            self.app.display_info("compiled the gazetteer")

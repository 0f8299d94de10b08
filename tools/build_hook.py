"""Hatchling's build hook: what is compiled before a wheel or an editable install is made.

That is the gazetteer, and the desk's map where node is there. What was made from the same inputs is left
as it is, so a second install costs nothing.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePlaces(BuildHookInterface):  # type: ignore[type-arg]  # hatchling ships no types
    """Makes src/twosource/knowledge/places.sqlite and static/built where missing or older than their inputs."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Run before each build; a source distribution carries the inputs, not the result."""
        if self.target_name == "sdist":
            return
        root = Path(self.root)
        sys.path[:0] = [str(root / "src"), str(root / "tools")]
        from build_assets import Folders, Machine, build_assets  # type: ignore[import-not-found]  # noqa: PLC0415
        from twosource.knowledge.compile_places import compile_places  # noqa: PLC0415

        if compile_places():
            self.app.display_info("compiled the gazetteer")
        outcome = build_assets(Folders.of(root), Machine())
        if outcome.line:
            self.app.display_info(outcome.line)

"""Nouns of who and what takes part in an attack, verbs of whose deed it is."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Lower-case words of roles.toml, each set explained there."""

    sites: frozenset[str]
    civilians: frozenset[str]
    persons: frozenset[str]
    bare: frozenset[str]
    titles: frozenset[str]
    no_names: frozenset[str]
    deeds: frozenset[str]
    transitive: frozenset[str]


@cache
def load_roles() -> Roles:
    """Read roles.toml."""
    data = tomllib.loads(files("twosource.knowledge").joinpath("roles.toml").read_text("utf-8"))
    return Roles(**{name: frozenset(words) for group in data.values() for name, words in group.items()})

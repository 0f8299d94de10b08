"""The closed list of kinds of incident, and how near two kinds are."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from twosource.errors import KnowledgeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind: its parent (or ""), and its names in the ACLED and PLOVER codebooks."""

    key: str
    label: str
    parent: str
    acled: tuple[str, str]
    plover: tuple[str, str]


@cache
def load_kinds() -> dict[str, Kind]:
    """Read kinds.toml; raises KnowledgeError where a parent is not itself a kind."""
    rows = tomllib.loads(files("twosource.knowledge").joinpath("kinds.toml").read_text("utf-8"))
    kinds = {
        key: Kind(
            key=key,
            label=row["label"],
            parent=row["parent"],
            acled=(row["acled"][0], row["acled"][1]),
            plover=(row["plover"][0], row["plover"][1]),
        )
        for key, row in rows.items()
    }
    for kind in kinds.values():
        if kind.parent and kind.parent not in kinds:
            raise KnowledgeError(f"kinds.toml: {kind.key!r} has no known parent {kind.parent!r}")
    return kinds


@cache
def ancestry(key: str) -> tuple[str, ...]:
    """Return a kind and its ancestors, narrowest first; raises KnowledgeError for an unknown kind."""
    kinds = load_kinds()
    if key not in kinds:
        raise KnowledgeError(f"kinds.toml has no kind {key!r}")
    parent = kinds[key].parent
    return (key, *ancestry(parent)) if parent else (key,)


def is_a(key: str, other: str) -> bool:
    """Whether the first kind is the second or a special case of it."""
    return other in ancestry(key)

"""Gold and product as values: what a careful reader wrote down, and what the program printed.

Reads both gold files there are in use: the one beside the examples, and the older form with
``hedge``, ``speaker_class`` and one ``incident``. Compares nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """What an article is: its file, what it says of itself, and words that must not be kept.

    ``newsrooms`` are the names by which its newsroom may go; none where nothing tells.
    """

    id: str
    file: str
    title: str
    published: str | None
    updated: str | None
    outlet: str | None
    newsrooms: frozenset[str]
    dropped_text: tuple[str, ...]
    incident: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """One claim; several speaker kinds or certainties mean that each of them is right."""

    id: str
    article: str
    field: str
    value: Any
    quote: str
    speaker: str | None
    kinds: frozenset[str]
    certainties: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFact:
    """One fact of an incident; ``numbers`` holds those of the three numbers that tell something."""

    field: str
    value: Any
    statuses: frozenset[str]
    numbers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldIncident:
    """One happening: the articles whose main report tells of it, and those that also do."""

    id: str
    articles: tuple[str, ...]
    also: tuple[str, ...]
    facts: tuple[GoldFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MustNot:
    """A value that must not be read as part of an article's main incident."""

    article: str
    field: str
    value: str | int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Everything a gold file says; the ids are the file's own."""

    articles: tuple[GoldArticle, ...]
    claims: tuple[GoldClaim, ...]
    incidents: tuple[GoldIncident, ...]
    copies: tuple[Line, ...] = ()
    must_not: tuple[MustNot, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What the program printed: lines of ``read``, of the claims export, of the incidents export."""

    articles: tuple[Line, ...]
    claims: tuple[Line, ...]
    incidents: tuple[Line, ...]


def load_gold(path: Path) -> Gold:
    """Read a gold file; raises KeyError where one lacks what it needs, ValueError for no JSON."""
    return parse_gold(json.loads(path.read_text("utf-8")))


def parse_gold(data: Line) -> Gold:
    """Read gold in either form; the older form's sentences of what must not be are left to its test."""
    incidents = data["incidents"] if "incidents" in data else [{"id": "incident", **data["incident"]}]
    return Gold(
        articles=tuple(_article(name, row) for name, row in data["articles"].items()),
        claims=tuple(_claim(row) for row in data["claims"]),
        incidents=tuple(_incident(row) for row in incidents),
        copies=tuple(data.get("copies", ())),
        must_not=tuple(MustNot(**row) for row in data.get("must_not", ())),
        apart=tuple((row["left"], row["right"]) for row in data.get("apart", ())),
    )


def _article(name: str, row: Line) -> GoldArticle:
    return GoldArticle(
        id=name,
        file=row["file"],
        title=row["title"],
        published=row["published"],
        updated=row.get("updated"),
        outlet=row.get("outlet"),
        newsrooms=_choices(row.get("newsroom") or row.get("agency") or []),
        dropped_text=tuple(row.get("dropped_text", ())),
        incident=row.get("incident", True),
    )


def _claim(row: Line) -> GoldClaim:
    return GoldClaim(
        id=row["id"],
        article=row["article"],
        field=row["field"],
        value=row["value"],
        quote=row["quote"],
        speaker=row["speaker"],
        kinds=_choices(row.get("speaker_kind") or row["speaker_class"]),
        certainties=_choices(row.get("certainty") or row["hedge"]),
    )


def _incident(row: Line) -> GoldIncident:
    return GoldIncident(
        id=row["id"],
        articles=tuple(row["articles"]),
        also=tuple(item["article"] for item in row.get("also", ())),
        facts=tuple(_fact(fact) for fact in row["facts"]),
    )


def _fact(row: Line) -> GoldFact:
    numbers = tuple((name, row[name]) for name in ("voices", "newsrooms", "outlets") if name in row)
    statuses = _choices(row["status"])
    return GoldFact(field=row["field"], value=_fact_value(row["value"]), statuses=statuses, numbers=numbers)


def _fact_value(value: Any) -> Any:
    """Write the older form's ``{about: "04:15", offset}`` as a clock."""
    if isinstance(value, dict) and isinstance(value.get("about"), str):
        return {"local": value["about"], "offset": value.get("offset"), "about": True}
    return value


def _choices(value: str | list[str]) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) else value)

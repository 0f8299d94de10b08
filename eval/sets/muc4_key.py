"""The answer keys of MUC-4 as templates: '*' not applicable, '-' empty, '/' alternatives, '?' optional.

Several fills of a slot stand on lines of their own; 'DEATH: "A" / "B"' is a value about an entity. A
description about a name ('"DR": "A"') is another string of that person.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from eval.scorers.templates import Entity, Fill, Template, entity, normalise

_PIECES = re.compile(r'"[^"\n]*"|[/:]|[^"/:\n]+')
_DAY = re.compile(r"(?:(\d{1,2})\s+)?([A-Z]{3})\s+(\d{2})\b")
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_EMPTY = frozenset({"", "*", "-"})
#: Slots whose fills are strings of the text, by our name for them.
_STRINGS = {
    "weapon": "INCIDENT: INSTRUMENT ID",
    "individual": "PERP: INDIVIDUAL ID",
    "organisation": "PERP: ORGANIZATION ID",
    "target": "PHYS TGT: ID",
}
#: Slots whose fills say something about an entity.
_ABOUT = {
    "confidence": "PERP: ORGANIZATION CONFIDENCE",
    "number": "HUM TGT: NUMBER",
    "effect": "HUM TGT: EFFECT OF INCIDENT",
}


def parse_key(raw: Mapping[str, Any]) -> Template | None:
    """Return the template of a key; None for one that says there is no incident."""
    kinds = frozenset(part.strip() for part in str(raw.get("INCIDENT: TYPE") or "*").split("/"))
    if kinds <= _EMPTY:
        return None
    slots = {slot: parse_fills(raw.get(name)) for slot, name in {**_STRINGS, **_ABOUT}.items()}
    slots["date"] = parse_dates(raw.get("INCIDENT: DATE"))
    slots["place"] = parse_places(raw.get("INCIDENT: LOCATION"))
    slots["victim"] = _persons(raw)
    return Template(
        kinds=kinds,
        slots={slot: fills for slot, fills in slots.items() if fills},
        optional="OPTIONAL" in str(raw.get("MESSAGE: TEMPLATE")),
    )


def parse_fills(raw: str | None) -> tuple[Fill, ...]:
    """Return the fills of a slot, one a line; none for '*', '-' and a slot that is not there."""
    fills = (_fill(line.strip()) for line in (raw or "").split("\n"))
    return tuple(fill for fill in fills if fill.values)


def _fill(line: str) -> Fill:
    optional = line.startswith("?")
    left: list[str] = []
    right: list[str] = []
    about = False
    for piece in _PIECES.findall(line.lstrip("? ")):
        if piece == ":":
            about = True
        elif piece != "/" and piece.strip() not in _EMPTY:
            (right if about else left).append(piece.strip(' "?'))
    return Fill(values=entity(left), optional=optional, about=entity(right))


def _persons(raw: Mapping[str, Any]) -> tuple[Fill, ...]:
    """Return one fill a person or group: a name with its descriptions, or descriptions alone."""
    persons = list(parse_fills(raw.get("HUM TGT: NAME")))
    for described in parse_fills(raw.get("HUM TGT: DESCRIPTION")):
        same = next((index for index, person in enumerate(persons) if person.values & described.about), None)
        if same is None:
            persons.append(Fill(values=described.values, optional=described.optional))
        else:
            known = persons[same]
            persons[same] = Fill(values=known.values | described.values, optional=known.optional)
    return tuple(persons)


def parse_dates(raw: str | None) -> tuple[Fill, ...]:
    """Return the date as days "1989-03-19/1989-03-19", alternatives as values; "- 19 MAR 89" is "/1989-03-19"."""
    stretches = [_stretch(part) for part in (raw or "").replace("\n", "/").split("/")]
    values = frozenset(stretch for stretch in stretches if stretch)
    return (Fill(values=values, optional=(raw or "").startswith("?")),) if values else ()


def _stretch(words: str) -> str:
    found = [_days(*match.groups()) for match in _DAY.finditer(words)]
    if not found:
        return ""
    first = "" if words.strip(" ?~").startswith("-") else found[0][0].isoformat()
    return f"{first}/{found[-1][1].isoformat()}"


def _days(day: str | None, month: str, year: str) -> tuple[date, date]:
    """Return the first and the last day of a day or a month."""
    if month not in _MONTHS:
        return date(1900 + int(year), 1, 1), date(1900 + int(year), 12, 31)
    number = _MONTHS.index(month) + 1
    if day:
        at = date(1900 + int(year), number, min(int(day), 28)) + timedelta(days=max(0, int(day) - 28))
        return at, at
    following = date(1900 + int(year) + number // 12, number % 12 + 1, 1)
    return date(1900 + int(year), number, 1), following - timedelta(days=1)


def parse_places(raw: str | None) -> tuple[Fill, ...]:
    """Return the place, its country and what lies between as one fill; the narrowest is marked by "!".

    "COLOMBIA: CUCUTA (CITY) - CAMPANARIO (RURAL AREA)" lies between two narrowest places.
    """
    values: set[str] = set()
    for part in re.split(r"[/\n]", raw or ""):
        steps = [re.sub(r"(?<=\S)\s*\([^()]*\)|[()?]", "", step.strip()) for step in part.split(":")]
        names = [[normalise(name) for name in step.split(" - ")] for step in steps]
        narrow = {f"!{name}" for name in (names[-1] if names else ()) if name}
        values |= narrow | {name for step in names for name in step if name}
    return (Fill(values=frozenset(values)),) if values else ()


def agree_on_place(gold: Fill, ours: Fill) -> float:
    """Give 1 for the narrowest place of the key, 0.5 for one that holds it."""
    named = {value.removeprefix("!") for value in ours.values}
    if any(f"!{name}" in gold.values for name in named):
        return 1.0
    return 0.5 if named & gold.values else 0.0


def agree_on_date(gold: Fill, ours: Fill) -> float:
    """Give 1 for the key's days, 0.5 for days that share one with them."""
    if gold.values & ours.values:
        return 1.0
    return 0.5 if any(_overlap(one, mine) for one in gold.values for mine in ours.values) else 0.0


def _overlap(one: str, other: str) -> bool:
    (start, end), (first, last) = one.split("/"), other.split("/")
    return start <= last and first <= end


def strings_of(fills: Iterable[Fill]) -> Entity:
    """Return all strings of some fills."""
    return frozenset().union(*(fill.values for fill in fills))

"""From a part of a tally to the ledger page: the filter that shows much the same incidents.

A ledger's filter asks less strictly than a tally: it lets through what can have happened, and knows no
target. What it can't ask is left out.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlencode

from twosource.asking import Asked, AskedTally, to_query
from twosource.knowledge.kinds import load_kinds
from twosource.model import Status
from twosource.store import Circle
from twosource.tallies import Part
from twosource.tallies.grouping import UNKNOWN
from twosource.tally import Question

_DISPUTED: Final = "with a contradiction"


def lead_all(asked: AskedTally, parts: Iterable[Part]) -> dict[str, str]:
    """Return the query of the ledger page for each part that it can be asked for, by name."""
    whole = to_asked(asked.question)
    led = ((part.name, _narrow(whole, asked.by or "", part.name)) for part in parts)
    return {name: urlencode(to_query(one)) for name, one in led if one is not None}


def lead(question: Question) -> str:
    """Return the query of the ledger page for a question."""
    return urlencode(to_query(to_asked(question)))


def to_asked(question: Question) -> Asked:
    """Return the filter that lets through what a question asks for, as far as a filter can ask."""
    near = question.near
    return Asked(
        since=None if question.since is None else _instant(question.since, time.min),
        until=None if question.until is None else _instant(question.until, time.max),
        kinds=question.kinds,
        place=question.places[0] if len(question.places) == 1 else None,
        near=None if near is None else Circle(lat=near.lat, lon=near.lon, km=near.km),
        actor=question.actors[0] if len(question.actors) == 1 else None,
    )


def _instant(day: date, clock: time) -> datetime:
    return day if isinstance(day, datetime) else datetime.combine(day, clock, UTC)


def _narrow(whole: Asked, by: str, name: str) -> Asked | None:
    """Return the filter of one part; None where a filter can't ask for it."""
    if name == UNKNOWN:
        return None
    match by:
        case "year" | "month" | "week" | "day":
            return _narrow_time(whole, by, name)
        case "kind":
            key = next((key for key, kind in load_kinds().items() if kind.label == name), None)
            return None if key is None else replace(whole, kinds=(key,))
        case "place" | "country":
            return replace(whole, place=name)
        case "actor":
            return replace(whole, actor=name)
        case "status" if name == _DISPUTED:
            return replace(whole, statuses=(Status.CONTRADICTED,))
        case _:
            return None


def _narrow_time(whole: Asked, by: str, name: str) -> Asked | None:
    ends = find_ends(by, name)
    if ends is None:
        return None
    first, last = _instant(ends[0], time.min), _instant(ends[1], time.max)
    since = first if whole.since is None else max(first, whole.since)
    until = last if whole.until is None else min(last, whole.until)
    return replace(whole, since=since, until=until) if since <= until else None


def find_ends(by: str, name: str) -> tuple[date, date] | None:
    """Return the first and last day of a stretch of time by its name; None for one that is no exact stretch."""
    parts = {"year": f"{name}-01-01", "month": f"{name}-01"}
    try:
        first = date.fromisoformat(parts.get(by, name))
    except ValueError:
        return None
    match by:
        case "year":
            return first, date(first.year, 12, 31)
        case "month":
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        case "week":
            return first, first + timedelta(days=6)
        case _:
            return first, first

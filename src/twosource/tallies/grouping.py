"""By what incidents are grouped when they are counted: where, what, whom, who, when, in which outlet."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final, Literal

from twosource.ids import ArticleId
from twosource.model import Incident, Responsibility, Status, Value
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When
from twosource.wording import show_kind

Group = Literal[
    "year", "month", "week", "day", "place", "country", "kind", "target", "actor", "outlet", "status"
]
TIMES: Final = frozenset({"year", "month", "week", "day"})
UNKNOWN: Final = "unknown"
_MOST_FILLED: Final = 400  # groups of time that a chart shows, empty ones between them included


def groups_of(incident: Incident, by: str, outlets: Mapping[ArticleId, str | None]) -> tuple[str, ...]:
    """Return the groups that an incident is in: one, but for an incident that several outlets printed.

    "unknown" where it does not tell. ``outlets`` are needed for that one grouping only.
    """
    if by != "outlet":
        return (_group_of(incident, by),)
    names = (outlets.get(article) for article in incident.articles)
    return tuple(dict.fromkeys(name for name in names if name)) or (UNKNOWN,)


def _group_of(incident: Incident, by: str) -> str:
    match by:
        case "kind":
            return show_kind(incident.kind)
        case "status":
            disputed = any(fact.status is Status.CONTRADICTED for fact in incident.facts)
            return "with a contradiction" if disputed else "without one"
        case "place" | "country":
            return _where(_value(incident, "place"), by)
        case "target":
            return _named(_value(incident, "target"))
        case "actor":
            return _actor(incident)
        case _:
            return _when(_value(incident, "when"), by)


def _value(incident: Incident, field: str) -> Value | None:
    return next(
        (fact.value for fact in incident.facts if fact.field == field and fact.value is not None), None
    )


def _where(value: Value | None, by: str) -> str:
    if not isinstance(value, Place):
        return UNKNOWN
    names = (value.name, *value.within)
    return names[-1] if by == "country" else names[-2] if len(names) > 1 else names[0]


def _actor(incident: Incident) -> str:
    """Return who owns up, else who is blamed."""
    owned = _value(incident, "responsibility")
    if isinstance(owned, Responsibility) and owned.stance == "claimed" and owned.by is not None:
        return owned.by.name
    return _named(_value(incident, "perpetrator"))


def _named(value: Value | None) -> str:
    if isinstance(value, (Party, Place)):
        return value.name
    return value if isinstance(value, str) else UNKNOWN


def _when(value: Value | None, by: str) -> str:
    """Return the year, month, week or day in which all of a time lies."""
    if not isinstance(value, When) or value.earliest is None or value.latest is None:
        return UNKNOWN
    first, last = cut(value.earliest.date(), by), cut(value.latest.date(), by)
    return first if first == last else f"{first} or later"


def cut(day: date, by: str) -> str:
    """Return the name of the stretch of time a day is in; a week is named by its Monday."""
    if by == "week":
        return (day - timedelta(days=day.weekday())).isoformat()
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[by]]


def fill_gaps(names: Iterable[str], by: str) -> list[str]:
    """Return times in order with the empty ones between them, and what is no exact time at the end."""
    known = sorted(set(names))
    exact = [name for name in known if name != UNKNOWN and len(name) == len(cut(date.min, by))]
    others = [name for name in known if name not in exact]
    filled = set(_between(exact[0], exact[-1], by)) if exact else set()
    return sorted(filled if len(filled) <= _MOST_FILLED else exact) + others


def _between(first: str, last: str, by: str) -> Iterable[str]:
    day, end = (
        date.fromisoformat(f"{name}-01-01"[:10] if by == "year" else f"{name}-01"[:10])
        for name in (first, last)
    )
    while day <= end:
        yield cut(day, by)
        day += timedelta(days=1)


def day_of(incident: Incident) -> str:
    """Return the first day an incident can have happened on as ISO 8601 has it, "" where none is known."""
    value = _value(incident, "when")
    if not isinstance(value, When):
        return ""
    day = value.earliest or value.latest
    return "" if day is None else day.isoformat()

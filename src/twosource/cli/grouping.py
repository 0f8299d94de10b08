"""By what incidents are grouped when they are counted: where, what, whom, who, when."""

from datetime import date
from typing import Final

from twosource.cli.wording import show_kind
from twosource.model import Incident, Responsibility, Status, Value
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

_UNKNOWN: Final = "unknown"
_LENGTHS: Final = {"year": 4, "month": 7, "day": 10}  # characters of an ISO date


def group_of(incident: Incident, by: str) -> str:
    """Return the name of the group that an incident is in; "unknown" where it does not tell."""
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
            return _when(_value(incident, "when"), _LENGTHS[by])


def _value(incident: Incident, field: str) -> Value | None:
    return next(
        (fact.value for fact in incident.facts if fact.field == field and fact.value is not None), None
    )


def _where(value: Value | None, by: str) -> str:
    if not isinstance(value, Place):
        return _UNKNOWN
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
    return value if isinstance(value, str) else _UNKNOWN


def _when(value: Value | None, length: int) -> str:
    """Return the year, month or day in which all of a time lies."""
    if not isinstance(value, When) or value.earliest is None or value.latest is None:
        return _UNKNOWN
    first, last = _cut(value.earliest.date(), length), _cut(value.latest.date(), length)
    return first if first == last else f"{first} or later"


def _cut(day: date, length: int) -> str:
    return day.isoformat()[:length]

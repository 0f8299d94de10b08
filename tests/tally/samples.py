"""Incidents of an invented year, each with the facts that tallies ask for."""

from datetime import UTC, datetime, timedelta
from typing import Any

from twosource.ids import ArticleId, IncidentId
from twosource.model import Certainty, Fact, Incident, Status, Value
from twosource.values.place import Place
from twosource.values.when import When

NAHR = Place(
    name="Nahr",
    country="IQ",
    lat=36.0,
    lon=43.0,
    radius_km=5,
    as_said="Nahr",
    kind="city",
    within=("Nineveh", "Iraq"),
)


def at(month: int, day: int) -> datetime:
    return datetime(2024, month, day, tzinfo=UTC)


def on(month: int, day: int, days: int = 1) -> When:
    last = at(month, day) + timedelta(days=days, seconds=-1)
    return When(earliest=at(month, day), latest=last, precision="day", zone=None, as_said="on the day")


def fact(field: Any, value: Value, **changes: Any) -> Fact:
    fields: dict[str, Any] = {
        "status": Status.SINGLE_SOURCE, "support": (), "against": (), "voices": 1, "newsrooms": 1, "outlets": 1,
        "rule": "test", "why": "", "certainty": Certainty.ASSERTED,
    }  # fmt: skip
    return Fact(field=field, value=value, **{**fields, **changes})


def incident(name: str, *facts: Fact, kind: str = "bombing", articles: int = 1) -> Incident:
    told = facts or (fact("when", on(3, 5)), fact("place", NAHR))
    return Incident(
        id=IncidentId(name), kind=kind, headline="", reports=(), facts=told,
        articles=tuple(ArticleId(f"a_{name}_{number}") for number in range(articles)),
    )  # fmt: skip

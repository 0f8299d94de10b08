"""Incidents of an invented year, each with the facts that tallies ask for."""

from datetime import UTC, datetime, timedelta
from typing import Any

from twosource.ids import ArticleId, ClaimId, IncidentId
from twosource.model import Certainty, Fact, FirstSince, Incident, PressTally, Status, Twins, Value
from twosource.tally import Held, Printed
from twosource.values.count import Count, parse_count
from twosource.values.party import Party
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


def incident(
    name: str, *facts: Fact, kind: str = "bombing", articles: int = 1, headline: str = ""
) -> Incident:
    told = facts or (fact("when", on(3, 5)), fact("place", NAHR))
    return Incident(
        id=IncidentId(name), kind=kind, headline=headline, reports=(), facts=told,
        articles=tuple(ArticleId(f"a_{name}_{number}") for number in range(articles)),
    )  # fmt: skip


def place(name: str, lat: float, lon: float, *within: str, **changes: Any) -> Place:
    """Build a town of five km in Iraq, as far as nothing else is told."""
    fields: dict[str, Any] = {"country": "IQ", "radius_km": 5.0, "kind": "city"}
    return Place(name=name, lat=lat, lon=lon, within=within, as_said=name, **{**fields, **changes})


TAL = place("Tal Amud", 35.0, 44.0, "Iraq")
IRAQ = Place(
    name="Iraq", country="IQ", lat=33.0, lon=44.0, radius_km=400, as_said="Iraq", kind="country", within=()
)
KISUMU = place("Kisumu", -0.1, 34.75, "Kenya", country="KE")
EMBASSY = Party(name="Danish embassy", kind="diplomatic", as_said="the Danish embassy", country="DK")
POLICE = Party(name="police", kind="police", as_said="police")
RIVER = Party(name="River Brigade", kind="armed group", as_said="the River Brigade")
UNSURE: dict[str, Any] = {"status": Status.CONTRADICTED, "against": (ClaimId("c_other"),)}


def case(name: str, when: When | None = None, where: Place | None = NAHR, **told: Any) -> Incident:
    """Build an incident by its day and place; ``target``, ``killed`` and ``by`` are facts, the rest its own."""
    facts = [fact("when", when or on(3, 5))]
    facts += [fact("place", where)] if where else []
    for field, key in (("target", "target"), ("killed", "killed"), ("perpetrator", "by")):
        if key in told:
            facts.append(fact(field, told.pop(key)))
    return incident(name, *facts, **told)


def exactly(number: int) -> Count:
    return Count(low=number, high=number, as_said=str(number), number=number)


def twins(left: str, right: str) -> Twins:
    return Twins(left=IncidentId(left), right=IncidentId(right), why="nobody could tell")


def since(month: int, day: int = 1, precision: Any = "day", **changes: Any) -> When:
    start = at(month, day)
    return When(
        earliest=start,
        latest=None,
        precision=precision,
        zone=None,
        as_said="since then",
        bound="since",
        **changes,
    )


def counted(
    number: str,
    what: str = "bombings",
    where: tuple[str, ...] = ("Iraq",),
    start: When | None = None,
    **changes: Any,
) -> Printed:
    """Build a count of the press since 1 January, printed on 1 June by an article about another incident."""
    value = PressTally(count=parse_count(number), what=what, where=where, since=start or since(1), **changes)
    home = case("i_home", on(5, 30), KISUMU, kind="shooting")
    return Printed(value=value, said=number, home=Held(incident=home), printed_at=at(6, 1))


def first(
    what: str = "bombing of the Danish embassy",
    start: When | None = None,
    said: str = "the first since",
    where: tuple[str, ...] = (),
    home: Incident | None = None,
) -> Printed:
    """Build a first since 1 January, said of a bombing of an embassy in Nahr on 20 May."""
    value = FirstSince(what=what, since=start or since(1), where=where)
    own = home or case("i_home", on(5, 20), target=EMBASSY)
    return Printed(value=value, said=said, home=Held(incident=own), printed_at=at(5, 21))

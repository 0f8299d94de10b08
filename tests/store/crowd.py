"""A crowd of invented incidents for tests of finding: what each is, plainly, and a ledger that holds them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random

from tests.builders import NOW, make_article, make_fact, make_place, make_reading, make_report, make_when
from twosource.ids import IncidentId, incident_id
from twosource.model import Article, Fact, Incident, Report, Responsibility, Status
from twosource.store import Box, Circle, Filter, Ledger, distance_km
from twosource.text import fold
from twosource.values.party import Party
from twosource.values.place import Place

KINDS = ("shooting", "car bombing", "arson")
PLACES = (
    make_place(),
    make_place("Mombasa", lat=-4.05, lon=39.66, radius_km=8.0),
    make_place("Levuka", lat=-17.68, lon=178.83, country="FJ", within=("Fiji",), radius_km=3.0),
    make_place("Apia", lat=-13.83, lon=-171.76, country="WS", within=("Samoa",), radius_km=4.0),
    make_place("a village", lat=None, lon=None, radius_km=None, country=None, within=()),
)
ACTORS = ("Lake Front", "Sons of the Reef", "gunmen")
WORDS = ("police", "market", "harbour", "bus", "ferry")
STATUSES = (Status.AGREED, Status.CONTRADICTED, Status.UPDATED, Status.SINGLE_SOURCE)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """One incident as it is made up: told by one article that holds ``words``."""

    number: int
    kind: str
    at: datetime | None
    printed: datetime
    place: Place | None
    actor: str | None
    owner: str | None
    statuses: tuple[Status, ...]
    confirmed: bool
    voices: int
    words: tuple[str, ...]
    changed: datetime

    @property
    def article(self) -> Article:
        return make_article(self.text, title=f"Report {self.number}", published=self.printed)

    @property
    def report(self) -> Report:
        return make_report(self.article, kind=self.kind)

    @property
    def text(self) -> str:
        return f"Report {self.number}: {', '.join(self.words)}."

    @property
    def id(self) -> IncidentId:
        return _name(self)

    @property
    def sort_at(self) -> int:
        return int((self.at or self.printed).timestamp())

    @property
    def facts(self) -> tuple[Fact, ...]:
        when = [] if self.at is None else [make_fact("when", make_when(self.at, self.at + DAY))]
        place = [] if self.place is None else [make_fact("place", self.place)]
        actor = [] if self.actor is None else [make_fact("perpetrator", _party(self.actor))]
        owner = [] if self.owner is None else [_owned(self.owner)]
        told = [make_fact("quote", str(at), status=one) for at, one in enumerate(self.statuses)]
        sure = make_fact("target", "a bus", status=Status.AGREED, confirmed=True)
        return (*when, *place, *actor, *owner, *told, *([sure] if self.confirmed else []))

    @property
    def incident(self) -> Incident:
        return Incident(
            id=self.id,
            kind=self.kind,
            headline=f"{self.kind} {self.number}",
            reports=(self.report.id,),
            articles=(self.report.article,),
            facts=self.facts,
            voices=self.voices,
            newsrooms=1,
            outlets=1,
        )

    def keep(self, ledger: Ledger) -> None:
        """Write it down, as the pipe would."""
        article = self.article
        with ledger.transaction():
            ledger.save_article(article)
            ledger.save_reading(make_reading(article, self.report), NOW)
            ledger.file_report(self.report, outline="{}", keys=[])
            ledger.open_incident(self.id, NOW)
            ledger.move_reports([self.report.id], self.id)
            ledger.save_incident(self.incident, self.printed, self.changed)


def invent(number: int, seed: int = 1) -> Invented:
    """Make one up; the same for the same number and seed."""
    chance = Random(f"{seed} {number}")
    printed = NOW - chance.randint(0, 900) * DAY
    return Invented(
        number=number,
        kind=chance.choice(KINDS),
        at=None if chance.random() < 0.2 else printed - chance.randint(0, 3) * DAY,
        printed=printed,
        place=chance.choice((*PLACES, None)),
        actor=chance.choice((*ACTORS, None)),
        owner=chance.choice((*ACTORS, None, None)),
        statuses=tuple(sorted(chance.sample(STATUSES, chance.randint(0, 3)))),
        confirmed=chance.random() < 0.4,
        voices=chance.randint(1, 6),
        words=tuple(chance.sample(WORDS, chance.randint(1, 3))),
        changed=NOW + chance.randint(0, 5) * DAY,
    )


def newest_first(crowd: Iterable[Invented]) -> list[Invented]:
    """Return incidents as a list has them."""
    return sorted(crowd, key=lambda one: (-one.sort_at, one.id))


def passes(one: Invented, wanted: Filter) -> bool:
    """Whether an incident passes a filter, said as plainly as can be."""
    last = one.sort_at if one.at is None else int((one.at + DAY).timestamp())
    statuses = {fact.status for fact in one.facts}
    return all(
        (
            wanted.since is None or last >= int(wanted.since.timestamp()),
            wanted.until is None or one.sort_at <= int(wanted.until.timestamp()),
            wanted.place is None or fold(wanted.place) in _full_name(one.place),
            not wanted.places or any(_is_in(one.place, part) for part in wanted.places),
            wanted.near is None or _is_near(one.place, wanted.near),
            wanted.box is None or _is_inside(one.place, wanted.box),
            not wanted.kinds or one.kind in wanted.kinds,
            wanted.words is None or set(wanted.words.split()) <= set(one.words),
            wanted.status is None or wanted.status in statuses,
            not wanted.statuses or not statuses.isdisjoint(wanted.statuses),
            wanted.actor is None or any(fold(wanted.actor) in fold(name) for name in _actors(one)),
            wanted.voices_at_least is None or one.voices >= wanted.voices_at_least,
            not wanted.single_source or not one.confirmed,
            wanted.changed_since is None or one.changed >= wanted.changed_since,
            wanted.with_place is None or wanted.with_place is (_point(one.place) is not None),
        )
    )


@cache
def _name(one: Invented) -> IncidentId:
    return incident_id(one.report.id)


def _actors(one: Invented) -> list[str]:
    return [name for name in (one.actor, one.owner) if name is not None]


def _full_name(place: Place | None) -> str:
    return "" if place is None else fold(", ".join((place.name, *place.within)))


def _is_in(place: Place | None, part: str) -> bool:
    return place is None or part == place.country or fold(part) in _full_name(place)


def _point(place: Place | None) -> tuple[float, float] | None:
    return None if place is None or place.lat is None or place.lon is None else (place.lat, place.lon)


def _is_near(place: Place | None, near: Circle) -> bool:
    point = _point(place)
    if place is None or point is None:
        return False
    return distance_km(near.lat, near.lon, *point) <= near.km + min(place.radius_km or 0.0, near.km)


def _is_inside(place: Place | None, box: Box) -> bool:
    point = _point(place)
    if point is None or not box.south <= point[0] <= box.north:
        return False
    east = box.east if box.west <= box.east else box.east + 360  # walking on eastward from its west
    return any(box.west <= lon <= east for lon in (point[1], point[1] + 360))


def _party(name: str) -> Party:
    return Party(name=name, kind="armed group", as_said=name)


def _owned(name: str) -> Fact:
    return make_fact("responsibility", Responsibility(stance="claimed", by=_party(name)))

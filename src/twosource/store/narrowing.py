"""What a filter of incidents means in SQL, and which part of it leaves so few that they can be looked up.

In a large ledger a filter that leaves few incidents is answered by looking these up, one that leaves many by
going through all from the newest on until there are enough; which of the two, a bounded count tells. Every
condition is written so that it asks about one incident at a time and tempts SQLite to no index of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import cos, radians
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select

from twosource.ids import IncidentId
from twosource.model import Status
from twosource.store.cards import status_bits, to_micros
from twosource.store.database import Database
from twosource.store.dialect import listed, listed_numbers, row_number, unindexed
from twosource.store.records import to_json
from twosource.store.schema import articles, facts, incidents, members, place_names
from twosource.store.words import matches, search
from twosource.text import fold

_FEW: Final = 3_000  # looked up and sorted in some 20 ms; of more, going through all soon finds a page
_FEW_TELLING: Final = 5_000  # articles that hold some words
_FEW_OF_ALL: Final = 50_000  # the same where all that pass are wanted
_KM_OF_DEGREE: Final = 111.2  # of latitude

_here = incidents.c
_NUMBER: Final[ColumnElement[int]] = row_number(incidents)
_MATCHING: Final = select(search.c.rowid).where(matches())
_HOLDING: Final = _MATCHING.where(search.c.rowid.between(bindparam("low"), bindparam("high")))
_LISTED: Final = listed()
_TOLD_IN: Final = (
    select(members.c.incident, articles.c.seq)
    .join(articles, articles.c.id == members.c.article)
    .where(members.c.incident.in_(_LISTED))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A point (WGS84 degrees) and the distance from it that is still near."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the map (WGS84 degrees); a west beyond its east reaches over the date line."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies in it."""
        if not self.south <= lat <= self.north:
            return False
        return (
            self.west <= lon <= self.east if self.west <= self.east else lon >= self.west or lon <= self.east
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which incidents to find; None and empty mean all.

    ``since`` and ``until`` admit what can have happened between them; an incident without a day
    counts by when its first article came out. ``place`` is part of the place's name in full.
    ``places`` are such parts or country codes, any of them; they admit incidents without a place too.
    ``words`` are looked up in the articles: all of them, words in double quotes as a phrase.
    ``box`` admits what has its point there. ``actor`` is part of a name of who did it or owns up to it.
    ``statuses`` are those of facts, any of them. ``single_source`` admits only incidents of which nothing
    is confirmed: no fact has two independent voices through two newsrooms. ``with_place`` admits only
    incidents that have a point on the map, or with False only those that have none. ``changed_since``
    admits those of which readers saw something change at that instant or later.
    """

    since: datetime | None = None
    until: datetime | None = None
    place: str | None = None
    places: tuple[str, ...] = ()
    near: Circle | None = None
    kinds: tuple[str, ...] = ()
    words: str | None = None
    status: Status | None = None
    limit: int | None = None
    box: Box | None = None
    actor: str | None = None
    statuses: tuple[Status, ...] = ()
    voices_at_least: int | None = None
    single_source: bool = False
    changed_since: datetime | None = None
    with_place: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Few:
    """The incidents that one part of a filter leaves, and the filter with what is still to be asked of them.

    ``found`` are values of ``column``, the id or the row number.
    """

    column: ColumnElement[Any]
    found: tuple[Any, ...]
    rest: Filter

    @property
    def is_here(self) -> ColumnElement[bool]:
        """The condition of being among them, which are given as the parameter "ids"."""
        return self.column.in_(listed_numbers() if self.column is _NUMBER else _LISTED)


def find_few(database: Database, wanted: Filter, given: Mapping[str, Any]) -> Few | None:
    """Return what some part of a filter leaves, where that is few; None where all parts leave many."""
    paged = wanted.limit is not None and wanted.near is None
    for source in _sources(wanted):
        most = source.few if paged else _FEW_OF_ALL
        asked = _look_up(database, given, most) if source.is_of_words else given
        found = None if asked is None else database.rows(source.leaves.limit(most + 1), asked)
        if found is not None and len(found) <= most:
            listed = dict.fromkeys(row[0] for row in found if row[0] is not None)
            return Few(column=source.column, found=tuple(listed), rest=source.rest)
    return None


def _look_up(database: Database, given: Mapping[str, Any], most: int) -> dict[str, Any] | None:
    """Return the articles that hold words as a parameter, None where there are more than so many."""
    rows = database.rows(_MATCHING.limit(most + 1), given)
    return None if len(rows) > most else {**given, "articles": to_json([row.rowid for row in rows])}


def conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """Yield what an incident must meet, each asking about one incident; its words are not among these."""
    if wanted.since is not None:
        yield unindexed(func.coalesce(_here.latest, _here.sort_at)) >= bindparam("since")
    if wanted.until is not None:
        yield _here.sort_at <= bindparam("until")
    if wanted.place is not None:
        yield _here.place.contains(fold(wanted.place), autoescape=True)
    if wanted.places:
        named = (_here.place.contains(fold(part), autoescape=True) for part in wanted.places)
        yield or_(unindexed(_here.country).in_(wanted.places), _here.place == "", *named)
    if wanted.near is not None:
        yield unindexed(_here.lat).between(bindparam("south"), bindparam("north"))
    if wanted.kinds:
        yield unindexed(_here.kind).in_(wanted.kinds)
    if wanted.status is not None:
        disputed = and_(facts.c.incident == _here.id, facts.c.status == wanted.status.value)
        yield exists().where(disputed).correlate(incidents)
    yield from _kept_conditions(wanted)


def _kept_conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """Yield what is asked of the columns that go with an incident's card."""
    if wanted.statuses:
        yield _here.statuses.bitwise_and(status_bits(wanted.statuses)) != 0
    if wanted.actor is not None:
        yield _here.actors.contains(fold(wanted.actor), autoescape=True)
    if wanted.voices_at_least is not None:
        yield _here.voices >= wanted.voices_at_least
    if wanted.single_source:
        yield _here.confirmed == 0
    if wanted.changed_since is not None:
        yield _here.changed_at >= to_micros(wanted.changed_since)
    if wanted.with_place is not None:
        yield unindexed(_here.lat).is_not(None) if wanted.with_place else _here.lat.is_(None)
    if wanted.box is not None:
        yield _inside(wanted.box)


def _inside(box: Box) -> ColumnElement[bool]:
    """Return the condition of lying in a box, which may reach over the date line."""
    lat, lon = unindexed(_here.lat), unindexed(_here.lon)
    low, high = lat >= box.south, lat <= box.north
    if box.west <= box.east:
        return and_(low, high, lon >= box.west, lon <= box.east)
    return and_(low, high, or_(lon >= box.west, lon <= box.east))


def parameters(wanted: Filter, words: str | None) -> dict[str, Any]:
    """Return the values that the conditions of a filter ask for; ``words`` as FTS5 takes them."""
    found: dict[str, Any] = {}
    if wanted.since is not None:
        found["since"] = int(wanted.since.timestamp())
    if wanted.until is not None:
        found["until"] = int(wanted.until.timestamp())
    if wanted.near is not None:
        around = bounds_of(wanted.near)
        found |= {"south": around.south, "north": around.north, "west": around.west, "east": around.east}
    if words is not None:
        found["words"] = words
    return found


def bounds_of(near: Circle) -> Box:
    """Return bounds around a circle and what may reach into it; all longitudes where they are no help."""
    reach = 2 * near.km / _KM_OF_DEGREE
    farthest = min(89.0, abs(near.lat) + reach)
    wide = reach / cos(radians(farthest))
    west, east = near.lon - wide, near.lon + wide
    if west < -180 or east > 180:  # it reaches over the date line
        west, east = -180.0, 180.0
    return Box(west=west, south=near.lat - reach, east=east, north=near.lat + reach)


def find_telling(database: Database, ids: Sequence[IncidentId], words: str) -> frozenset[IncidentId]:
    """Return those of some incidents, near each other in time, of which an article holds words (FTS5)."""
    told = database.rows(_TOLD_IN, {"ids": to_json(list(ids))})
    if not told:
        return frozenset()
    numbers = [row.seq for row in told]
    found = database.rows(_HOLDING, {"words": words, "low": min(numbers), "high": max(numbers)})
    holding = {row.rowid for row in found}
    return frozenset(IncidentId(row.incident) for row in told if row.seq in holding)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A part of a filter that has an index: what it leaves, by a column, and the filter without it.

    One ``is_of_words`` asks of articles that hold words, which are to be looked up before.
    """

    leaves: Select[Any]
    rest: Filter
    column: ColumnElement[Any] = _NUMBER
    few: int = _FEW
    is_of_words: bool = False


def _sources(wanted: Filter) -> Iterator[_Source]:
    """Yield the parts of a filter that have an index, those first that leave few as a rule."""
    here = select(_NUMBER)
    if wanted.place is not None:
        leaves = here.where(_here.place.in_(_named((wanted.place,))))
        yield _Source(leaves=leaves, rest=replace(wanted, place=None))
    if wanted.near is not None:
        inside = _here.lon.between(bindparam("west"), bindparam("east"))
        leaves = here.where(_here.lat.between(bindparam("south"), bindparam("north")), inside)
        yield _Source(leaves=leaves, rest=wanted)
    if wanted.words is not None:
        told = select(members.c.incident).join(articles, articles.c.id == members.c.article)
        matching = listed_numbers("articles")
        leaves, rest = told.where(articles.c.seq.in_(matching)), replace(wanted, words=None)
        yield _Source(leaves=leaves, rest=rest, column=_here.id, few=_FEW_TELLING, is_of_words=True)
    if wanted.places:
        known = or_(_here.place.in_(_named(wanted.places)), _here.country.in_(wanted.places))
        yield _Source(leaves=here.where(or_(known, _here.place == "")), rest=replace(wanted, places=()))
    yield from _common_sources(wanted)


def _common_sources(wanted: Filter) -> Iterator[_Source]:
    """Yield the parts that leave many more often than not."""
    here = select(_NUMBER)
    if wanted.since is not None:
        undated = and_(_here.latest.is_(None), _here.sort_at >= bindparam("since"))
        yield _Source(leaves=here.where(or_(_here.latest >= bindparam("since"), undated)), rest=wanted)
    if wanted.until is not None:
        yield _Source(leaves=here.where(_here.sort_at <= bindparam("until")), rest=wanted)
    if wanted.kinds:
        yield _Source(leaves=here.where(_here.kind.in_(wanted.kinds)), rest=wanted)
    if wanted.status is not None:
        leaves = select(facts.c.incident).where(facts.c.status == wanted.status.value)
        yield _Source(leaves=leaves, rest=replace(wanted, status=None), column=_here.id)


def _named(parts: tuple[str, ...]) -> Select[Any]:
    """Select the names in full that hold some words; they are few beside the incidents."""
    held = (place_names.c.place.contains(fold(part), autoescape=True) for part in parts)
    return select(place_names.c.place).where(or_(*held))

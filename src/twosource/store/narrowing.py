"""What a filter of incidents means in SQL, and which part of it leaves so few that they can be looked up.

In a large ledger a filter that leaves few incidents is answered by looking these up, one that leaves many by
going through all from the newest on until there are enough; which of the two, a bounded count tells. Every
condition is written so that it asks about one incident at a time and tempts SQLite to no index of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import cos, radians
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, literal_column, or_, select, text

from twosource.ids import IncidentId
from twosource.model import Status
from twosource.store.database import Database
from twosource.store.schema import articles, facts, incidents, members, place_names
from twosource.text import fold

_FEW: Final = 3_000  # looked up and sorted in some 20 ms; of more, going through all soon finds a page
_FEW_OF_ALL: Final = 50_000  # the same where all that pass are wanted
_KM_OF_DEGREE: Final = 111.2  # of latitude

_here = incidents.c
_ROW: Final[ColumnElement[int]] = literal_column("search.rowid")
_MATCHING: Final = select(_ROW.label("row")).select_from(text("search")).where(text("search MATCH :words"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A point (WGS84 degrees) and the distance from it that is still near."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which incidents to find; None and empty mean all.

    ``since`` and ``until`` admit what can have happened between them; an incident without a day
    counts by when its first article came out. ``place`` is part of the place's name in full.
    ``places`` are such parts or country codes, any of them; they admit incidents without a place too.
    ``words`` are looked up in the articles: all of them, words in double quotes as a phrase.
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


def find_few(database: Database, wanted: Filter, given: Mapping[str, Any]) -> tuple[IncidentId, ...] | None:
    """Return the ids that some part of a filter leaves, where they are few; None where all parts leave many."""
    most = _FEW if wanted.limit is not None and wanted.near is None else _FEW_OF_ALL
    for source in _sources(wanted, most):
        found = database.rows(source.limit(most + 1), given)
        if len(found) <= most:
            return tuple(dict.fromkeys(IncidentId(row[0]) for row in found if row[0] is not None))
    return None


def conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """Yield what an incident must meet, each asking about one incident."""
    if wanted.since is not None:
        yield _unindexed("coalesce(incidents.latest, incidents.sort_at)") >= bindparam("since")
    if wanted.until is not None:
        yield _here.sort_at <= bindparam("until")
    if wanted.place is not None:
        yield _here.place.contains(fold(wanted.place), autoescape=True)
    if wanted.places:
        named = (_here.place.contains(fold(part), autoescape=True) for part in wanted.places)
        yield or_(_unindexed("incidents.country").in_(wanted.places), _here.place == "", *named)
    if wanted.near is not None:
        yield _unindexed("incidents.lat").between(bindparam("south"), bindparam("north"))
    if wanted.kinds:
        yield _unindexed("incidents.kind").in_(wanted.kinds)
    if wanted.status is not None:
        disputed = and_(facts.c.incident == _here.id, facts.c.status == wanted.status.value)
        yield exists().where(disputed).correlate(incidents)
    if wanted.words is not None:
        yield _tells_words()


def parameters(wanted: Filter, words: str | None) -> dict[str, Any]:
    """Return the values that the conditions of a filter ask for; ``words`` as FTS5 takes them."""
    found: dict[str, Any] = {}
    if wanted.since is not None:
        found["since"] = int(wanted.since.timestamp())
    if wanted.until is not None:
        found["until"] = int(wanted.until.timestamp())
    if wanted.near is not None:
        found |= _box(wanted.near)
    if words is not None:
        found["words"] = words
    return found


def _box(near: Circle) -> dict[str, float]:
    """Return bounds around a circle and what may reach into it; all longitudes where they are no help."""
    reach = 2 * near.km / _KM_OF_DEGREE
    farthest = min(89.0, abs(near.lat) + reach)
    wide = reach / cos(radians(farthest))
    west, east = near.lon - wide, near.lon + wide
    if west < -180 or east > 180:  # it reaches over the date line
        west, east = -180.0, 180.0
    return {"south": near.lat - reach, "north": near.lat + reach, "west": west, "east": east}


def _unindexed(column: str) -> ColumnElement[Any]:
    """Return a column that SQLite looks up in the row, and not in an index (its unary plus)."""
    return literal_column(f"+{column}")


def _tells_words() -> ColumnElement[bool]:
    told = select(members.c.report).join(articles, articles.c.id == members.c.article)
    holding = articles.c.seq.in_(_MATCHING.where(articles.c.seq == _ROW).correlate(articles))
    return told.where(members.c.incident == _here.id, holding).correlate(incidents).exists()


def _sources(wanted: Filter, most: int) -> Iterator[Select[Any]]:
    """Yield for each part of a filter that has an index the ids it leaves, those first that leave few as a rule."""
    here = select(_here.id)
    if wanted.place is not None:
        yield here.where(_here.place.in_(_named((wanted.place,))))
    if wanted.near is not None:
        inside = _here.lon.between(bindparam("west"), bindparam("east"))
        yield here.where(_here.lat.between(bindparam("south"), bindparam("north")), inside)
    if wanted.words is not None:
        matching = _MATCHING.limit(most + 1).subquery()
        told = select(members.c.incident).join(articles, articles.c.id == members.c.article)
        yield told.where(articles.c.seq.in_(select(matching.c.row)))
    if wanted.places:
        known = or_(_here.place.in_(_named(wanted.places)), _here.country.in_(wanted.places))
        yield here.where(or_(known, _here.place == ""))
    if wanted.since is not None:
        undated = and_(_here.latest.is_(None), _here.sort_at >= bindparam("since"))
        yield here.where(or_(_here.latest >= bindparam("since"), undated))
    if wanted.until is not None:
        yield here.where(_here.sort_at <= bindparam("until"))
    if wanted.kinds:
        yield here.where(_here.kind.in_(wanted.kinds))
    if wanted.status is not None:
        yield select(facts.c.incident).where(facts.c.status == wanted.status.value)


def _named(parts: tuple[str, ...]) -> Select[Any]:
    """Select the names in full that hold some words; they are few beside the incidents."""
    held = (place_names.c.place.contains(fold(part), autoescape=True) for part in parts)
    return select(place_names.c.place).where(or_(*held))

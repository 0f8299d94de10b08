"""Finding incidents by when, where, what and words, and ids by their beginnings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from math import asin, cos, inf, radians, sin, sqrt
from sys import maxsize
from typing import Any, Final, Literal

from sqlalchemy import BindParameter, Row, Select, and_, bindparam, or_, select

from twosource.errors import NoSuchRecord
from twosource.ids import ArticleId, IncidentId
from twosource.store.database import Database
from twosource.store.narrowing import Circle, Filter, conditions, find_few, find_telling, parameters
from twosource.store.records import to_json
from twosource.store.schema import acts, articles, claims, incidents, reports
from twosource.store.words import matches, relevance
from twosource.store.words import search as words_table

RecordKind = Literal["article", "report", "incident", "claim", "act"]

_EARTH_KM: Final = 6371.0088  # mean radius, IUGG
_SHORTEST: Final = 4  # fewest hex digits of an id that may be typed
_COLUMNS: Final = {
    "article": ("a_", articles.c.id),
    "report": ("r_", reports.c.id),
    "incident": ("i_", incidents.c.id),
    "claim": ("c_", claims.c.id),
    "act": ("v_", acts.c.id),
}
_TERM: Final = re.compile(r'"([^"]+)"|(\S+)')
_WORD: Final = re.compile(r"\w")
_BEST: Final = (
    select(articles.c.id)
    .join_from(words_table, articles, articles.c.seq == words_table.c.rowid)
    .where(matches(), articles.c.replaced_by.is_(None))
    .order_by(relevance(), articles.c.seq)
)
_STEP: Final = 500  # incidents whose articles are looked through together
_AFTER: Final = or_(
    incidents.c.sort_at < bindparam("last"),
    and_(incidents.c.sort_at == bindparam("last"), incidents.c.id > bindparam("id_after")),
)
_FIRST: Final = (
    select(incidents.c.earliest)
    .where(incidents.c.reports > 0, incidents.c.earliest.is_not(None))
    .order_by(incidents.c.earliest)
    .limit(1)
)


def find_incidents(database: Database, wanted: Filter) -> tuple[IncidentId, ...]:
    """Return the ids of incidents, newest first."""
    words = None if wanted.words is None else match_terms(wanted.words)
    if words == "":
        return ()
    given = parameters(wanted, words)
    few = find_few(database, wanted, given)
    if few is None:
        rows = _walk(database, _query(wanted), wanted, given)
    else:
        listed = _query(few.rest).where(few.is_here)
        rows = _walk(database, listed, few.rest, {**given, "ids": to_json(few.found)})
    found = (IncidentId(row.id) for row in rows if wanted.near is None or _is_near(row, wanted.near))
    return tuple(islice(found, wanted.limit))


def _walk(
    database: Database, query: Select[Any], wanted: Filter, given: Mapping[str, Any]
) -> Iterator[Row[Any]]:
    """Yield incidents from the newest on; where words are asked for, some hundreds are looked at together."""
    if wanted.words is None:
        yield from database.rows(query, given)
        return
    query = query.where(_AFTER).limit(_STEP)
    last: tuple[int, str] = (maxsize, "")
    while rows := database.rows(query, {**given, "last": last[0], "id_after": last[1]}):
        telling = find_telling(database, [row.id for row in rows], given["words"])
        yield from (row for row in rows if row.id in telling)
        last = rows[-1].sort_at, rows[-1].id


def first_happened_at(database: Database) -> datetime | None:
    """Return the start of the earliest incident with a known day, or None where none has one."""
    row = database.row(_FIRST)
    return None if row is None else datetime.fromtimestamp(row.earliest, UTC)


def search_articles(database: Database, words: str, limit: int = 50) -> tuple[ArticleId, ...]:
    """Return the ids of articles that hold all the words, best first."""
    terms = match_terms(words)
    if not terms:
        return ()
    return tuple(ArticleId(row.id) for row in database.rows(_BEST.limit(limit), {"words": terms}))


def match_terms(words: str) -> str:
    """Return words as an FTS5 query that needs all of them; no sign of theirs is an operator.

    >>> match_terms('rocket "green zone" OR')
    '"rocket" "green zone" "OR"'
    """
    terms = (phrase or word.replace('"', " ") for phrase, word in _TERM.findall(words))
    return " ".join(f'"{term}"' for term in terms if _WORD.search(term))


def get_id(database: Database, given: str, kind: RecordKind) -> str:
    """Return the one id that begins as given; its letter may be left out.

    Raises NoSuchRecord where none begins so, or several.
    """
    letter, column = _COLUMNS[kind]
    digits = given.strip().lower().removeprefix(letter)
    if len(digits) < _SHORTEST or not re.fullmatch("[0-9a-f]+", digits):
        raise NoSuchRecord(
            f"{given!r} is no id of {_with_article(kind)}",
            hint=f"it begins with {letter} and takes at least {_SHORTEST} of its digits",
        )
    found = _beginning_with(database, column, letter + digits)
    if len(found) > 1:
        raise NoSuchRecord(f"several {kind}s begin with {given!r}", hint=f"for example {' and '.join(found)}")
    if not found:
        raise NoSuchRecord(f"there is no {kind} {given!r} in this ledger")
    return found[0]


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance between two points (haversine)."""
    north, east = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    chord = sin(north) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(chord)))


def _beginning_with(database: Database, column: Any, beginning: str) -> Sequence[str]:
    after: BindParameter[str] = bindparam("after")
    query = (
        select(column).distinct().where(column >= bindparam("from"), column < after).order_by(column).limit(2)
    )
    return [found for (found,) in database.rows(query, {"from": beginning, "after": beginning + "g"})]


def _with_article(kind: RecordKind) -> str:
    return f"an {kind}" if kind[0] in "ai" else f"a {kind}"


def _query(wanted: Filter) -> Select[Any]:
    columns = (incidents.c.id, incidents.c.sort_at, incidents.c.lat, incidents.c.lon, incidents.c.radius_km)
    query = select(*columns).where(incidents.c.reports > 0, *conditions(wanted))
    query = query.order_by(incidents.c.sort_at.desc(), incidents.c.id)
    whole = wanted.near is not None or wanted.words is not None or wanted.limit is None
    return query if whole else query.limit(wanted.limit)


def _is_near(row: Any, circle: Circle) -> bool:
    """Whether it can have happened in the circle; a vague place widens it by its own size at most."""
    slack = min(row.radius_km or 0.0, circle.km)
    far = inf if row.lon is None else distance_km(circle.lat, circle.lon, row.lat, row.lon)
    return far <= circle.km + slack

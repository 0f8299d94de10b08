"""Which incidents a moment knew of, and whether one that was made anew would be found.

Times of printing are compared here, where the articles are; what the reports of that moment amount
to is for whoever asks to reconcile.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import Any, Final

from sqlalchemy import case, func, select

from twosource.ids import ArticleId, IncidentId
from twosource.model import Article, Incident
from twosource.store import records
from twosource.store.cards import card_columns, status_bits
from twosource.store.database import Database
from twosource.store.dialect import epoch, listed
from twosource.store.incidents import summarise
from twosource.store.narrowing import Circle, Filter
from twosource.store.schema import articles, incidents, members, readings
from twosource.store.search import distance_km, find_incidents, match_terms
from twosource.store.versions import trace
from twosource.store.words import matches, search
from twosource.text import fold

#: How far the day of an incident moves as reports come in, at most: a wrong year is put right.
_MARGIN: Final = timedelta(days=366)
_LAST_SECOND: Final = 86_399  # of a day
_LISTED: Final = listed()

_PRINTED_AT: Final = func.coalesce(
    epoch(articles.c.updated),
    epoch(articles.c.published) + case((articles.c.published_precision == "day", _LAST_SECOND), else_=0),
    epoch(articles.c.fetched_at),
)
_TOLD: Final = (
    select(
        incidents.c.id,
        incidents.c.sort_at,
        func.min(_PRINTED_AT).label("first"),
        func.max(_PRINTED_AT).label("last"),
    )
    .join(members, members.c.incident == incidents.c.id)
    .join(articles, articles.c.id == members.c.article)
    .where(incidents.c.id.in_(_LISTED))
    .group_by(incidents.c.id)
    .order_by(incidents.c.sort_at.desc(), incidents.c.id)
)
_WITH_WORDS: Final = select(articles.c.id).where(
    articles.c.id.in_(_LISTED), articles.c.seq.in_(select(search.c.rowid).where(matches()))
)
_VERSIONS: Final = trace(_LISTED)
_ARRIVED: Final = (
    select(_VERSIONS.c.id, func.min(readings.c.made_at).label("at"))
    .join(readings, readings.c.article == _VERSIONS.c.was)
    .group_by(_VERSIONS.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An incident as it now stands: its place in a list, and whether a moment already knew all of it.

    ``sort_at`` counts seconds since 1970.
    """

    id: IncidentId
    sort_at: int
    is_whole: bool


def printed_at(article: Article) -> datetime:
    """Return when an article had surely been printed as it stands: a bare day counts from its end.

    What was changed later counts from the change, for the words kept are those; an article of no
    known date counts from when it was got.
    """
    if article.updated is not None:
        return article.updated
    if article.published is None:
        return article.fetched_at
    is_day = article.published_precision == "day"
    return article.published + timedelta(seconds=_LAST_SECOND) if is_day else article.published


def find_told(database: Database, wanted: Filter, moment: datetime | None) -> tuple[Standing, ...]:
    """Return the incidents that some article had told of by a moment (None: by now), newest first.

    The filter leaves out what can't pass it; :func:`is_wanted` says it of an incident made anew.
    """
    wide = Filter(
        since=None if wanted.since is None else wanted.since - _MARGIN,
        until=None if wanted.until is None else wanted.until + _MARGIN,
        words=wanted.words,
        changed_since=wanted.changed_since,
    )
    asked = {"ids": records.to_json(list(find_incidents(database, wide)))}
    end = inf if moment is None else moment.timestamp()
    return tuple(
        Standing(id=IncidentId(row.id), sort_at=row.sort_at, is_whole=row.last <= end)
        for row in database.rows(_TOLD, asked)
        if row.first <= end
    )


def find_with_words(database: Database, among: Iterable[ArticleId], words: str) -> frozenset[ArticleId]:
    """Return those of some articles that hold all the words."""
    terms = match_terms(words)
    asked = {"ids": records.to_json(list(among)), "words": terms}
    return frozenset(ArticleId(row.id) for row in database.rows(_WITH_WORDS, asked)) if terms else frozenset()


def find_arrivals(database: Database, ids: Iterable[ArticleId]) -> dict[ArticleId, datetime]:
    """Return when articles, or what a later cleaner made them of, were first read into the ledger."""
    rows = database.rows(_ARRIVED, {"ids": records.to_json(list(ids))})
    return {ArticleId(row.id): datetime.fromisoformat(row.at) for row in rows}


def sort_at(incident: Incident, first_printed_at: datetime) -> int:
    """Return the second by which an incident takes its place in a list."""
    return int(summarise(incident, first_printed_at)["sort_at"])


def is_wanted(incident: Incident, first_printed_at: datetime, wanted: Filter) -> bool:
    """Whether an incident passes a filter, its words left aside; as :func:`find_incidents` has it.

    When it last changed is left aside too: that is asked of the ledger as it is.
    """
    found = {**summarise(incident, first_printed_at), **card_columns(incident)}
    return (
        _is_in_time(found, wanted)
        and (not wanted.kinds or incident.kind in wanted.kinds)
        and (wanted.place is None or fold(wanted.place) in found["place"])
        and (not wanted.places or _is_in_places(found, wanted.places))
        and (wanted.near is None or _is_near(found, wanted.near))
        and (wanted.status is None or any(fact.status is wanted.status for fact in incident.facts))
        and _is_kept(found, wanted)
    )


def _is_kept(found: dict[str, Any], wanted: Filter) -> bool:
    """Whether an incident passes what is asked of the columns that go with its card."""
    return (
        (not wanted.statuses or bool(found["statuses"] & status_bits(wanted.statuses)))
        and (wanted.actor is None or fold(wanted.actor) in found["actors"])
        and (wanted.voices_at_least is None or found["voices"] >= wanted.voices_at_least)
        and not (wanted.single_source and found["confirmed"])
        and (wanted.with_place is None or wanted.with_place is (found["lat"] is not None))
        and (
            wanted.box is None or (found["lat"] is not None and wanted.box.holds(found["lat"], found["lon"]))
        )
    )


def _is_in_places(found: dict[str, Any], places: tuple[str, ...]) -> bool:
    named = any(fold(part) in found["place"] for part in places)
    return named or found["country"] in places or not found["place"]


def _is_in_time(found: dict[str, Any], wanted: Filter) -> bool:
    last = found["sort_at"] if found["latest"] is None else found["latest"]
    if wanted.since is not None and last < int(wanted.since.timestamp()):
        return False
    return wanted.until is None or found["sort_at"] <= int(wanted.until.timestamp())


def _is_near(found: dict[str, Any], circle: Circle) -> bool:
    if found["lat"] is None or found["lon"] is None:
        return False
    slack = min(found["radius_km"] or 0.0, circle.km)
    return distance_km(circle.lat, circle.lon, found["lat"], found["lon"]) <= circle.km + slack

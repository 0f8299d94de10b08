"""What counting needs beside incidents: where the press counts, which pairs may be one, who printed what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select, text

from twosource.ids import ArticleId, IncidentId, ReportId
from twosource.store import records
from twosource.store.database import Database
from twosource.store.dialect import listed
from twosource.store.judgements import OpenPair, open_pairs_within
from twosource.store.schema import articles, claims, incidents, members, readings

_LISTED: Final = listed()
_PRESS_FIELDS: Final = text("claims.field IN ('tally', 'first since')")  # as the partial index says it
_COUNTING: Final = (
    select(members.c.seq, members.c.report, members.c.incident, members.c.article)
    .select_from(claims)
    .join(readings, readings.c.id == claims.c.reading)
    .join(members, members.c.report == claims.c.report)
    .where(_PRESS_FIELDS, readings.c.current, members.c.incident.is_not(None))
    .distinct()
    .order_by(members.c.seq)
)
_COUNTING_IN: Final = (
    select(members.c.report, members.c.incident, members.c.article)
    .select_from(members)
    .where(members.c.incident.in_(_LISTED))
    .order_by(members.c.seq)
)
_SPANS: Final = select(
    incidents.c.id,
    incidents.c.sort_at,
    func.coalesce(incidents.c.latest, incidents.c.sort_at).label("latest"),
).where(incidents.c.id.in_(_LISTED))
_PRINT: Final = ("id", "outlet", "newsroom", "published", "published_precision", "fetched_at")
_PRINTS: Final = select(*(articles.c[name] for name in _PRINT)).where(articles.c.id.in_(_LISTED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """Who printed an article, who wrote it and when it came out, without its text."""

    article: ArticleId
    outlet: str | None
    newsroom: str | None
    published: datetime | None
    fetched_at: datetime
    only_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """A report that counts something, where it stands and which article it is of."""

    report: ReportId
    incident: IncidentId
    article: ArticleId


def find_counting(database: Database, within: Iterable[IncidentId] | None = None) -> tuple[Counting, ...]:
    """Return the current reports that count something, in order of arrival.

    Of given incidents every report is returned: the caller reads them anyway.
    """
    if within is None:
        rows = database.rows(_COUNTING)
    else:
        rows = database.rows(_COUNTING_IN, {"ids": records.to_json(list(within))})
    return tuple(
        Counting(
            report=ReportId(row.report), incident=IncidentId(row.incident), article=ArticleId(row.article)
        )
        for row in rows
    )


def find_twins(database: Database, among: Iterable[IncidentId]) -> tuple[OpenPair, ...]:
    """Return the pairs of reports left unsure between two of the incidents, best first."""
    return tuple(open_pairs_within(database, among))


def load_spans(database: Database, ids: Iterable[IncidentId]) -> Mapping[IncidentId, tuple[int, int]]:
    """Return between which seconds a filter's period takes incidents to lie (store/narrowing.py)."""
    rows = database.rows(_SPANS, {"ids": records.to_json(list(ids))})
    return {IncidentId(row.id): (row.sort_at, row.latest) for row in rows}


def load_prints(database: Database, ids: Iterable[ArticleId]) -> Mapping[ArticleId, Print]:
    """Return who printed articles and when, by id; unknown ids are passed over."""
    rows = database.rows(_PRINTS, {"ids": records.to_json(list(ids))})
    return {
        ArticleId(row.id): Print(
            article=ArticleId(row.id),
            outlet=row.outlet,
            newsroom=row.newsroom,
            published=None if row.published is None else datetime.fromisoformat(row.published),
            fetched_at=datetime.fromisoformat(row.fetched_at),
            only_day=row.published_precision == "day",
        )
        for row in rows
    }

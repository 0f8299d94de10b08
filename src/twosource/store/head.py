"""What a ledger holds in all, for a line at the head of a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select, text

from twosource.store.database import Database
from twosource.store.dialect import row_number
from twosource.store.schema import (
    acts,
    articles,
    changes,
    corrections,
    dropped,
    incidents,
    judgements,
    members,
    ratings,
    readings,
)

_INCIDENTS: Final = select(func.count()).select_from(incidents).where(incidents.c.reports > 0)
_ARTICLES: Final = select(func.count()).select_from(articles)
_REPORTS: Final = select(func.count()).select_from(members)
_OUTLETS: Final = text(
    "WITH RECURSIVE next(name) AS (SELECT min(outlet) FROM articles UNION ALL"
    " SELECT (SELECT min(outlet) FROM articles WHERE outlet > next.name) FROM next WHERE next.name IS NOT NULL)"
    " SELECT count(name) FROM next"
)
_NEWEST: Final = select(func.max(articles.c.published))


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How much a ledger holds; ``newest_at`` is when the newest article came out, None where none says."""

    incidents: int
    articles: int
    reports: int
    outlets: int
    newest_at: datetime | None


def count_all(database: Database) -> Head:
    """Count what a ledger holds."""
    newest = database.row(_NEWEST)
    assert newest is not None, "a maximum always has its row"
    return Head(
        incidents=database.number(_INCIDENTS),
        articles=database.number(_ARTICLES),
        reports=database.number(_REPORTS),
        outlets=database.number(_OUTLETS),
        newest_at=None if newest[0] is None else datetime.fromisoformat(newest[0]),
    )


#: Tables that only grow, by the column that numbers their rows: nothing readers see is written without one.
_GROWING: Final[tuple[Any, ...]] = (
    changes.c.seq, acts.c.seq, ratings.c.seq, corrections.c.seq, articles.c.seq, readings.c.id, judgements.c.id,
)  # fmt: skip
_WRITTEN: Final = select(*(select(func.max(column)).scalar_subquery() for column in _GROWING))
_DROPPED: Final = select(func.max(row_number(dropped))).select_from(dropped)


def count_writes(database: Database) -> int:
    """Return a number that grows with every write to what readers see; it asks the ends of a few tables."""
    row = database.row(_WRITTEN)
    assert row is not None, "maxima always have their row"
    return sum(number or 0 for number in row) + database.number(_DROPPED)

"""Judgements between reports: kept for good, read back by pair and by neighbourhood."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import and_, bindparam, case, func, or_, select, union
from sqlalchemy.dialects.sqlite import insert

from twosource.ids import ReportId
from twosource.model import Judgement
from twosource.store import records
from twosource.store.database import Database
from twosource.store.schema import judgements

_here = judgements.c
_LISTED: Final = select(func.json_each(bindparam("ids")).table_valued("value").c.value)
_SAVE: Final = insert(judgements)
_AMONG: Final = select(judgements).where(_here.left.in_(_LISTED), _here.right.in_(_LISTED)).order_by(_here.id)
_SHORT: Final = case((_here.verdict == "different", _here.reasons), else_="[]").label("reasons")
_TIES: Final = (
    select(*(column for column in _here if column.name != "reasons"), _SHORT)
    .where(_here.left.in_(_LISTED), _here.right.in_(_LISTED))
    .order_by(_here.id)
)
_TOUCHING: Final = (
    select(judgements).where(or_(_here.left.in_(_LISTED), _here.right.in_(_LISTED))).order_by(_here.id)
)
_PAIR: Final = (
    select(judgements)
    .where(_here.left == bindparam("one"), _here.right == bindparam("other"))
    .order_by(_here.id)
)
_SAME_NEIGHBOURS: Final = union(
    select(_here.right).where(and_(_here.left.in_(_LISTED), _here.verdict == "same")),
    select(_here.left).where(and_(_here.right.in_(_LISTED), _here.verdict == "same")),
)
_BY_PEOPLE: Final = select(judgements).where(_here.decided_by.not_like("link/%")).order_by(_here.id)


def save_judgements(database: Database, decided: Iterable[Judgement]) -> None:
    """Keep judgements; earlier ones about the same pair stay beside them."""
    database.run(_SAVE, [records.judgement_columns(judgement) for judgement in decided])


def judgements_between(database: Database, one: ReportId, other: ReportId) -> tuple[Judgement, ...]:
    """Return everything decided about a pair, in either order of naming it, oldest first."""
    left, right = sorted((one, other))
    rows = database.rows(_PAIR, {"one": left, "other": right})
    return tuple(map(records.read_judgement, rows))


def judgements_among(database: Database, reports: Iterable[ReportId]) -> tuple[Judgement, ...]:
    """Return everything decided about pairs within a set of reports, oldest first."""
    rows = database.rows(_AMONG, {"ids": records.to_json(list(reports))})
    return tuple(map(records.read_judgement, rows))


def ties_among(database: Database, reports: Iterable[ReportId]) -> tuple[Judgement, ...]:
    """Return the same with the reasons of those alone that hold apart: hundreds of reports have many."""
    rows = database.rows(_TIES, {"ids": records.to_json(list(reports))})
    return tuple(map(records.read_judgement, rows))


def judgements_touching(database: Database, reports: Iterable[ReportId]) -> tuple[Judgement, ...]:
    """Return everything decided about any of the reports, oldest first."""
    rows = database.rows(_TOUCHING, {"ids": records.to_json(list(reports))})
    return tuple(map(records.read_judgement, rows))


def judgements_by_people(database: Database) -> tuple[Judgement, ...]:
    """Return what people decided, oldest first."""
    return tuple(map(records.read_judgement, database.rows(_BY_PEOPLE)))


def same_neighbours(database: Database, reports: Iterable[ReportId]) -> frozenset[ReportId]:
    """Return the reports that were ever judged to tell of the same as one of these."""
    rows = database.rows(_SAME_NEIGHBOURS, {"ids": records.to_json(list(reports))})
    return frozenset(ReportId(report) for (report,) in rows)

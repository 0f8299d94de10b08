"""Judgements between reports: kept for good, read back by pair and by neighbourhood.

What people decided and took back is kept as well, and left out wherever not asked for by name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, Select, and_, bindparam, case, or_, select, text, union

from twosource.ids import ActId, IncidentId, ReportId
from twosource.link.finding import NAMING
from twosource.model import Judgement
from twosource.store import records
from twosource.store.database import Database
from twosource.store.dialect import insert, json_list, listed
from twosource.store.schema import judgements, members, undone

_here = judgements.c
_LISTED: Final = listed()
MOST_OPEN: Final = 2_000  # so many are weighed within a second
_COUNTS: Final = or_(_here.act.is_(None), _here.act.not_in(select(undone.c.act)))
_SAVE: Final = insert(judgements)
_AMONG: Final = (
    select(judgements).where(_here.left.in_(_LISTED), _here.right.in_(_LISTED), _COUNTS).order_by(_here.id)
)
_SUM: Final = case((_here.reasons.contains(f'"{NAMING}"'), NAMING), else_="all reasons")
_SHORT: Final = case(
    (_here.verdict == "different", _here.reasons),
    else_=json_list(json_list(_SUM, _here.score, "")),
).label("reasons")
_TIES: Final = (
    select(*(column for column in _here if column.name != "reasons"), _SHORT)
    .where(_here.left.in_(_LISTED), _here.right.in_(_LISTED), _COUNTS)
    .order_by(_here.id)
)
_EVER_TOUCHING: Final = (
    select(judgements).where(or_(_here.left.in_(_LISTED), _here.right.in_(_LISTED))).order_by(_here.id)
)
_TOUCHING: Final = _EVER_TOUCHING.where(_COUNTS)
_EVER_BETWEEN: Final = (
    select(judgements)
    .where(_here.left == bindparam("one"), _here.right == bindparam("other"))
    .order_by(_here.id)
)
_PAIR: Final = _EVER_BETWEEN.where(_COUNTS)
_SAME_NEIGHBOURS: Final = union(
    select(_here.right).where(and_(_here.left.in_(_LISTED), _here.verdict == "same", _COUNTS)),
    select(_here.left).where(and_(_here.right.in_(_LISTED), _here.verdict == "same", _COUNTS)),
)
_BY_PERSON: Final = _here.decided_by.not_like("link/%")
_BY_PEOPLE: Final = select(judgements).where(_BY_PERSON, _COUNTS).order_by(_here.id)
_OF_ACT: Final = select(judgements).where(_here.act == bindparam("act")).order_by(_here.id)


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
    """Return the same with the reasons of those alone that hold apart: hundreds of reports have many.

    The others have one reason with the points of all, which names the same people where one of them did.
    """
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


def judgements_ever_touching(database: Database, reports: Iterable[ReportId]) -> tuple[Judgement, ...]:
    """Return the same with what was taken back: a later reading must carry that over too."""
    rows = database.rows(_EVER_TOUCHING, {"ids": records.to_json(list(reports))})
    return tuple(map(records.read_judgement, rows))


def judgements_ever_between(database: Database, one: ReportId, other: ReportId) -> tuple[Judgement, ...]:
    """Return everything ever decided about a pair, what was taken back included, oldest first."""
    left, right = sorted((one, other))
    rows = database.rows(_EVER_BETWEEN, {"one": left, "other": right})
    return tuple(map(records.read_judgement, rows))


def judgements_of_act(database: Database, act: ActId) -> tuple[Judgement, ...]:
    """Return the judgements that a person's act is made of, whether it counts or not."""
    return tuple(map(records.read_judgement, database.rows(_OF_ACT, {"act": act})))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPair:
    """Two reports of two incidents of which the machine could not say whether they tell of one thing."""

    left: ReportId
    right: ReportId
    score: float
    left_incident: IncidentId
    right_incident: IncidentId


def open_pairs(database: Database) -> Iterator[OpenPair]:
    """Yield the pairs left unsure between two incidents, the latest first, some thousands at most.

    A pair that was judged again since, or by a person ever, is not among them.
    """
    yield from map(_read_pair, database.rows(_OPEN_PAIRS))


def open_pairs_within(database: Database, incidents: Iterable[IncidentId]) -> Iterator[OpenPair]:
    """Yield the same between two of some incidents."""
    yield from map(_read_pair, database.rows(_OPEN_PAIRS_WITHIN, {"ids": records.to_json(list(incidents))}))


def _read_pair(row: Row[Any]) -> OpenPair:
    return OpenPair(
        left=ReportId(row.left),
        right=ReportId(row.right),
        score=row.score,
        left_incident=IncidentId(row.left_incident),
        right_incident=IncidentId(row.right_incident),
    )


def _open_pairs(*, within: bool = False) -> Select[Any]:
    ours, theirs, later = members.alias("ours"), members.alias("theirs"), judgements.alias("later")
    outranked = (
        select(later.c.id)
        .where(
            later.c.left == _here.left,
            later.c.right == _here.right,
            or_(later.c.id > _here.id, later.c.decided_by.not_like("link/%")),
            or_(later.c.act.is_(None), later.c.act.not_in(select(undone.c.act))),
        )
        .exists()
    )
    found = (_here.left, _here.right, _here.score)
    incidents = (ours.c.incident.label("left_incident"), theirs.c.incident.label("right_incident"))
    return (
        select(*found, *incidents)
        .join(ours, ours.c.report == _here.left)
        .join(theirs, theirs.c.report == _here.right)
        .where(_here.verdict == text("'unsure'"), ours.c.incident != theirs.c.incident, ~outranked)
        .where(*(each.c.incident.in_(_LISTED) for each in (ours, theirs) if within))
        .order_by(_here.id.desc())
        .limit(MOST_OPEN)
    )


_OPEN_PAIRS: Final = _open_pairs()
_OPEN_PAIRS_WITHIN: Final = _open_pairs(within=True)

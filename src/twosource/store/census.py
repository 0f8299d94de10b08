"""Counting many incidents at once by their rows of numbers, without reading a fact.

Which traits answer a question, surely or perhaps, is told by the caller; here it becomes SQL. Every
incident answers by the least of its traits' answers and of its time's. Nothing here knows a question.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from sqlalchemy import (
    ColumnElement,
    Label,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
)

from twosource.ids import IncidentId
from twosource.store import records
from twosource.store.countables import Sort
from twosource.store.database import Database
from twosource.store.dialect import least, listed, listed_numbers
from twosource.store.schema import countables, sources, tellings
from twosource.tally.tolls import TollField

_here = countables.c
_DAY: Final = 86_400_000_000  # microseconds
_FAR: Final = 1_000_000  # days
_SECOND: Final = 1_000_000
_PAIR: Final = 4_294_967_296  # 2**32: more traits than a ledger can hold
_SURE: Final = 2
_PERHAPS: Final = 1

#: By what rows are counted apart; each has one column or several.
Cut = Literal["kind", "place", "target", "actor", "day", "disputed", "outlet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """Which numbers answer surely and which perhaps; all others do not."""

    sure: frozenset[int] = frozenset()
    perhaps: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """An end of a period in microseconds since 1970: in UTC, or by the clock of each place."""

    at: int
    is_local: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What is asked of each row.

    ``fits`` are the answers of traits, by their sort; of times they answer for those that are no single
    stretch. ``pairs`` answer for a place and a target together: see :func:`pair_number`.
    """

    fits: Mapping[Sort, Fits] = field(default_factory=dict)
    pairs: Fits | None = None
    since: Bound | None = None
    until: Bound | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """A toll summed: ``low`` over those that surely answer, ``high`` over all; how many tell none or no end."""

    low: int
    high: int
    untold: int
    open_ended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many rows answer surely, or perhaps, within one part of a cut; ``key`` says which part."""

    key: tuple[Any, ...]
    is_sure: bool
    number: int
    tolls: Mapping[str, Sum]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One row that answers, with the part of a cut that it is in."""

    incident: IncidentId
    is_sure: bool
    key: tuple[Any, ...]


def pair_number(place: int, target: int) -> int:
    """Return one number for a place and a target."""
    return place * _PAIR + target


def count_rows(
    database: Database, sieve: Sieve, cut: Cut | None = None, tolls: Collection[TollField] = ()
) -> Iterator[Count]:
    """Yield the counts of each part of a cut, with sums of some tolls.

    An incident that several outlets printed is in the part of each.
    """
    asked = _ask(sieve, cut).subquery()
    cutting = _cut(asked, cut)
    sums = [column for toll in tolls for column in _sums(asked, toll)]
    query = select(*cutting.parts, asked.c.fit, func.count().label("number"), *sums).select_from(cutting.rows)
    query = query.group_by(*cutting.parts, asked.c.fit)
    names, width = tuple(tolls), len(cutting.parts)
    for row in database.rows(query, _parameters(sieve)):
        values = tuple(row)
        fit, number, *told = values[width:]
        yield Count(
            key=values[:width],
            is_sure=fit == _SURE,
            number=number,
            tolls={toll: Sum(*told[4 * at : 4 * at + 4]) for at, toll in enumerate(names)},
        )


def list_rows(database: Database, sieve: Sieve, most: int, *, sure: bool) -> tuple[IncidentId, ...]:
    """Return the newest incidents that answer surely, or perhaps: at most so many."""
    asked = _ask(sieve, None)
    query = asked.where(asked.selected_columns.fit == (_SURE if sure else _PERHAPS))
    ordered = query.order_by(_here.sort_at.desc(), _here.incident.desc()).limit(most)
    return tuple(IncidentId(row.incident) for row in database.rows(ordered, _parameters(sieve)))


def find_rows(
    database: Database, sieve: Sieve, cut: Cut | None, among: Collection[IncidentId]
) -> Iterator[Found]:
    """Yield those of some incidents that answer, each in every part of a cut that it is in."""
    asked = _ask(sieve, cut).where(_here.incident.in_(listed("among"))).subquery()
    cutting = _cut(asked, cut)
    query = select(*cutting.parts, asked.c.fit, asked.c.incident).select_from(cutting.rows)
    given = {**_parameters(sieve), "among": records.to_json(sorted(among))}
    for row in database.rows(query, given):
        key = tuple(row)[: len(cutting.parts)]
        yield Found(incident=IncidentId(row.incident), is_sure=row.fit == _SURE, key=key)


def list_pairs(database: Database, sieve: Sieve) -> tuple[tuple[int, int], ...]:
    """Return every place and target that one incident has, of those that the rest of a sieve lets through."""
    asked = _ask(sieve, None).subquery()
    query = select(asked.c.place, asked.c.target).distinct()
    return tuple((row.place, row.target) for row in database.rows(query, _parameters(sieve)))


def has_unmade(database: Database) -> bool:
    """Whether the row of any incident is still empty."""
    return database.row(select(_here.incident).where(_here.kind.is_(None)).limit(1)) is not None


# --- what is asked of a row ---------------------------------------------------------------------------


def _ask(sieve: Sieve, cut: Cut | None) -> Select[Any]:
    """Select the rows that answer, each with its answer as ``fit``.

    What does not answer is left out before, so that answers that are all sure need not be worked out.
    """
    answers = [*_trait_fits(sieve), *_period_fits(sieve)]
    fit: ColumnElement[int] = least(literal(_SURE), *answers) if answers else literal(_SURE)
    return select(*countables.c, *_cut_columns(cut), fit.label("fit")).where(*_possible(sieve))


def _columns(sieve: Sieve) -> Iterator[tuple[str, ColumnElement[int], Fits]]:
    for sort, fits in sieve.fits.items():
        if sort != "time":
            yield sort, _here[sort], fits
    if sieve.pairs is not None:
        yield "pairs", _here.place * _PAIR + _here.target, sieve.pairs


def _trait_fits(sieve: Sieve) -> Iterator[ColumnElement[int]]:
    for name, column, fits in _columns(sieve):
        if fits.perhaps:
            yield case((column.in_(listed_numbers(f"{name}_perhaps")), _PERHAPS), else_=_SURE)


def _possible(sieve: Sieve) -> Iterator[ColumnElement[bool]]:
    """Yield what every row that answers must meet; of places an index tells."""
    for name, column, _ in _columns(sieve):
        yield column.in_(listed_numbers(f"{name}_any"))
    outside = _outside(sieve)
    if outside:
        answers = or_(_here.time.is_(None), _here.time.in_(listed_numbers("time_any")))
        yield case((_here.begins.is_(None), answers), else_=~or_(*outside))


def _outside(sieve: Sieve) -> list[ColumnElement[bool]]:
    """Return what puts a stretch out of the period."""
    found: list[ColumnElement[bool]] = []
    if sieve.since is not None:
        found.append(_ends(sieve.since) < bindparam("since"))
    if sieve.until is not None:
        found.append(_begins(sieve.until) > bindparam("until"))
    return found


def _period_fits(sieve: Sieve) -> Iterator[ColumnElement[int]]:
    """Yield how what is not outside lies in the period; of no single stretch its trait tells, none told perhaps."""
    inside: list[ColumnElement[bool]] = []
    if sieve.since is not None:
        inside.append(_begins(sieve.since) >= bindparam("since"))
    if sieve.until is not None:
        inside.append(_ends(sieve.until) <= bindparam("until"))
    if inside:
        unsure = case((_here.time.in_(listed_numbers("time_sure")), _SURE), else_=_PERHAPS)
        yield case((and_(*inside), _SURE), (_here.begins.is_(None), unsure), else_=_PERHAPS)


def _begins(bound: Bound) -> ColumnElement[int]:
    return _here.begins + _here.begins_offset * _SECOND if bound.is_local else _here.begins


def _ends(bound: Bound) -> ColumnElement[int]:
    return _here.ends + _here.ends_offset * _SECOND if bound.is_local else _here.ends


def _parameters(sieve: Sieve) -> dict[str, Any]:
    given: dict[str, Any] = {}
    told: dict[str, Fits] = {str(sort): fits for sort, fits in sieve.fits.items()}
    if sieve.pairs is not None:
        told["pairs"] = sieve.pairs
    for name, fits in told.items():
        given[f"{name}_sure"] = records.to_json(sorted(fits.sure))
        given[f"{name}_perhaps"] = records.to_json(sorted(fits.perhaps))
        given[f"{name}_any"] = records.to_json(sorted(fits.sure | fits.perhaps))
    if sieve.since is not None:
        given["since"] = sieve.since.at
    if sieve.until is not None:
        given["until"] = sieve.until.at
    return given


# --- parts of a cut ------------------------------------------------------------------------------------


def _cut_columns(cut: Cut | None) -> Sequence[Label[Any]]:
    """Return what a cut needs beside the row: the days of its time, numbered from 1970."""
    if cut != "day":
        return ()
    first, last = _here.begins + _here.begins_offset * _SECOND, _here.ends + _here.ends_offset * _SECOND
    return (_day(first).label("first_day"), _day(last).label("last_day"))


def _day(at: ColumnElement[int]) -> ColumnElement[int]:
    """Return the number of a day; counted from afar, since SQLite's division of what is below nought is no floor."""
    return (at + _FAR * _DAY) // _DAY - _FAR


@dataclass(frozen=True, slots=True)
class _Cutting:
    """The rows that answer, with what tells the part that each is in."""

    rows: Any
    parts: tuple[ColumnElement[Any], ...]


def _cut(asked: Subquery, cut: Cut | None) -> _Cutting:
    match cut:
        case None:
            return _Cutting(asked, ())
        case "day":
            return _Cutting(asked, (asked.c.first_day, asked.c.last_day, asked.c.time))
        case "outlet":
            return _Cutting(
                asked.outerjoin(_OUTLETS, _OUTLETS.c.incident == asked.c.incident), (_OUTLETS.c.label,)
            )
        case _:
            return _Cutting(asked, (asked.c[cut],))


_OUTLETS: Final = (
    select(tellings.c.incident, sources.c.label)
    .join(sources, sources.c.id == tellings.c.source)
    .where(sources.c.kind == "outlet")
    .subquery()
)


def _sums(asked: Any, toll: str) -> Iterator[Label[Any]]:
    """Yield what a :class:`Sum` is made of, in its order."""
    low, high = asked.c[f"{toll}_low"], asked.c[f"{toll}_high"]
    yield func.coalesce(func.sum(low), 0).label(f"{toll}_least")
    yield func.coalesce(func.sum(high), 0).label(f"{toll}_most")
    yield func.sum(case((low.is_(None), 1), else_=0)).label(f"{toll}_untold")
    yield func.sum(case((low.is_not(None) & high.is_(None), 1), else_=0)).label(f"{toll}_open")

"""What the ledger keeps of outlets, newsrooms and voices: their sums, their delays, and who hands on whom.

Sums stand in a row each; delays and newest incidents are read by an index, so that no question goes through
all that a source ever told. Weighs nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal, get_args

from sqlalchemy import ColumnElement, Integer, Select, bindparam, case, cast, func, literal, or_, select

from twosource.ids import IncidentId
from twosource.store.database import Database
from twosource.store.schema import articles, claims, incidents, members, readings, sources, tellings
from twosource.store.tellings import SourceKind
from twosource.text import fold

Order = Literal["name", "articles", "incidents", "claims", "copies", "firsts", "contradicted", "updated"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)

#: Cases from which a share says something; of fewer, its 95 % interval is wider than 40 of 100.
ENOUGH: Final = 20

_here = sources.c
_COLUMNS: Final = tuple(column.name for column in sources.c)
_ONE: Final = select(sources).where(_here.kind == bindparam("kind"), _here.name == bindparam("name"))
_CALLED: Final = select(sources).where(
    or_(_here.label.ilike(bindparam("pattern"), escape="\\"), _here.name == bindparam("folded"))
)
_TIMED: Final = (
    select(tellings.c.delay_s)
    .where(tellings.c.source == bindparam("source"), tellings.c.delay_s.is_not(None))
    .order_by(tellings.c.delay_s)
    .limit(1)
    .offset(bindparam("skipped", type_=Integer))
)
_SPAN: Final = select(
    *(
        select(end(tellings.c.first_at)).where(tellings.c.source == bindparam("source")).scalar_subquery()
        for end in (func.min, func.max)  # each is the end of an index
    )
)
_NEWEST: Final = (
    select(tellings.c.incident)
    .where(tellings.c.source == bindparam("source"))
    .order_by(tellings.c.first_at.desc().nulls_last(), tellings.c.incident.desc())
    .limit(bindparam("most", type_=Integer))
)
#: Whose words a newsroom handed on in the incidents it told last, and who handed on a voice's.
_told: Final = _NEWEST.subquery("told")
_SAID_BY: Final = func.coalesce(claims.c.voice_body, claims.c.voice)
_HANDED: Final = (
    select(articles.c.newsroom.label("who"), _SAID_BY.label("said_by"), func.count().label("number"))
    .select_from(_told)
    .join(members, members.c.incident == _told.c.incident)
    .join(articles, articles.c.id == members.c.article)
    .join(readings, (readings.c.article == articles.c.id) & readings.c.current)
    .join(claims, (claims.c.reading == readings.c.id) & (claims.c.report == members.c.report))
    .where(claims.c.voice_kind != "newsroom", _SAID_BY.is_not(None))
    .group_by(articles.c.newsroom, _SAID_BY)
    .order_by(articles.c.newsroom, _SAID_BY)
)
_VOICES_OF: Final = _HANDED.where(articles.c.newsroom == bindparam("name"))
_NEWSROOMS_OF: Final = _HANDED.where(articles.c.newsroom.is_not(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source and what it amounts to; ``name`` is its key, ``label`` its name for people.

    ``timed`` are its incidents that others of its kind tell of too, with hours known, and ``firsts`` those
    of them that it told first. ``checkable`` are facts that it and an independent other speak on;
    ``contradicted`` of these are those of which others later said otherwise, ``updated`` those where its word
    was later overtaken. Voices have no articles.
    """

    id: int
    kind: SourceKind
    name: str
    label: str
    articles: int
    copies: int
    incidents: int
    reports: int
    claims: int
    firsts: int
    timed: int
    checkable: int
    contradicted: int
    updated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Which sources are wanted, in which order, and which part of the list; ``words`` is part of a name."""

    kind: SourceKind
    words: str = ""
    order: Order = "incidents"
    limit: int = 50
    offset: int = 0


class SourceRows:
    """The sources of a ledger; reads alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, wanted: Listed) -> tuple[SourceRow, ...]:
        """Return a part of the list; ties stand by name."""
        query = _admit(select(sources), wanted).order_by(*_ordered(wanted.order), _here.label, _here.id)
        rows = self._database.rows(query.limit(wanted.limit).offset(wanted.offset))
        return tuple(map(_read, rows))

    def count(self, wanted: Listed) -> int:
        """Return how many there are in the whole list."""
        return self._database.number(_admit(select(func.count()).select_from(sources), wanted))

    def find(self, kind: SourceKind, name: str) -> SourceRow | None:
        """Return a source by its key, or None."""
        row = self._database.row(_ONE, {"kind": kind, "name": name})
        return None if row is None else _read(row)

    def called(self, name: str) -> tuple[SourceRow, ...]:
        """Return the sources of a name, whatever its capitals: outlets before newsrooms before voices."""
        found = self._database.rows(_CALLED, {"pattern": _escape(name), "folded": fold(name)})
        ranks = {kind: rank for rank, kind in enumerate(get_args(SourceKind))}
        return tuple(sorted(map(_read, found), key=lambda one: (ranks[one.kind], one.label, one.id)))

    def delay_at(self, source: SourceRow, part: float) -> int | None:
        """Return the delay in seconds that such a part of its incidents does not exceed; None for none.

        The nearest rank: of the ordered delays, number ``ceil(part * timed)``.
        """
        if not source.timed:
            return None
        rank = max(0, -int(-part * source.timed // 1) - 1)
        row = self._database.row(_TIMED, {"source": source.id, "skipped": rank})
        return None if row is None else int(row.delay_s)

    def span(self, source: SourceRow) -> tuple[datetime | None, datetime | None]:
        """Return when it first and last told of an incident."""
        row = self._database.row(_SPAN, {"source": source.id})
        assert row is not None, "a row of two questions always comes"
        first, last = (None if at is None else datetime.fromtimestamp(at, UTC) for at in row)
        return first, last

    def newest(self, source: SourceRow, most: int) -> tuple[IncidentId, ...]:
        """Return the incidents that it told of last, the newest telling first."""
        rows = self._database.rows(_NEWEST, {"source": source.id, "most": most})
        return tuple(IncidentId(row.incident) for row in rows)

    def kinds(self, source: SourceRow, most: int) -> tuple[tuple[str, int], ...]:
        """Return the kinds of the newest incidents it told of, most first."""
        return self._parts(source, most, incidents.c.kind)

    def countries(self, source: SourceRow, most: int) -> tuple[tuple[str, int], ...]:
        """Return where these happened (ISO 3166-1 alpha-2), most first; those of no known country left out."""
        return self._parts(source, most, incidents.c.country)

    def _parts(self, source: SourceRow, most: int, column: ColumnElement[Any]) -> tuple[tuple[str, int], ...]:
        told = _NEWEST.subquery()
        number = func.count()
        query = (
            select(column.label("part"), number.label("number"))
            .join(told, told.c.incident == incidents.c.id)
            .where(column.is_not(None))
            .group_by(column)
            .order_by(number.desc(), column)
        )
        rows = self._database.rows(query, {"source": source.id, "most": most})
        return tuple((row.part, row.number) for row in rows)

    def printed_with(self, source: SourceRow, most: int) -> tuple[tuple[str, int], ...]:
        """Return who wrote an outlet's newest articles, or who printed a newsroom's; most first."""
        own, other = articles.c.outlet, articles.c.newsroom
        if source.kind == "newsroom":
            own, other = other, own
        newest = (
            select(other.label("other"))
            .where(own == source.name, articles.c.replaced_by.is_(None))
            .order_by(articles.c.seq.desc())
            .limit(most)
            .subquery()
        )
        number = func.count()
        query = select(newest.c.other, number.label("number")).where(newest.c.other.is_not(None))
        rows = self._database.rows(query.group_by(newest.c.other).order_by(number.desc(), newest.c.other))
        return tuple((row.other, row.number) for row in rows)

    def handed_on(self, source: SourceRow, most: int) -> tuple[tuple[str, str, int], ...]:
        """Return (newsroom, voice as told, claims) of the incidents that a newsroom or a voice told last."""
        query = _VOICES_OF if source.kind == "newsroom" else _NEWSROOMS_OF
        given = {"source": source.id, "most": most}
        rows = self._database.rows(
            query, {**given, "name": source.name} if source.kind == "newsroom" else given
        )
        return tuple((row.who, row.said_by, row.number) for row in rows)


def _admit(query: Select[Any], wanted: Listed) -> Select[Any]:
    known = query.where(_here.kind == wanted.kind, or_(_here.incidents > 0, _here.articles > 0))
    if not wanted.words.strip():
        return known
    pattern = f"%{_escape(wanted.words.strip())}%"
    return known.where(
        or_(
            _here.label.ilike(pattern, escape="\\"),
            _here.name.contains(fold(wanted.words.strip()), autoescape=True),
        )
    )


def _escape(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _ordered(order: Order) -> Sequence[ColumnElement[Any]]:
    """Return what the list is ordered by: shares of too few cases stand last."""
    match order:
        case "name":
            return ()
        case "copies":
            return (_share(_here.copies, _here.articles).desc().nulls_last(),)
        case "firsts":
            return (_share(_here.firsts, _here.timed).desc().nulls_last(),)
        case "contradicted" | "updated":
            return (_share(_here[order], _here.checkable).desc().nulls_last(),)
        case _:
            return (_here[order].desc(),)


def _share(part: ColumnElement[int], whole: ColumnElement[int]) -> ColumnElement[Any]:
    return case((whole >= ENOUGH, cast(part, Integer) * literal(1.0) / whole), else_=None)


def _read(row: Any) -> SourceRow:
    return SourceRow(**{name: getattr(row, name) for name in _COLUMNS})

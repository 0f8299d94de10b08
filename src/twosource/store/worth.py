"""What the list of things worth a person's time is made of: numbers of incidents, doubts, dissent.

Each question is one statement, without the claims and articles behind it. Of a large ledger the
newest few thousand of each sort are looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.sql.elements import ColumnElement

from twosource.ids import IncidentId
from twosource.model import Fact, Status
from twosource.store import records
from twosource.store.database import Database
from twosource.store.dialect import Number, json_number, listed
from twosource.store.schema import facts, incidents

_LISTED: Final = listed()
_LOW: Final = json_number(facts.c.body, "value", "low")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What hangs on an incident: how it reads, how many tell it, the dead and hurt, when, press counts.

    ``at`` is in seconds since 1970; ``dead`` and ``hurt`` are the least that is told, 0 where nothing
    is; ``tallies`` counts the press tallies in its articles.
    """

    incident: IncidentId
    headline: str
    reports: int
    voices: int
    newsrooms: int
    at: int
    dead: int
    hurt: int
    tallies: int


def _told(field: str) -> ColumnElement[Any]:
    """Select the least that is told of a toll, of all people."""
    here = (facts.c.incident == incidents.c.id, facts.c.field == field, facts.c.scope == "")
    return select(func.max(_LOW)).where(*here).correlate(incidents).scalar_subquery()


_WEIGHED: Final = select(
    incidents.c.id,
    incidents.c.headline,
    incidents.c.reports,
    incidents.c.voices,
    incidents.c.newsrooms,
    incidents.c.sort_at,
).where(incidents.c.reports > 0, incidents.c.id.in_(_LISTED))
_COUNTED: Final = select(facts.c.incident, facts.c.field, _LOW.label("low")).where(
    facts.c.incident.in_(_LISTED), facts.c.field.in_(("killed", "injured", "tally")), facts.c.scope == ""
)
_MOST: Final = 2_000  # the newest contradictions: so many are weighed within a second
_MOST_LONE: Final = 100  # the least of the list: fewer will do
_LONE: Final = (
    select(incidents.c.id)
    .where(
        incidents.c.reports > 0,
        incidents.c.newsrooms <= 1,
        bindparam("least", type_=Number) <= _told("killed"),
    )
    .order_by(incidents.c.sort_at.desc(), incidents.c.id)
    .limit(_MOST_LONE)
)
_NEWEST_CONTRADICTED: Final = (
    select(facts.c.incident, facts.c.position, incidents.c.sort_at)
    .join(incidents, incidents.c.id == facts.c.incident)
    .where(facts.c.status == Status.CONTRADICTED.value, incidents.c.reports > 0)
    .order_by(incidents.c.sort_at.desc(), facts.c.incident, facts.c.position)
    .limit(_MOST)
    .subquery()
)
_CONTRADICTED: Final = (
    select(facts)
    .join_from(
        _NEWEST_CONTRADICTED,
        facts,
        (facts.c.incident == _NEWEST_CONTRADICTED.c.incident)
        & (facts.c.position == _NEWEST_CONTRADICTED.c.position),
    )
    .order_by(_NEWEST_CONTRADICTED.c.sort_at.desc(), facts.c.incident, facts.c.position)
)
_NEWEST: Final = select(func.max(incidents.c.sort_at)).where(incidents.c.reports > 0)


def load_weights(database: Database, ids: Iterable[IncidentId]) -> Mapping[IncidentId, Weight]:
    """Return what hangs on incidents, by id; those that hold nothing any more are left out."""
    listed = {"ids": records.to_json(list(ids))}
    counted: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in database.rows(_COUNTED, listed):
        counted[row.incident, row.field].append(row.low or 0)
    return {IncidentId(row.id): _weight(row, counted) for row in database.rows(_WEIGHED, listed)}


def find_lone(database: Database, least: int) -> tuple[IncidentId, ...]:
    """Return the newest incidents that one newsroom alone tells of, with so many killed at least."""
    return tuple(IncidentId(row.id) for row in database.rows(_LONE, {"least": least}))


def find_contradictions(database: Database) -> Iterator[tuple[IncidentId, Fact]]:
    """Yield the contradicted facts with their incidents, the newest incidents' first."""
    for row in database.rows(_CONTRADICTED):
        yield IncidentId(row.incident), records.read_fact(row)


def newest_at(database: Database) -> int:
    """Return when the newest incident happened, in seconds since 1970; 0 in an empty ledger."""
    return database.number(_NEWEST)


def _weight(row: Any, counted: Mapping[tuple[str, str], Sequence[int]]) -> Weight:
    return Weight(
        incident=IncidentId(row.id),
        headline=row.headline,
        reports=row.reports,
        voices=row.voices,
        newsrooms=row.newsrooms,
        at=row.sort_at,
        dead=max(counted.get((row.id, "killed"), (0,))),
        hurt=max(counted.get((row.id, "injured"), (0,))),
        tallies=len(counted.get((row.id, "tally"), ())),
    )

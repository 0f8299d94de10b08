"""What a tally asks of an incident, in one row of numbers, so that many are counted without reading facts.

What incidents tell of a sort of thing (their place, their target) is kept once as a trait and shared:
a question is asked of each trait, and the rows are counted by their traits. Written when an incident
is; nothing here decides what answers a question, or reads one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import Text, bindparam, select, update

from twosource.ids import ClaimId, IncidentId
from twosource.model import Certainty, Fact, Field, Incident, Status, Value
from twosource.store import records
from twosource.store.damage import stored
from twosource.store.database import Database
from twosource.store.dialect import insert, listed_rows
from twosource.store.schema import countables, traits
from twosource.tally import Held
from twosource.tally.tolls import TollField, told_tolls
from twosource.values.place import Place
from twosource.values.when import When
from twosource.wire.values import value_from_json, value_to_json

Sort = Literal["kind", "place", "target", "actor", "time"]

#: Which facts a trait of each sort is made of.
FIELDS: Final[Mapping[Sort, tuple[Field, ...]]] = {
    "kind": ("kind",),
    "place": ("place", "impact place"),
    "target": ("target",),
    "actor": ("perpetrator", "responsibility"),
    "time": ("when", "time"),
}
TOLLS: Final[tuple[TollField, ...]] = ("killed", "injured", "captured")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

_KEEP_TRAIT: Final = insert(traits).on_conflict_do_nothing()
_ASKED: Final = listed_rows("asked", sort=Text(), body=Text())
_NUMBERED: Final = select(traits.c.id, traits.c.sort).join_from(
    _ASKED, traits, (traits.c.sort == _ASKED.c.sort) & (traits.c.body == _ASKED.c.body)
)
_TRAITS: Final = (
    select(traits.c.id, traits.c.body)
    .where(traits.c.sort == bindparam("sort"), traits.c.id > bindparam("after"))
    .order_by(traits.c.id)
)
_MADE: Final = tuple(column.name for column in countables.c if column.name not in {"incident", "sort_at"})
_KEEP: Final = (
    update(countables)
    .where(countables.c.incident == bindparam("known"))
    .values({name: bindparam(name) for name in _MADE})
)
_UNMADE: Final = select(countables.c.incident).where(countables.c.kind.is_(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """What some incidents tell of a sort of thing: an incident with no more than that in it.

    ``against`` are the values that stand against its facts.
    """

    id: int
    held: Held


def keep_countable(database: Database, incident: Incident, against: Mapping[ClaimId, Value]) -> None:
    """Fill in the row of an incident, which a trigger makes or empties whenever the incident is written.

    ``against`` are the values of the claims that stand against its facts.
    """
    held = Held(incident=incident, against=against)
    stretch = _stretch(held)
    asked = {sort: records.to_json(write_trait(held, sort)) for sort in FIELDS}
    if stretch["begins"] is not None or not _told(held, "time"):
        del asked["time"]
    row: dict[str, Any] = {
        "known": incident.id,
        "time": None,
        **_number_traits(database, asked),
        **stretch,
        "disputed": any(fact.status is Status.CONTRADICTED for fact in incident.facts),
    }
    for toll in TOLLS:
        row |= _toll(held, toll)
    database.run(_KEEP, row)


def find_unmade(database: Database) -> tuple[IncidentId, ...]:
    """Return the incidents whose rows are empty: those that an older twosource wrote."""
    return tuple(IncidentId(row.incident) for row in database.rows(_UNMADE))


def load_traits(database: Database, sort: Sort, after: int = 0) -> Iterator[Trait]:
    """Yield the traits of a sort that came after one, in the order they came."""
    for row in database.rows(_TRAITS, {"sort": sort, "after": after}):
        yield _read(row)


def _number_traits(database: Database, asked: Mapping[Sort, str]) -> dict[str, int]:
    """Return the numbers of traits by their sort; new ones are given one."""
    listed = {"asked": records.to_json([[sort, body] for sort, body in asked.items()])}
    known = {row.sort: row.id for row in database.rows(_NUMBERED, listed)}
    missing = [{"sort": sort, "body": body} for sort, body in asked.items() if sort not in known]
    if missing:
        database.run(_KEEP_TRAIT, missing)
        known = {row.sort: row.id for row in database.rows(_NUMBERED, listed)}
    return known


# --- a trait as JSON --------------------------------------------------------------------------------


def write_trait(held: Held, sort: Sort) -> list[Any]:
    """Return what an incident tells of a sort of thing: its kind, then field, certainty and values."""
    kind = held.incident.kind if sort == "kind" else ""
    return [kind, *(_write_fact(held, fact) for fact in _told(held, sort) if _counts(fact, sort))]


def _told(held: Held, sort: Sort) -> Sequence[Fact]:
    return held.facts(*FIELDS[sort])


def _counts(fact: Fact, sort: Sort) -> bool:
    """Whether a fact is asked: of the kind, only where it is disputed."""
    return sort != "kind" or fact.status is Status.CONTRADICTED


def _write_fact(held: Held, fact: Fact) -> list[Any]:
    values = [value_to_json(_bare(value)) for value in held.values(fact) if value is not None]
    certainty = None if fact.certainty is None else fact.certainty.value
    return [fact.field, certainty, fact.status is Status.CONTRADICTED, fact.scope, values]


def _bare(value: Value) -> Value:
    """Return a place without the words it was told in, on which no answer hangs."""
    return replace(value, as_said="") if isinstance(value, Place) else value


@stored("trait")
def _read(row: Any) -> Trait:
    return Trait(id=row.id, held=read_trait(records.from_json(row.body)))


def read_trait(body: Sequence[Any]) -> Held:
    """Return an incident that tells just this; raises KeyError or ValueError for other shapes."""
    kind, *told = body
    against: dict[ClaimId, Value] = {}
    facts = tuple(_read_fact(number, one, against) for number, one in enumerate(told))
    bare = Incident(id=IncidentId(""), kind=kind, headline="", reports=(), articles=(), facts=facts)
    return Held(incident=bare, against=against)


def _read_fact(number: int, told: Sequence[Any], against: dict[ClaimId, Value]) -> Fact:
    field, certainty, disputed, scope, values = told
    value, *others = map(value_from_json, values)
    opposed = {ClaimId(f"{field}/{number}/{at}"): other for at, other in enumerate(others)}
    against |= opposed
    return Fact(
        field=field,
        value=value,
        status=Status.CONTRADICTED if disputed else Status.COMPATIBLE,
        support=(),
        against=tuple(opposed),
        voices=0,
        newsrooms=0,
        outlets=0,
        rule="",
        why="",
        certainty=None if certainty is None else Certainty(certainty),
        scope=scope,
    )


# --- times and tolls --------------------------------------------------------------------------------


def _stretch(held: Held) -> dict[str, int | None]:
    """Return the bounds of a single undisputed day or stretch; nothing where the time is told otherwise."""
    told = held.facts("when")
    when = told[0].value if len(told) == 1 and told[0].status is not Status.CONTRADICTED else None
    if not isinstance(when, When) or when.earliest is None or when.latest is None:
        return dict.fromkeys(("begins", "ends", "begins_offset", "ends_offset"))
    return {
        "begins": to_micros(when.earliest),
        "ends": to_micros(when.latest),
        "begins_offset": _offset(when.earliest),
        "ends_offset": _offset(when.latest),
    }


def to_micros(instant: datetime) -> int:
    """Return the microseconds since 1970."""
    return (instant - _EPOCH) // _MICROSECOND


def _offset(instant: datetime) -> int:
    ahead = instant.utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds())


def _toll(held: Held, field: TollField) -> dict[str, int | None]:
    """Return the least and the most told, as a sum over incidents takes them."""
    counts = told_tolls(held, field)
    is_open = any(count.high is None for count in counts)
    return {
        f"{field}_low": min((count.low or 0 for count in counts), default=None),
        f"{field}_high": None if is_open else max((count.high or 0 for count in counts), default=None),
    }

"""The log of what readers see change: incidents changed, merged into others, or removed, in order.

An incident written down again exactly as it was has not changed. Mirrors follow the log by its numbers.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import bindparam, func, select

from twosource.ids import IncidentId
from twosource.store.cards import from_micros, to_micros
from twosource.store.database import Database
from twosource.store.dialect import insert
from twosource.store.schema import changes, incidents

Happened = Literal["changed", "merged", "removed"]

_LOG: Final = insert(changes)
_LATEST: Final = (
    select(changes)
    .join(incidents, incidents.c.changed == changes.c.seq)
    .where(incidents.c.changed > bindparam("after"))
    .order_by(incidents.c.changed)
    .limit(bindparam("limit"))
)
_BEFORE: Final = (
    select(changes.c.seq)
    .where(changes.c.at >= bindparam("at"))
    .order_by(changes.c.at, changes.c.seq)
    .limit(1)
)
_LAST: Final = select(func.max(changes.c.seq))


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be logged of an incident."""

    incident: IncidentId
    what: Happened
    into: IncidentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of an incident: it is new or "changed", "merged" into another, or "removed".

    ``seq`` grows with every change of the ledger. A merged or removed incident can stand again later.
    """

    seq: int
    incident: IncidentId
    what: Happened
    into: IncidentId | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """Changes in order, and the number to go on from, which holds also where there are none as yet."""

    changes: tuple[Change, ...]
    after: int
    is_last: bool


def log_change(database: Database, entry: Entry, at: datetime) -> dict[str, int]:
    """Log a change at an instant; returns the columns of the incident that tell of it."""
    micros = to_micros(at)
    row = {"incident": entry.incident, "what": entry.what, "redirect_to": entry.into, "at": micros}
    return {"changed": database.insert(_LOG, row), "changed_at": micros}


def find_changes(database: Database, *, since: datetime | None, after: int, limit: int) -> ChangePage:
    """Return the latest change of each incident that changed after a number, in order of changing.

    ``since`` leaves out what the log holds before the first change at or after that instant.
    """
    start = max(after, 0 if since is None else _find_before(database, since))
    rows = database.rows(_LATEST, {"after": start, "limit": limit + 1})
    found = tuple(map(_read, rows[:limit]))
    return ChangePage(changes=found, after=found[-1].seq if found else start, is_last=len(rows) <= limit)


def last_change(database: Database) -> int:
    """Return the number of the latest change; 0 where there was none."""
    return database.number(_LAST)


def _find_before(database: Database, since: datetime) -> int:
    row = database.row(_BEFORE, {"at": to_micros(since)})
    return last_change(database) if row is None else int(row.seq) - 1


def _read(row: Any) -> Change:
    return Change(
        seq=row.seq,
        incident=IncidentId(row.incident),
        what=row.what,
        into=None if row.redirect_to is None else IncidentId(row.redirect_to),
        at=from_micros(row.at),
    )

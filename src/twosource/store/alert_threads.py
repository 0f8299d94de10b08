"""Where telling stands: what each watch last told of a subject, what it holds back, how far the log was read.

What was told is kept as JSON whose shape is for whoever raises alerts to know.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, bindparam, func, select

from twosource.ids import IncidentId
from twosource.store import records
from twosource.store.alert_tables import alert_cursor, alert_threads
from twosource.store.cards import from_micros, to_micros
from twosource.store.changes import Change
from twosource.store.damage import stored
from twosource.store.database import Database
from twosource.store.dialect import insert, listed
from twosource.store.schema import changes, incidents
from twosource.store.watches import write_instant

_NAME: Final = "alerts"
_PUT: Final = insert(alert_threads)
_KEEP: Final = _PUT.on_conflict_do_update(
    index_elements=["watch", "subject"],
    set_={name: _PUT.excluded[name] for name in ("is_open", "number", "raised_at", "asks", "told", "due_at")},
)
_OF: Final = select(alert_threads).where(alert_threads.c.subject.in_(listed()))
_DUE: Final = (
    select(alert_threads)
    .where(alert_threads.c.due_at <= bindparam("now"))
    .order_by(alert_threads.c.due_at, alert_threads.c.watch, alert_threads.c.subject)
    .limit(bindparam("limit"))
)
_NEXT: Final = select(func.min(alert_threads.c.due_at))
_CURSOR: Final = select(alert_cursor.c.seq).where(alert_cursor.c.name == _NAME)
_MOVE: Final = insert(alert_cursor)
_MOVED: Final = _MOVE.on_conflict_do_update(index_elements=["name"], set_={"seq": _MOVE.excluded.seq})
_LAST: Final = select(func.max(changes.c.seq))
_OPENED: Final = select(incidents.c.id, incidents.c.opened_at).where(incidents.c.id.in_(listed()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """All that a watch told of one subject: how many alerts, when the last, and what was known then.

    It ``is_open`` while what was told last stands. ``asks`` tells how the watch asked then. ``due_at`` is
    when to look again, None for when something changes.
    """

    watch: str
    subject: str
    is_open: bool
    number: int
    raised_at: datetime
    asks: str
    told: str
    due_at: datetime | None = None


class Threads:
    """Where telling stands; writing is a part of the transaction that raises alerts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, subjects: Collection[str]) -> tuple[Thread, ...]:
        """Return what all watches told of some subjects."""
        rows = self._database.rows(_OF, {"ids": records.to_json([*subjects])})
        return tuple(map(_read, rows))

    def due(self, now: datetime, limit: int) -> tuple[Thread, ...]:
        """Return those to look at again by an instant, longest due first."""
        return tuple(map(_read, self._database.rows(_DUE, {"now": write_instant(now), "limit": limit})))

    def next_due(self) -> datetime | None:
        """Return when one is to be looked at again next, or None."""
        row = self._database.row(_NEXT)
        return None if row is None or row[0] is None else datetime.fromisoformat(row[0])

    def keep(self, threads: Iterable[Thread]) -> None:
        """Keep how telling stands now."""
        self._database.run(_KEEP, list(map(_row, threads)))

    def cursor(self) -> int:
        """Return the last change that was looked at; 0 for none."""
        return self._database.number(_CURSOR)

    def move(self, seq: int) -> None:
        """Note that changes up to a number were looked at."""
        self._database.run(_MOVED, {"name": _NAME, "seq": seq})

    def last(self) -> int:
        """Return the number of the latest change of the ledger; 0 for none."""
        return self._database.number(_LAST)

    def opened(self, ids: Collection[IncidentId]) -> dict[IncidentId, datetime]:
        """Return when incidents were opened in this ledger, those that are gone among them."""
        rows = self._database.rows(_OPENED, {"ids": records.to_json([*ids])})
        return {IncidentId(row.id): datetime.fromisoformat(row.opened_at) for row in rows}

    def between(self, since: datetime, until: datetime) -> tuple[Change, ...]:
        """Return every change between two instants, in order: also those that were overtaken since."""
        rows = self._database.rows(_between(since, until))
        return tuple(map(_read_change, rows))


def _between(since: datetime, until: datetime) -> Select[Any]:
    within = changes.c.at.between(to_micros(since), to_micros(until))
    return select(changes).where(within).order_by(changes.c.seq)


def _row(thread: Thread) -> dict[str, Any]:
    return {
        "watch": thread.watch,
        "subject": thread.subject,
        "is_open": int(thread.is_open),
        "number": thread.number,
        "raised_at": write_instant(thread.raised_at),
        "asks": thread.asks,
        "told": thread.told,
        "due_at": None if thread.due_at is None else write_instant(thread.due_at),
    }


@stored("alert thread of", "subject")
def _read(row: Any) -> Thread:
    return Thread(
        watch=row.watch,
        subject=row.subject,
        is_open=bool(row.is_open),
        number=row.number,
        raised_at=datetime.fromisoformat(row.raised_at),
        asks=row.asks,
        told=row.told,
        due_at=None if row.due_at is None else datetime.fromisoformat(row.due_at),
    )


@stored("change", "seq")
def _read_change(row: Any) -> Change:
    return Change(
        seq=row.seq,
        incident=IncidentId(row.incident),
        what=row.what,
        into=None if row.redirect_to is None else IncidentId(row.redirect_to),
        at=from_micros(row.at),
    )

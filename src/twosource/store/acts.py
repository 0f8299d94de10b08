"""What people decided, in order: acts with a name and a reason, kept for good, and which of them count.

An act that was taken back stays, and so does the act that took it back, which can be taken back in
turn. Nothing here decides anything, or brings a view up to date.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, select

from twosource.ids import ActId
from twosource.store import records
from twosource.store.damage import stored
from twosource.store.database import Database
from twosource.store.dialect import insert, listed
from twosource.store.schema import acts, undone

_LISTED: Final = listed()
_SAVE: Final = insert(acts)
_WHETHER: Final = undone.c.act.is_not(None).label("undone")
_ALL: Final = select(acts, _WHETHER).outerjoin(undone, undone.c.act == acts.c.id)
_BY_ID: Final = _ALL.where(acts.c.id.in_(_LISTED)).order_by(acts.c.seq)
_NEWEST: Final = _ALL.order_by(acts.c.seq.desc())
_LATEST_AT: Final = select(acts.c.at).order_by(acts.c.seq.desc()).limit(1)
_NUMBER: Final = select(func.count()).select_from(acts)
_UNDOER: Final = _ALL.where(acts.c.undoes == bindparam("id"), undone.c.act.is_(None))
_MARK: Final = insert(undone).on_conflict_do_nothing()
_UNMARK: Final = delete(undone).where(undone.c.act == bindparam("known"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a person did: what, who, when, why, and on what (``body``).

    ``undoes`` is the act it takes back. ``undone`` tells whether it was itself taken back.
    """

    id: ActId
    what: str
    by: str
    at: datetime
    reason: str
    undoes: ActId | None = None
    body: dict[str, Any]
    undone: bool = False


def save_act(database: Database, act: Act) -> None:
    """Keep an act; one that takes another back changes which of them count."""
    row = {"id": act.id, "what": act.what, "by": act.by, "at": act.at.isoformat(), "reason": act.reason}
    database.run(_SAVE, {**row, "undoes": act.undoes, "body": records.to_json(act.body)})
    if act.undoes is not None:
        _take_back(database, act.undoes)


def _take_back(database: Database, act: ActId) -> None:
    """Note that an act does not count any more; what it had taken back counts again, and so on."""
    database.run(_MARK, {"act": act})
    for taken_back in (found.undoes for found in load_acts(database, [act]) if found.undoes is not None):
        _give_back(database, taken_back)


def _give_back(database: Database, act: ActId) -> None:
    database.run(_UNMARK, {"known": act})
    for taken_back in (found.undoes for found in load_acts(database, [act]) if found.undoes is not None):
        _take_back(database, taken_back)


def load_acts(database: Database, ids: Iterable[ActId]) -> tuple[Act, ...]:
    """Return acts by id, oldest first; unknown ids are passed over."""
    return tuple(map(read_act, database.rows(_BY_ID, {"ids": records.to_json(list(ids))})))


def newest_acts(database: Database, most: int | None = None) -> tuple[Act, ...]:
    """Return the latest acts, newest first; all of them unless told how many."""
    return tuple(map(read_act, database.rows(_NEWEST.limit(most))))


def find_undoer(database: Database, act: ActId) -> Act | None:
    """Return the act that counts and takes this one back, or None."""
    row = database.row(_UNDOER, {"id": act})
    return None if row is None else read_act(row)


def count_acts(database: Database) -> int:
    """Return how many acts the ledger holds."""
    return database.number(_NUMBER)


def latest_act_at(database: Database) -> datetime | None:
    """Return when the latest act was done, or None where nobody has done anything."""
    row = database.row(_LATEST_AT)
    return None if row is None else datetime.fromisoformat(row.at)


@stored("act")
def read_act(row: Any) -> Act:
    """Return the act of a row of ``acts``."""
    return Act(
        id=ActId(row.id),
        what=row.what,
        by=row.by,
        at=datetime.fromisoformat(row.at),
        reason=row.reason,
        undoes=None if row.undoes is None else ActId(row.undoes),
        body=records.from_json(row.body),
        undone=bool(getattr(row, "undone", False)),
    )

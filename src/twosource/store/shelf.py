"""The registers of ledgers kept in memory, one for each file, brought up to date when asked for.

All connections of a process to one file share one, in whatever thread they are. What another program writes
is noticed by the log of changes. Inside a transaction, whose writes may be taken back, a register is made
for the one question.
"""

from collections.abc import Hashable
from functools import lru_cache
from threading import Lock
from typing import Any, Final

from sqlalchemy import bindparam, func, select

from twosource.store.database import Database
from twosource.store.head import Head, count_all, count_writes
from twosource.store.holding import Holding
from twosource.store.register import NUMBERS, Mask, Register, empty_register
from twosource.store.schema import changes, incidents

_SHELVES: Final = 4  # files kept; 200,000 incidents take some 60 MB, what was answered 40 more

_TOLD: Final = {
    name: incidents.c[name] for name in ("id", "reports", "kind", "country", "place", "actors", *NUMBERS)
}
_LATEST: Final = func.coalesce(incidents.c.latest, incidents.c.sort_at).label("latest")
_ALL: Final = select(*(_TOLD | {"latest": _LATEST}).values())
_CHANGED: Final = _ALL.where(incidents.c.changed > bindparam("after"))
_LAST: Final = select(changes).order_by(changes.c.seq.desc()).limit(1)
_BY_NUMBER: Final = select(changes).where(changes.c.seq == bindparam("seq"))

Entry = tuple[Any, ...]


class Shelf:
    """The incidents of one file in columns, and which articles tell of them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._register = empty_register()
        self._holding = Holding()
        self._last: Entry | None = None  # the latest change that the register knows
        self._head: tuple[int, Head] | None = None  # with the writes it counts

    def register(self, database: Database) -> Register:
        """Return the register as the ledger now stands; a snapshot of earlier may be given a later one.

        What is answered in such a snapshot is not kept for others.
        """
        last = _find(database)
        if last == self._last:
            return self._register
        with self._lock:
            self._renew(database)
            return self._register if last == self._last else self._register.apart()

    @property
    def is_filled(self) -> bool:
        """Whether a question would be answered without reading all incidents."""
        return self._last is not None

    def head(self, database: Database) -> Head:
        """Return how much the ledger holds, counted anew only when something was written."""
        written = count_writes(database)
        kept = self._head
        if kept is None or kept[0] != written:
            self._head = kept = (written, count_all(database))
        return kept[1]

    def holding(self, database: Database, words: str, register: Register) -> Mask:
        """Return which of a register an article tells of that holds words (FTS5)."""
        return self.fill(database).mask(database, words, len(register))

    def fill(self, database: Database) -> Holding:
        """Return which articles tell of which incidents as the ledger now stands."""
        self.register(database)
        with self._lock:
            holding = self._holding.renewed(database, self._register)
            if _number(_find(database)) >= _number(self._last):  # else it is a snapshot that sees less
                self._holding = holding
        return holding

    def _renew(self, database: Database) -> None:
        last, known = _find(database), self._last
        if last == known or (database.is_snapshot and _number(last) < _number(known)):
            return
        if known is None or known != _find(database, _number(known)):
            register, rows = empty_register(), database.rows(_ALL)
            self._holding = Holding()
        else:
            register, rows = self._register, database.rows(_CHANGED, {"after": _number(known)})
        self._register = register.renewed(rows) if rows else register
        self._last = last


def shelf_of(database: Database) -> Shelf:
    """Return the shelf of a ledger's file; raises LedgerUnavailable where that is gone."""
    if database.is_writing:
        return Shelf()
    return _shelf(database.identity)


@lru_cache(maxsize=_SHELVES)
def _shelf(identity: Hashable) -> Shelf:
    del identity  # it tells one ledger from another
    return Shelf()


def _find(database: Database, number: int | None = None) -> Entry | None:
    """Return the latest change, or that of a number."""
    row = database.row(_LAST) if number is None else database.row(_BY_NUMBER, {"seq": number})
    return None if row is None else tuple(row)


def _number(entry: Entry | None) -> int:
    return 0 if entry is None else int(entry[0])

"""What SQLite complains about, told in one clear line: the only place that knows foreign errors.

Errors the user can do something about become LedgerUnavailable; a wrong statement stays what it
is, since that is a bug of ours.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError

from twosource.errors import LedgerUnavailable

#: What the user can do about a damaged ledger.
RESTORE: Final = "keep a copy of the file and restore a backup"
#: SQLite's primary result code: what is wrong, and what the user can do.
_MEANINGS: Final = {
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space and run the command again; nothing was lost"),
    sqlite3.SQLITE_READONLY: ("it can't be written to", "check its permissions and those of its directory"),
    sqlite3.SQLITE_PERM: ("access is not permitted", "check its permissions and those of its directory"),
    sqlite3.SQLITE_CANTOPEN: ("it can't be opened", "check that the directory exists and may be written to"),
    sqlite3.SQLITE_NOTADB: ("it is not a ledger", "name another file with --db"),
    sqlite3.SQLITE_CORRUPT: ("it is damaged", RESTORE),
    sqlite3.SQLITE_BUSY: ("another program is writing to it", "wait until that has finished"),
    sqlite3.SQLITE_LOCKED: ("another program is writing to it", "wait until that has finished"),
    sqlite3.SQLITE_IOERR: ("the disk can't be read or written", "check the disk"),
    sqlite3.SQLITE_PROTOCOL: ("its lock can't be had", "keep it on a local disk, not a network share"),
}
_DAMAGED: Final = _MEANINGS[sqlite3.SQLITE_CORRUPT]
_NO_LETTERS: Final = "Could not decode to UTF-8"  # said by Python's driver, with no code of SQLite's
_PRIMARY: Final = 0xFF  # extended result codes carry the primary one in their low byte


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn SQLite's complaints about the ledger ``name`` into LedgerUnavailable."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translate(name, error) from error
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise _translate(name, error.orig) from error
        raise


def _translate(name: str, error: sqlite3.Error) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    meaning = None if code is None else _MEANINGS.get(code & _PRIMARY)
    if str(error).startswith(_NO_LETTERS):
        meaning, error = _DAMAGED, type(error)(str(error).partition(" with text")[0])
    if meaning is None:
        return error
    what, hint = meaning
    return LedgerUnavailable(f"ledger {name}: {what} ({error})", hint=hint)

"""What SQLite and PostgreSQL complain about, told in one clear line: the only place that knows foreign errors.

Errors the user can do something about become LedgerUnavailable; a wrong statement stays what it
is, since that is a bug of ours. PostgreSQL's are told by their SQLSTATE (postgresql.org/docs/current/
errcodes-appendix.html); those met before there is a connection have none, and are told by their words.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy.exc import DBAPIError

from twosource.errors import LedgerUnavailable

#: What the user can do about a damaged ledger.
RESTORE: Final = "keep a copy of the file and restore a backup"
_AGAIN: Final = "run the command again; nothing was lost"
_ACCESS: Final = "check its permissions and those of its directory"
#: SQLite's primary result code: what is wrong, and what the user can do.
_MEANINGS: Final = {
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space and run the command again; nothing was lost"),
    sqlite3.SQLITE_READONLY: ("it can't be written to", _ACCESS),
    sqlite3.SQLITE_PERM: ("access is not permitted", _ACCESS),
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

_CUT: Final = ("the connection was cut", _AGAIN)
_PASSWORD: Final = (
    "the name or the password is wrong",
    "give them so: postgresql://user:password@host/database",
)
_GONE: Final = ("there is no such database", "make it first: createdb NAME")
_FULL: Final = ("the server takes no more connections", "close some, or raise max_connections there")
_STARTING: Final = ("the server is starting or stopping", "wait a little")
_UNREACHED: Final = ("no server answers there", "check the address, and that PostgreSQL runs there")
_REFUSED: Final = ("the server lets nobody in from here", "it is set in pg_hba.conf there")
_BAD_SERVER: Final = ("it is damaged", "restore a backup of the server's")
#: PostgreSQL's SQLSTATE, or its class (the first two signs): what is wrong, and what the user can do.
_STATES: Final = {
    "08": _CUT,
    "25006": ("it can't be written to", "name a server that is no standby, and a user who may write"),
    "25P02": ("an earlier question failed, and all that was under way was undone", "run it again"),
    "25P03": ("it stood still in the middle for too long", _AGAIN),
    "28000": _REFUSED,
    "28P01": _PASSWORD,
    "3D000": _GONE,
    "40": ("another program wrote the same", _AGAIN),
    "42501": ("access is not permitted", "the user named in the address needs a database of its own"),
    "53100": (
        "the server's disk is full",
        "free some space there and run the command again; nothing was lost",
    ),
    "53200": ("the server is out of memory", _AGAIN),
    "53300": _FULL,
    "53400": ("the server is at a limit of its settings", _AGAIN),
    "55P03": ("another program is writing to it", "wait until that has finished"),
    "57014": ("it took too long", _AGAIN),
    "57P01": _CUT,
    "57P02": _CUT,
    "57P03": _STARTING,
    "57P05": _CUT,
    "58": ("the server's disk can't be read or written", "check the disk there"),
    "XX001": _BAD_SERVER,
    "XX002": _BAD_SERVER,
}
#: Words of a connection that could not be made: the first that are found count.
_WORDS: Final = (
    (re.compile("password authentication failed|no password supplied|role .* does not exist"), _PASSWORD),
    (re.compile("database .* does not exist"), _GONE),
    (re.compile("too many clients|remaining connection slots|too many connections"), _FULL),
    (re.compile("starting up|shutting down|recovery mode"), _STARTING),
    (re.compile("pg_hba.conf|authentication failed"), _REFUSED),
    (re.compile("server closed the connection|connection is lost|connection is closed|terminating"), _CUT),
)
_FATAL: Final = re.compile(r"FATAL: +(.*)")
_SHOWN: Final = 160  # signs of a server's own words that are shown


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn the database's complaints about the ledger ``name`` into LedgerUnavailable."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translate(name, error) from error
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise _translate(name, error.orig) from error
        if is_postgresql(error.orig):
            raise _translate_state(name, error.orig, error) from error
        raise
    except Exception as error:
        if not is_postgresql(error):
            raise
        raise _translate_state(name, error, error) from error


def is_postgresql(error: object) -> bool:
    """Whether an error is psycopg's, which is not loaded to tell."""
    return any(kind.__module__.partition(".")[0] == "psycopg" for kind in type(error).__mro__)


def _translate(name: str, error: sqlite3.Error) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    meaning = None if code is None else _MEANINGS.get(code & _PRIMARY)
    if str(error).startswith(_NO_LETTERS):
        meaning, error = _DAMAGED, type(error)(str(error).partition(" with text")[0])
    if meaning is None:
        return error
    what, hint = meaning
    return LedgerUnavailable(f"ledger {name}: {what} ({error})", hint=hint)


def _translate_state(name: str, error: Any, raised: Exception) -> Exception:
    """Return what a complaint of PostgreSQL or of its driver means; ``raised`` itself where it is a bug of ours."""
    meaning = _meaning(error.sqlstate, str(error), type(error).__name__)
    if meaning is None:
        return raised
    what, hint = meaning
    return LedgerUnavailable(f"ledger {name}: {what} ({_shorten(str(error))})", hint=hint)


def _meaning(state: str | None, words: str, kind: str) -> tuple[str, str] | None:
    if state is not None:
        return _STATES.get(state) or _STATES.get(state[:2])
    found = next((meaning for told, meaning in _WORDS if told.search(words)), None)
    return found or (_UNREACHED if kind in {"OperationalError", "ConnectionTimeout"} else None)


def _shorten(words: str) -> str:
    """Return the last complaint of several lines, on one: what the server said, where it said anything."""
    said = _FATAL.findall(words)
    line = said[-1] if said else next(iter(words.strip().splitlines()), "")
    return " ".join(line.split())[:_SHOWN]

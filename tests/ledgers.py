"""Where tests keep their ledgers: in files, or with ``--ledgers postgresql`` in databases of a server.

A test names a ledger by a path in either case, and the same path always means the same ledger. A test's own
is emptied for others when it ends; that of a module or of the session is kept until the server stops.
"""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests import databases, postgres
from twosource import store
from twosource.store import Ledger

#: Where ledgers are kept: "sqlite" or "postgresql"; the option --ledgers sets it for the processes of a test run.
VARIABLE: Final = "TWOSOURCE_TEST_LEDGERS"


def are_on_postgresql() -> bool:
    """Whether tests keep their ledgers in databases of a server."""
    return os.environ.get(VARIABLE) == "postgresql"


def open_ledger(place: str | Path, *, create: bool = True) -> Ledger:
    """Open the ledger that a test calls by a path."""
    if not are_on_postgresql() or _is_address(place):
        return store.open_ledger(place, create=create)
    ledger = store.open_ledger(_DATABASES.find(Path(place), empty=not create), create=create)
    ledger.path = Path(place)  # by which a test opens it again
    return ledger


def place_of(path: str | Path) -> str:
    """Return what a program is told to open the ledger of a path: ``--db``, TWOSOURCE_DB, a desk's setting."""
    if not are_on_postgresql() or _is_address(path):
        return str(path)
    return _DATABASES.find(Path(path), empty=True)


def named_in(printed: str) -> str:
    """Return what a program printed with the paths that tests know in the place of addresses."""
    return re.sub(r"postgresql://\S+?/(\w+)\?host=[\w/.-]+", _DATABASES.path_of, printed)


def finished(path: Path) -> Path:
    """Note that a ledger which many tests share is filled, and may be copied from now on."""
    if are_on_postgresql():
        _DATABASES.keep(path)
    return path


def copy_ledger(path: Path, to: Path) -> Path:
    """Copy a ledger that nobody writes to."""
    if not are_on_postgresql():
        return Path(shutil.copy(path, to))
    to = to / path.name if to.is_dir() else to
    _DATABASES.copy(path, to)
    return to


def spoil(path: Path, sql: str) -> None:
    """Write into a ledger what twosource never would; no reference is held against what is written."""
    if are_on_postgresql():
        databases.write(_DATABASES.find(path, empty=False), re.sub(r"x'(\w*)'", r"'\\x\1'", sql))
        return
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)


def dump(path: Path) -> list[str]:
    """Return everything in a ledger, in an order that follows from what it holds."""
    if are_on_postgresql():
        tables = databases.read(_DATABASES.find(path, empty=False)).tables
        return [f"{name}: {row!r}" for name, rows in tables.items() for row in sorted(rows.splitlines())]
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back the databases made inside."""
    before = set(_DATABASES.by_path)
    yield
    for path in _DATABASES.by_path.keys() - before:
        _DATABASES.give_back(path)


def _is_address(place: str | Path) -> bool:
    return "://" in str(place)


@dataclass(slots=True)
class _Databases:
    """The databases of this process, by the paths that stand for them."""

    by_path: dict[Path, str] = field(default_factory=dict)
    kept: dict[Path, databases.Content] = field(default_factory=dict)

    def find(self, path: Path, *, empty: bool) -> str:
        """Return the address of a path; a new database holds a ledger without articles, or nothing."""
        path = path.absolute()
        if path not in self.by_path:
            self.by_path[path] = postgres.make_database("template0") if empty else databases.take()
        return self.by_path[path]

    def keep(self, path: Path) -> None:
        """Keep what a database holds, to copy it often."""
        self.kept[path.absolute()] = databases.read(self.by_path[path.absolute()])

    def copy(self, path: Path, to: Path) -> None:
        """Lay what a database holds, or held when it was kept, into another."""
        path = path.absolute()
        content = self.kept.get(path) or databases.read(self.by_path[path])
        self.by_path[to.absolute()] = databases.take(content)

    def give_back(self, path: Path) -> None:
        """Let a database be used again for something else."""
        self.kept.pop(path, None)
        databases.give_back(self.by_path.pop(path))

    def path_of(self, named: re.Match[str]) -> str:
        """Return the path for which the database of an address stands, else the address."""
        found = (str(path) for path, address in self.by_path.items() if f"/{named[1]}?" in address)
        return next(found, named[0])


_DATABASES: Final = _Databases()

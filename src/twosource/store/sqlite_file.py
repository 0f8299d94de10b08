"""A ledger in a file: its settings, and how it is opened.

WAL lets readers read while one writes. ``synchronous=NORMAL`` keeps the file whole through a kill
and through power loss; only power loss can undo the last few articles, which may be added again.
See docs/decisions/0005-ledger-schema.md.
"""

import os
import sqlite3
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from twosource.errors import LedgerUnavailable
from twosource.store.database import Database
from twosource.store.failures import translated
from twosource.store.home import Kind

_BUSY_SECONDS: Final = 10.0
_SETTINGS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -32000",  # 32 MB: the indexes of some 100,000 articles
    "PRAGMA wal_autocheckpoint = 8000",  # 32 MB: the default waits for the disk every eight articles
    "PRAGMA journal_size_limit = 67108864",
)


@dataclass(frozen=True, slots=True)
class File:
    """A file as the home of a ledger."""

    path: Path
    kind: Kind = "sqlite"
    writing: tuple[str, ...] = ("BEGIN IMMEDIATE",)
    reading: str = "BEGIN DEFERRED"

    @property
    def name(self) -> str:
        """The path."""
        return str(self.path)

    def is_under_way(self, driver: Any) -> bool:
        """Whether the connection is in a transaction."""
        return bool(driver.in_transaction)

    def is_undone(self, _driver: Any) -> bool:
        """Return False: a statement that fails takes back itself alone."""
        return False

    def identity(self) -> Hashable:
        """Return the file's own number, by which another of the same name is told from it."""
        try:
            found = self.path.stat()
        except OSError as error:
            raise LedgerUnavailable(
                f"ledger {self.path}: its file is gone", hint="was it moved? Start again where it is now"
            ) from error
        return self.name, found.st_dev, found.st_ino

    def tables(self, database: Database) -> frozenset[str]:
        """Return the names of the tables."""
        found = database.plain("SELECT name FROM sqlite_master WHERE type = 'table'")
        return frozenset(str(name) for (name,) in found)

    def size(self, _database: Database) -> int:
        """Return the bytes on disk, its journal included."""
        parts = [self.path, Path(f"{self.path}-wal")]
        return sum(part.stat().st_size for part in parts if part.exists())


def open_file(path: Path, *, create: bool) -> tuple[Database, bool]:
    """Open a file; returns also whether it can only be read."""
    _check_file(path, create=create)
    read_only = not create and not os.access(path, os.W_OK)
    with translated(str(path)):
        connection = _connect(_read_only_address(path) if read_only else str(path))
    return Database(connection, File(path)), read_only


def settle(database: Database) -> None:
    """Set what a file that is written to needs."""
    for setting in _SETTINGS:
        database.plain(setting)


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise LedgerUnavailable(f"ledger {path}: it is a directory", hint="name a file with --db")
    if not path.parent.is_dir():
        raise LedgerUnavailable(
            f"ledger {path}: its directory does not exist", hint=f"make it first: mkdir -p {path.parent}"
        )
    if not create and not path.exists():
        raise LedgerUnavailable(
            f"no ledger at {path}", hint="add articles first (twosource add ...) or name it with --db"
        )


def _read_only_address(path: Path) -> str:
    """Return the address that opens a file on read-only media, where SQLite can make no files beside it."""
    waiting = path.with_name(path.name + "-wal")
    immutable = "" if waiting.exists() else "&immutable=1"
    return f"{path.resolve().as_uri()}?mode=ro{immutable}"


def _connect(address: str) -> Connection:
    def creator() -> sqlite3.Connection:
        return sqlite3.connect(
            address,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            uri=address.startswith("file:"),
        )

    engine = create_engine("sqlite://", creator=creator, poolclass=StaticPool, query_cache_size=500)
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")

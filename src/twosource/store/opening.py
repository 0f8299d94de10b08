"""Opening a ledger: its file, its settings, its tables brought up to date.

WAL lets readers read while one writes. ``synchronous=NORMAL`` keeps the file whole through a kill
and through power loss; only power loss can undo the last few articles, which may be added again.
See docs/decisions/0005-ledger-schema.md.
"""

import os
import sqlite3
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from twosource.errors import LedgerUnavailable
from twosource.store.completing import complete
from twosource.store.database import Database
from twosource.store.failures import translated

REVISION: Final = "0011"  # the newest in migrations/versions; a test holds them together
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


def open_database(place: str | Path, *, create: bool) -> Database:
    """Open the file at a path or ``sqlite:///`` address and bring its tables up to date.

    A ledger that can't be written is opened for reading where it need not be made. Raises
    LedgerUnavailable where it is missing (and not to be created), not a ledger, locked,
    damaged, or made by a newer twosource.
    """
    path = find_path(place)
    _check_file(path, create=create)
    read_only = not create and not os.access(path, os.W_OK)
    with translated(str(path)):
        connection = _connect(_read_only_address(path) if read_only else str(path))
    database = Database(connection, str(path))
    try:
        _prepare(database, connection, read_only=read_only)
    except BaseException:
        connection.close()
        connection.engine.dispose()
        raise
    return database


def find_path(place: str | Path) -> Path:
    """Return the file a ``sqlite:///`` address or a path names."""
    address = str(place)
    if address.startswith("sqlite:///"):
        return Path(address.removeprefix("sqlite:///"))
    if "://" in address:
        scheme = address.partition("://")[0]
        raise LedgerUnavailable(
            f"a ledger can't be kept in {scheme} yet", hint="give a path or sqlite:///path"
        )
    return Path(address)


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


def _prepare(database: Database, connection: Connection, *, read_only: bool) -> None:
    _refuse_foreign(database)
    if read_only:
        return
    for setting in _SETTINGS:
        database.plain(setting)
    if _find_revision(database) != REVISION:
        with database.transaction():
            _migrate(database, connection)
            complete(database)


def _refuse_foreign(database: Database) -> None:
    """Refuse a database of some other program, before anything of it is changed."""
    tables = {name for (name,) in database.plain("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and "alembic_version" not in tables:
        raise LedgerUnavailable(
            f"ledger {database.name}: it is a database of another program", hint="name another file with --db"
        )


def _find_revision(database: Database) -> str | None:
    """Return the revision of the tables, or None in a new file."""
    if not database.plain("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"):
        return None
    found = database.plain("SELECT version_num FROM alembic_version")
    return str(found[0][0]) if found else None


def _migrate(database: Database, connection: Connection) -> None:
    """Run the missing migrations; another program may have done so while we waited."""
    from alembic import command  # noqa: PLC0415  (takes 0.4 s to import, once in a ledger's life)
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    with as_file(files("twosource.store") / "migrations") as scripts:
        config = Config()
        config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        config.attributes["connection"] = connection
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        found = _find_revision(database)
        if found is not None and found not in known:
            raise LedgerUnavailable(
                f"ledger {database.name}: it was made by a newer twosource", hint="upgrade twosource"
            )
        with translated(database.name):
            command.upgrade(config, "head")


def file_size(path: Path) -> int:
    """Return the bytes a ledger takes on disk, its journal included."""
    parts = [path, Path(f"{path}-wal")]
    return sum(part.stat().st_size for part in parts if part.exists())

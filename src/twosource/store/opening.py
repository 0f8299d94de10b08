"""Opening a ledger, in a file or on a server, and bringing its tables up to date."""

from contextlib import closing
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from twosource.errors import LedgerUnavailable
from twosource.store import postgresql, sqlite_file
from twosource.store.completing import complete
from twosource.store.database import Database
from twosource.store.failures import translated

REVISION: Final = "0011"  # the newest in migrations/versions; a test holds them together
_FILE: Final = "sqlite:///"
_OTHERS: Final = "it is a database of another program"


def open_database(place: str | Path, *, create: bool) -> Database:
    """Open the ledger at a path, a ``sqlite:///`` or a ``postgresql://`` address; bring its tables up to date.

    A ledger that can't be written is opened for reading where it need not be made. Raises
    LedgerUnavailable where it is missing (and not to be created), not a ledger, locked,
    damaged, or made by a newer twosource.
    """
    path = find_path(place)
    if path is None:
        database, read_only = postgresql.open_server(str(place)), False
    else:
        database, read_only = sqlite_file.open_file(path, create=create)
    try:
        _prepare(database, create=create, read_only=read_only)
    except BaseException:
        database.close()
        raise
    return database


def find_path(place: str | Path) -> Path | None:
    """Return the file that a path or a ``sqlite:///`` address names, None for a database of a server.

    Raises LedgerUnavailable for an address of any other kind.
    """
    address = str(place)
    if address.startswith(_FILE):
        return Path(address.removeprefix(_FILE))
    if postgresql.is_address(address):
        return None
    if "://" in address:
        scheme = address.partition("://")[0]
        raise LedgerUnavailable(
            f"a ledger can't be kept in {scheme}",
            hint="give a path, sqlite:///path or postgresql://user@host/database",
        )
    return Path(address)


def name_of(place: str | Path) -> str:
    """Return what messages call the ledger at a place: its path, or its address without a password."""
    path = find_path(place)
    return postgresql.name_of(str(place)) if path is None else str(path)


def is_there(place: str | Path) -> bool:
    """Whether there is a ledger, or at least something, at a place; nothing is made."""
    path = find_path(place)
    if path is not None:
        return path.exists()
    with closing(postgresql.open_server(str(place))) as database:
        return "alembic_version" in database.home.tables(database)


def _prepare(database: Database, *, create: bool, read_only: bool) -> None:
    tables = database.home.tables(database)
    _refuse_foreign(database, tables)
    if read_only:
        return
    if database.dialect == "sqlite":
        sqlite_file.settle(database)
    elif not tables and not create:
        raise LedgerUnavailable(
            f"no ledger in {database.name}",
            hint="add articles first (twosource add ...) or name it with --db",
        )
    if _find_revision(database) != REVISION:
        with database.transaction():
            _migrate(database)
            complete(database)


def _refuse_foreign(database: Database, tables: frozenset[str]) -> None:
    """Refuse a database of some other program, before anything of it is changed."""
    if tables and not tables >= {"alembic_version", "articles"}:
        hint = (
            "name another file with --db" if database.dialect == "sqlite" else "make one of its own: createdb"
        )
        raise LedgerUnavailable(f"ledger {database.name}: {_OTHERS}", hint=hint)


def _find_revision(database: Database) -> str | None:
    """Return the revision of the tables, or None in a new ledger."""
    if "alembic_version" not in database.home.tables(database):
        return None
    found = database.plain("SELECT version_num FROM alembic_version")
    return str(found[0][0]) if found else None


def _migrate(database: Database) -> None:
    """Run the missing migrations; another program may have done so while we waited."""
    from alembic import command  # noqa: PLC0415  (takes 0.4 s to import, once in a ledger's life)
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    with as_file(files("twosource.store") / "migrations") as scripts:
        config = Config()
        config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        config.attributes["connection"] = database.connection
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        found = _find_revision(database)
        if found is not None and found not in known:
            raise LedgerUnavailable(
                f"ledger {database.name}: it was made by a newer twosource", hint="upgrade twosource"
            )
        with translated(database.name):
            command.upgrade(config, "head")

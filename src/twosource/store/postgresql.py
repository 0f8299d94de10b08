"""A ledger in a database of a PostgreSQL server: its address, its settings, and how it is opened.

Whoever writes holds one advisory lock until the transaction ends: the one right to write, as in a file.
A connection that is cut is made again for the next statement or transaction. psycopg is loaded here alone,
and only when such a ledger is opened.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from twosource.errors import LedgerUnavailable
from twosource.store.database import Database
from twosource.store.failures import translated
from twosource.store.home import Kind

#: The schemes by which such a ledger is named; the first is how messages name it.
SCHEMES: Final = ("postgresql", "postgres", "postgresql+psycopg")
_RIGHT_TO_WRITE: Final = 0x74776F73  # the key of the lock: "twos" in ASCII
_OLDEST: Final = 13  # the oldest release that is still tried
_SETTINGS: Final[Mapping[str, str]] = {
    "TimeZone": "UTC",
    "lock_timeout": "30s",  # waiting for another to write; a page is joined within a second
    "statement_timeout": "10min",  # no question takes as long; a server that hangs does
    "idle_in_transaction_session_timeout": "15min",  # whoever was stopped in the middle holds up all others
    "jit": "off",  # compiling takes longer than any of these questions
    "client_encoding": "UTF8",
}
_CONNECTING: Final[Mapping[str, str]] = {
    "connect_timeout": "10",
    "keepalives_idle": "30",  # seconds: a server that is gone is noticed within a minute or so
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "application_name": "twosource",
}
_PLACE: Final = "SELECT oid, current_schema() FROM pg_database WHERE datname = current_database()"
_TABLES: Final = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
_SIZE: Final = (
    "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
)


@dataclass(frozen=True, slots=True)
class Server:
    """A database of a server as the home of a ledger; ``mark`` tells it from others."""

    name: str
    mark: Hashable = None
    kind: Kind = "postgresql"
    writing: tuple[str, ...] = ("BEGIN", f"SELECT pg_advisory_xact_lock({_RIGHT_TO_WRITE})")
    reading: str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

    def is_under_way(self, driver: Any) -> bool:
        """Whether the connection is in a transaction, a failed one included."""
        return bool(not driver.closed and driver.info.transaction_status.name != "IDLE")

    def is_undone(self, driver: Any) -> bool:
        """Whether a statement has failed, after which PostgreSQL keeps nothing of a transaction."""
        return bool(driver.closed or driver.info.transaction_status.name == "INERROR")

    def identity(self) -> Hashable:
        """Return what tells this database from another on the same server, or on another."""
        return self.name, self.mark

    def tables(self, database: Database) -> frozenset[str]:
        """Return the names of the tables."""
        return frozenset(str(name) for (name,) in database.plain(_TABLES))

    def size(self, database: Database) -> int:
        """Return the bytes on the server's disk, indexes included."""
        return int(database.plain(_SIZE)[0][0])


def is_address(place: str) -> bool:
    """Whether a place names a database of a PostgreSQL server."""
    return place.partition("://")[0] in SCHEMES and "://" in place


def name_of(place: str) -> str:
    """Return an address as it may be shown: without its password."""
    return _show(_parse(place))


def open_server(place: str) -> Database:
    """Connect to a database; raises LedgerUnavailable where it is not there, refuses, or is too old."""
    url = _parse(place)
    home = Server(_show(url))
    with translated(home.name):
        connection = _connect(url, home.name)
    database = Database(connection, home)
    try:
        _check_server(database)
        database.home = replace(home, mark=database.plain(_PLACE)[0])
    except BaseException:
        database.close()
        raise
    return database


def _parse(place: str) -> URL:
    """Read an address; what is wrong with it is told without its password."""
    scheme, _, rest = place.partition("://")
    try:
        url = make_url(f"postgresql+psycopg://{rest}")
    except (ArgumentError, ValueError):
        url = None
    if url is None or not url.database:
        raise LedgerUnavailable(
            f"this address of {scheme} can't be read or names no database",
            hint="write it so: postgresql://user@host/database",
        )
    return url


def _show(url: URL) -> str:
    secret = [name for name in url.query if "password" in name]
    shown = URL.create(SCHEMES[0], url.username, None, url.host, url.port, url.database, url.query)
    return shown.difference_update_query(secret).render_as_string()


def _connect(url: URL, name: str) -> Connection:
    try:
        return _make_engine(url).connect()
    except (ImportError, NoSuchModuleError) as error:
        raise LedgerUnavailable(
            f"ledger {name}: talking to PostgreSQL takes a package that is not installed",
            hint="install it with: pip install 'twosource[postgres]'",
        ) from error


def _make_engine(url: URL) -> Engine:
    settings = {name: value for name, value in _CONNECTING.items() if name not in url.query}
    engine = create_engine(
        url,
        connect_args=settings,
        isolation_level="AUTOCOMMIT",
        poolclass=NullPool,
        query_cache_size=500,
        use_native_hstore=False,
        execution_options={"preserve_rowcount": True},  # how many rows an INSERT made, too
    )
    event.listen(engine, "connect", _settle)
    return engine


def _settle(driver: Any, _record: object) -> None:
    """Set what every connection needs.

    Numbers come as numbers, sums of whole ones whole. The letter NUL, which PostgreSQL can't keep, goes as
    the sign for what is no letter.
    """
    from psycopg.adapt import Buffer, Loader  # noqa: PLC0415
    from psycopg.types.string import StrDumperUnknown  # noqa: PLC0415

    class Words(StrDumperUnknown):
        def dump(self, obj: str) -> Buffer | None:
            return super().dump(obj.replace("\0", "\N{REPLACEMENT CHARACTER}"))

    class Numeric(Loader):
        def load(self, data: Any) -> int | float:
            told = bytes(data)
            return int(told) if told.lstrip(b"-").isdigit() else float(told)

    driver.adapters.register_loader("numeric", Numeric)
    driver.adapters.register_dumper(str, Words)
    asked = ", ".join(f"set_config('{name}', '{value}', false)" for name, value in _SETTINGS.items())
    driver.execute(f"SELECT {asked}")


def _check_server(database: Database) -> None:
    """Refuse a server or a database that can't hold a ledger."""
    [(version, letters)] = database.plain(
        "SELECT current_setting('server_version_num')::integer / 10000, current_setting('server_encoding')"
    )
    if version < _OLDEST:
        raise LedgerUnavailable(
            f"ledger {database.name}: the server is PostgreSQL {version}",
            hint=f"it has to be {_OLDEST} or newer",
        )
    if letters != "UTF8":
        raise LedgerUnavailable(
            f"ledger {database.name}: it keeps letters as {letters}",
            hint="make another: createdb --encoding=UTF8 --template=template0 NAME",
        )

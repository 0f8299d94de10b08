"""Databases of the tests' server, emptied and used again: making one anew takes longer than most tests.

What a database holds is kept as PostgreSQL's own copies of its tables, so that it can be laid into others.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final

from tests import postgres

if TYPE_CHECKING:
    from psycopg import Connection

#: Databases with tables, which hold nothing.
_IDLE: Final[list[str]] = []
_COUNTED: Final = count()
_TABLES: Final = (
    "SELECT quote_ident(tablename) FROM pg_tables"
    " WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1"
)
_NUMBERS: Final = (
    "SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE last_value IS NOT NULL"
)
_COUNT_ANEW: Final = "SELECT setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences"
_CUT_OTHERS: Final = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a database holds: tables that are not empty, as COPY writes them, and where numbering stands."""

    tables: Mapping[str, bytes]
    numbers: Mapping[str, int]


def take(content: Content | None = None) -> str:
    """Return the address of a database with an empty ledger, or with what another held."""
    address = _IDLE.pop() if _IDLE else postgres.make_database()
    if content is not None:
        with _connected(address) as connection:
            _lay(connection, content)
    return address


def give_back(address: str) -> None:
    """Empty a database for whoever needs one next; who is still connected is cut off."""
    with _connected(address) as connection:
        connection.execute(_CUT_OTHERS)
        tables = _listed(connection)
        for table in tables:
            connection.execute(f"DELETE FROM {table}".encode())
        connection.execute(_COUNT_ANEW)
    if tables:
        _IDLE.append(_rename(address))
    else:  # nobody made a ledger there
        postgres.drop_database(address)


def _rename(address: str) -> str:
    """Give a database another name, so that nobody takes it for the one it was."""
    server, name = postgres.get_server(), f"u{os.getpid()}_{next(_COUNTED)}"
    server.ask(f"ALTER DATABASE {postgres.name_of(address)} RENAME TO {name}")
    return server.address(name)


def read(address: str) -> Content:
    """Return what a database holds."""
    with _connected(address) as connection:
        tables = {table: _copy_out(connection, table) for table in _listed(connection)}
        numbers = dict(connection.execute(_NUMBERS).fetchall())
    return Content({table: rows for table, rows in tables.items() if rows}, numbers)


def write(address: str, sql: str) -> None:
    """Run statements, against which neither references nor triggers are held."""
    with _connected(address) as connection:
        connection.execute(sql.encode())


def _lay(connection: "Connection", content: Content) -> None:
    for table, rows in content.tables.items():
        with connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as taking:
            taking.write(rows)
    for sequence, number in content.numbers.items():
        connection.execute("SELECT setval(%s::regclass, %s)", (sequence, number))


def _copy_out(connection: "Connection", table: str) -> bytes:
    with connection.cursor().copy(f"COPY {table} TO STDOUT".encode()) as giving:
        return b"".join(giving)


def _listed(connection: "Connection") -> list[str]:
    return [table for (table,) in connection.execute(_TABLES).fetchall()]


@contextmanager
def _connected(address: str) -> "Iterator[Connection]":
    """Give a connection whose rows are not held against one another: neither references nor triggers."""
    import psycopg  # noqa: PLC0415  (not there on every machine)

    with psycopg.connect(address) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        yield connection

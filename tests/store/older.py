"""Ledgers as an older twosource left them: the tables of one revision, with the rows of a ledger of today."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from twosource.store import opening

_MIGRATIONS = Path(opening.__file__).parent / "migrations"
_LISTED = "SELECT name FROM {}sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def make_older(ledger: Path, older: Path, revision: str) -> None:
    """Write a ledger's rows into a new file with the tables of an earlier revision."""
    engine = create_engine(f"sqlite:///{older}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    with closing(sqlite3.connect(older)) as connection:
        connection.execute("ATTACH ? AS now", (str(ledger),))
        for (table,) in connection.execute(_LISTED.format("")).fetchall():
            if not table.startswith(("search", "alembic")):
                _copy(connection, table)
        connection.execute("INSERT INTO search (rowid, title, text) SELECT seq, title, text FROM articles")
        connection.commit()


def _copy(connection: sqlite3.Connection, table: str) -> None:
    columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f'PRAGMA table_info("{table}")'))
    connection.execute(f'DELETE FROM "{table}"')
    connection.execute(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM now."{table}"')

"""How a ledger is filled in bulk: many rows at once, no trigger in between, numbers going on after the last."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from sqlalchemy import Table

from twosource.store.database import Database
from twosource.store.dialect import insert
from twosource.store.failures import translated
from twosource.store.home import Kind


class Target(Protocol):
    """A ledger that is filled, inside one transaction."""

    database: Database

    def load(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Keep rows of a table, whose values stand in the order of its columns."""

    def without_triggers(self) -> AbstractContextManager[None]:
        """Let nothing else be written meanwhile."""

    def renumber(self, tables: Sequence[Table]) -> None:
        """Let new rows be numbered after those that were loaded."""

    def settle(self) -> None:
        """Do what helps once everything is kept."""


class FileTarget:
    """A file of SQLite, which goes on after the greatest number by itself."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def load(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert the rows one after another."""
        names = [column.name for column in table.columns]
        self.database.run(insert(table), [dict(zip(names, row, strict=True)) for row in rows])

    @contextmanager
    def without_triggers(self) -> Iterator[None]:
        """Drop the triggers, and make them again as they were."""
        found = self.database.plain(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid"
        )
        for name, _ in found:
            self.database.plain(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in found:
            self.database.plain(sql)

    def renumber(self, tables: Sequence[Table]) -> None:
        """Do nothing."""

    def settle(self) -> None:
        """Let the planner learn what there is."""
        self.database.plain("PRAGMA optimize")


class ServerTarget:
    """A database of PostgreSQL, filled with COPY."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def load(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Send the rows in one stream."""
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        driver: Any = self.database.connection.connection.driver_connection
        with (
            translated(self.database.name),
            driver.cursor() as cursor,
            cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as stream,
        ):
            for row in rows:
                stream.write_row([_without_nul(value) for value in row])

    @contextmanager
    def without_triggers(self) -> Iterator[None]:
        """Disable the ledger's own triggers; foreign keys are looked after all the same."""
        found = self.database.plain(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
        )
        for (table,) in found:
            self.database.plain(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for (table,) in found:
            self.database.plain(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    def renumber(self, tables: Sequence[Table]) -> None:
        """Set each table's own count to its greatest number."""
        for table, column in self._find_numbered({table.name for table in tables}):
            self.database.plain(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'),"  # noqa: S608  (names of ours)
                f' max("{column}")) FROM "{table}" HAVING max("{column}") IS NOT NULL'
            )

    def _find_numbered(self, names: set[str]) -> list[tuple[str, str]]:
        found = self.database.plain(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND is_identity = 'YES'"
        )
        return [(str(table), str(column)) for table, column in found if table in names]

    def settle(self) -> None:
        """Let the planner learn what there is."""
        self.database.plain("ANALYZE")


def _without_nul(value: Any) -> Any:
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value


_TARGETS: dict[Kind, type[FileTarget | ServerTarget]] = {"sqlite": FileTarget, "postgresql": ServerTarget}


def target_of(database: Database) -> Target:
    """Return how a ledger is filled."""
    return _TARGETS[database.dialect](database)

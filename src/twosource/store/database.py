"""One connection to a ledger's file: statements, and transactions that happen whole or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Executable, Row, Select

from twosource.errors import LedgerUnavailable
from twosource.store.failures import RESTORE, translated

Parameters: TypeAlias = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Database:
    """Runs statements and translates what goes wrong; knows nothing of what the tables mean."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self.name = name
        self._writers = 0  # transactions under way, one inside another

    def run(self, statement: Executable, parameters: Parameters | None = None) -> int:
        """Run a statement, once for each row of parameters; returns how many rows it touched."""
        if parameters is not None and not parameters:
            return 0
        with translated(self.name):
            return self._connection.execute(statement, parameters).rowcount

    def insert(self, statement: Executable, parameters: Mapping[str, Any]) -> int:
        """Insert one row and return its number (SQLite's rowid)."""
        with translated(self.name):
            return int(self._connection.execute(statement, parameters).lastrowid)

    def rows(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Row[Any]]:
        """Return all rows of a query."""
        with translated(self.name):
            return self._connection.execute(statement, parameters).all()

    def row(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Row[Any] | None:
        """Return the first row of a query, or None."""
        with translated(self.name):
            return self._connection.execute(statement, parameters).first()

    def batches(
        self, query: Select[Any], place: ColumnElement[int], size: int
    ) -> Iterator[Sequence[Row[Any]]]:
        """Yield the rows of a query ``size`` at a time, in the order of a positive number of theirs.

        Raises LedgerUnavailable where that order is broken, as it is only in a damaged file: going on
        would never end.
        """
        query = query.add_columns(place.label("place")).order_by(place).limit(size)
        after = -1
        while rows := self.rows(query.where(place > after)):
            if rows[-1].place <= after:
                raise LedgerUnavailable(
                    f"ledger {self.name}: it is damaged (rows are out of order)", hint=RESTORE
                )
            yield rows
            after = rows[-1].place

    def number(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> int:
        """Return the one number a query gives; 0 for none."""
        with translated(self.name):
            return int(self._connection.execute(statement, parameters).scalar() or 0)

    def plain(self, sql: str) -> list[tuple[Any, ...]]:
        """Run SQL as it stands, for pragmas and the like."""
        with translated(self.name):
            result = self._connection.exec_driver_sql(sql)
            return [tuple(row) for row in result] if result.returns_rows else []

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do everything inside or nothing of it; takes the one right to write at once.

        Inside another, it is a part of that one, and is taken back alone where it fails.
        """
        begin, end = (
            ("SAVEPOINT part", "RELEASE part") if self._is_under_way else ("BEGIN IMMEDIATE", "COMMIT")
        )
        self.plain(begin)
        self._writers += 1
        try:
            yield
            self.plain(end)
        except BaseException:
            self._roll_back(part=begin != "BEGIN IMMEDIATE")
            raise
        finally:
            self._writers -= 1

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read everything inside as it stands at the first question, whatever is written meanwhile."""
        if self._is_under_way:
            yield
            return
        self.plain("BEGIN DEFERRED")
        try:
            yield
        finally:
            self._roll_back()

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Do everything inside to see what comes of it, and then nothing of it."""
        self.plain("BEGIN IMMEDIATE")
        self._writers += 1
        try:
            yield
        finally:
            self._writers -= 1
            self._roll_back()

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        with translated(self.name):
            self._connection.close()
            self._connection.engine.dispose()

    @property
    def is_writing(self) -> bool:
        """Whether what is read here may yet be taken back."""
        return self._writers > 0

    @property
    def is_snapshot(self) -> bool:
        """Whether what is read here is as it stood some time ago."""
        return self._is_under_way and not self.is_writing

    @property
    def _is_under_way(self) -> bool:
        driver: Any = self._connection.connection.driver_connection
        return bool(driver.in_transaction)

    def _roll_back(self, *, part: bool = False) -> None:
        """Undo, unless SQLite has already done so itself, as it does on a full disk."""
        if not self._is_under_way:
            return
        if not part:
            self.plain("ROLLBACK")
            return
        self.plain("ROLLBACK TO part")
        self.plain("RELEASE part")

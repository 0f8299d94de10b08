"""One connection to a ledger: statements, and transactions that happen whole or not at all.

A connection that a server has cut is made again, but never in the middle: what was under way is lost as a
whole, and everything asked in it is refused until it has ended.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Insert,
    Integer,
    Result,
    Row,
    Select,
    Table,
    literal_column,
    select,
    tuple_,
)

from twosource.errors import LedgerUnavailable
from twosource.store.failures import RESTORE, translated
from twosource.store.home import Home, Kind, Parameters

_UNDONE: Final = "an earlier question failed, and all that was under way was undone"
_CUT: Final = "the connection was cut, and all that was under way was undone"
_PLACE: Final = "place of a row"  # no column is called so

_Answer = TypeVar("_Answer")


class Database:
    """Runs statements and translates what goes wrong; knows nothing of what the tables mean."""

    def __init__(self, connection: Connection, home: Home) -> None:
        self.home = home
        self.connection = connection
        self._writers = 0  # transactions under way, one inside another
        self._inside = 0  # the same, with those that only read
        self._is_cut = False  # whether the connection was lost in the one that is under way
        self._is_renewed = False  # whether the last failure was a cut connection

    # --- what it is ------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.home.name

    @property
    def dialect(self) -> Kind:
        """Which kind of database it is."""
        return self.home.kind

    @property
    def identity(self) -> Hashable:
        """What tells it from any other ledger; raises LedgerUnavailable where its file is gone."""
        return self.home.identity()

    @property
    def size(self) -> int:
        """The bytes it takes on disk."""
        return self.home.size(self)

    # --- statements ------------------------------------------------------------------------------

    def run(self, statement: Executable, parameters: Parameters | None = None) -> int:
        """Run a statement, once for each row of parameters; returns how many rows it touched."""
        if parameters is not None and not parameters:
            return 0
        return int(self._try(lambda: self._execute(statement, parameters).rowcount))

    def insert(self, statement: Insert, parameters: Mapping[str, Any]) -> int:
        """Insert one row and return its number: the key that the database gives it."""
        key: Sequence[Any] = self._try(lambda: self._execute(statement, parameters).inserted_primary_key)
        return int(key[0])

    def rows(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Row[Any]]:
        """Return all rows of a query."""
        return self._ask(lambda: self._execute(statement, parameters).all())

    def row(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Row[Any] | None:
        """Return the first row of a query, or None."""
        found: Row[Any] | None = self._ask(lambda: self._execute(statement, parameters).first())
        return found

    def number(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> int:
        """Return the one number a query gives; 0 for none."""
        return int(self._ask(lambda: self._execute(statement, parameters).scalar()) or 0)

    def batches(
        self, query: Select[Any], place: ColumnElement[int], size: int
    ) -> Iterator[Sequence[Row[Any]]]:
        """Yield the rows of a query ``size`` at a time, in the order of a positive number of theirs.

        Raises LedgerUnavailable where that order is broken, as it is only in a damaged file: going on
        would never end.
        """
        query = query.add_columns(place.label(_PLACE)).order_by(place).limit(size)
        after = -1
        while rows := self.rows(query.where(place > after)):
            last = rows[-1][-1]
            if last <= after:
                raise LedgerUnavailable(
                    f"ledger {self.name}: it is damaged (rows are out of order)", hint=RESTORE
                )
            yield rows
            after = last

    def whole(self, table: Table, size: int) -> Iterator[Sequence[Row[Any]]]:
        """Yield every row of a table, ``size`` at a time: in order of arrival where SQLite knows it, else by key."""
        if self.dialect == "sqlite" and table.dialect_options["sqlite"]["with_rowid"]:
            yield from self.batches(select(table), literal_column("rowid", Integer), size)
            return
        key = tuple(table.primary_key.columns)
        query = select(table).order_by(*key).limit(size)
        rows = self.rows(query)
        while rows:
            yield rows
            last = tuple(rows[-1]._mapping[column] for column in key)  # noqa: SLF001  (SQLAlchemy's documented name)
            rows = self.rows(query.where(tuple_(*key) > last))

    def plain(self, sql: str) -> list[tuple[Any, ...]]:
        """Run SQL as it stands, for pragmas and the like."""
        return self._try(lambda: self._plain(sql))

    def _plain(self, sql: str) -> list[tuple[Any, ...]]:
        result = self.connection.exec_driver_sql(sql, execution_options={"no_parameters": True})
        return [tuple(row) for row in result] if result.returns_rows else []

    def _execute(self, statement: Executable, parameters: Parameters | None) -> Any:
        result: Result[Any] = self.connection.execute(statement, parameters)
        return result

    # --- transactions ----------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do everything inside or nothing of it; takes the one right to write at once.

        Inside another, it is a part of that one, and is taken back alone where it fails.
        """
        is_part = self._is_under_way
        self._begin(("SAVEPOINT part",) if is_part else self.home.writing)
        self._writers += 1
        try:
            yield
            self._end(is_part=is_part)
        except BaseException:
            self._roll_back(part=is_part)
            raise
        finally:
            self._writers -= 1
            self._leave()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read everything inside as it stands at the first question, whatever is written meanwhile."""
        if self._is_under_way:
            yield
            return
        self._begin((self.home.reading,))
        try:
            yield
        finally:
            self._roll_back()
            self._leave()

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Do everything inside to see what comes of it, and then nothing of it."""
        self._begin(self.home.writing)
        self._writers += 1
        try:
            yield
        finally:
            self._writers -= 1
            self._roll_back()
            self._leave()

    def close(self) -> None:
        """Close the connection; a second time does nothing."""
        with translated(self.name):
            self.connection.close()
            self.connection.engine.dispose()

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
        if self._is_cut:
            return True
        return not self.connection.invalidated and self.home.is_under_way(self._driver)

    @property
    def _driver(self) -> Any:
        return self.connection.connection.driver_connection

    def _begin(self, statements: Sequence[str]) -> None:
        def begin() -> None:
            for statement in statements:
                self._plain(statement)

        try:
            self._ask(begin)
        except BaseException:
            if not self._inside:
                self._roll_back()  # it may have begun, and have waited in vain for the right to write
            raise
        self._inside += 1

    def _end(self, *, is_part: bool) -> None:
        """Keep what was done; what the database itself has undone is no success."""
        if not self._is_cut and self.home.is_undone(self._driver):
            raise LedgerUnavailable(f"ledger {self.name}: {_UNDONE}", hint="run it again")
        self.plain("RELEASE part" if is_part else "COMMIT")

    def _leave(self) -> None:
        self._inside -= 1
        if not self._inside:
            self._is_cut = False

    def _roll_back(self, *, part: bool = False) -> None:
        """Undo, unless the database has already done so itself, as SQLite does on a full disk."""
        if self._is_cut or not self._is_under_way:
            return
        if not part:
            self.plain("ROLLBACK")
            return
        self.plain("ROLLBACK TO part")
        self.plain("RELEASE part")

    # --- connections that are cut ----------------------------------------------------------------

    def _ask(self, question: Callable[[], _Answer]) -> _Answer:
        """Ask what changes nothing: where the connection turns out to be cut, again over a new one."""
        try:
            return self._try(question)
        except LedgerUnavailable:
            if self._inside or not self._is_renewed:
                raise
        return self._try(question)

    def _try(self, question: Callable[[], _Answer]) -> _Answer:
        self._is_renewed = False
        if self._is_cut:
            raise LedgerUnavailable(f"ledger {self.name}: {_CUT}", hint="run it again")
        try:
            with translated(self.name):
                return question()
        except LedgerUnavailable:
            self._renew()
            raise

    def _renew(self) -> None:
        """Let the next statement make a new connection, where the server has cut this one."""
        if self.connection.closed or not self.connection.invalidated:
            return
        self.connection.rollback()  # SQLAlchemy's own record of it alone: there is nobody to tell
        self._is_renewed = True
        self._is_cut = self._inside > 0

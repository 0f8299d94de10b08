"""Copying a whole ledger into an empty one, in a file or on a server, and proving that nothing was changed.

Everything is copied in one transaction, a few rows at a time, and read back before it is kept: each table
must have as many rows, and the same digest of them, on both sides. The index of words is made anew, since
FTS5 tells only that a word is there. What a table's triggers would write comes from the source like the rest.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

import msgspec
from sqlalchemy import Column, MetaData, Table, func, select

from twosource.errors import LedgerUnavailable, Refused
from twosource.store.database import Database
from twosource.store.dialect import Number
from twosource.store.schema import articles, dropped, incidents, intakes, metadata, pages
from twosource.store.transfer_targets import Target, target_of
from twosource.store.words import save_words, search

_STEP: Final = 500  # rows held at once
_LARGE: Final = {pages.name: 20, articles.name: 100}  # the same where a row may take megabytes
_NUMBERED: Final = frozenset({incidents.name, dropped.name, intakes.name})  # have a rowid on both
_DIGEST_BYTES: Final = 16
_WRITE: Final = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A table that was copied: how many rows it has, and the digest of them all, whatever their order."""

    table: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far a transfer is: what is done with a table, and how many rows of all there are to do."""

    doing: str
    done: int
    total: int


class Counter:
    """The number and the digest of rows, in any order: the sum of the digests of each."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Count rows in."""
        for row in rows:
            content = _WRITE([_canonical(value) for value in row])
            self._sum += int.from_bytes(blake2b(content, digest_size=_DIGEST_BYTES).digest())
        self.rows += len(rows)

    @property
    def digest(self) -> str:
        """The digest of what was counted in, in hex."""
        return f"{self._sum % (1 << 8 * _DIGEST_BYTES):0{2 * _DIGEST_BYTES}x}"


def _canonical(value: Any) -> Any:
    """Return a value as both kinds of database hold it: PostgreSQL keeps no NUL in words."""
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value


def transfer(source: Database, target: Database, tell: Callable[[Step], None]) -> tuple[Copied, ...]:
    """Copy a ledger into an empty one; returns what was copied, table by table.

    Raises Refused where the target holds anything, and LedgerUnavailable where either fails or what was
    read back differs; then the target is as empty as before.
    """
    tables = [_whole_table(table) for table in metadata.sorted_tables]
    with source.snapshot(), target.transaction():
        _refuse_filled(target, tables)
        progress = _Progress(tell, 2 * sum(_count(source, table) for table in tables))
        copied = tuple(_copy_all(source, target, tables, progress))
        for table, one in zip(tables, copied, strict=True):
            _verify(target, table, one, progress)
    target_of(target).settle()
    return copied


def _whole_table(table: Table) -> Table:
    """Return a table with the number of its rows, where that is kept."""
    found = table.to_metadata(MetaData())
    if table.name in _NUMBERED:
        found.append_column(Column("rowid", Number))
    return found


def _refuse_filled(target: Database, tables: Sequence[Table]) -> None:
    filled = next((table for table in tables if _count(target, table)), None)
    if filled is not None:
        raise Refused(
            f"{target.name} is not empty: it has {_count(target, filled):,} rows in {filled.name}",
            hint="name a file that is not there, or an empty database; nothing was copied",
        )


def _count(database: Database, table: Table) -> int:
    return database.number(select(func.count()).select_from(table))


class _Progress:
    """Tells how far it is, over all tables."""

    def __init__(self, tell: Callable[[Step], None], total: int) -> None:
        self._tell = tell
        self._total = total
        self._done = 0

    def add(self, rows: int, doing: str) -> None:
        self._done += rows
        self._tell(Step(doing=doing, done=self._done, total=self._total))


def _copy_all(
    source: Database, target: Database, tables: Sequence[Table], progress: _Progress
) -> Iterator[Copied]:
    into = target_of(target)
    with into.without_triggers():
        for table in tables:
            yield _copy(source, into, table, progress)
        into.renumber(tables)


def _copy(source: Database, into: Target, table: Table, progress: _Progress) -> Copied:
    counter = Counter()
    for rows in _walk(source, table):
        into.load(table, rows)
        if table.name == articles.name:
            _save_words(into.database, table, rows)
        counter.add(rows)
        progress.add(len(rows), f"copying {table.name}")
    return Copied(table=table.name, rows=counter.rows, digest=counter.digest)


def _verify(target: Database, table: Table, copied: Copied, progress: _Progress) -> None:
    """Read a table back; raises LedgerUnavailable where it is not what was copied."""
    counter = Counter()
    for rows in _walk(target, table):
        counter.add(rows)
        progress.add(len(rows), f"comparing {table.name}")
    words = (
        target.number(select(func.count()).select_from(search))
        if table.name == articles.name
        else counter.rows
    )
    if (counter.rows, counter.digest, words) != (copied.rows, copied.digest, copied.rows):
        raise LedgerUnavailable(
            f"ledger {target.name}: {table.name} came out otherwise than it went in"
            f" ({counter.rows:,} rows of {copied.rows:,})",
            hint="nothing was kept of it; please report this",
        )


def _save_words(database: Database, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    names = [column.name for column in table.columns]
    for row in rows:
        article = dict(zip(names, row, strict=True))
        save_words(database, article["seq"], article["title"], article["text"])


def _walk(database: Database, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a table with just its columns, some at a time."""
    width = len(table.columns)
    for rows in database.whole(table, _LARGE.get(table.name, _STEP)):
        yield [tuple(row)[:width] for row in rows]

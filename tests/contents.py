"""What a ledger holds, row by row, without when it came: what two ledgers must have in common."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final, TypeAlias

from sqlalchemy import Table, select, text

from tests.ledgers import are_on_postgresql, open_ledger
from twosource.store import Ledger
from twosource.store.schema import metadata

#: Columns that tell when the ledger was written, not what it says.
TIMES: Final = frozenset({"fetched_at", "made_at", "decided_at", "opened_at", "changed_at", "changed", "at"})
_WORDS: Final = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)"

Contents: TypeAlias = dict[str, list[tuple[Any, ...]]]


def contents(path: Path) -> Contents:
    """Return the rows of every table in order, without their times; numbers of rows are compared too."""
    with open_ledger(path, create=False) as ledger:
        return {**rows_of(ledger), "search": _words(ledger)}


def rows_of(ledger: Ledger) -> Contents:
    """Return the same without the full text index, which each kind of database keeps in its own way."""
    return {table.name: _rows(ledger, table) for table in metadata.sorted_tables}


def differences(one: Contents, other: Contents) -> list[str]:
    """Return one line for each row that only one of two ledgers holds."""
    return [
        f"{name}: {word} {row}"
        for name in sorted(one.keys() | other.keys())
        for word, held, lacking in (("lost", one, other), ("new", other, one))
        for row in held.get(name, [])
        if row not in lacking.get(name, [])
    ]


def failures(path: Path) -> list[str]:
    """Return what ``twosource doctor`` finds wrong with a ledger."""
    with open_ledger(path, create=False) as ledger:
        return [f"{check.name}: {check.detail}" for check in ledger.check() if not check.ok]


def _rows(ledger: Ledger, table: Table) -> list[tuple[Any, ...]]:
    kept = [column for column in table.columns if column.name not in TIMES]
    return sorted(map(tuple, ledger._database.rows(select(*kept))), key=repr)


def _words(ledger: Ledger) -> list[tuple[Any, ...]]:
    """Return every word with where it stands."""
    if are_on_postgresql():
        return sorted(map(tuple, ledger._database.rows(text("SELECT rowid, size, tokens FROM search"))))
    with closing(sqlite3.connect(ledger.path)) as connection:
        connection.execute(_WORDS)
        return sorted(connection.execute("SELECT * FROM temp.words").fetchall())

"""What a ledger holds, row by row, without when it came: what two ledgers must have in common."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final, TypeAlias

from tests.ledgers import open_ledger

#: Columns that tell when the ledger was written, not what it says.
TIMES: Final = frozenset({"fetched_at", "made_at", "decided_at", "opened_at", "changed_at", "changed", "at"})
#: Tables of SQLite's own and the parts of the full text index, which is compared word by word.
_OWN: Final = ("sqlite_", "search")
_WORDS: Final = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)"

Contents: TypeAlias = dict[str, list[tuple[Any, ...]]]


def contents(path: Path) -> Contents:
    """Return the rows of every table in order, without their times; numbers of rows are compared too."""
    with closing(sqlite3.connect(path)) as connection:
        listed = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = sorted(name for (name,) in listed if not name.startswith(_OWN))
        found = {name: _rows(connection, name) for name in names}
        connection.execute(_WORDS)
        words = connection.execute("SELECT * FROM temp.words").fetchall()
        return {**found, "search": sorted(words)}


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


def _rows(connection: sqlite3.Connection, name: str) -> list[tuple[Any, ...]]:
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
    kept = ", ".join(f'"{column}"' for column in columns if column not in TIMES)
    return sorted(connection.execute(f'SELECT {kept} FROM "{name}"'), key=repr)

"""Rows put in the order in which they arrived, more of them than memory holds.

They wait in a file of SQLite's own, which it keeps where temporary files go (SQLITE_TMPDIR says otherwise) and
which is gone when the process is, however it ends: sqlite.org/tempfiles.html.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Final

Row = tuple[int, str, str]  # arrival, a name that tells apart what arrived together, body

_MAKE: Final = """
PRAGMA page_size = 16384;
PRAGMA cache_size = -64000;
PRAGMA journal_mode = OFF;
CREATE TABLE arrived (arrival INTEGER, name TEXT, body TEXT, PRIMARY KEY (arrival, name)) WITHOUT ROWID;
"""


@contextmanager
def in_order(rows: Iterable[Row]) -> Iterator[Iterator[str]]:
    """Read all rows, then give their bodies in order of arrival; some 64 MB of them are held."""
    with closing(sqlite3.connect("", isolation_level=None)) as waiting:
        waiting.executescript(_MAKE)
        waiting.execute("BEGIN")
        waiting.executemany("INSERT INTO arrived VALUES (?, ?, ?)", rows)
        waiting.execute("COMMIT")
        found = waiting.execute("SELECT body FROM arrived ORDER BY arrival, name")
        yield (body for (body,) in found)

"""Lay a week of news end to end: the same week told again for years, as a ledger of any size.

What the pipe made of one week is copied row by row, from the last week back, each copy seven days earlier:
ids, days, persons, quoted and rare words become its own (but for those of towns and armed groups, which are
in the news for years), so that a week's reports meet those of other weeks only where real ones would. The
last week says what the pipe left. Texts keep their words, so that a name is found in more articles than it
would be, and pages are kept once. What people decided is not copied.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from retelling import HASH_BITS, Week, Words, cut, cut_outline, fill
from twosource import link
from twosource.store import open_ledger

MOST_WEEKS: Final = 4096  # three hex digits
_PROCESSES: Final = 2  # that draw outlines and keys, beside the one that writes
_AT_ONCE: Final = 25  # weeks a transaction: some 8 MB of keys each
_DAY: Final = 86_400  # seconds
_SETTINGS: Final = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1500000", "temp_store = MEMORY")


def lay_to_read(week: Path, ledger: Path, weeks: range) -> None:
    """Add weeks to a ledger that is only to be read: what linking looks up is left out, and takes most time.

    Outlines stay as the last week has them.
    """
    database = _begin_writing(week, ledger)
    laying = _Laying(database, frozenset())
    outlines = tuple(database.execute("SELECT seq, outline FROM week.members ORDER BY seq"))
    for start in range(weeks.start, weeks.stop, _AT_ONCE):
        told = [Week(back=back) for back in weeks if start <= back < start + _AT_ONCE]
        database.execute("BEGIN")
        laying.lay((one, Drawn(outlines=outlines, keys=())) for one in told)
        database.execute("COMMIT")
    database.execute("PRAGMA journal_mode = WAL")
    database.close()


def lay(week: Path, ledger: Path, weeks: range, kept: frozenset[str]) -> None:
    """Add weeks to a ledger, 0 being the last one; a ledger that is missing is made.

    ``kept`` are folded words that all weeks share.
    """
    database = _begin_writing(week, ledger)
    hashes = frozenset(crc32(word.encode()) >> HASH_BITS for word in kept)
    outlines = tuple(database.execute("SELECT seq, outline FROM week.members ORDER BY seq"))
    with Pool(_PROCESSES, _begin, (outlines, hashes)) as pool:
        laying = _Laying(database, hashes)
        for start in range(weeks.start, weeks.stop, _AT_ONCE):
            told = [Week(back=back) for back in weeks if start <= back < start + _AT_ONCE]
            database.execute("BEGIN")
            laying.lay(zip(told, pool.imap(_draw, told), strict=True))
            laying.lay_bands(told)
            database.execute("COMMIT")
    database.execute("PRAGMA journal_mode = WAL")
    database.close()


def _begin_writing(week: Path, ledger: Path) -> sqlite3.Connection:
    open_ledger(ledger).close()
    database = sqlite3.connect(ledger, isolation_level=None)
    for setting in _SETTINGS:
        database.execute(f"PRAGMA {setting}")
    database.execute("ATTACH ? AS week", (str(week),))
    return database


def _id(column: str) -> str:
    return f"substr({column}, 1, 2) || :mark || substr({column}, 6)"


def _at(column: str) -> str:
    return f"date(substr({column}, 1, 10), :days) || substr({column}, 11)"


#: How a copy's columns differ from the week's, table by table; all other columns are the same.
_TABLES: Final[dict[str, dict[str, str]]] = {
    "intakes": {"address": "address || '/' || :mark", "fetched_at": _at("fetched_at")},
    "articles": {
        "seq": "seq + :back * :articles",
        "id": _id("id"),
        "address": "address || '/' || :mark",
        "url": "url || '/' || :mark",
        "published": _at("published"),
        "updated": _at("updated"),
        "fetched_at": _at("fetched_at"),
        "replaced_by": _id("replaced_by"),
    },
    "copies": {"article": _id("article"), "original": _id("original")},
    "readings": {"id": "id + :back * :readings", "article": _id("article"), "made_at": _at("made_at")},
    "reports": {"reading": "reading + :back * :readings", "id": _id("id"), "article": _id("article")},
    "claims": {
        "reading": "reading + :back * :readings",
        "id": _id("id"),
        "report": _id("report"),
        "article": _id("article"),
        "value": "CASE WHEN field IN ('when', 'time', 'tally', 'first since') THEN moved(value) ELSE value END",
        "made_at": _at("made_at"),
    },
    "incidents": {
        "id": _id("id"),
        "opened_at": _at("opened_at"),
        "redirect_to": _id("redirect_to"),
        "earliest": "earliest - :seconds",
        "latest": "latest - :seconds",
        "sort_at": "sort_at - :seconds",
        "headline": "moved(headline)",
        "changed": "changed + (:most - :back) * :changes",
        "changed_at": "changed_at - 1000000 * :seconds",
        "card": "moved(card)",
    },
    "changes": {
        "seq": "seq + (:most - :back) * :changes",
        "incident": _id("incident"),
        "redirect_to": _id("redirect_to"),
        "at": "at - 1000000 * :seconds",
    },
    "facts": {"incident": _id("incident"), "body": "moved(body)"},
    "countables": {
        "incident": _id("incident"),
        "sort_at": "sort_at - :seconds",
        "begins": "begins - 1000000 * :seconds",
        "ends": "ends - 1000000 * :seconds",
    },
    "tellings": {"incident": _id("incident"), "first_at": "first_at - :seconds"},
    "members": {
        "seq": "seq + :back * :members",
        "report": _id("report"),
        "article": _id("article"),
        "incident": _id("incident"),
        "outline": "redrawn(seq)",
    },
    "judgements": {
        "id": "id + :back * :judgements",
        "left": f"min({_id('[left]')}, {_id('[right]')})",
        "right": f"max({_id('[left]')}, {_id('[right]')})",
        "decided_at": _at("decided_at"),
    },
}
_SEARCH: Final = (
    "INSERT INTO search (rowid, title, text) SELECT seq + :back * :articles, title, text FROM week.articles"
)
_NUMBERED: Final = {
    "articles": "seq", "readings": "id", "members": "seq", "judgements": "id", "changes": "seq",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The outlines of a week's reports by their number in the week, and their keys, in order."""

    outlines: tuple[tuple[int, str], ...]
    keys: tuple[tuple[str, int], ...]


class _Laying:
    """The copying of one week into one ledger."""

    def __init__(self, database: sqlite3.Connection, kept: frozenset[int]) -> None:
        self._database = database
        self._kept = kept
        self._now = Week(back=0)
        self._last = {
            table: database.execute(f"SELECT max({column}) FROM week.{table}").fetchone()[0] or 0
            for table, column in _NUMBERED.items()
        }
        self._words = Words(self._now, kept)
        self._outlines: dict[int, str] = {}
        database.create_function("moved", 1, lambda text: fill(cut(text), self._words))
        database.create_function("redrawn", 1, lambda number: self._outlines[number])

    def lay(self, weeks: Iterator[tuple[Week, Drawn]]) -> None:
        """Copy every table but the index of copies."""
        for table in ("pages", "place_names", "traits"):
            self._database.execute(f"INSERT OR IGNORE INTO {table} SELECT * FROM week.{table}")
        # Triggers count what sources tell.
        self._database.execute(
            "INSERT OR IGNORE INTO sources (id, kind, name, label) SELECT id, kind, name, label FROM week.sources"
        )
        for week, drawn in weeks:
            self._now = week
            self._words = Words(week, self._kept)
            self._outlines = dict(drawn.outlines)
            for table, changed in _TABLES.items():
                self._copy(table, changed)
            self._database.execute(_SEARCH, self._values())
            offset = week.back * self._last["members"]
            rows = ((key, number + offset) for key, number in drawn.keys)
            self._database.executemany("INSERT INTO report_keys VALUES (?, ?)", rows)

    def lay_bands(self, weeks: Sequence[Week]) -> None:
        """Copy the index of copies; bands lie far enough apart for each week to have its own beside them."""
        self._database.execute(
            "WITH RECURSIVE told(back) AS (SELECT ? UNION ALL SELECT back + 1 FROM told WHERE back < ?)"
            " INSERT INTO bands SELECT iif(band > 0, band - back, band + back), article + back * ? FROM week.bands CROSS JOIN told"
            " ORDER BY band, back",
            (weeks[0].back, weeks[-1].back, self._last["articles"]),
        )

    def _copy(self, table: str, changed: dict[str, str]) -> None:
        columns = [str(row[1]) for row in self._database.execute(f"PRAGMA week.table_info({table})")]
        made = [changed.get(name, f"[{name}]") for name in columns]
        columns = [f"[{name}]" for name in columns]
        self._database.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(made)} FROM week.{table}",
            self._values(),
        )

    def _values(self) -> dict[str, Any]:
        back = self._now.back
        own = {"mark": self._now.mark, "days": f"-{7 * back} days"}
        return {**own, "back": back, "most": MOST_WEEKS, "seconds": 7 * back * _DAY, **self._last}


_here: dict[str, Any] = {}  # what a process of the pool works on


def _begin(outlines: tuple[tuple[int, str], ...], kept: frozenset[int]) -> None:
    _here.update(outlines=outlines, kept=kept)


def _draw(week: Week) -> Drawn:
    words = Words(week, _here["kept"])
    told = tuple((number, fill(cut_outline(raw), words)) for number, raw in _here["outlines"])
    keys = ((key, number) for number, raw in told for key in link.keys(link.outline_from_json(raw)))
    return Drawn(outlines=told, keys=tuple(sorted(keys)))

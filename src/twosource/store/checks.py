"""Checking a ledger through and through: what ``twosource doctor`` tells of it."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Integer, Select, exists, func, or_, select, text
from sqlalchemy.exc import DBAPIError

from twosource.errors import LedgerUnavailable
from twosource.store import whole_checks
from twosource.store.card_checks import CHANGES, check_cards
from twosource.store.content_checks import (
    check_columns,
    check_corrections,
    check_pages,
    check_texts,
    check_values,
)
from twosource.store.damage import UNREADABLE
from twosource.store.database import Database
from twosource.store.dialect import greatest
from twosource.store.schema import articles, claims, incidents, metadata

_SHOWN: Final = 3  # examples named in a complaint
_MOST_TOLD: Final = 1000  # wrong quotes counted: each is held with its article's text
_said: Final = claims.c
_START: Final = (_said.start + 1).cast(Integer)
_LENGTH: Final = greatest(_said.end - _said.start, 0).cast(Integer)
_QUOTED: Final = func.substr(articles.c.text, _START, _LENGTH)
_DOUBTFUL_QUOTES: Final = (
    select(_said.id, articles.c.text, _said.start, _said.end, _said.quote)
    .join_from(claims, articles, articles.c.id == _said.article, isouter=True)
    .where(or_(articles.c.text.is_(None), _QUOTED.is_distinct_from(_said.quote)))
    .limit(_MOST_TOLD)
)
#: Pages whose checksum was wrong when they were read (PostgreSQL's data checksums, where these are on).
_FAILED_PAGES: Final = text(
    "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"
)
_ASTRAY: Final = (
    *UNREADABLE,
    sqlite3.Error,
    DBAPIError,
)  # raised where names or numbers in the file itself are wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing checked: whether it holds, and what was found."""

    name: str
    ok: bool
    detail: str


def check_ledger(database: Database) -> Iterator[Check]:
    """Yield every check, one at a time, since some take a while on a large ledger."""
    for name, check in _CHECKS:
        wrong, fine = _guarded(check, database)
        shown = "; ".join(wrong[:_SHOWN]) + (
            f"; and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        )
        yield Check(name=name, ok=not wrong, detail=shown or fine)


def _guarded(check: Callable[[Database], tuple[list[str], str]], database: Database) -> tuple[list[str], str]:
    """Run one check; where the file is so damaged that it can't be run, say so and go on."""
    try:
        return check(database)
    except LedgerUnavailable as error:
        return [str(error)], ""
    except _ASTRAY as error:
        return [f"can't be looked at ({type(error).__name__}: {error})"], ""


def count_rows(database: Database) -> dict[str, int]:
    """Return how many rows each table holds, by its name; incidents merged away are not counted."""
    counts = {
        table.name: database.number(select(func.count()).select_from(table))
        for table in metadata.sorted_tables
    }
    live = select(func.count()).select_from(incidents).where(incidents.c.reports > 0)
    return {**counts, "incidents": database.number(live)}


def _check_file(database: Database) -> tuple[list[str], str]:
    """Let the database look at its own pages, as far as it can."""
    if database.dialect == "postgresql":
        failed = database.number(_FAILED_PAGES)
        wrong = [f"{failed} pages did not hold what the server had written"] if failed else []
        return wrong, "the server knows of no damaged page"
    lines = [line for (line,) in database.plain("PRAGMA integrity_check")]
    return [line for line in lines if line != "ok"], "every page of the file is sound"


def _check_references(database: Database) -> tuple[list[str], str]:
    fine = "every row leads to another that exists"
    if database.dialect == "sqlite":
        rows = database.plain("PRAGMA foreign_key_check")
        return [f"row {row[1]} of {row[0]} leads nowhere" for row in rows], fine
    counted = {
        column: database.number(_count_lost(column))
        for table in metadata.sorted_tables
        for column in table.columns
        if column.foreign_keys
    }
    return [
        f"{number} rows of {one.table.name} lead nowhere" for one, number in counted.items() if number
    ], fine


def _count_lost(column: Column[Any]) -> Select[int]:
    """Count the rows whose reference leads to no row: a server can be told not to look."""
    (key,) = column.foreign_keys
    there = key.column.table.alias("there")
    found = exists().where(there.c[key.column.name] == column)
    return select(func.count()).select_from(column.table).where(column.is_not(None), ~found)


def _check_quotes(database: Database) -> tuple[list[str], str]:
    """Compare every quote ever kept with the characters of its article it stands for.

    The database picks out what may be wrong; SQLite's characters end where a text holds a NUL, Python's do not.
    """
    doubtful = database.rows(_DOUBTFUL_QUOTES)
    wrong = [row.id for row in doubtful if row.text is None or row.text[row.start : row.end] != row.quote]
    number = database.number(select(func.count()).select_from(claims))
    return [
        f"claim {one} does not quote its article" for one in wrong
    ], f"{number} quotes stand in their articles"


_CHECKS: Final[tuple[tuple[str, Callable[[Database], tuple[list[str], str]]], ...]] = (
    ("file", _check_file),
    ("references", _check_references),
    ("columns", check_columns),
    ("pages", check_pages),
    ("texts", check_texts),
    ("values", check_values),
    ("quotes", _check_quotes),
    ("corrections", check_corrections),
    *whole_checks.CHECKS,
    ("cards", check_cards),
    (CHANGES.name, CHANGES),
)

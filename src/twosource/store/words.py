"""Finding articles by their words: SQLite's FTS5, and on PostgreSQL a table that answers the same.

Both hold the words that FTS5's tokenizer makes of an article (unicode61 without diacritics, then Porter's
stems), since on PostgreSQL too it is SQLite that cuts them; so both find the same articles, phrases
included, and rank them by the same numbers (Okapi BM25 as FTS5 counts it). PostgreSQL's own tsvector
is not used: it forgets where a word stands beyond the 16,383rd, and takes no more than a megabyte.
"""

import re
import sqlite3
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Self

from sqlalchemy import BindParameter, ColumnElement, Dialect, Text, bindparam, column, table, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement
from sqlalchemy.types import Boolean, Double, TypeDecorator

from twosource.store.dialect import Number

if TYPE_CHECKING:
    from twosource.store.database import Database

#: The table of words; its ``rowid`` is the order of arrival of an article.
search: Final = table("search", column("rowid", Number))

_TOKENIZER: Final = "porter unicode61 remove_diacritics 2"  # as in migrations/versions/0001_first_ledger.sql
_LONGEST: Final = 1_000  # bytes of a word that PostgreSQL's index surely takes (its bound is some 2,700)
_PHRASE: Final = re.compile(r'"([^"]+)"')
_BETWEEN: Final = "|"  # stands between title and text, so that no phrase reaches over; it is never in a word

_SAVE_SQLITE: Final = text("INSERT INTO search (rowid, title, text) VALUES (:seq, :title, :text)")
_SAVE_POSTGRESQL: Final = text(
    "INSERT INTO search (rowid, size, words, tokens) VALUES (:seq, :size, :words, :tokens)"
)


def save_words(database: "Database", seq: int, title: str, body: str) -> None:
    """Keep the words of an article that has just come, by its order of arrival."""
    if database.dialect == "sqlite":
        database.run(_SAVE_SQLITE, {"seq": seq, "title": title, "text": body})
        return
    parts = cut_words(title), cut_words(body)
    database.run(
        _SAVE_POSTGRESQL,
        {
            "seq": seq,
            "size": sum(map(len, parts)),
            "words": sorted({word for part in parts for word in part}),
            "tokens": _BETWEEN.join(map(_lay_out, parts)),
        },
    )


def cut_words(words: str) -> tuple[str, ...]:
    """Return the words of a text in order, as FTS5's tokenizer cuts and stems them.

    >>> cut_words("Rockets hit Café Zone-3")
    ('rocket', 'hit', 'cafe', 'zone', '3')
    """
    return _cutter().cut(words)


class _Cutter:
    """FTS5's tokenizer on its own: an index in memory that is emptied after each text."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._memory.execute(
            f"CREATE VIRTUAL TABLE cut USING fts5(words, content='', tokenize='{_TOKENIZER}')"
        )
        self._memory.execute("CREATE VIRTUAL TABLE seen USING fts5vocab(cut, 'instance')")

    def cut(self, words: str) -> tuple[str, ...]:
        with self._lock:
            self._memory.execute("BEGIN")
            self._memory.execute("INSERT INTO cut (rowid, words) VALUES (1, ?)", (words,))
            found = self._memory.execute('SELECT "offset", term FROM seen').fetchall()
            self._memory.execute("ROLLBACK")
        return tuple(_shorten(term) for _, term in sorted(found))


@cache
def _cutter() -> _Cutter:
    return _Cutter()


def _shorten(word: str) -> str:
    """Return a word, or where no index could hold it, its digest."""
    content = word.encode()
    return word if len(content) <= _LONGEST else sha256(content).hexdigest()


def _lay_out(words: Sequence[str]) -> str:
    """Return words in a row, each between blanks of its own, so that a phrase is a part of it."""
    return "".join(f" {word} " for word in words)


def write_asked(words: str) -> str:
    """Return what FTS5 is asked (phrases in quotes) as PostgreSQL is: words, "|" between the phrases.

    A phrase without a letter asks nothing, as in FTS5.

    >>> write_asked('"rockets" "green zone" "_"')
    'rocket|green zone'
    """
    phrases = map(cut_words, _PHRASE.findall(words))
    return _BETWEEN.join(" ".join(phrase) for phrase in phrases if phrase)


class _Asked(TypeDecorator[str]):
    """Words as FTS5 takes them, written as the ledger's own kind of database takes them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "sqlite" else write_asked(value)


def _asked(name: str) -> BindParameter[str]:
    return bindparam(name, type_=_Asked())


class _Matches(FunctionElement[bool]):
    inherit_cache = True
    name = "matches"
    type = Boolean()

    def self_group(self, against: Any = None) -> Self:  # noqa: ARG002 - SQLite takes MATCH alone, not "= 1"
        return self


@compiles(_Matches, "sqlite")
def _matches_sqlite(element: _Matches, compiler: SQLCompiler, **options: Any) -> str:
    return f"search MATCH {compiler.process(element.clauses, **options)}"


@compiles(_Matches, "postgresql")
def _matches_postgresql(element: _Matches, compiler: SQLCompiler, **options: Any) -> str:
    asked = compiler.process(element.clauses, **options)
    return (
        f"({asked} <> '' AND search.words @> string_to_array(translate({asked}, '|', ' '), ' ')"
        f" AND search_holds(search.tokens, {asked}))"
    )


def matches(name: str = "words") -> ColumnElement[bool]:
    """Return whether a row of ``search`` holds all of the words in the parameter ``name``.

    The parameter is given as FTS5 takes it: phrases in quotes (``match_terms`` in search.py).
    """
    return _Matches(_asked(name))


class _Relevance(FunctionElement[float]):
    inherit_cache = True
    name = "relevance"
    type = Double()


@compiles(_Relevance, "sqlite")
def _relevance_sqlite(_element: _Relevance, _compiler: SQLCompiler, **_options: Any) -> str:
    return "bm25(search)"


@compiles(_Relevance, "postgresql")
def _relevance_postgresql(element: _Relevance, compiler: SQLCompiler, **options: Any) -> str:
    asked = compiler.process(element.clauses, **options)
    weights = f"(SELECT search_weights({asked}))"  # once for the query: it hangs on no row
    return f"search_score(search.tokens, search.size, {asked}, {weights})"


def relevance(name: str = "words") -> ColumnElement[float]:
    """Return how well a row that matches the parameter ``name`` answers it: the less, the better."""
    return _Relevance(_asked(name))

"""Rows in the order they came, some at a time: articles, judgements and acts, for whoever turns pages.

A place in a list is the number of a row, which never changes; what comes in meanwhile stands after it.
"""

from typing import Final

from sqlalchemy import bindparam, func, or_, select

from twosource.ids import ArticleId
from twosource.model import Judgement, Verdict
from twosource.store import records
from twosource.store.acts import Act, read_act
from twosource.store.database import Database
from twosource.store.schema import acts, articles, judgements, undone
from twosource.store.search import match_terms
from twosource.store.words import matches, search

_judged: Final = judgements.c
_NEWEST: Final = 2**63 - 1  # a number no row has: SQLite's largest
_ARTICLES: Final = (
    select(articles.c.seq, articles.c.id)
    .where(articles.c.replaced_by.is_(None), articles.c.seq > bindparam("after"))
    .order_by(articles.c.seq)
    .limit(bindparam("limit"))
)
_HOLDING: Final = (
    select(articles.c.seq, articles.c.id)
    .join_from(search, articles, articles.c.seq == search.c.rowid)
    .where(matches(), search.c.rowid > bindparam("after"), articles.c.replaced_by.is_(None))
    .order_by(search.c.rowid)
    .limit(bindparam("limit"))
)
_COUNTS: Final = or_(_judged.act.is_(None), _judged.act.not_in(select(undone.c.act)))
_JUDGEMENTS: Final = (
    select(judgements)
    .where(_judged.id > bindparam("after"), _COUNTS)
    .order_by(_judged.id)
    .limit(bindparam("limit"))
)
_ACTS: Final = (
    select(acts, undone.c.act.is_not(None).label("undone"))
    .outerjoin(undone, undone.c.act == acts.c.id)
    .where(acts.c.seq < bindparam("before"))
    .order_by(acts.c.seq.desc())
    .limit(bindparam("limit"))
)
_PAGELESS: Final = (
    select(func.count())
    .select_from(articles)
    .where(articles.c.page.is_(None), articles.c.replaced_by.is_(None))
)


class Listing:
    """The lists of a ledger; each gives records with their places, to go on from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def articles(
        self, *, after: int = 0, limit: int, words: str | None = None
    ) -> tuple[tuple[int, ArticleId], ...]:
        """Return the ids of current articles in order of arrival, all or those that hold all of some words."""
        given = {"after": after, "limit": limit}
        if words is None:
            rows = self._database.rows(_ARTICLES, given)
        elif terms := match_terms(words):
            rows = self._database.rows(_HOLDING, {**given, "words": terms})
        else:
            rows = ()
        return tuple((row.seq, ArticleId(row.id)) for row in rows)

    def count_pageless(self) -> int:
        """Return how many current articles came without their page: those of an archive, which keeps its own."""
        return self._database.number(_PAGELESS)

    def judgements(
        self, *, after: int = 0, limit: int, verdict: Verdict | None = None
    ) -> tuple[tuple[int, Judgement], ...]:
        """Return the judgements that count, in order of deciding."""
        query = _JUDGEMENTS if verdict is None else _JUDGEMENTS.where(_judged.verdict == verdict.value)
        rows = self._database.rows(query, {"after": after, "limit": limit})
        return tuple((row.id, records.read_judgement(row)) for row in rows)

    def acts(
        self, *, before: int = _NEWEST, limit: int, by: str | None = None, what: str | None = None
    ) -> tuple[tuple[int, Act], ...]:
        """Return the acts of people, newest first, those taken back among them."""
        query = _ACTS if by is None else _ACTS.where(acts.c.by == by)
        query = query if what is None else query.where(acts.c.what == what)
        rows = self._database.rows(query, {"before": before, "limit": limit})
        return tuple((row.seq, read_act(row)) for row in rows)

"""Whose text an article's is, and who prints it too."""

from dataclasses import dataclass

from twosource.ids import ArticleId
from twosource.model import Article, Copy
from twosource.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A copy with the article at its other end; ``words`` about how many words both share."""

    copy: Copy
    article: Article
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The original of an article, if it is a copy, and the copies of it, in order of arrival.

    ``siblings`` counts the other copies of the same original; ``copies`` is cut to what was asked for.
    """

    original: Kin | None
    copies: tuple[Kin, ...]
    number: int
    siblings: int


def find_family(ledger: Ledger, article: Article, *, most: int) -> Family:
    """Return whose text an article's is, and at most so many of its copies."""
    ids = ledger.decisions.family_of(article.id)
    copies = ledger.copies(ids)
    own = copies.get(article.id)
    of_it = [copy for copy in copies.values() if copy.original == article.id]
    ends = [*(copy.article for copy in of_it[:most]), *((own.original,) if own else ())]
    articles = ledger.articles_by_id(ends)
    kin = {
        name: _kin(copy, article, articles[name]) for name, copy in _by_end(of_it, own) if name in articles
    }
    return Family(
        original=kin.get(own.original) if own else None,
        copies=tuple(kin[one.article] for one in of_it[:most] if one.article in kin),
        number=len(of_it),
        siblings=0 if own is None else sum(copy.original == own.original for copy in copies.values()) - 1,
    )


def _by_end(of_it: list[Copy], own: Copy | None) -> list[tuple[ArticleId, Copy]]:
    return [*((copy.article, copy) for copy in of_it), *([(own.original, own)] if own else [])]


def _kin(copy: Copy, article: Article, other: Article) -> Kin:
    shorter = min(len(article.text.split()), len(other.text.split()))
    return Kin(copy=copy, article=other, words=round(copy.overlap * shorter))

"""Copies: articles whose text comes from another, so that they add an outlet and never a voice.

``sketch`` gives the keys by which a store finds candidates; ``find_copy`` compares with them word by
word. Two stories of one event that share only what they quote are no copies.
"""

from collections.abc import Sequence

from twosource.copies.judge import judge, strength
from twosource.copies.sketch import sketch
from twosource.model import Article, Copy

__all__ = ["find_copy", "sketch"]


def find_copy(article: Article, candidates: Sequence[Article]) -> Copy | None:
    """Return the strongest tie between an article and one of the candidates, or None.

    The result names the later of the two as the copy, so ``Copy.original`` is the article asked
    about where a candidate turns out to be its copy. It does not depend on the candidates' order;
    ties that make the article a copy go before those that make it an original.
    """
    found = [copy for candidate in candidates if (copy := judge(article, candidate)) is not None]
    return min(found, key=lambda copy: (copy.article != article.id, *strength(copy)), default=None)

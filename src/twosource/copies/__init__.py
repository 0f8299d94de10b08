"""Copies: articles whose text comes from another, so that they add an outlet and never a voice.

``sketch`` gives the keys by which a store finds candidates; ``find_copy`` compares with them word by
word. Two stories of one event that share only what they quote are no copies.
"""

from collections.abc import Sequence
from datetime import datetime

from twosource.copies.judge import age, judge
from twosource.copies.sketch import sketch
from twosource.model import Article, Copy

__all__ = ["find_copy", "sketch"]


def find_copy(article: Article, candidates: Sequence[Article]) -> Copy | None:
    """Return how an article and one of the candidates belong together, or None.

    Of several candidates that the article is a copy of, the original is the one printed first. Where
    the article itself came first, the candidate is named as the copy, so that ``Copy.original`` is
    the article asked about. The result does not depend on the candidates' order.
    """
    found = [(copy, candidate) for candidate in candidates if (copy := judge(article, candidate)) is not None]
    return min(found, key=lambda pair: _rank(article, *pair), default=(None, None))[0]


def _rank(
    article: Article, copy: Copy, candidate: Article
) -> tuple[bool, tuple[bool, datetime, bool, datetime, datetime, str]]:
    return (copy.article != article.id, age(candidate))

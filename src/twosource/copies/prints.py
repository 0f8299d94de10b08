"""One article met several times: the same words at one place, dated differently by what carried them.

The first one met stands for all. A later one that is dated where it is not, or dated earlier, lends it its date.
Articles of other words, or of other places, are for ``judge``.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce

from twosource.model import Article


def join_prints(prints: Iterable[Article]) -> Article:
    """Return the article that several of one id make, in order of arrival; raises TypeError for none."""
    return reduce(lambda known, one: dated(known, one) if is_printed_before(one, known) else known, prints)


def dated(known: Article, other: Article) -> Article:
    """Return an article with the publication of another: a date once known is not forgotten."""
    return replace(known, published=other.published, published_precision=other.published_precision)


def is_printed_before(article: Article, known: Article) -> bool:
    """Whether an article known already is dated now, or dated earlier; a day alone counts as its end."""
    ours, theirs = _printed_by(article), _printed_by(known)
    return ours is not None and (theirs is None or ours < theirs)


def _printed_by(article: Article) -> datetime | None:
    if article.published is None or article.published_precision == "minute":
        return article.published
    return article.published + timedelta(days=1)

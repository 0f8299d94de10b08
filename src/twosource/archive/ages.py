"""How old an article is as one number, so that millions can be put in order without their texts.

The number follows ``copies.judge.age`` as far as 64 bits reach: whether and when an article was printed, and by
the agency itself or another. It never puts two articles in an order that ``age`` does not; of two of one number
only their texts' own rows tell which is the older.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from twosource.copies.judge import age
from twosource.model import Article

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TICK: Final = timedelta(microseconds=1)
_UNDATED: Final = 2**62  # above every dated one: a date of year 9999 takes 59 bits


def pack_age(article: Article) -> int:
    """Return the age of an article, the oldest the lowest."""
    undated, printed, is_elsewhere, *_ = age(article)
    return undated * _UNDATED + ((printed - _EPOCH) // _TICK) * 2 + is_elsewhere

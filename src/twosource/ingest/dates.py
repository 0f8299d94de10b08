"""Dates as formats give them: kept as they are where cleaning can read them, else written out.

Cleaning reads what pages print. Feeds also use RFC 822 with years of two digits, the order of
asctime, and ISO 8601 without hyphens; those are restated in ISO 8601.
"""

from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from twosource.clean.stamps import Stamp, parse_stamp

_LONGEST = 100  # characters; the longest date of RFC 822 with a comment has some 50


@lru_cache(maxsize=256)  # each date is looked at for its faults, then restated
def find_stamp(words: str) -> Stamp | None:
    """Return a printed date as cleaning reads it; None where it can't."""
    try:
        return parse_stamp(words)
    except ValueError:
        return None


def restate_date(words: str | None) -> str | None:
    """Return a date in words that cleaning reads, and words that no one can read as they are."""
    if words is None or find_stamp(words) is not None:
        return words
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return parse(" ".join(words[:_LONGEST].split())).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):  # the ways in which the first gives up
            continue
    return words

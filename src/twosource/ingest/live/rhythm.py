"""How often a feed says it should be asked: <ttl>, <skipHours>, <skipDays>, <sy:updatePeriod>.

It may only slow us down, and within bounds (``deciding.py``).
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from twosource.ingest.feed_entries import words_of

_PERIODS: Final = {
    "hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30), "yearly": timedelta(days=365),
}  # fmt: skip
_SKIPS: Final = re.compile(r"<skip(Hours|Days)\b[^>]{0,200}>(.{0,4000}?)</skip\1>", re.DOTALL)
_HOUR: Final = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>", re.ASCII)
_DAY: Final = re.compile(r"<day>\s*([A-Za-z]+)\s*</day>")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LOOKED_AT: Final = 100_000  # characters; a channel says so before its items
_MOST_MINUTES: Final = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """``wait`` is how long to wait between two times, None where nothing is said.

    ``skip_hours`` (0 to 23, UTC) and ``skip_days`` (0 for Monday) are when nothing new is to be expected.
    """

    wait: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


def find_rhythm(channel: Any, text: str) -> Rhythm:
    """Return what a feed says of itself; what can't be read says nothing. 24 stands for 0, as old feeds have it."""
    waits = [wait for wait in (_ttl(channel), _period(channel)) if wait is not None]
    skips = dict(_SKIPS.findall(text[:_LOOKED_AT]))
    hours = frozenset(int(hour) % 24 for hour in _HOUR.findall(skips.get("Hours", "")) if int(hour) <= 24)
    days = frozenset(
        _DAYS.index(day.lower()) for day in _DAY.findall(skips.get("Days", "")) if day.lower() in _DAYS
    )
    return Rhythm(wait=max(waits, default=None), skip_hours=hours, skip_days=days)


def _ttl(channel: Any) -> timedelta | None:
    words = (words_of(channel, "ttl") or "").strip()
    if not (words.isascii() and words.isdigit()) or len(words) > 9:
        return None
    return timedelta(minutes=min(int(words), _MOST_MINUTES))


def _period(channel: Any) -> timedelta | None:
    """Return how long lies between two updates (RSS 1.0 syndication module), once a period by default."""
    period = _PERIODS.get((words_of(channel, "sy_updateperiod") or "").strip().lower())
    often = (words_of(channel, "sy_updatefrequency") or "1").strip()
    if period is None or not (often.isascii() and often.isdigit()) or len(often) > 6 or int(often) < 1:
        return None
    return period / int(often)

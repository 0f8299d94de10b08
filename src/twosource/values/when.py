"""Times as intervals: how the press says when, and what that bounds."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

from twosource.text import Span

Precision = Literal["minute", "hour", "part", "day", "week", "month", "season", "year", "decade", "vague"]
Bound = Literal["", "since", "until", "before", "after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A stretch of time in which something happened, never more exact than its words.

    ``earliest`` and ``latest`` are aware and inclusive (the first and the last instant possible);
    both are None while the words can't be placed on a calendar (a "Friday" in an article without
    a date). An open side of a ``since`` or ``until`` is None.
    ``zone`` is the UTC offset ("+03:00") or "UTC" in which ``earliest``/``latest`` are written
    when words, page or place give one; None means it is not known and UTC stands in for it.
    ``weekday`` (0 Monday .. 6 Sunday), ``clock`` (local earliest and latest time of day) and
    ``utc_clock`` keep what was said also when no calendar day is known.
    """

    earliest: datetime | None
    latest: datetime | None
    precision: Precision
    zone: str | None
    as_said: str
    about: bool = False
    bound: Bound = ""
    weekday: int | None = None
    clock: tuple[time, time] | None = None
    utc_clock: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """Words of a text that say when, and what they mean."""

    span: Span
    when: When

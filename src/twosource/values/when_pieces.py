"""Pieces of a time expression, and the scene they are read in.

A piece is one run of words ("Friday", "about 4 a.m.", "early hours"); ``when_grammar`` joins
pieces that stand together and turns them into one ``When``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from twosource.values.when import Bound, Precision
from twosource.values.when_calendar import Days
from twosource.values.when_words import FIGURES, MONTH_NAMES, MONTHS, WEEKDAYS

Role = Literal["day", "part", "clock", "span"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one run of words says. ``days`` is None while they can't be placed on a calendar.

    ``loose`` marks words that tell a time only beside a day ("night" in "Friday night").
    ``instants`` stands instead of ``days`` for what is counted in hours from the publication.
    """

    start: int
    end: int
    role: Role
    precision: Precision
    days: Days | None = None
    weekday: int | None = None
    clock: tuple[time, time] | None = None
    said: time | None = None
    utc_clock: time | None = None
    zone: str | None = None
    about: bool = False
    bound: Bound = ""
    loose: bool = False
    instants: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What surrounds the words: the text, the day it was printed, and the day last spoken of.

    A history (``narrated``) counts its days from ``line``, where its telling has come to, not from
    the printing.
    """

    text: str
    low: str  # the same text in lower case, of the same length
    published: datetime | None  # in the zone whose calendar is meant
    zone: str | None
    previous: Days | None = None
    narrated: bool = False
    line: Days | None = None

    @property
    def today(self) -> date | None:
        """The local day of publication; in a history the first day last spoken of."""
        if self.narrated and self.previous:
            return self.previous[0]
        return self.published.date() if self.published else None


Reader = Callable[["re.Match[str]", Scene], Piece | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way of saying a time: a pattern over lower-case text, and what reads its groups."""

    name: str
    pattern: str
    read: Reader


def either(words: object) -> str:
    """Return a pattern that matches any of some words, longest first."""
    assert isinstance(words, (dict, frozenset, set, tuple, list))
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_WHOLE_MONTHS = either([name.lower() for name in MONTH_NAMES])
_SHORT_MONTHS = either([name for name in MONTHS if name.capitalize() not in MONTH_NAMES])
MONTH = rf"(?:(?:{_WHOLE_MONTHS})\b|(?:{_SHORT_MONTHS})\b\.?)"
WEEKDAY = rf"(?:{either(WEEKDAYS)})"
WEEKDAY_SHORT = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
FIGURE = rf"(?:\d{{1,3}}|{either(FIGURES)})"


def figure(words: str) -> tuple[int, int]:
    """Read "3", "three" or "a few" as bounds."""
    words = " ".join(words.split())
    if words.isdigit():
        return int(words), int(words)
    return FIGURES[words]


def capital(scene: Scene, at: int) -> bool:
    """Whether the word that starts at ``at`` is printed with a capital."""
    return scene.text[at].isupper()

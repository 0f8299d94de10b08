"""What the finders of time expressions are made of: rules, what they find, what they know of a text."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from twosource.values.when_calendar import Days

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An expression in a text: where it stands, what it is in TIMEX3, its value."""

    start: int
    end: int
    kind: Kind
    value: str
    leads: bool = False  # whether a quarter told later counts from this one

    @property
    def length(self) -> int:
        """How many characters it has."""
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A text and what is told in it so far.

    ``low`` is the text in lower case. ``narrated`` marks a history, whose days count from the day
    last spoken of; ``ancient`` one of the time before Christ. ``spoken`` are the calendar days that
    the text names, each with its place, in order; ``quarter`` is the last one named ("1989-Q3").
    """

    text: str
    low: str
    today: date | None
    narrated: bool = False
    ancient: bool = False
    spoken: tuple[tuple[int, Days], ...] = ()
    quarter: tuple[int, str] | None = None

    def spoken_before(self, at: int) -> Days | None:
        """Return the days last named before a place in the text."""
        index = bisect_right(self.spoken, at, key=lambda entry: entry[0])
        return self.spoken[index - 1][1] if index else None

    def anchor(self, at: int) -> date | None:
        """Return the day that words at a place in the text count from."""
        days = self.spoken_before(at) if self.narrated else None
        return days[0] if days else self.today


Reader = Callable[["re.Match[str]", Setting], Found | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way of telling a time that dates no incident: a pattern over lower case, its reader."""

    name: str
    pattern: str
    read: Reader


def found(
    match: re.Match[str], kind: Kind, value: str, *, start: int | None = None, leads: bool = False
) -> Found:
    """Return what a match stands for; ``start`` where it does not begin with the match."""
    begin = match.start() if start is None else start
    return Found(start=begin, end=match.end(), kind=kind, value=value, leads=leads)


def search(rules: tuple[Rule, ...], setting: Setting) -> list[Found]:
    """Return what some rules find, in the order of the text; the first rule that reads words has them."""
    pattern = _any_of(rules)
    hits, at = [], 0
    while (hit := pattern.search(setting.low, at)) is not None:
        reading = _read(rules, hit, setting)
        at = hit.start() + 1
        if reading is None:
            continue
        hits.append(reading)
        at = max(reading.end, at)
        if reading.leads:
            setting = replace(setting, quarter=(reading.start, reading.value))
    return hits


def _read(rules: tuple[Rule, ...], hit: re.Match[str], setting: Setting) -> Found | None:
    first = next(number for number, rule in enumerate(rules) if rule.name == hit.lastgroup)
    for rule in rules[first:]:
        match = _pattern(rule.pattern).match(setting.low, hit.start())
        reading = rule.read(match, setting) if match else None
        if reading:
            return reading
    return None


@lru_cache(maxsize=64)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


_NAMED_GROUP = re.compile(r"\(\?P<[a-z0-9_]+>")


@lru_cache(maxsize=8)
def _any_of(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    """Return the one pattern that finds where any of some rules hits."""
    bodies = (f"(?P<{rule.name}>{_NAMED_GROUP.sub('(?:', rule.pattern)})" for rule in rules)
    return re.compile(rf"(?<![\w$€£.,/])(?:{'|'.join(bodies)})", re.ASCII)

"""Finds the time expressions of a text as TIMEX3 has them (TimeML 1.2.1): dates, times, lengths, habits.

Wider than :func:`twosource.values.when_grammar.find_times`, which finds only what can date an
incident: "now", "recent years", "a two-year plan" and "every day" are found here and nowhere else.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from twosource.text import Span, lower, plain
from twosource.values import timex_lengths, timex_quarters, timex_words, timex_years
from twosource.values.timex_dated import find_dated
from twosource.values.timex_pieces import Found, Kind, Setting, search
from twosource.values.when_pieces import Scene
from twosource.values.when_zones import move_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """An expression of time with its TIMEX3 type and value ("1999-W23", "P3D", "PRESENT_REF")."""

    span: Span
    kind: Kind
    value: str


_RULES = (
    *timex_quarters.RULES, *timex_years.RULES, *timex_words.RULES, *timex_lengths.RULES, *timex_years.LOOSE_RULES,
)  # fmt: skip
#: A history names so many years other than that of its printing, and so many times more of them than
#: words that count from the printing ("yesterday", "last week").
HISTORY_YEARS, HISTORY_SHARE = 5, 4
#: So many years before Christ make bare figures such years too.
ANCIENT_YEARS = 3
_ANCIENT = re.compile(r"\b\d{1,4}\s?bce?\b")
_YEAR = re.compile(r"(?<![\d$,.])(?:1\d\d\d|20[0-3]\d)(?![\d,%])|\d\s?bc\b")
_FROM_PRINTING = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:last|this|next) (?:week|month|year))\b"
)


def find_timexes(
    text: str, *, published: datetime | None, zone: str | None = None, narrated: bool | None = None
) -> tuple[Timex, ...]:
    """Find all expressions of time in a text, in order, none overlapping.

    ``published`` (aware) is what "Friday" and "last year" count from in the news; without it they
    stay open ("XXXX-WXX-5"). In a history (``narrated``) they count from the day last spoken of;
    None finds out from the years that the text names. ``zone`` is as in ``find_times``. Spans count
    characters of ``text`` as given.
    """
    straight = plain(text)
    if published is not None and zone is not None:
        published = move_to(published, zone)
    scene = Scene(text=straight, low=lower(straight), published=published, zone=zone)
    scene = replace(scene, narrated=is_history(scene) if narrated is None else narrated)
    dated, spoken = find_dated(scene)
    setting = Setting(
        text=straight, low=scene.low, today=scene.today, narrated=scene.narrated, ancient=_is_ancient(scene.low),
        spoken=tuple(spoken),
    )  # fmt: skip
    chosen = _choose(dated, search(_RULES, setting))
    return tuple(Timex(span=Span(one.start, one.end), kind=one.kind, value=one.value) for one in chosen)


def is_history(scene: Scene) -> bool:
    """Whether a text is a history: it names many years long past, and hardly a day of the printing."""
    this_year = str(scene.published.year) if scene.published else ""
    years = sum(match.group() != this_year for match in _YEAR.finditer(scene.low))
    return years >= HISTORY_YEARS and years >= HISTORY_SHARE * len(_FROM_PRINTING.findall(scene.low))


def _is_ancient(low: str) -> bool:
    return len(_ANCIENT.findall(low)) >= ANCIENT_YEARS


def _choose(dated: Iterable[Found], others: Iterable[Found]) -> list[Found]:
    """Return expressions that don't overlap: of those that do the longest, at a tie what is no date."""
    ranked = sorted((*others, *dated), key=lambda one: -one.length)
    chosen: list[Found] = []
    starts: list[int] = []
    for one in ranked:
        at = bisect_left(starts, one.start)
        if at and chosen[at - 1].end > one.start:
            continue
        if at < len(chosen) and chosen[at].start < one.end:
            continue
        chosen.insert(at, one)
        starts.insert(at, one.start)
    return chosen

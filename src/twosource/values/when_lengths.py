"""Lengths of time: "a two-month war", "more than three weeks", "the 24-hour curfew".

A length says how long, never when; ages ("a 35-year-old") and how long ago are no lengths.
"""

import re
from dataclasses import dataclass

from twosource.text import Span, lower, plain
from twosource.values.when_pieces import FIGURE, figure
from twosource.values.when_words import UNIT_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long, in days (an hour is 1/24); None is an open side ("more than two months")."""

    low_days: float | None
    high_days: float | None
    as_said: str
    span: Span


_LENGTH = re.compile(
    r"(?<![\w.,:/-])(?:(?P<hedge>more\s+than|over|at\s+least|less\s+than|under|fewer\s+than|up\s+to|at\s+most|nearly"
    r"|almost|about|around|roughly|some)\s+(?:the\s+|a\s+)?)?"
    rf"(?P<figure>{FIGURE})(?:\s?(?:-|to|or)\s?(?P<figure2>{FIGURE}))?[\s-]"
    rf"(?P<unit>{'|'.join(UNIT_DAYS)})s?\b(?!-old|\s+old\b|\s+(?:ago|earlier|later|before|after|since|previously)\b)",
    re.ASCII,
)
_OPEN_ABOVE = frozenset({"more than", "over", "at least"})
_OPEN_BELOW = frozenset({"less than", "under", "fewer than", "up to", "at most"})
#: How much longer or shorter "about" and "nearly" leave a length, as a share of it.
ABOUT_SHARE = 0.15


def find_durations(text: str) -> tuple[Duration, ...]:
    """Find all lengths of time in a text, in order; spans count characters of ``text`` as given."""
    found = []
    for match in _LENGTH.finditer(lower(plain(text))):
        low, high = _bounds(match)
        span = Span(match.start(), match.end())
        found.append(Duration(low_days=low, high_days=high, as_said=span.of(text), span=span))
    return tuple(found)


def _bounds(match: re.Match[str]) -> tuple[float | None, float | None]:
    shortest, longest = UNIT_DAYS[match["unit"]]
    first = figure(match["figure"])
    last = figure(match["figure2"]) if match["figure2"] else first
    low, high = first[0] * shortest, last[1] * longest
    hedge = " ".join((match["hedge"] or "").split())
    if hedge in _OPEN_ABOVE:
        return low, None
    if hedge in _OPEN_BELOW:
        return None, high
    if hedge in {"nearly", "almost"}:
        return low * (1 - ABOUT_SHARE), high
    return (low * (1 - ABOUT_SHARE), high * (1 + ABOUT_SHARE)) if hedge else (low, high)

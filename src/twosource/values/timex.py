"""Finds the time expressions of a text as TIMEX3 does (TimeML): dates, times, lengths of time.

Wider than :func:`twosource.values.when_grammar.find_times`, which finds only what can date an
incident; nothing here dates one.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from twosource.text import Span
from twosource.values.when import TimeMention
from twosource.values.when_grammar import find_times
from twosource.values.when_lengths import Duration, find_durations
from twosource.values.when_timex import length_value, to_timex3

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """An expression of time with its TIMEX3 type and value ("1999-W23", "P3D", "PRESENT_REF")."""

    span: Span
    kind: Kind
    value: str


def find_timexes(text: str, *, published: datetime | None, zone: str | None = None) -> tuple[Timex, ...]:
    """Find all expressions of time in a text, in order, none overlapping."""
    times = [_of_time(time) for time in find_times(text, published=published, zone=zone)]
    taken = [time.span for time in times]
    lengths = [
        _of_length(length)
        for length in find_durations(text)
        if not any(length.span.start < span.end and span.start < length.span.end for span in taken)
    ]
    return tuple(sorted((*times, *lengths), key=lambda found: found.span.start))


def _of_time(time: TimeMention) -> Timex:
    value = to_timex3(time.when) or "PAST_REF"
    return Timex(span=time.span, kind="TIME" if "T" in value else "DATE", value=value)


def _of_length(length: Duration) -> Timex:
    return Timex(span=length.span, kind="DURATION", value=length_value(length))

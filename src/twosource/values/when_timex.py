"""Writes times as TIMEX3 values (TimeML 1.2.1; ISO 8601 with letters for gaps)."""

from datetime import datetime, time, timedelta

from twosource.values.when import When, move, stated_clock
from twosource.values.when_calendar import years
from twosource.values.when_words import PARTS

#: Letters of the parts of a day.
_PART_LETTERS = {
    "morning": "MO", "early hours": "MO", "early morning": "MO", "late morning": "MO", "dawn": "MO",
    "afternoon": "AF", "lunchtime": "MI", "early afternoon": "AF", "late afternoon": "AF", "dusk": "EV",
    "evening": "EV", "early evening": "EV", "late evening": "EV", "night": "NI", "late night": "NI",
}  # fmt: skip
_LETTERS = {PARTS[name]: letters for name, letters in _PART_LETTERS.items()}
_SEASON_LETTERS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_SECOND = timedelta(seconds=1)


def to_timex3(when: When) -> str | None:
    """Write a time as a TIMEX3 value, never finer than it was said; None where nothing can be written.

    Off the calendar the unknown is written as X ("XXXX-WXX-5" for a Friday). A part of a month, a
    season or a year is written as the whole ("mid-October 2023" is "2023-10"): TIMEX3 keeps the
    part in an attribute of its own. Vague times are PAST_REF.
    """
    if when.precision == "vague":
        return "PAST_REF"
    middle = _middle(when)
    if middle is None:
        return _off_calendar(when)
    day = f"{middle.date():%Y-%m-%d}"
    return {
        "minute": f"{day}{_clock(when)}", "hour": f"{day}{_clock(when)}", "part": f"{day}{_part(when)}",
        "day": _weekend(when) or day, "week": _week(middle), "month": day[:7], "season": _season(when, middle),
        "year": day[:4], "decade": _decade(when, day),
    }[when.precision]  # fmt: skip


def _middle(when: When) -> datetime | None:
    """Return an instant inside what was named: of "before Friday" one of Friday."""
    low, high = when.earliest, when.latest
    if low and high:
        return low if when.precision in {"minute", "hour", "part"} else low + (high - low) / 2
    if low:
        return move(low, -_SECOND) if when.bound == "after" else low
    if high:
        return move(high, _SECOND) if when.bound == "before" else high
    return None


def _off_calendar(when: When) -> str | None:
    day = "XXXX-XX-XX" if when.weekday is None else f"XXXX-WXX-{when.weekday + 1}"
    if when.precision in {"minute", "hour"} and when.clock:
        return f"{day}{_clock(when)}"
    if when.precision == "part":
        return f"{day}{_part(when)}"
    return day if when.weekday is not None else None


def _clock(when: When) -> str:
    clock: time | None = stated_clock(when)
    if clock is None and when.clock is not None:
        clock = when.clock[1] if when.bound in {"until", "before"} else when.clock[0]
    return f"T{clock:%H:%M}" if clock else ""


def _part(when: When) -> str:
    letters = _LETTERS.get(when.clock) if when.clock else None
    if when.clock == PARTS["late"] and "evening" not in when.as_said.lower():
        return ""  # "late Thursday" names no part of the day
    return f"T{letters}" if letters else ""


def _weekend(when: When) -> str | None:
    if when.earliest is None or when.latest is None or (when.latest - when.earliest).days != 1:
        return None
    saturday = when.earliest.weekday() == 5
    return f"{_week(when.earliest)}-WE" if saturday else None


def _week(day: datetime) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _season(when: When, middle: datetime) -> str:
    start = when.earliest or middle
    return f"{start.year:04}-{_SEASON_LETTERS.get(start.month, 'XX')}"


def _decade(when: When, day: str) -> str:
    low, high = when.earliest, when.latest
    century = low and high and (low.date(), high.date()) == years(low.year, low.year + 99)
    return day[:2] if century else day[:3]

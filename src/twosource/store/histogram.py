"""Incidents counted by day, week, month or year (UTC), for a line of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from twosource.model import Status
from twosource.store.cards import status_bits
from twosource.store.register import Mask, Register

Step = Literal["day", "week", "month", "year"]

MOST_BINS: Final = 400
CHOSEN_BINS: Final = 120  # more than these are hardly told apart on a screen
_STEPS: Final[tuple[Step, ...]] = ("day", "week", "month", "year")
_DAY: Final = timedelta(days=1)
_LONGEST: Final = {"day": 1, "week": 7, "month": 31, "year": 366}  # days of a bin, at most
_FARTHEST: Final = date(9990, 1, 1)  # what lies beyond is counted in the last bin: days end with 9999
_CONTRADICTED: Final = status_bits([Status.CONTRADICTED])


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """How many incidents happened from the first day to the last, and in how many of them voices contradict."""

    first: date
    last: date
    count: int
    contradicted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Bins without a gap, oldest first; ``earlier`` are incidents before the first bin.

    A week begins on Monday. An incident without a day counts by when its first article came out. The step
    is coarser than asked for where that would give too many bins.
    """

    step: Step
    bins: tuple[Bin, ...]
    earlier: int = 0


def count_by_time(register: Register, passing: Mask, step: Step | None) -> Histogram:
    """Count what passes by time; without a step, the finest is taken that fits a screen."""
    times = register["sort_at"][passing]
    if not len(times):
        return Histogram(step=step or "day", bins=())
    low, high = (min(_day(at), _FARTHEST) for at in (times.min(), times.max()))
    chosen = _choose(low, high, step)
    firsts = list(_firsts(low, high, chosen))[-MOST_BINS:]
    edges = np.array([_second(first) for first in firsts], np.int64)
    counted = _count(times, edges)
    disputed = _count(times[(register["statuses"][passing] & _CONTRADICTED) != 0], edges)
    bins = (
        Bin(first=first, last=following(first, chosen) - _DAY, count=counted[at], contradicted=disputed[at])
        for at, first in enumerate(firsts, start=1)
    )
    return Histogram(step=chosen, bins=tuple(bins), earlier=counted[0])


def floor(day: date, step: Step) -> date:
    """Return the first day of the bin that holds a day."""
    match step:
        case "day":
            return day
        case "week":
            return day - day.weekday() * _DAY
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)


def following(first: date, step: Step) -> date:
    """Return the first day of the bin after the one that begins on a day."""
    return floor(first + _LONGEST[step] * _DAY, step)


def _choose(low: date, high: date, step: Step | None) -> Step:
    """Return the finest step that fits, the one asked for or a coarser one; a year where none does."""
    most, asked = (CHOSEN_BINS, "day") if step is None else (MOST_BINS, step)
    coarser = _STEPS[_STEPS.index(asked) :]
    return next((one for one in coarser if _fits(low, high, one, most)), "year")


def _fits(low: date, high: date, step: Step, most: int) -> bool:
    match step:
        case "day" | "week":
            bins = (floor(high, step) - floor(low, step)).days // _LONGEST[step] + 1
        case "month":
            bins = 12 * (high.year - low.year) + high.month - low.month + 1
        case "year":
            bins = high.year - low.year + 1
    return bins <= most


def _firsts(low: date, high: date, step: Step) -> Iterator[date]:
    first = floor(low, step)
    while first <= high:
        yield first
        first = following(first, step)


def _day(second: int) -> date:
    return datetime.fromtimestamp(int(second), UTC).date()


def _second(day: date) -> int:
    return int(datetime.combine(day, time.min, UTC).timestamp())


def _count(times: NDArray[np.int64], edges: NDArray[np.int64]) -> list[int]:
    """Count what lies before the first edge, then from each edge on to the next."""
    numbers = np.bincount(np.searchsorted(edges, times, "right"), minlength=len(edges) + 1)
    return [int(number) for number in numbers]

"""Incidents counted by day, week, month or year (UTC), for a line of time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

Step = Literal["day", "week", "month", "year"]

MOST_BINS: Final = 400
CHOSEN_BINS: Final = 120  # more than these are not told apart on a screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """How many incidents happened from the first day to the last, and in how many voices contradict."""

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


def make_histogram(told: Sequence[tuple[int, bool]], step: Step | None) -> Histogram:
    """Count (seconds since 1970, whether contradicted) pairs."""
    if not told:
        return Histogram(step=step or "day", bins=())
    days = [(datetime.fromtimestamp(at, UTC).date(), disputed) for at, disputed in told]
    low, high = min(days)[0], max(days)[0]
    chosen, firsts = _choose(low, high, step)
    firsts = firsts[-MOST_BINS:]
    counted = Counter(floor(day, chosen) for day, _ in days)
    disputed = Counter(floor(day, chosen) for day, is_disputed in days if is_disputed)
    bins = tuple(
        Bin(
            first=first,
            last=following(first, chosen) - timedelta(days=1),
            count=counted[first],
            contradicted=disputed[first],
        )
        for first in firsts
    )
    return Histogram(step=chosen, bins=bins, earlier=len(told) - sum(one.count for one in bins))


def _choose(low: date, high: date, step: Step | None) -> tuple[Step, list[date]]:
    most = CHOSEN_BINS if step is None else MOST_BINS
    for one in _STEPS[_STEPS.index(step or "day") :]:
        firsts = list(_firsts(low, high, one))
        if len(firsts) <= most or one == "year":
            return one, firsts
    raise AssertionError("the last step always fits")


def _firsts(low: date, high: date, step: Step) -> Iterator[date]:
    first = floor(low, step)
    while first <= high:
        yield first
        first = following(first, step)


def floor(day: date, step: Step) -> date:
    """Return the first day of the bin that holds a day."""
    match step:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)


def following(first: date, step: Step) -> date:
    """Return the first day of the next bin."""
    match step:
        case "day":
            return first + timedelta(days=1)
        case "week":
            return first + timedelta(days=7)
        case "month":
            return (first + timedelta(days=31)).replace(day=1)
        case "year":
            return first.replace(year=first.year + 1)


_STEPS: Final[tuple[Step, ...]] = ("day", "week", "month", "year")

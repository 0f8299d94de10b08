"""A scale of time: instants to places between two ends, with ticks in round hours, days and months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log1p
from typing import Final

_MOST_TICKS: Final = 7
_NARROWEST: Final = timedelta(hours=1)  # a scale of a single instant is this wide
_LONG: Final = timedelta(days=4)  # spans from which a crowded start is stretched
_AFTER: Final = 0.06  # room beyond the last instant, as a share of the span: what it told still holds
_EARLY: Final = 0.2  # where half of all comes in this first part of a long span, the start is crowded
_STEPS: Final = tuple(
    timedelta(minutes=minutes)
    for minutes in (10, 30, 60, 180, 360, 720, 1440, 2880, 10_080, 20_160, 43_200, 129_600, 525_600)
)
_AGES: Final = (
    (timedelta(hours=1), "+1 h"),
    (timedelta(hours=6), "+6 h"),
    (timedelta(days=1), "+1 day"),
    (timedelta(days=3), "+3 days"),
    (timedelta(days=10), "+10 days"),
    (timedelta(days=30), "+1 month"),
    (timedelta(days=180), "+6 months"),
    (timedelta(days=730), "+2 years"),
    (timedelta(days=3650), "+10 years"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on the scale."""

    x: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Instants from ``first`` to ``last`` laid out from ``left`` to ``right``; stretched ones favour the start."""

    first: datetime
    last: datetime
    left: float
    right: float
    stretched: bool

    def place(self, at: datetime) -> float:
        """Return where an instant stands, to a tenth of a unit; those outside stand at the ends."""
        span = (self.last - self.first).total_seconds()
        part = min(max((at - self.first).total_seconds(), 0.0), span)
        share = log1p(part / 3600) / log1p(span / 3600) if self.stretched else part / span
        return round(self.left + share * (self.right - self.left), 1)

    def ticks(self) -> tuple[Tick, ...]:
        """Return the ticks: round times of day and days, or how long after the first where stretched."""
        if self.stretched:
            aged = [(self.first + age, words) for age, words in _AGES if self.first + age <= self.last]
            start = (self.first, f"{self.first:%d %b %H:%M}")
            return self._spaced([start, *aged])
        return tuple(Tick(x=self.place(at), words=_write(at, self._step())) for at in self._rounds())

    def _spaced(self, named: Sequence[tuple[datetime, str]]) -> tuple[Tick, ...]:
        """Leave out ticks whose words would run into one another."""
        kept: list[Tick] = []
        for at, words in named:
            tick = Tick(x=self.place(at), words=words)
            if not kept or tick.x - kept[-1].x > 70:
                kept.append(tick)
        return tuple(kept)

    def _step(self) -> timedelta:
        span = self.last - self.first
        return next((step for step in _STEPS if span / step <= _MOST_TICKS), span / _MOST_TICKS)

    def _rounds(self) -> list[datetime]:
        """Return the round instants within, counted from the midnight before the first."""
        midnight = self.first.replace(hour=0, minute=0, second=0, microsecond=0)
        step = self._step()
        at = midnight + -(-(self.first - midnight) // step) * step
        found: list[datetime] = []
        while at <= self.last:
            found.append(at)
            at += step
        return found


def make_scale(instants: Sequence[datetime], *, left: float, right: float) -> Scale:
    """Return a scale for some instants, in the zone of the first; raises ValueError for none."""
    if not instants:
        raise ValueError("a scale needs an instant")
    zone = instants[0].tzinfo
    ordered = sorted(at.astimezone(zone) for at in instants)
    first, last = ordered[0], ordered[-1]
    middle = ordered[len(ordered) // 2]
    crowded = last - first > _LONG and (middle - first) < _EARLY * (last - first)
    last = max(last + (last - first) * _AFTER, first + _NARROWEST)
    return Scale(first=first, last=last, left=left, right=right, stretched=crowded)


def _write(at: datetime, step: timedelta) -> str:
    if step >= timedelta(days=28):
        return f"{at:%b %Y}"
    if step >= timedelta(days=1) or (at.hour, at.minute) == (0, 0):
        return f"{at.day} {at:%b}"
    return f"{at:%H:%M}"

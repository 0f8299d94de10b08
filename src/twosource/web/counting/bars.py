"""Bars of a tally: solid up to what is sure, hatched up to what may be; a part each, with its way to the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, log10
from typing import Final

from twosource.tallies import Part
from twosource.tallies.grouping import TIMES
from twosource.tally import Toll

WIDTH: Final = 960
HEIGHT: Final = 220
_LEFT: Final = 44
_TOP: Final = 12
_BOTTOM: Final = 196
_WIDEST: Final = 64.0
_GAP: Final = 0.22  # of a bar's room, left between two
_MOST_LABELS: Final = 12
_STEPS: Final = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A part as a bar: ``low_share`` and ``high_share`` of the longest one, and where it leads (or "")."""

    name: str
    words: str
    low: int
    high: int
    low_share: float
    high_share: float
    query: str = ""
    sums: Mapping[str, Toll] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A bar that stands in a chart, in its units; ``label`` is written under it where there is room."""

    bar: Bar
    x: float
    width: float
    low_y: float
    high_y: float
    label: str

    @property
    def middle(self) -> float:
        """Return where its middle stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line across the chart at a round number."""

    y: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Columns side by side over a base line, with lines at round numbers."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    base: int = _BOTTOM


def make_bars(parts: Sequence[Part], queries: Mapping[str, str]) -> tuple[Bar, ...]:
    """Return a bar for each part; ``queries`` lead to the ledger, by name."""
    most = max((part.high for part in parts), default=0)
    return tuple(
        Bar(
            name=part.name,
            words=f"{part.name}: {show_range(part.low, part.high)}",
            low=part.low,
            high=part.high,
            low_share=_share(part.low, most),
            high_share=_share(part.high, most),
            query=queries.get(part.name, ""),
            sums={str(name): toll for name, toll in part.sums.items()},
        )
        for part in parts
    )


def _share(number: int, most: int) -> float:
    return round(number / most, 4) if most else 0.0


def show_range(low: int, high: int | None) -> str:
    """Write a range for people: "3", "3–5", "3 or more"."""
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def make_chart(bars: Sequence[Bar]) -> Chart | None:
    """Return bars as columns; None where there is nothing to see."""
    most = max((bar.high for bar in bars), default=0)
    if not most:
        return None
    step = _round_up(most / 4)
    top = ceil(most / step) * step
    room = min((WIDTH - _LEFT) / len(bars), _WIDEST)
    every = ceil(len(bars) / _MOST_LABELS)
    columns = (
        _stand(bar, _LEFT + number * room, room, top, bar.name if number % every == 0 else "")
        for number, bar in enumerate(bars)
    )
    lines = (Line(y=_height(number, top), words=f"{number:,}") for number in range(0, top + 1, step))
    return Chart(columns=tuple(columns), lines=tuple(lines))


def _stand(bar: Bar, x: float, room: float, top: int, label: str) -> Column:
    return Column(
        bar=bar,
        x=round(x + room * _GAP / 2, 2),
        width=round(room * (1 - _GAP), 2),
        low_y=_height(bar.low, top),
        high_y=_height(bar.high, top),
        label=label,
    )


def _height(number: int, top: int) -> float:
    return round(_BOTTOM - (_BOTTOM - _TOP) * number / top, 1)


def _round_up(number: float) -> int:
    """Return the next of 1, 2, 5, 10, 20, 50 ..."""
    scale: int = 10 ** int(log10(max(number, 1)))
    return next((step * scale for step in _STEPS if step * scale >= number), 10 * scale)


def is_time(by: str | None) -> bool:
    """Whether parts are stretches of time, which stand side by side."""
    return by in TIMES

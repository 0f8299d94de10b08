"""Counts of one thing in the press over time, each beside the ledger's own count of the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from twosource.model import FirstSince, PressTally
from twosource.tallies import PressCount
from twosource.tally.series import Point, Series, gather
from twosource.values.count import format_count
from twosource.values.when import format_when
from twosource.web.counting.bars import show_range
from twosource.web.figures.scale import Tick, make_scale
from twosource.wording import show_value

WIDTH: Final = 960
HEIGHT: Final = 190
_LEFT: Final = 44
_RIGHT: Final = 930
_TOP: Final = 14
_BOTTOM: Final = 160
_LEAST_DAYS: Final = 3  # of printing; of fewer a chart says nothing

#: The sign and the meaning of each verdict; none is told by colour alone.
VERDICT_SIGNS: Final = {
    "confirmed": ("good", "✓"),
    "consistent": ("good", "~"),
    "contradicted": ("contradicted", "!"),
    "cannot say": ("unknown", "?"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One count as a table shows it: what the press says, what the ledger holds, and what follows."""

    count: PressCount
    said: str
    since: str
    where: str
    ours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One count in the chart: the press's range as a line and a point, the ledger's as a band (or None)."""

    row: Row
    x: float
    y: float
    low_y: float
    high_y: float
    ours: tuple[float, float] | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A series with its chart; ``marks`` are empty where its counts were printed on fewer than three days."""

    title: str
    remarks: tuple[str, ...]
    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    lines: tuple[tuple[float, str], ...]
    whys: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT


def make_courses(counts: Sequence[PressCount]) -> tuple[Course, ...]:
    """Return the counts that say how many, gathered by what they count; the longest series first."""
    tallies = [one for one in counts if isinstance(one.claim.value, PressTally)]
    points = [
        Point(printed=one.printed, printer=one.source.newsroom or one.source.outlet or "") for one in tallies
    ]
    return tuple(_course(series, [tallies[each] for each in series.points]) for series in gather(points))


def make_firsts(counts: Sequence[PressCount]) -> tuple[Row, ...]:
    """Return the counts that say "the first since", oldest first."""
    return tuple(_row(one) for one in counts if isinstance(one.claim.value, FirstSince))


def _course(series: Series, counts: Sequence[PressCount]) -> Course:
    rows = tuple(map(_row, counts))
    dated = [row for row in rows if row.count.source.published is not None]
    top = _top(rows)
    days = {f"{row.count.source.published:%Y-%m-%d}" for row in dated}
    marks, ticks = _lay_out(dated, top) if len(days) >= _LEAST_DAYS else ((), ())
    return Course(
        title=series.title,
        remarks=series.remarks,
        rows=rows,
        marks=marks,
        ticks=ticks,
        lines=tuple((_height(number, top), f"{number:,}") for number in (0, top // 2, top)) if marks else (),
        whys=tuple(dict.fromkeys(one.check.why for one in counts)),
    )


def _row(one: PressCount) -> Row:
    value = one.claim.value
    assert isinstance(value, PressTally | FirstSince), "other claims count nothing"
    check = one.check
    holds = bool(check.counted or check.borders)
    return Row(
        count=one,
        said=format_count(value.count) if isinstance(value, PressTally) else show_value(value),
        since="" if value.since is None else format_when(value.since).removeprefix("since "),
        where=", ".join(value.where),
        ours=show_range(check.low, check.high) if holds else "",
    )


def _bounds(row: Row) -> tuple[int, int]:
    value = row.count.claim.value
    assert isinstance(value, PressTally), "only these have bounds"
    low = value.count.low or 0
    return low, low if value.count.high is None else value.count.high


def _top(rows: Sequence[Row]) -> int:
    """Return an even number that all fit under."""
    most = max(
        max(_bounds(row)[1], row.count.check.high or row.count.check.low) if row.ours else _bounds(row)[1]
        for row in rows
    )
    return 2 * ceil(max(most, 1) / 2)


def _lay_out(rows: Sequence[Row], top: int) -> tuple[tuple[Mark, ...], tuple[Tick, ...]]:
    instants = [row.count.source.published for row in rows]
    scale = make_scale([at for at in instants if at is not None], left=_LEFT, right=_RIGHT)
    marks = tuple(
        _mark(row, scale.place(at), top) for row, at in zip(rows, instants, strict=True) if at is not None
    )
    return marks, scale.ticks()


def _mark(row: Row, x: float, top: int) -> Mark:
    low, high = _bounds(row)
    check = row.count.check
    ours = (check.low, check.low if check.high is None else check.high)
    return Mark(
        row=row,
        x=x,
        y=_height(low, top),
        low_y=_height(low, top),
        high_y=_height(high, top),
        ours=(_height(ours[0], top), _height(ours[1], top)) if row.ours else None,
        words=f"{row.said}; the ledger {row.ours or 'holds none'}: {check.verdict}",
    )


def _height(number: int, top: int) -> float:
    return round(_BOTTOM - (_BOTTOM - _TOP) * number / top, 1)

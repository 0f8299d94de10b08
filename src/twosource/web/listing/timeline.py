"""The line of time: bars of incidents by day, week, month or year, and the part of it that is asked for.

Lengths are shares of the width in percent and pixels of the height, as SVG takes them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from twosource.store import Bin, Filter, Histogram, Ledger, Step
from twosource.store.histogram import CHOSEN_BINS, floor, following
from twosource.web.listing.asking import View
from twosource.wording import plural

HEIGHT: Final = 64  # px of the tallest bar
_LEAST: Final = 3.0  # px of a bar that stands for anything
_LAST_TICK: Final = 92.0  # percent; a date farther on would be cut off
_TICKS: Final = 8  # dates written beneath; every second of them on a phone
_WIDENED_DAYS: Final = 10  # days shown on either side of a short period, at least
_FEWEST: Final = 30  # bars, empty ones too: one incident alone is no wall
_DAYS: Final[dict[Step, int]] = {"day": 1, "week": 7, "month": 30, "year": 365}
_FORMS: Final[dict[Step, str]] = {
    "day": "{0:%a} {0.day} {0:%b %Y}",
    "week": "week of {0.day} {0:%b %Y}",
    "month": "{0:%B %Y}",
    "year": "{0:%Y}",
}
_SHORT: Final[dict[Step, str]] = {
    "day": "{0.day} {0:%b %Y}",
    "week": "{0.day} {0:%b %Y}",
    "month": "{0:%b %Y}",
    "year": "{0:%Y}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: where it stands (percent), how high it and its contradicted part are (px), and its words."""

    first: date
    last: date
    x: float
    width: float
    height: float
    contradicted: float
    is_asked: bool
    words: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A date beneath the bars; ``minor`` ones are left out where there is little room."""

    x: float
    words: str
    minor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The line of time; ``asked`` is the part (x, width in percent) that the filter asks for, if it does.

    ``before`` are incidents older than the first bar; ``days`` is when bars begin, and when the last ends.
    ``earlier`` and ``later`` are queries for the period before and after, "" where none is asked for.
    """

    step: Step
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    most: int
    asked: tuple[float, float] | None
    before: int
    days: tuple[date, ...]
    earlier: str = ""
    later: str = ""

    @property
    def edges(self) -> str:
        """The first day of every bar, empty ones too, and the day that follows the last."""
        return " ".join(map(str, self.days))

    @property
    def said(self) -> str:
        """What the highest bar stands for."""
        return f"at most {self.most:,} a {self.step}"


def make_timeline(ledger: Ledger, view: View) -> Timeline:
    """Return the line of time for a filter, with some time around the period that it asks for."""
    wanted = _widened(view.asked.filter)
    counted = ledger.histogram(wanted, _step(wanted))
    found = replace(counted, bins=tuple(_padded(counted, wanted)))
    period = _period(view, found.bins)
    most = max((one.count for one in found.bins), default=0)
    return Timeline(
        step=found.step,
        bars=tuple(_bars(view, found, most, period)),
        ticks=tuple(_ticks(found)),
        most=most,
        asked=None if period is None else _span(found.bins, *period),
        before=found.earlier,
        days=tuple(_days(found.bins)),
        earlier=_shifted(view, -1),
        later=_shifted(view, 1),
    )


def day_of(instant: datetime | None) -> str:
    """Return the day of an instant as a form for dates takes it; empty for None."""
    return "" if instant is None else f"{instant.astimezone(UTC):%Y-%m-%d}"


# --- what is asked for ----------------------------------------------------------------------------


def _widened(wanted: Filter) -> Filter:
    """Return a filter with half as much time again on either side; all time where one side is open."""
    if wanted.since is None or wanted.until is None:
        return replace(wanted, since=None, until=None)
    around = max((wanted.until - wanted.since) / 2, timedelta(days=_WIDENED_DAYS))
    try:
        return replace(wanted, since=wanted.since - around, until=wanted.until + around)
    except OverflowError:
        return replace(wanted, since=None, until=None)


def _step(wanted: Filter) -> Step | None:
    """Return the step that suits the period asked for; None leaves it to what is found."""
    if wanted.since is None or wanted.until is None:
        return None
    days = (wanted.until - wanted.since).days + 1
    return next((step for step, length in _DAYS.items() if days <= CHOSEN_BINS * length), "year")


def _padded(found: Histogram, wanted: Filter) -> Iterator[Bin]:
    """Yield the bins with empty ones about them, so that they fill the period asked for, and are some."""
    if not found.bins:
        return
    first, last = found.bins[0].first, found.bins[-1].first
    if wanted.since is not None and wanted.until is not None:
        first = min(first, floor(wanted.since.astimezone(UTC).date(), found.step))
        last = max(last, floor(wanted.until.astimezone(UTC).date(), found.step))
    else:
        short = max(0, _FEWEST - len(found.bins))
        first, last = _back(first, found.step, -(-short // 2)), _on(last, found.step, short // 2)
    yield from _empty(first, found.bins[0].first, found.step)
    yield from found.bins
    yield from _empty(following(found.bins[-1].first, found.step), following(last, found.step), found.step)


def _empty(first: date, end: date, step: Step) -> Iterator[Bin]:
    while first < end:
        after = following(first, step)
        yield Bin(first=first, last=after - timedelta(days=1), count=0, contradicted=0)
        first = after


def _back(first: date, step: Step, steps: int) -> date:
    for _ in range(steps):
        first = floor(first - timedelta(days=1), step)
    return first


def _on(first: date, step: Step, steps: int) -> date:
    for _ in range(steps):
        first = following(first, step)
    return first


def _period(view: View, bins: Sequence[Bin]) -> tuple[datetime, datetime] | None:
    """Return from when to when is asked for, open ends as far as there are bars."""
    since, until = view.asked.since, view.asked.until
    if not bins or (since is None and until is None):
        return None
    return since or _start(bins[0].first), until or _end(bins[-1].last)


def _shifted(view: View, steps: int) -> str:
    since, until = view.asked.since, view.asked.until
    if since is None or until is None:
        return ""
    by = (until - since + timedelta(microseconds=1)) * steps
    try:
        return view.query(since=since + by, until=until + by)
    except OverflowError:
        return ""


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _end(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC)


# --- what is drawn --------------------------------------------------------------------------------


def _bars(view: View, found: Histogram, most: int, period: tuple[datetime, datetime] | None) -> Iterator[Bar]:
    """Yield a bar for each bin that holds anything."""
    width = 100 / max(1, len(found.bins))
    for at, one in enumerate(found.bins):
        if one.count:
            since, until = _start(one.first), _end(one.last)
            yield Bar(
                first=one.first,
                last=one.last,
                x=round(at * width, 3),
                width=round(width, 3),
                height=_height(one.count, most),
                contradicted=_height(one.contradicted, most),
                is_asked=period is None or (since <= period[1] and until >= period[0]),
                words=_words(one, found.step),
                query=view.query(since=since, until=until),
            )


def _height(number: int, most: int) -> float:
    return round(max(_LEAST, HEIGHT * number / most), 1) if number else 0.0


def _words(one: Bin, step: Step) -> str:
    when = _FORMS[step].format(one.first)
    contradicted = f", {one.contradicted:,} contradicted" if one.contradicted else ""
    return f"{when}: {plural(one.count, 'incident')}{contradicted}"


def _days(bins: Sequence[Bin]) -> Iterator[date]:
    yield from (one.first for one in bins)
    if bins:
        yield bins[-1].last + timedelta(days=1)


def _ticks(found: Histogram) -> Iterator[Tick]:
    """Yield dates at even distances, never more than fit."""
    number = len(found.bins)
    every = max(1, -(-number // _TICKS))
    for count, at in enumerate(range(0, number, every)):
        x = round(100 * at / number, 3)
        if x <= _LAST_TICK:
            yield Tick(x=x, words=_SHORT[found.step].format(found.bins[at].first), minor=bool(count % 2))


def _span(bins: Sequence[Bin], since: datetime, until: datetime) -> tuple[float, float]:
    """Return where a period lies among the bars, in percent: start and width."""
    low, high = _start(bins[0].first), _end(bins[-1].last)
    left, right = (_share(bins, min(max(at, low), high)) for at in (since, until))
    return round(left, 3), round(max(0.4, right - left), 3)


def _share(bins: Sequence[Bin], at: datetime) -> float:
    """Return how far along the bars an instant lies; bars are equally wide, months are not."""
    index = next((index for index, one in enumerate(bins) if at <= _end(one.last)), len(bins) - 1)
    start, end = _start(bins[index].first), _end(bins[index].last)
    within = max(0.0, (at - start) / (end - start))
    return 100 * (index + within) / len(bins)

"""Times as intervals: how the press says when, and what that bounds."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal, TypeVar

from twosource.text import Span
from twosource.values.comparison import Comparison, Relation
from twosource.values.when_calendar import Days, month_of, shift_days, years
from twosource.values.when_words import MONTH_NAMES, PARTS, WEEKDAY_NAMES
from twosource.values.when_zones import get_offset, name_offset, parse_offset, tz_of

Precision = Literal["minute", "hour", "part", "day", "week", "month", "season", "year", "decade", "vague"]
Bound = Literal["", "since", "until", "before", "after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A stretch of time in which something happened, never more exact than its words.

    ``earliest`` and ``latest`` are aware and inclusive (the first and the last instant possible);
    both are None while the words can't be placed on a calendar (a "Friday" in an article without
    a date). An open side of a ``since`` or ``until`` is None.
    ``zone`` is the UTC offset ("+03:00") or "UTC" in which ``earliest``/``latest`` are written
    when words, page or place give one; None means it is not known and UTC stands in for it.
    ``weekday`` (0 Monday .. 6 Sunday), ``clock`` (local earliest and latest time of day) and
    ``utc_clock`` keep what was said also when no calendar day is known.
    """

    earliest: datetime | None
    latest: datetime | None
    precision: Precision
    zone: str | None
    as_said: str
    about: bool = False
    bound: Bound = ""
    weekday: int | None = None
    clock: tuple[time, time] | None = None
    utc_clock: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """Words of a text that say when, and what they mean."""

    span: Span
    when: When


#: Widest clock, in minutes, that is one hedged hour and not a part of the day.
HEDGED_MINUTES = 60
#: A clock is looked for on no more days than this of a longer stretch.
MOST_NIGHTS = 31
_DAY_MINUTES = 1440
_SECOND = timedelta(seconds=1)


def stated_clock(when: When) -> time | None:
    """Return the hour that was said, from the middle of a hedged clock; None for wider ones."""
    if when.clock is None:
        return None
    width = (_minutes(when.clock[1]) - _minutes(when.clock[0])) % _DAY_MINUTES
    if width > HEDGED_MINUTES:
        return None
    return _clock_at(_minutes(when.clock[0]) + width // 2)


def place_clock(
    days: Days, clock: tuple[time, time] | None, precision: Precision, tz: tzinfo
) -> tuple[datetime, datetime]:
    """Return the first and last instant of a clock on some days.

    Clocks that run over midnight end a day later ("Friday night"), those hedged around midnight
    start a day earlier. A bare midnight may be either end of its day.
    """
    low, high = clock or (time(0), time(23, 59, 59))
    earliest, latest = datetime.combine(days[0], low, tz), datetime.combine(days[1], high, tz)
    width = (_minutes(high) - _minutes(low)) % _DAY_MINUTES
    middle = (_minutes(low) + width // 2) % _DAY_MINUTES
    if high < low and width <= HEDGED_MINUTES and middle < _DAY_MINUTES // 2:
        earliest = move(earliest, timedelta(days=-1))
    elif high < low:
        latest = move(latest, timedelta(days=1))
    if precision == "hour" and middle == 0 and width <= HEDGED_MINUTES:
        latest = move(latest, timedelta(days=1))
    return earliest, latest


def combine(day: When, clock: When) -> When:
    """Make one time of a day and a clock told apart; the clock's own guess of a day is dropped.

    A clock is looked for inside what the day allows, so 2 a.m. of "Friday night" is on Saturday.
    A day that is open ("since Friday") or a clock without an hour gives back the day.
    """
    if clock.clock is None or day.bound:
        return day
    zone = clock.zone or day.zone
    earliest, latest = _place_within(day, clock, zone)
    return When(
        earliest=earliest, latest=latest, precision=clock.precision, zone=zone,
        as_said=f"{day.as_said}, {clock.as_said}", about=clock.about, bound=clock.bound,
        weekday=day.weekday, clock=clock.clock, utc_clock=clock.utc_clock,
    )  # fmt: skip


def _place_within(day: When, clock: When, zone: str | None) -> tuple[datetime | None, datetime | None]:
    if day.earliest is None or day.latest is None:
        return None, None
    first, last = day.earliest, day.latest
    nights = min((last.date() - first.date()).days, MOST_NIGHTS)
    precision = "minute" if nights else clock.precision  # only within one day is midnight either end
    fits = []
    for number in range(nights + 1):
        on = shift_days(first.date(), number)
        placed = place_clock((on, on), clock.clock, precision, tz_of(day.zone))
        if placed[0] <= last and first <= placed[1]:
            fits.append(placed)
    if not fits:
        return day.earliest, day.latest
    tz = tz_of(zone)
    return fits[0][0].replace(tzinfo=tz), fits[-1][1].replace(tzinfo=tz)


def localise(when: When, zone: str) -> When:
    """Read a local time whose zone was not known in an IANA zone or at an offset.

    A time that has its zone stays as it is, and so does one off the calendar in a named zone,
    whose offset hangs on the day. ValueError for a zone nobody knows.
    """
    anchor = when.earliest or when.latest
    if when.zone is not None:
        return when
    if anchor is None:
        fixed = parse_offset(zone)
        return when if fixed is None else replace(when, zone=name_offset(fixed))
    offset = get_offset(zone, anchor.date(), anchor.time())
    tz = timezone(offset)
    return replace(
        when,
        zone=name_offset(offset),
        earliest=when.earliest and when.earliest.replace(tzinfo=tz),
        latest=when.latest and when.latest.replace(tzinfo=tz),
    )


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock_at(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def move(instant: datetime, by: timedelta) -> datetime:
    """Move an instant, stopping at the calendar's ends."""
    try:
        return instant + by
    except OverflowError:
        return instant


# --- comparing -----------------------------------------------------------------------------------

#: How far two hours told without "about" may differ when one of them is a full hour, in minutes.
ROUNDING_MINUTES = 15
_FINE = frozenset({"minute", "hour"})
_ROUNDED = "{left} and {right} are roundings of one hour."
_WHY = {
    Relation.SAME: "{left} and {right} say the same time.",
    Relation.NARROWER: "{left} lies within {right}.",
    Relation.WIDER: "{left} leaves room for {right}, which is more exact.",
    Relation.OVERLAPPING: "{left} and {right} overlap, so both can be true.",
    Relation.APART: "{left} and {right} can't both be true.",
    Relation.UNKNOWN: "{left} and {right} have too little in common to be compared.",
}


def compare(left: When, right: When) -> Comparison:
    """Say whether two times can both be true, and why.

    Times whose zones are both known are compared as instants; where one zone is not known, what
    the calendars and clocks on the wall show is compared. Off the calendar, a weekday and an hour
    are still held against what the other says.
    """
    if _placed(left) and _placed(right):
        relation, note = _relate_placed(left, right)
    else:
        relation, note = _relate_said(left, right), ""
    said = {"left": f"“{left.as_said}”", "right": f"“{right.as_said}”"}
    return Comparison(relation=relation, why=(note or _WHY[relation]).format(**said))


def _placed(when: When) -> bool:
    return when.earliest is not None or when.latest is not None


def _relate_placed(left: When, right: When) -> tuple[Relation, str]:
    on_wall = left.zone is None or right.zone is None
    one, other = _stretch(left, on_wall=on_wall), _stretch(right, on_wall=on_wall)
    relation = relate_ranges(one, other)
    fine = left.precision in _FINE and right.precision in _FINE
    if relation is not Relation.APART or not fine:
        rounded = fine and relation is not Relation.SAME and (left.about or right.about)
        return relation, _ROUNDED if rounded else ""
    if {left.zone, right.zone} == {None, "UTC"}:
        return Relation.UNKNOWN, "{left} and {right} are told in different zones, one of them not known."
    gap = max(one[0], other[0]) - min(one[1], other[1])
    if "hour" in {left.precision, right.precision} and gap <= timedelta(minutes=ROUNDING_MINUTES):
        return Relation.OVERLAPPING, _ROUNDED
    return relation, ""


def _stretch(when: When, *, on_wall: bool) -> tuple[datetime, datetime]:
    """Return both ends as instants, or as on the wall; open sides reach to the calendar's ends."""
    low = when.earliest or datetime.min.replace(tzinfo=UTC)
    high = when.latest or datetime.max.replace(tzinfo=UTC)
    return (low.replace(tzinfo=UTC), high.replace(tzinfo=UTC)) if on_wall else (low, high)


_T = TypeVar("_T", datetime, int)


def relate_ranges(left: tuple[_T, _T], right: tuple[_T, _T]) -> Relation:
    """Say how two closed ranges lie to each other."""
    if left == right:
        return Relation.SAME
    if left[1] < right[0] or right[1] < left[0]:
        return Relation.APART
    if right[0] <= left[0] and left[1] <= right[1]:
        return Relation.NARROWER
    if left[0] <= right[0] and right[1] <= left[1]:
        return Relation.WIDER
    return Relation.OVERLAPPING


def _relate_said(left: When, right: When) -> Relation:
    """Relate weekdays and hours where at least one side is off the calendar."""
    if left.as_said.casefold() == right.as_said.casefold() and not (_placed(left) or _placed(right)):
        return Relation.SAME
    one, other = _weekdays(left), _weekdays(right)
    clocked = left.clock is not None and right.clock is not None
    if not (one and other) and not clocked:
        return Relation.UNKNOWN
    days = _relate_sets(one, other, exact=(_placed(left), _placed(right)))
    clocks = _relate_clocks(left, right) if clocked else _one_sided(left.clock, right.clock)
    return _compose(days, clocks)


def _one_sided(left: object, right: object) -> Relation:
    """Relate two things of which at most one was said: what says less leaves room for the other."""
    if bool(left) == bool(right):
        return Relation.SAME
    return Relation.NARROWER if left else Relation.WIDER


def _weekdays(when: When) -> frozenset[int]:
    """Return the weekdays a time may fall on; empty where it may be any."""
    if when.earliest and when.latest and (when.latest - when.earliest).days < 6:
        days = (when.latest.date() - when.earliest.date()).days + 1
        return frozenset((when.earliest.weekday() + n) % 7 for n in range(days))
    if when.weekday is None or when.bound:
        return frozenset()
    over_midnight = when.clock is not None and when.clock[1] < when.clock[0]
    return frozenset({when.weekday, (when.weekday + over_midnight) % 7})


def _relate_sets(left: frozenset[int], right: frozenset[int], *, exact: tuple[bool, bool]) -> Relation:
    """Relate two sets of weekdays; ``exact`` tells which sides stand on the calendar."""
    if not left or not right:
        return _one_sided(left, right)
    if not left & right:
        return Relation.APART
    if left == right:
        return _one_sided(*exact) if exact[0] != exact[1] else Relation.SAME
    return Relation.NARROWER if left < right else Relation.WIDER if right < left else Relation.OVERLAPPING


def _relate_clocks(left: When, right: When) -> Relation:
    in_utc = left.zone is not None and right.zone is not None
    one, other = _turned(left, in_utc=in_utc), _turned(right, in_utc=in_utc)
    slack = ROUNDING_MINUTES if "hour" in {left.precision, right.precision} else 0
    turned = [(other[0] + turn, other[1] + turn) for turn in (-_DAY_MINUTES, 0, _DAY_MINUTES)]
    fits = [fit for range_ in turned if (fit := relate_ranges(one, range_)) is not Relation.APART]
    if fits:
        return fits[0]
    if any(low - slack <= one[1] and one[0] <= high + slack for low, high in turned):
        return Relation.OVERLAPPING
    return Relation.UNKNOWN if {left.zone, right.zone} == {None, "UTC"} else Relation.APART


def _turned(when: When, *, in_utc: bool) -> tuple[int, int]:
    """Return a clock as minutes, the end after the start also over midnight."""
    assert when.clock is not None
    ahead = tz_of(when.zone).utcoffset(None) if in_utc else timedelta(0)
    start = (_minutes(when.clock[0]) - int(ahead.total_seconds() // 60)) % _DAY_MINUTES
    return start, start + (_minutes(when.clock[1]) - _minutes(when.clock[0])) % _DAY_MINUTES


def _compose(days: Relation, clocks: Relation) -> Relation:
    """Join what the days and what the clocks say into one relation."""
    said = {days, clocks} - {Relation.SAME}
    if Relation.APART in said:
        return Relation.APART
    if Relation.UNKNOWN in said:
        return Relation.UNKNOWN
    if len(said) < 2:
        return said.pop() if said else Relation.SAME
    return Relation.OVERLAPPING


# --- showing -------------------------------------------------------------------------------------


def format_when(when: When) -> str:
    """Write a time for people: "Fri 8 Dec 2023, about 04:15 (UTC+03:00)", "since mid-October 2023"."""
    if not _placed(when):
        return _format_unplaced(when)
    if when.precision in {"minute", "hour", "part"} and when.earliest and when.latest:
        return _format_clocked(when, when.earliest, when.latest) + _format_zone(when)
    bound = f"{when.bound} " if when.bound else ""
    low, high = when.earliest, when.latest
    if when.bound == "after" and low:
        low = move(low, -_SECOND)
    elif when.bound == "before" and high:
        high = move(high, _SECOND)
    if low is None or high is None:
        one = low or high
        assert one is not None
        return bound + _format_edge(when, one)
    return bound + _format_days(low.date(), high.date(), when.precision)


def _format_unplaced(when: When) -> str:
    clock = stated_clock(when)
    about = "about " if when.about else ""
    if when.weekday is not None and clock:
        return f"a {WEEKDAY_NAMES[when.weekday]}, {about}{clock:%H:%M}{_format_zone(when)}, date unknown"
    if clock and not when.bound:
        return f"{about}{clock:%H:%M}{_format_zone(when)}, date unknown"
    if when.weekday is not None and when.precision == "day" and not when.bound:
        return f"a {WEEKDAY_NAMES[when.weekday]}, date unknown"
    return f"{when.as_said}, date unknown"


def _format_zone(when: When) -> str:
    if when.zone is None:
        return ""
    return " (UTC)" if when.zone == "UTC" else f" (UTC{when.zone})"


def _format_day(day: date) -> str:
    return f"{WEEKDAY_NAMES[day.weekday()][:3]} {day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year}"


def _format_clocked(when: When, low: datetime, high: datetime) -> str:
    clock = stated_clock(when)
    if when.precision != "part" and clock and when.about:
        middle = low + (high - low) / 2
        return f"{_format_day(middle.date())}, about {clock:%H:%M}"
    if low == high:
        return f"{_format_day(low.date())}, {low:%H:%M}"
    names = [name for name, clocks in PARTS.items() if clocks == when.clock]
    if when.precision == "part" and names:
        return f"{_format_day(low.date())}, {names[0]}"
    if low.date() == high.date():
        return f"{_format_day(low.date())}, {low:%H:%M} to {high:%H:%M}"
    return f"{_format_day(low.date())}, {low:%H:%M} to {_format_day(high.date())}, {high:%H:%M}"


def _format_edge(when: When, edge: datetime) -> str:
    if when.clock and when.precision in _FINE:
        return f"{_format_day(edge.date())}, {edge:%H:%M}{_format_zone(when)}"
    if when.precision == "month" and when.bound == "since":
        third = {1: "", 11: "mid-", 21: "late "}.get(edge.day)
        if third is not None:
            return f"{third}{MONTH_NAMES[edge.month - 1]} {edge.year}"
    return str(edge.year) if when.precision == "year" else _format_day(edge.date())


def _format_days(first: date, last: date, precision: Precision) -> str:
    if first == last:
        return _format_day(first)
    if precision == "month" and first.replace(day=1) == last.replace(day=1):
        third = {(1, 10): "early ", (11, 20): "mid-", (21, month_of(last.year, last.month)[1].day): "late "}
        whole = (first, last) == month_of(first.year, first.month)
        name = "" if whole else third.get((first.day, last.day))
        if name is not None:
            return f"{name}{MONTH_NAMES[first.month - 1]} {first.year}"
    if (first, last) == years(first.year, last.year):
        if precision == "decade":
            return f"the {first.year}s"
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return f"{_format_day(first)} to {_format_day(last)}"

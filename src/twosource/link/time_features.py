"""Reasons from the days, the weekday, the hour and the time of printing."""

from datetime import UTC, datetime, time, timedelta

from twosource.link.finding import HARD, Finding
from twosource.link.shape import Clock, Outline

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MINUTES_A_DAY = 24 * 60
SAME_HOUR_MINUTES = 75  # the press rounds to the hour, and begin and end differ
OTHER_HOUR_MINUTES = 180
MONTH, YEAR = 31, 366  # days
TELLING_DAYS = 4  # most first reports are printed within four days


def same_day(left: Outline, right: Outline) -> Finding:
    """Both reports can be about the same days, as their own words have it."""
    if left.days is None or right.days is None or days_between(left, right):
        return None
    exact = max(left.days.width, right.days.width) <= 2
    text = f'"{left.days.said}" and "{right.days.said}" can be the same time'
    return (3.0 if exact else 0.5), text


def next_day(left: Outline, right: Outline) -> Finding:
    """Neighbouring days are named, as happens around midnight and between time zones."""
    gap = days_between(left, right)
    if gap != 1 or left.days is None or right.days is None:
        return None
    return -2.0, f'"{left.days.said}" and "{right.days.said}" are neighbouring days'


def days_apart(left: Outline, right: Outline) -> Finding:
    """Days are named that lie clearly apart."""
    gap = days_between(left, right)
    if gap is None or gap < 2 or left.days is None or right.days is None:
        return None
    return HARD, f'"{left.days.said}" and "{right.days.said}" lie {gap} days apart'


def days_between(left: Outline, right: Outline) -> int | None:
    """Return the days between the two stretches, 0 where they touch, None where one is not dated."""
    if left.days is None or right.days is None:
        return None
    first, second = sorted((left.days, right.days), key=lambda days: (days.first, days.last))
    return max(0, (second.first - first.last).days)


def same_weekday(left: Outline, right: Outline) -> Finding:
    """One report names no date, and the weekday it names fits the other."""
    shared = _weekdays(left) & _weekdays(right)
    if _both_dated(left, right) or not shared:
        return None
    return 1.5, f"both can be on a {_WEEKDAYS[min(shared)]}"


def other_weekday(left: Outline, right: Outline) -> Finding:
    """One report names no date, and the weekday it names does not fit the other."""
    ours, theirs = _weekdays(left), _weekdays(right)
    if _both_dated(left, right) or not ours or not theirs or ours & theirs:
        return None
    steps = min((a - b) % 7 for x in ours for y in theirs for a, b in ((x, y), (y, x)))
    return (-4.0 if steps == 1 else HARD), f"a {_WEEKDAYS[min(ours)]} is not a {_WEEKDAYS[min(theirs)]}"


def _both_dated(left: Outline, right: Outline) -> bool:
    return left.days is not None and right.days is not None


def _weekdays(outline: Outline) -> frozenset[int]:
    if outline.days is None:
        return frozenset(() if outline.weekday is None else (outline.weekday,))
    if outline.days.width > 3:
        return frozenset()
    days = (outline.days.first + timedelta(days=step) for step in range(outline.days.width))
    return frozenset(day.weekday() for day in days)


def printed_before(left: Outline, right: Outline) -> Finding:
    """One article was out before the day the other names, so it cannot tell of it."""
    for early, late in ((left, right), (right, left)):
        if early.published is None or late.days is None:
            continue
        lead = (late.days.first - early.published.date()).days
        if lead > 1:
            return HARD, f'an article of {_day(early.published)} cannot tell of "{late.days.said}"'
    return None


def printed_near(left: Outline, right: Outline) -> Finding:
    """Where a day is not said, the articles were printed within days of each other or of the day."""
    days = _days_from_printing(left, right)
    if days is None or days > TELLING_DAYS:
        return None
    return (2.0 if days <= 2 else 0.5), f"printed within {max(1, round(days))} days of it or of each other"


def printed_long_after(left: Outline, right: Outline) -> Finding:
    """Where a day is not said, the articles were printed long after the day or each other."""
    days = _days_from_printing(left, right)
    if days is None or days <= TELLING_DAYS:
        return None
    return (-1.0 if days <= 10 else -3.0), f"printed {round(days)} days after it or after each other"


def printed_apart(left: Outline, right: Outline) -> Finding:
    """More than a month lies between the two articles, when few still write of it."""
    if left.published is None or right.published is None:
        return None
    days = abs(left.published - right.published).days
    if days <= MONTH:
        return None
    return (-1.0 if days <= YEAR else -2.0), f"printed {days} days apart"


def _days_from_printing(left: Outline, right: Outline) -> float | None:
    if _both_dated(left, right):
        return None
    moments = [_moment(outline) for outline in (left, right)]
    if moments[0] is None or moments[1] is None:
        return None
    return abs((moments[0] - moments[1]) / timedelta(days=1))


def _moment(outline: Outline) -> datetime | None:
    if outline.days is not None:
        return datetime.combine(outline.days.last, time(12), UTC)
    return None if outline.recalled else outline.published


def same_hour(left: Outline, right: Outline) -> Finding:
    """Both reports name the same hour of the day, give or take the rounding of the press."""
    gap = clock_gap(left, right)
    if gap is None or gap > SAME_HOUR_MINUTES:
        return None
    assert left.clock is not None
    assert right.clock is not None
    return 2.0, f'"{left.clock.said}" and "{right.clock.said}" can be the same hour'


def other_hour(left: Outline, right: Outline) -> Finding:
    """Hours of the day are named that lie clearly apart."""
    gap = clock_gap(left, right)
    if gap is None or gap < OTHER_HOUR_MINUTES:
        return None
    assert left.clock is not None
    assert right.clock is not None
    return -3.0, f'"{left.clock.said}" and "{right.clock.said}" lie {gap // 60} hours apart'


def clock_gap(left: Outline, right: Outline) -> int | None:
    """Return the minutes between the two clock times, 0 where they overlap, None where one is unsaid.

    Offsets count where both are known; else both are taken as told in the same local time.
    """
    if left.clock is None or right.clock is None:
        return None
    shift = 0
    if left.clock.zone is not None and right.clock.zone is not None:
        shift = _offset(right.clock.zone) - _offset(left.clock.zone)
    (a, b), (c, d) = _minutes(left.clock, shift), _minutes(right.clock, 0)
    turns = (-_MINUTES_A_DAY, 0, _MINUTES_A_DAY)
    return min(max(0, c + turn - b, a - d - turn) for turn in turns)


def _minutes(clock: Clock, shift: int) -> tuple[int, int]:
    first = clock.earliest.hour * 60 + clock.earliest.minute
    last = clock.latest.hour * 60 + clock.latest.minute
    return first + shift, last + shift + (_MINUTES_A_DAY if last < first else 0)


def _offset(zone: str) -> int:
    """Minutes east of Greenwich of "+03:00"; 0 for "UTC"."""
    if zone[:1] not in {"+", "-"}:
        return 0
    hours, _, minutes = zone[1:].partition(":")
    return (int(hours) * 60 + int(minutes or 0)) * (-1 if zone[0] == "-" else 1)


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"

"""Reasons from the days, the weekday, the hour and the time of printing."""

from datetime import datetime

from twosource.link.apart import TELLING_DAYS, is_printed_before
from twosource.link.finding import Finding, Pair
from twosource.link.shape import Clock

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MINUTES_A_DAY = 24 * 60
SAME_HOUR_MINUTES = 75  # the press rounds to the hour, and begin and end differ
OTHER_HOUR_MINUTES = 180
MONTH, YEAR = 31, 366  # days
EXACT_DAYS = 2  # "Friday night" is two days; a longer stretch says little
CLOSE_DAYS, FOLLOWED_DAYS = 2, 10  # most of what is printed later tells of arrests and trials


def same_day(pair: Pair) -> Finding:
    """Both reports can be about the same days, as their own words have it."""
    ours, theirs = pair.left.days, pair.right.days
    if ours is None or theirs is None or pair.days_between:
        return None
    level = "exact" if max(ours.width, theirs.width) <= EXACT_DAYS else "wide"
    return level, f'"{ours.said}" and "{theirs.said}" can be the same time'


def next_day(pair: Pair) -> Finding:
    """Neighbouring days are named, as happens around midnight and between time zones."""
    ours, theirs = pair.left.days, pair.right.days
    if pair.days_between != 1 or ours is None or theirs is None:
        return None
    return "one", f'"{ours.said}" and "{theirs.said}" are neighbouring days'


def days_apart(pair: Pair) -> Finding:
    """Days are named that lie clearly apart."""
    ours, theirs = pair.left.days, pair.right.days
    if ours is None or theirs is None or pair.days_between is None or pair.days_between <= 1:
        return None
    return "clearly", f'"{ours.said}" and "{theirs.said}" lie {pair.days_between} days apart'


def same_weekday(pair: Pair) -> Finding:
    """One report names no date, and the weekday it names fits the other."""
    shared = pair.left.weekdays & pair.right.weekdays
    if pair.both_dated or not shared:
        return None
    return "named", f"both can be on a {_WEEKDAYS[min(shared)]}"


def other_weekday(pair: Pair) -> Finding:
    """One report names no date, and the weekday it names does not fit the other."""
    ours, theirs = pair.left.weekdays, pair.right.weekdays
    if pair.both_dated or not ours or not theirs or ours & theirs:
        return None
    steps = min((a - b) % 7 for x in ours for y in theirs for a, b in ((x, y), (y, x)))
    return ("next" if steps == 1 else "other"), f"a {_WEEKDAYS[min(ours)]} is not a {_WEEKDAYS[min(theirs)]}"


def printed_before(pair: Pair) -> Finding:
    """One article was out before the day the other names, so it cannot tell of it."""
    for early, late in ((pair.left, pair.right), (pair.right, pair.left)):
        if is_printed_before(early, late) and early.published is not None and late.days is not None:
            return "days", f'an article of {_day(early.published)} cannot tell of "{late.days.said}"'
    return None


def printed_near(pair: Pair) -> Finding:
    """Where a day is not said, the articles were printed within days of each other or of the day."""
    days = pair.days_from_printing
    if days is None or days > TELLING_DAYS:
        return None
    level = "two days" if days <= CLOSE_DAYS else "four days"
    return level, f"printed within {max(1, round(days))} days of it or of each other"


def printed_long_after(pair: Pair) -> Finding:
    """Where a day is not said, the articles were printed long after the day or each other."""
    days = pair.days_from_printing
    if days is None or days <= TELLING_DAYS:
        return None
    return (
        "days" if days <= FOLLOWED_DAYS else "weeks"
    ), f"printed {round(days)} days after it or each other"


def printed_apart(pair: Pair) -> Finding:
    """More than a month lies between the two articles, when few still write of it."""
    if pair.printed_between is None or pair.printed_between.days <= MONTH:
        return None
    days = pair.printed_between.days
    return ("months" if days <= YEAR else "years"), f"printed {days} days apart"


def same_hour(pair: Pair) -> Finding:
    """Both reports name the same hour of the day, give or take the rounding of the press."""
    ours, theirs = pair.left.clock, pair.right.clock
    if ours is None or theirs is None or clock_gap(ours, theirs) > SAME_HOUR_MINUTES:
        return None
    return "same", f'"{ours.said}" and "{theirs.said}" can be the same hour'


def other_hour(pair: Pair) -> Finding:
    """Hours of the day are named that lie clearly apart."""
    ours, theirs = pair.left.clock, pair.right.clock
    if ours is None or theirs is None or (gap := clock_gap(ours, theirs)) < OTHER_HOUR_MINUTES:
        return None
    return "apart", f'"{ours.said}" and "{theirs.said}" lie {gap // 60} hours apart'


def clock_gap(left: Clock, right: Clock) -> int:
    """Return the minutes between two clock times, 0 where they overlap.

    Offsets count where both are known; else both are taken as told in the same local time.
    """
    shift = 0
    if left.zone is not None and right.zone is not None:
        shift = _offset(right.zone) - _offset(left.zone)
    (a, b), (c, d) = _minutes(left, shift), _minutes(right, 0)
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

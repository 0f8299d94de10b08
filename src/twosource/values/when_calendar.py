"""Stretches of whole days: weeks, months, years, their early, middle and late thirds.

A stretch is ``(first, last)``, both days inclusive. Weeks run Monday to Sunday (ISO 8601).
"""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

Days = tuple[date, date]


def shift_days(day: date, by: int) -> date:
    """Move a day, staying inside the calendar."""
    low, high = date.min.toordinal() + 1, date.max.toordinal() - 1
    return date.fromordinal(min(max(day.toordinal() + by, low), high))


def one_day(day: date) -> Days:
    """Return the stretch of a single day."""
    return day, day


def week_of(day: date) -> Days:
    """Return the Monday and the Sunday around a day."""
    monday = shift_days(day, -day.weekday())
    return monday, shift_days(monday, 6)


def month_of(year: int, month: int) -> Days:
    """Return the first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def shift_month(day: date, by: int) -> Days:
    """Return the month ``by`` months from the one of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    return month_of(min(max(year, MINYEAR), MAXYEAR - 1), month + 1)


def years(first: int, last: int) -> Days:
    """Return the days of one or more whole years."""
    low, high = (min(max(year, MINYEAR), MAXYEAR - 1) for year in (first, last))
    return date(low, 1, 1), date(high, 12, 31)


def season_of(year: int, first_month: int) -> Days:
    """Return three months from the first of ``first_month``."""
    start = date(year, first_month, 1)
    return start, shift_month(start, 2)[1]


def part_of(days: Days, which: str) -> Days:
    """Cut a stretch to its early, mid or late third, or to its start or end.

    Months are cut after the 10th and the 20th, years into runs of whole months. A start or end is
    a week of a month, a month of a year, and a third of anything else.
    """
    first, last = days
    if last - first >= timedelta(365 - 1):
        return _part_of_years(days, which)
    length = (last - first).days + 1
    third = 10 if length >= 28 else max(length // 3, 1)
    edge = 7 if 28 <= length <= 31 else third
    low, high = {
        "early": (0, third - 1),
        "mid": (third, max(length - third - 1, third) if length < 28 else 2 * third - 1),
        "late": (2 * third, length - 1),
        "start": (0, edge - 1),
        "end": (length - edge, length - 1),
    }[which]
    return first + timedelta(low), first + timedelta(max(low, high))


def _part_of_years(days: Days, which: str) -> Days:
    first, last = days
    months = (last.year - first.year + 1) * 12
    third, edge = months // 3, months // 12
    low, high = {
        "early": (0, third - 1),
        "mid": (third, months - third - 1),
        "late": (months - third, months - 1),
        "start": (0, edge - 1),
        "end": (months - edge, months - 1),
    }[which]
    return shift_month(first, low)[0], shift_month(first, high)[1]


def nearest_weekday(today: date, weekday: int, *, ahead: bool) -> date:
    """Return the latest such day not after today, or the first not before it."""
    if ahead:
        return shift_days(today, (weekday - today.weekday()) % 7)
    return shift_days(today, -((today.weekday() - weekday) % 7))


def nearest_year(today: date, month: int, day: int, direction: int) -> int | None:
    """Guess the year of a month and day said without one.

    ``direction`` -1 takes the latest such day not after today, +1 the first not before it, 0 the
    one nearest to today. None when no year near has such a day (30 February).
    """
    found = []
    for year in range(max(today.year - 4, MINYEAR), min(today.year + 5, MAXYEAR)):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    back = [d for d in found if d <= today]
    ahead = [d for d in found if d >= today]
    if direction < 0 and back:
        return back[-1].year
    if direction > 0 and ahead:
        return ahead[0].year
    return min(found, key=lambda d: abs((d - today).days)).year if found else None

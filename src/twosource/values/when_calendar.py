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
    year = min(max(year, MINYEAR), MAXYEAR - 1)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def shift_month(day: date, by: int) -> Days:
    """Return the month ``by`` months from the one of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    return month_of(year, month + 1)


def years(first: int, last: int) -> Days:
    """Return the days of one or more whole years."""
    low, high = (min(max(year, MINYEAR), MAXYEAR - 1) for year in (first, last))
    return date(low, 1, 1), date(high, 12, 31)


def season_of(year: int, first_month: int) -> Days:
    """Return three months from the first of ``first_month``."""
    start = month_of(year, first_month)[0]
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


#: A day printed without its year lies less than this many days off; papers print the year beyond.
YEARLESS_DAYS = 300


def guess_year(today: date, month_day: tuple[int, int], looks: int, weekday: int | None = None) -> int | None:
    """Guess the year of a day said without one; None where no year near has such a day (30 February).

    ``looks`` is the tense: -1 or 0 takes the latest such day not after today, +1 the first not before
    it, unless that lies further off than the press leaves years out and the other does not. A weekday
    said beside the day narrows the years.
    """
    days = [day for n in range(-6, 7) if (day := _day_in(today.year + n, *month_day))]
    fitting = [day for day in days if weekday is None or day.weekday() == weekday] or days
    if not fitting:
        return None
    nearest = min(fitting, key=lambda day: abs((day - today).days))
    meant = [day for day in fitting if (day >= today if looks > 0 else day <= today)]
    if not meant:
        return nearest.year
    pick = min(meant, key=lambda day: abs((day - today).days))
    return (nearest if abs((pick - today).days) > YEARLESS_DAYS else pick).year


def year_told(spoken: Days, month: int) -> int:
    """Return the year of a month that a history names after it has told of some days.

    It is the year last told of; only from a December does a history move on to January unsaid.
    """
    return spoken[0].year + (month == 1 and spoken[0].month == 12 and (spoken[1] - spoken[0]).days <= 31)


def _day_in(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

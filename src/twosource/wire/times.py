"""Times as JSON: RFC 3339 date-times down to parts of a day, full dates for days and wider.

A full date stands for the whole day in the value's zone, so what is written reads back the same.
A stretch of days that does not begin and end with a day is written with its hours: nothing is lost.
"""

from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Final

from twosource.values.when import Precision, When

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WITH_HOURS: Final[frozenset[Precision]] = frozenset({"minute", "hour", "part"})
_DAY_END: Final = time(23, 59, 59)


def when_to_json(when: When) -> dict[str, Any]:
    """Return ``{earliest, latest, precision, zone, as_said}`` and, where set, what else was said."""
    data: dict[str, Any] = {
        "earliest": _first_to_json(when),
        "latest": _last_to_json(when),
        "precision": when.precision,
        "zone": when.zone,
        "as_said": when.as_said,
    }
    if when.about:
        data["about"] = True
    if when.bound:
        data["bound"] = when.bound
    if when.weekday is not None:
        data["weekday"] = WEEKDAYS[when.weekday]
    if when.clock is not None:
        data["local"] = _clock_to_json(when.clock[0])
        if when.clock[1] != when.clock[0]:
            data["local_until"] = _clock_to_json(when.clock[1])
    if when.utc_clock is not None:
        data["utc"] = _clock_to_json(when.utc_clock)
    return data


def when_from_json(data: dict[str, Any]) -> When:
    """Read back what :func:`when_to_json` wrote; raises KeyError or ValueError for other shapes."""
    zone = data["zone"]
    weekday = data.get("weekday")
    utc = data.get("utc")
    return When(
        earliest=_instant_from_json(data["earliest"], zone, time.min),
        latest=_instant_from_json(data["latest"], zone, _DAY_END),
        precision=data["precision"],
        zone=zone,
        as_said=data["as_said"],
        about=data.get("about", False),
        bound=data.get("bound", ""),
        weekday=None if weekday is None else WEEKDAYS.index(weekday),
        clock=_clock_from_json(data),
        utc_clock=None if utc is None else time.fromisoformat(utc),
    )


def parse_zone(zone: str | None) -> timezone:
    """Read "+03:00", "-04:30" or "UTC"; None is UTC, which stands in for an unknown zone.

    Raises ValueError for anything else.
    """
    if zone in {None, "UTC", "Z"}:
        return timezone.utc  # noqa: UP017  (the return type is timezone, not its instance UTC)
    offset = datetime.strptime(zone or "", "%z").utcoffset()
    return timezone(offset or timedelta(0))


def _first_to_json(when: When) -> str | None:
    first = when.earliest
    if first is None:
        return None
    whole_day = first.time() == time.min and _offset_fits(first, when.zone)
    return first.date().isoformat() if _by_days(when) and whole_day else first.isoformat()


def _last_to_json(when: When) -> str | None:
    last = when.latest
    if last is None:
        return None
    whole_day = last.time() == _DAY_END and _offset_fits(last, when.zone)
    return last.date().isoformat() if _by_days(when) and whole_day else last.isoformat()


def _by_days(when: When) -> bool:
    return when.precision not in _WITH_HOURS


def _offset_fits(instant: datetime, zone: str | None) -> bool:
    return instant.utcoffset() == parse_zone(zone).utcoffset(None)


def _instant_from_json(text: str | None, zone: str | None, clock: time) -> datetime | None:
    if text is None:
        return None
    if len(text) > len("2023-12-08"):
        return datetime.fromisoformat(text)
    return datetime.combine(date.fromisoformat(text), clock, parse_zone(zone))


def _clock_to_json(clock: time) -> str:
    return clock.isoformat("auto" if clock.second or clock.microsecond else "minutes")


def _clock_from_json(data: dict[str, Any]) -> tuple[time, time] | None:
    if "local" not in data:
        return None
    first = data["local"]
    return time.fromisoformat(first), time.fromisoformat(data.get("local_until", first))

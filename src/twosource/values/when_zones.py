"""Zones: offsets from UTC by name, by abbreviation and by two clocks that tell one instant.

Offsets are written ``+03:00``; zero is written ``UTC``.
"""

import re
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from twosource.values.when_words import OPEN_ZONES, ZONES

_OFFSET = re.compile(r"(?:utc|gmt)?\s?([+-])(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)


def name_offset(offset: timedelta) -> str:
    """Write an offset as ``+03:00``, zero as ``UTC``."""
    minutes = int(offset.total_seconds() // 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def parse_offset(words: str) -> timedelta | None:
    """Read ``+03:00``, ``-0500``, ``UTC+3`` or ``UTC``; None for anything else."""
    if words.lower() in {"utc", "z", "gmt"}:
        return timedelta(0)
    match = _OFFSET.fullmatch(words)
    if match is None or int(match[2]) > 14 or int(match[3] or 0) > 59:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return -offset if match[1] == "-" else offset


@lru_cache(maxsize=1024)
def _find_zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def get_offset(zone: str, day: date, clock: time = time(12)) -> timedelta:
    """Return what a zone (IANA name or offset) is ahead of UTC at a local day and clock.

    Raises ValueError for a zone nobody knows.
    """
    fixed = parse_offset(zone)
    if fixed is not None:
        return fixed
    known = _find_zone(zone)
    if known is None:
        msg = f"not a time zone: {zone!r}"
        raise ValueError(msg)
    return datetime.combine(day, clock, known).utcoffset() or timedelta(0)


def read_zone(abbreviation: str, hints: tuple[timedelta, ...], *, stamp: bool = False) -> str | None:
    """Say what a printed zone stands for, or None while several readings stay open.

    ``hints`` are offsets known from the place or the page: where one of them is a reading of the
    abbreviation, it decides. ``stamp`` says that a numeric date stands beside it, as Indian pages
    print it, which decides IST.
    """
    fixed = parse_offset(abbreviation)
    if fixed is not None:
        return name_offset(fixed)
    key = abbreviation.lower()
    readings = [timedelta(minutes=minutes) for minutes in ZONES.get(key, ())]
    for hint in hints:
        if hint in readings:
            return name_offset(hint)
    if not readings or (key in OPEN_ZONES and not (stamp and key == "ist")):
        return None
    return name_offset(readings[0])


def offset_between(local: time, utc: time) -> str | None:
    """Return the offset that makes a local clock and a UTC clock one instant.

    None when no zone on earth is that far off (zones are whole quarters of an hour, -12 to +14).
    """
    minutes = (local.hour - utc.hour) * 60 + local.minute - utc.minute
    minutes = (minutes + 720) % 1440 - 720
    if minutes % 15:
        return None
    return name_offset(timedelta(minutes=minutes))


def tz_of(zone: str | None) -> timezone:
    """Return the tzinfo of an offset name; UTC stands in for None."""
    return timezone((zone and parse_offset(zone)) or timedelta(0))


def move_to(instant: datetime, zone: str) -> datetime:
    """Return an instant as clocks in a zone (IANA name or offset) show it; ValueError if unknown."""
    fixed = parse_offset(zone)
    if fixed is not None:
        return instant.astimezone(timezone(fixed))
    known = _find_zone(zone)
    if known is None:
        msg = f"not a time zone: {zone!r}"
        raise ValueError(msg)
    return instant.astimezone(known)

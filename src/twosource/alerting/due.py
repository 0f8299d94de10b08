"""When is an alert to be sent? Pure; wall clocks by the zone's own rules (IANA, PEP 495).

At once, unless the watch gathers alerts for an hour or a day, or it is quiet there. An hour and a day end
on the hour and at midnight of the quiet hours' zone, else of UTC. A time of day that a clock skips is
taken as the instant at which it is skipped; one that comes twice, as the first.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from twosource.watches import Alert, Quiet, Watch

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


def decide_due(watch: Watch, alert: Alert, now: datetime) -> datetime:
    """Return the instant from which an alert may be sent, in UTC.

    Where so many were killed that quiet hours are broken, it is sent at once whatever the rhythm.
    """
    if _breaks(watch.quiet, alert):
        return now
    return _end_of_quiet(watch.quiet, _end_of_rhythm(watch, now))


def _breaks(quiet: Quiet | None, alert: Alert) -> bool:
    least = None if quiet is None else quiet.breaks_at_killed
    return least is not None and alert.killed_low is not None and alert.killed_low >= least


def _end_of_rhythm(watch: Watch, now: datetime) -> datetime:
    if watch.rhythm == "at once":
        return now
    zone = ZoneInfo(watch.quiet.zone if watch.quiet else "UTC")
    if watch.rhythm == "hourly":  # whole hours since 1970 are whole hours of the clock, but for odd offsets
        start = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        return start + _HOUR
    return _instant(now.astimezone(zone).date() + _DAY, time(), zone)


def _end_of_quiet(quiet: Quiet | None, at: datetime) -> datetime:
    """Return when the quiet hours end that hold an instant, else the instant."""
    if quiet is None:
        return at
    zone = ZoneInfo(quiet.zone)
    today = at.astimezone(zone).date()
    nights = (_night(quiet, day, zone) for day in (today - _DAY, today))
    return next((end for begin, end in nights if begin <= at < end), at)


def _night(quiet: Quiet, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the quiet hours that begin on a day."""
    last = day if quiet.begins < quiet.ends else day + _DAY
    return _instant(day, quiet.begins, zone), _instant(last, quiet.ends, zone)


def _instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return when a clock first shows a time of day; where it skips it, when it does so."""
    wall = datetime.combine(day, clock, zone)
    shown = wall.astimezone(UTC).astimezone(zone)
    is_shown = shown.replace(tzinfo=None) == wall.replace(tzinfo=None)
    return wall.astimezone(UTC) if is_shown else _find_jump(wall, zone)


def _find_jump(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant at which a clock jumps over a time that it never shows."""
    low, high = (wall.replace(fold=fold).astimezone(UTC) for fold in (1, 0))
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
    return high.replace(microsecond=0)

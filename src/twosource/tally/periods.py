"""Whether a time lies in a period: wholly, partly, or outside it. Days are those of the clock where it happened."""

from datetime import UTC, date, datetime, time, tzinfo

from twosource.model import Value
from twosource.tally.answers import INSIDE, OUTSIDE, Answer, border
from twosource.values.when import When, format_when


def fit_period(value: Value | None, since: date | None, until: date | None) -> Answer:
    """Say whether a time lies between two days or instants, both inclusive.

    A bare day begins and ends at midnight where the incident happened, as far as its zone is known;
    else as the calendar of its report has it.
    """
    if since is None and until is None:
        return INSIDE
    if not isinstance(value, When) or (value.earliest is None and value.latest is None):
        return border("the day is not told")
    earliest, latest = value.earliest, value.latest
    if (latest and since and latest < starts_at(since, latest)) or (
        earliest and until and ends_at(until, earliest) < earliest
    ):
        return OUTSIDE
    if _is_after(earliest, since) and _is_before(latest, until):
        return INSIDE
    return border(f"the time is told only as {format_when(value)}")


def _is_after(earliest: datetime | None, since: date | None) -> bool:
    return since is None or (earliest is not None and starts_at(since, earliest) <= earliest)


def _is_before(latest: datetime | None, until: date | None) -> bool:
    return until is None or (latest is not None and latest <= ends_at(until, latest))


def starts_at(day: date, beside: datetime | None = None) -> datetime:
    """Return when a day begins in the zone of another instant (UTC without one); an instant is itself."""
    return day if isinstance(day, datetime) else datetime.combine(day, time.min, _zone(beside))


def ends_at(day: date, beside: datetime | None = None) -> datetime:
    """Return when a day ends in the zone of another instant (UTC without one); an instant is itself."""
    return day if isinstance(day, datetime) else datetime.combine(day, time.max, _zone(beside))


def _zone(beside: datetime | None) -> tzinfo:
    return UTC if beside is None else beside.tzinfo or UTC

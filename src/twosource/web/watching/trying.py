"""Trying a watch over the past: which days, as the form asks, and the days that are offered first."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from twosource.store import Ledger
from twosource.watches import Alert

MOST_DAYS: Final = 92  # a quarter; each incident of the days is told of anew, change by change
_USUAL_DAYS: Final = 7
_STALE: Final = timedelta(days=2)  # a ledger whose newest article is older is looked at in its own days
_WRONG_DAYS: Final = f"Write a number of days from 1 to {MOST_DAYS}."
_WRONG_UNTIL: Final = "Write a day, such as 2024-03-12."


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """So many days up to the end of one (UTC); None: up to now."""

    days: int = _USUAL_DAYS
    until: date | None = None

    def bounds(self, now: datetime) -> tuple[datetime, datetime]:
        """Return the first and the last instant."""
        last = now if self.until is None else min(now, datetime.combine(self.until, time.max, UTC))
        return last - timedelta(days=self.days), last


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a watch would have raised between two instants, newest first."""

    since: datetime
    until: datetime
    alerts: tuple[Alert, ...]

    @property
    def threads(self) -> int:
        """About how many incidents or feeds it would have told."""
        return len({one.subject for one in self.alerts})


def usual_trial(ledger: Ledger, now: datetime) -> Trial:
    """Return the days to look at where nobody says: the last ones, or the last ones of a ledger at rest."""
    newest = ledger.head().newest_at
    is_at_rest = newest is not None and now - newest > _STALE
    return Trial(until=newest.astimezone(UTC).date() if newest is not None and is_at_rest else None)


def read_trial(days: str, until: str) -> tuple[Trial, dict[str, str]]:
    """Read what the form asks; what is wrong by field, and then the usual days."""
    wrong: dict[str, str] = {}
    number = int(days) if days.isascii() and days.isdigit() and len(days) <= 3 else 0
    if not 1 <= number <= MOST_DAYS:
        wrong["try_days"] = _WRONG_DAYS
    last = None
    if until:
        try:
            last = date.fromisoformat(until)
        except ValueError:
            wrong["try_until"] = _WRONG_UNTIL
    return (Trial() if wrong else Trial(days=number, until=last)), wrong

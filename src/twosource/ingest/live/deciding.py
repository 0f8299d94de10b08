"""When a feed is asked next, and what its health is after it was asked: pure, the time handed in.

Whatever a feed or its server says may only slow us down, within bounds. A clock that is put forward
makes each feed due once; one that is put back leaves none waiting for the time it has lost.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from twosource.feeds import Feed, Health
from twosource.ids import digest
from twosource.ingest.live.rhythm import Rhythm

#: The longest that a feed is left unasked after failures, or by Retry-After.
LONGEST: Final = timedelta(days=1)
#: How often a feed is asked that said it is gone for good (410).
GONE: Final = timedelta(days=7)
#: The most that <ttl>, max-age and the like slow us down: what many a blog's software says of itself
#: ("hourly") is nobody's wish, and a conditional request costs its server next to nothing.
SLOWEST: Final = timedelta(minutes=15)
_JITTER: Final = 0.1  # of a wait, on top of it, so that feeds do not keep step
_SLACK: Final = timedelta(minutes=1)  # by which clocks may differ without having been put back
_FURTHEST: Final = timedelta(days=40)  # no feed waits so long: 31 days are the most that may be configured
_MOST_DOUBLINGS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What asking a feed gave.

    ``kind`` is "read", "unchanged", "failed", or "later" (its host is to be left alone; it was not asked).
    ``is_lasting`` failures will not pass by asking again soon; ``is_gone`` says that the server said so
    (410). ``flaw`` is what is wrong with a feed that could be read all the same.
    """

    kind: Literal["read", "unchanged", "failed", "later"]
    trouble: str = ""
    is_lasting: bool = False
    is_gone: bool = False
    flaw: str = ""
    retry_after: timedelta | None = None
    fresh_for: timedelta | None = None
    rhythm: Rhythm = field(default_factory=Rhythm)
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    form: str = ""
    moved_to: str | None = None
    newest_at: datetime | None = None


def is_due(health: Health, now: datetime) -> bool:
    """Whether a feed is to be asked: its time has come, or its times were written by a clock put back since."""
    if health.next_at is None or health.next_at <= now:
        return True
    was_put_back = health.asked_at is not None and health.asked_at > now + _SLACK
    return was_put_back or health.next_at > now + _FURTHEST


def decide_next(feed: Feed, health: Health, outcome: Outcome, now: datetime) -> Health:
    """Return the health of a feed after it was asked, with the time it is asked next."""
    match outcome.kind:
        case "later":
            wait = min(outcome.retry_after or feed.every, LONGEST)
            asked_at = None if health.asked_at is None else min(health.asked_at, now)
            return replace(health, asked_at=asked_at, next_at=now + wait)
        case "failed":
            after = _failed(health, outcome, now)
            return replace(after, next_at=now + _spread(_back_off(feed, after, outcome), feed, now))
        case "unchanged":
            after = _answered(health, outcome, now)
        case "read":
            after = _read(_answered(health, outcome, now), outcome, now)
    return replace(after, next_at=_after_skips(now + _spread(_wait(feed, after, outcome), feed, now), after))


def _failed(health: Health, outcome: Outcome, now: datetime) -> Health:
    return replace(
        health,
        asked_at=now,
        failures=health.failures + 1,
        trouble=outcome.trouble,
        is_lasting=outcome.is_lasting,
        is_gone=outcome.is_gone,
    )


def _answered(health: Health, outcome: Outcome, now: datetime) -> Health:
    return replace(
        health,
        asked_at=now,
        answered_at=now,
        failures=0,
        trouble="",
        is_lasting=False,
        is_gone=False,
        etag=outcome.etag or health.etag,
        last_modified=outcome.last_modified or health.last_modified,
        moved_to=outcome.moved_to,
    )


def _read(health: Health, outcome: Outcome, now: datetime) -> Health:
    """Take over what was read; the feed's dates count as news only up to now."""
    newest = min(outcome.newest_at, now) if outcome.newest_at is not None else now
    return replace(
        health,
        etag=outcome.etag,
        last_modified=outcome.last_modified,
        digest=outcome.digest,
        form=outcome.form,
        form_was=health.form if health.form and health.form != outcome.form else health.form_was,
        flaw=outcome.flaw,
        wait_s=None if outcome.rhythm.wait is None else outcome.rhythm.wait.total_seconds(),
        skip_hours=tuple(sorted(outcome.rhythm.skip_hours)),
        skip_days=tuple(sorted(outcome.rhythm.skip_days)),
        newest_at=newest
        if health.newest_at is None or health.newest_at > now
        else max(newest, health.newest_at),
    )


def _wait(feed: Feed, health: Health, outcome: Outcome) -> timedelta:
    """Return how long to wait after an answer: as configured, or longer where the feed asks for that."""
    asked_for = max(
        timedelta(seconds=min(health.wait_s or 0.0, SLOWEST.total_seconds())),
        outcome.fresh_for or timedelta(),
    )
    return max(feed.every, min(asked_for, SLOWEST))


def _back_off(feed: Feed, health: Health, outcome: Outcome) -> timedelta:
    """Return how long to wait after failures in a row: twice as long each time, a day at most."""
    if outcome.is_gone:
        return max(feed.every, GONE)
    doubled = feed.every * (1 << min(max(health.failures - 1, 0), _MOST_DOUBLINGS))
    return max(feed.every, min(doubled, LONGEST), min(outcome.retry_after or timedelta(), LONGEST))


def _spread(wait: timedelta, feed: Feed, now: datetime) -> timedelta:
    """Lengthen a wait by up to a tenth, by chance that follows from the feed and the time."""
    chance = int(digest(feed.name, str(int(now.timestamp())), size=8), 16) / 0xFFFFFFFF
    return wait * (1 + _JITTER * chance)


def _after_skips(at: datetime, health: Health) -> datetime:
    """Return the first hour from a time on that the feed does not ask to skip; a day later at most."""
    if not health.skip_hours and not health.skip_days:
        return at
    hour = at.astimezone(UTC)
    for _ in range(24):
        if hour.hour not in health.skip_hours and hour.weekday() not in health.skip_days:
            return max(at, hour)
        hour = hour.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return at

"""Feeds that fell silent, and those that are heard again. Pure.

A feed is silent where nothing new came from it for as long as a watch says, whether it can't be had or
has nothing to say; the alert says which. It is cancelled when something new comes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from twosource.alerting.books import Books, ask_digest
from twosource.alerting.composing import earlier_ids
from twosource.feeds import Feed, Health
from twosource.store.alert_threads import Thread
from twosource.store.watches import Kept
from twosource.watches import Alert, Move, alert_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A feed and how it does."""

    feed: Feed
    health: Health

    @property
    def subject(self) -> str:
        """Return what an alert on it is about."""
        return f"feed:{self.feed.name}"

    @property
    def last_at(self) -> datetime | None:
        """Return when something new last came, else when it was first had; None where it never was asked."""
        return self.health.newest_at or self.health.answered_at or self.health.asked_at


def find_silences(
    kept: Kept, heard: Iterable[Heard], books: Books, now: datetime
) -> Iterator[tuple[Thread, Alert]]:
    """Yield what a watch has to say of feeds: that one is silent, or that one is heard again."""
    for one in heard:
        if not _is_asked(kept, one.feed):
            continue
        thread = books.find(kept, one.subject)
        is_told = thread is not None and thread.is_open
        silent_since = _silent_since(kept, one, now)
        if silent_since is not None and not is_told:
            yield _enter(kept, thread, _alert(kept, thread, one, "alert", now), one)
        elif silent_since is None and is_told:
            yield _enter(kept, thread, _alert(kept, thread, one, "cancel", now), one)


def next_silence(
    kept: Iterable[Kept], feeds: Sequence[tuple[Feed, Health]], now: datetime
) -> datetime | None:
    """Return when a feed that is heard now falls silent for a watch, if nothing comes; None for none."""
    ends = (
        last + watch.silent_for
        for watch in (one.watch for one in kept if one.watch.silent_for is not None)
        for last in (Heard(feed=feed, health=health).last_at for feed, health in feeds)
        if last is not None and watch.silent_for is not None
    )
    return min((end for end in ends if end > now), default=None)


def _is_asked(kept: Kept, feed: Feed) -> bool:
    watch = kept.watch
    if "feed is silent" not in watch.tells or watch.silent_for is None or feed.paused:
        return False
    return not watch.feeds or feed.name in watch.feeds


def _silent_since(kept: Kept, heard: Heard, now: datetime) -> datetime | None:
    """Return since when a feed is silent longer than a watch bears, which counts from its own beginning on."""
    last, bears = heard.last_at, kept.watch.silent_for
    if last is None or bears is None:
        return None
    return last if now - max(last, kept.started_at) >= bears else None


def _alert(kept: Kept, thread: Thread | None, heard: Heard, move: Move, now: datetime) -> Alert:
    watch, number = kept.watch, 1 if thread is None else thread.number + 1
    sentence = _sentence(heard, now)
    return Alert(
        id=alert_id(watch.name, heard.subject, number),
        watch=watch.name,
        incident=None,
        feed=heard.feed.name,
        number=number,
        move=move,
        raised_at=now,
        change=0,
        headline=f"{heard.feed.name} {'is silent' if move == 'alert' else 'is heard again'}",
        kind="",
        triggers=(("feed is silent", sentence),) if move == "alert" else (),
        reason="" if move == "alert" else f"Something new came from {heard.feed.name}.",
        earlier=earlier_ids(watch, heard.subject, number),
        rehearsal=watch.rehearsal,
        links=(heard.feed.address,) if heard.feed.address.startswith("http") else (),
    )


def _sentence(heard: Heard, now: datetime) -> str:
    health, last = heard.health, heard.last_at
    since = "" if last is None else f" since {last:%Y-%m-%d %H:%M} UTC, {tell_length(now - last)} ago"
    if health.failures:
        trouble = f": {health.trouble}" if health.trouble else ""
        return f"{heard.feed.name} can't be had{trouble}; nothing new came{since}."
    return f"{heard.feed.name} answers, but nothing new came{since}."


def tell_length(length: timedelta) -> str:
    """Write a length of time to what a reader needs of it: "40 minutes", "7 hours", "3 days"."""
    minutes = int(length.total_seconds() // 60)
    for size, name in ((1440, "day"), (60, "hour")):
        if minutes >= 2 * size:
            return f"{minutes // size} {name}s"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def _enter(kept: Kept, thread: Thread | None, alert: Alert, heard: Heard) -> tuple[Thread, Alert]:
    is_open = alert.move != "cancel"
    if thread is not None:
        again = replace(thread, is_open=is_open, number=alert.number, raised_at=alert.raised_at)
        return again, alert
    made = Thread(
        watch=kept.key, subject=heard.subject, is_open=is_open, number=alert.number,
        raised_at=alert.raised_at, asks=ask_digest(kept.watch), told="",
    )  # fmt: skip
    return made, alert

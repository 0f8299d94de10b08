"""Asking the feeds that are due, and putting what they newly print into the queue.

When a feed is due, how it is asked and what its troubles are is decided in ``ingest/live``. What a feed said
and the work it makes are written down in one transaction: a print that is noted is a job that is put.
"""

import asyncio
from dataclasses import dataclass, field

from twosource.feeds import Feed, Health
from twosource.ingest.live.deciding import decide_next, is_due
from twosource.ingest.live.look import Look, look
from twosource.ingest.live.polite import PoliteFetcher
from twosource.ingest.live.troubles import Trouble, tell_troubles
from twosource.store import Ledger
from twosource.store.feeds import Kept
from twosource.watching.choosing import choose
from twosource.watching.shared import Shared

_STEP_S: float = 0.5


@dataclass(slots=True, kw_only=True)
class Polling:
    """Asks feeds for as long as this process is the one that does."""

    shared: Shared
    fetcher: PoliteFetcher
    rounds: int = 0  # how often all feeds that were due were asked
    _under_way: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self) -> None:
        """Ask what is due, again and again, until nothing new is to be begun."""
        while not self.shared.halt.is_set():
            self.shared.pulses.tick("polling")
            if self._is_wanted and await self._has_room():
                await self._ask_due()
                self.rounds += 1
            await self.shared.pause(_STEP_S)
        await self._finish()

    @property
    def is_idle(self) -> bool:
        """Whether every feed that was due has been asked."""
        return not self._is_wanted and not self._under_way

    @property
    def _is_wanted(self) -> bool:
        return self.shared.polls and not (self.shared.settings.once and self.rounds)

    async def _has_room(self) -> bool:
        """Whether so little waits that feeds may be asked for more."""
        waiting = await self.shared.do(
            lambda ledger: ledger.queue.waiting("read") + ledger.queue.waiting("fetch")
        )
        return waiting < self.shared.process.most_waiting

    async def _ask_due(self) -> None:
        now = self.shared.now()
        for kept in await self.shared.do(lambda ledger: ledger.feeds.all()):
            self._show_lag(kept)
            if kept.is_asked and kept.feed.name not in self._under_way and is_due(kept.health, now):
                self._begin(kept)

    def _begin(self, kept: Kept) -> None:
        name = kept.feed.name
        task = asyncio.create_task(self._ask(kept.feed, kept.health))
        self._under_way[name] = task
        task.add_done_callback(lambda _: self._under_way.pop(name))

    async def _ask(self, feed: Feed, health: Health) -> None:
        try:
            seen = await look(self.fetcher, feed, health, self.shared.now())
            await self._keep(feed, health, seen)
        except Exception as error:  # noqa: BLE001  (one feed's surprise must not end the others)
            self.shared.metrics.failures.labels("polling").inc()
            self.shared.log.surprise("feed-not-read", error, feed=feed.name)
            await self.shared.pause(_STEP_S * 10)

    async def _keep(self, feed: Feed, health: Health, seen: Look) -> None:
        """Write down what a feed said and what it makes necessary, and tell its troubles."""
        now = self.shared.now()
        troubles, after = tell_troubles(feed, decide_next(feed, health, seen.outcome, now))
        put = await self.shared.write(lambda ledger: self._write(ledger, feed, seen, after))
        self.shared.metrics.looks.labels(seen.outcome.kind).inc()
        self.shared.misses += seen.outcome.kind == "failed"
        if put:
            self.shared.work.set()
        self._tell(feed, seen, put, troubles)

    def _write(self, ledger: Ledger, feed: Feed, seen: Look, after: Health) -> int:
        now, keys = self.shared.now(), [item.key for item in seen.items]
        prints = ledger.seen.prints(feed.name, keys)
        elsewhere = ledger.seen.seen_elsewhere(feed.name, [item.url for item in seen.items if item.url])
        chosen = choose(feed, seen.items, prints, elsewhere)
        ledger.seen.note(feed.name, chosen.noted, now)
        ledger.seen.touch(feed.name, keys, now)
        ledger.feeds.save_health(feed.name, after)
        return ledger.queue.put(chosen.jobs, now)

    def _tell(self, feed: Feed, seen: Look, put: int, troubles: tuple[Trouble, ...]) -> None:
        if put:
            self.shared.log.tell("feed", feed=feed.name, items=len(seen.items), new=put)
        for issue in seen.issues:
            self.shared.log.tell(
                "feed-issue", level="warning", feed=feed.name, address=issue.address, why=issue.message
            )
        for trouble in troubles:
            self.shared.log.tell(
                "feed-trouble", level="warning", feed=feed.name, trouble=trouble.name, why=trouble.sentence
            )

    def _show_lag(self, kept: Kept) -> None:
        since = kept.health.answered_at or kept.added_at
        lag = (self.shared.now() - since).total_seconds() if kept.is_asked else 0.0
        self.shared.metrics.feed_lag.labels(kept.feed.name).set(max(0.0, lag))

    async def _finish(self) -> None:
        """Let go of the feeds that are still being asked: nothing of theirs was noted yet."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.shared.pulses.forget("polling")

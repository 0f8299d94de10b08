"""What keeps a watch going among others: its beat, the dead it clears away after, old rows, and its figures."""

import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from twosource.store import Ledger
from twosource.watching.crew import MOST_KILLS, Crew
from twosource.watching.naming import BEAT_S, Name, Pulse, is_dead_here, own_name, parse_name
from twosource.watching.shared import Shared

_LOOK_S: Final = 1.0
_PRUNE_S: Final = 600.0
_KEEP_SEEN: Final = timedelta(days=120)  # an item that no feed printed for so long is new if it comes again
_GONE: Final = "the watch that had it in hand is gone"


@dataclass(slots=True, kw_only=True)
class Upkeep:
    """Beats, and looks after what the dead left."""

    shared: Shared
    crew: Crew
    ours: Name = field(default_factory=own_name)
    pulse: Pulse = field(default_factory=Pulse)
    _pruned_at: float | None = None

    async def begin(self) -> str | None:
        """Take part; returns who asks feeds already, None where this process may, or only reads.

        One on another machine is given the time to show that it lives.
        """
        first: int | None = None
        while True:
            await self._beat()
            other = await self._take_polls()
            if other is None or is_dead_here(parse_name(other), self.ours) is False:
                return other
            beat = (await self.shared.do(lambda ledger: ledger.watchers.beats())).get(other)
            first = beat if first is None else first
            if beat != first or await self.shared.pause(_LOOK_S):
                return other

    async def run(self) -> None:
        """Beat until nothing new is to be begun."""
        while not await self.shared.pause(BEAT_S):
            self.shared.pulses.tick("upkeep")
            await self._beat()
            await self._take_polls()
            await self.show()
            await self._prune()
        self.shared.pulses.forget("upkeep")

    async def end(self) -> None:
        """Take part no more."""
        await self.shared.write(self._leave)

    def _leave(self, ledger: Ledger) -> None:
        """Let others have what is still in hand, and go."""
        ledger.queue.put_back_watch(self.shared.name, self.shared.now())
        ledger.watchers.end(self.shared.name)

    async def show(self) -> None:
        """Bring the figures up to date."""
        depths = await self.shared.do(lambda ledger: ledger.queue.depths())
        metrics = self.shared.metrics
        metrics.show_queue(depths, self.shared.now())
        metrics.show_memory(self.crew.pids)
        metrics.workers.set(self.crew.ready)
        metrics.polls.set(self.shared.polls)
        metrics.ledger_up.set(self.shared.has_ledger)

    async def _beat(self) -> None:
        """Note that this process lives, and clear away after those that do not."""
        await self.shared.write(self._live)
        for name in await self._find_dead():
            given_up = await self.shared.write(lambda ledger, name=name: self._clear(ledger, name))  # type: ignore[misc]
            self.shared.log.tell("watch-gone", level="warning", name=name, set_aside=given_up or None)
            self.crew.wake()

    def _live(self, ledger: Ledger) -> None:
        ledger.watchers.begin(self.shared.name, self.shared.now())
        ledger.watchers.beat(self.shared.name)

    def _clear(self, ledger: Ledger, name: str) -> int:
        ledger.watchers.end(name)
        return ledger.queue.bury_all(name, _GONE, self.shared.now(), most=MOST_KILLS)

    async def _find_dead(self) -> list[str]:
        """Return the watches that are dead, and those that left something in hand without a word."""
        beats = await self.shared.do(lambda ledger: ledger.watchers.beats())
        holders = await self.shared.do(lambda ledger: ledger.queue.holders())
        others = {name: beat for name, beat in beats.items() if name != self.shared.name}
        still = self.pulse.find_still(others, time.monotonic())
        dead = [name for name in others if name in still or is_dead_here(parse_name(name), self.ours)]
        return [*dead, *(name for name in holders if name not in beats)]

    async def _take_polls(self) -> str | None:
        """Be the one that asks feeds, unless another is, or this one only reads; returns the other."""
        if self.shared.settings.workers_only:
            return None
        asks = await self.shared.do(lambda ledger: ledger.watchers.take_polls(self.shared.name))
        self.shared.polls = asks == self.shared.name
        return None if self.shared.polls else asks

    async def _prune(self) -> None:
        now = time.monotonic()
        if self._pruned_at is not None and now - self._pruned_at < _PRUNE_S:
            return
        self._pruned_at = now
        wall = self.shared.now()
        keep = timedelta(days=self.shared.process.keep_days)
        await self.shared.do(lambda ledger: ledger.queue.prune(wall - keep))
        if self.shared.polls:
            await self.shared.do(lambda ledger: ledger.seen.prune(wall - _KEEP_SEEN))

"""What the parts of one watch have in common: its ledger, its log, its figures, its clocks, and the word to stop."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from twosource.ingest.clock import SystemClock
from twosource.ports import Clock
from twosource.store import Ledger
from twosource.watching.logs import Log
from twosource.watching.metrics import Metrics
from twosource.watching.patience import Standing
from twosource.watching.settings import Settings

T = TypeVar("T")

#: A loop that has not ticked for so long is stuck: the longest wait of any is for a page, half a minute.
STUCK_S: Final = 120.0


@dataclass(slots=True)
class Pulses:
    """When each loop of the watch was last seen alive, by the monotonic clock."""

    _ticks: dict[str, float] = field(default_factory=dict)

    def tick(self, loop: str) -> None:
        """Note that a loop lives."""
        self._ticks[loop] = time.monotonic()

    def tick_all(self) -> None:
        """Note that every loop lives: what they wait for is known, and is no fault of theirs."""
        for loop in tuple(self._ticks):
            self.tick(loop)

    def forget(self, loop: str) -> None:
        """Note that a loop has ended as it should."""
        self._ticks.pop(loop, None)

    def find_stuck(self) -> tuple[str, ...]:
        """Return the loops that have not been seen alive for too long."""
        now = time.monotonic()
        return tuple(loop for loop, at in dict(self._ticks).items() if now - at > STUCK_S)


class Shared:
    """What one watch works with. Made in its event loop.

    ``halt`` is set when nothing new is to be begun; ``stop`` when no ledger is to be waited for either.
    """

    def __init__(self, settings: Settings, name: str, log: Log, clock: Clock | None = None) -> None:
        self.settings = settings
        self.process = settings.config.process
        self.name = name
        self.log = log
        self.clock = clock or SystemClock()
        self.metrics = Metrics()
        self.pulses = Pulses()
        self.halt = asyncio.Event()
        self.stop = threading.Event()
        self.work = asyncio.Event()  # there may be something to fetch
        self.kept = asyncio.Event()  # there is something to read
        self.polls = False  # whether this process is the one that asks feeds
        self.misses = 0  # feeds and pages that could not be had
        self._standing = Standing(settings.ledger, log, self.stop, self.pulses.tick_all)
        self._hand = ThreadPoolExecutor(1, thread_name_prefix="ledger")

    def now(self) -> datetime:
        """Return this instant by the clock on the wall."""
        return self.clock.now()

    async def do(self, act: Callable[[Ledger], T]) -> T:
        """Do something with the ledger beside the event loop, one thing after another; raises Stopped."""
        return await asyncio.get_running_loop().run_in_executor(self._hand, self._standing.do, act)

    async def write(self, act: Callable[[Ledger], T]) -> T:
        """Do the same in one transaction."""

        def whole(ledger: Ledger) -> T:
            with ledger.transaction():
                return act(ledger)

        return await self.do(whole)

    @property
    def has_ledger(self) -> bool:
        """Whether the ledger could be had when it was asked last."""
        return self._standing.waits is None

    async def pause(self, seconds: float) -> bool:
        """Wait a while, or until nothing new is to be begun; returns whether that is so."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.halt.wait(), seconds)
        return self.halt.is_set()

    async def close(self) -> None:
        """Close the ledger."""
        await asyncio.get_running_loop().run_in_executor(self._hand, self._standing.close)
        self._hand.shutdown(wait=False)

"""The watch: one process that asks and fetches, workers that read, and two threads that tell.

It ends in good order when it is asked to: nothing new is begun, what is in hand is brought to an end for a
while, and the rest waits in the ledger. Killed at any moment it loses nothing: whatever was in hand is done
again by whoever comes next.
"""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.engine import make_url

from twosource.config.channels import Channel
from twosource.errors import Refused
from twosource.ingest.live.polite import PoliteFetcher, Politeness
from twosource.store import Ledger
from twosource.store.queue import Taker
from twosource.watching.crew import Crew
from twosource.watching.fetching import Fetching
from twosource.watching.health import find_ills, serve_health
from twosource.watching.logs import Log
from twosource.watching.naming import own_name, parse_name
from twosource.watching.notify import notify
from twosource.watching.patience import Stopped
from twosource.watching.polling import Polling
from twosource.watching.settings import Settings
from twosource.watching.shared import Shared
from twosource.watching.telling import Loop, Raiser, Sender
from twosource.watching.upkeep import Upkeep

_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)
_LOOK_S: Final = 0.2
_REASSURE_S: Final = 10.0  # WatchdogSec of the unit in deploy/ is six times that
_TOLD_S: Final = 5.0  # what is to be raised and sent at the end is given so long
_AGAIN_S: Final = 1.0  # after a surprise

#: Is told how the watch does, some times a second, to show it.
Show = Callable[[Shared, Crew], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a watch ended: pages read; feeds and pages that could not be had, and jobs set aside."""

    read: int
    missed: int


def run_watch(settings: Settings, log: Log, show: Show | None = None) -> Ended:
    """Run a watch until it is asked to end, or has done everything once.

    Raises Refused where another watch asks the feeds of the ledger already, InputError where the address
    of its figures can't be had.
    """
    return asyncio.run(_run(settings, log, show))


async def _run(settings: Settings, log: Log, show: Show | None) -> Ended:
    return await _Watch(settings, log, show).run()


class _Watch:
    """The parts of one watch, put together."""

    def __init__(self, settings: Settings, log: Log, show: Show | None) -> None:
        self._show = show
        self.shared = Shared(settings, str(own_name()), log)
        self.crew = Crew(
            settings=settings,
            watch=self.shared.name,
            log=log,
            metrics=self.shared.metrics,
            bury=self._bury,
        )
        self.upkeep = Upkeep(shared=self.shared, crew=self.crew)
        self._loops = (
            Loop(name="raiser", shared=self.shared, act=Raiser(shared=self.shared).act),
            *(self._sender(channel) for channel in settings.config.channels),
        )

    def _sender(self, channel: Channel) -> Loop:
        sender = Sender(shared=self.shared, channel=channel)
        return Loop(name=f"sender {channel.name}", shared=self.shared, act=sender.act)

    async def run(self) -> Ended:
        """Run until the end."""
        for number in _SIGNALS:
            asyncio.get_running_loop().add_signal_handler(number, self._end_on, number)
        try:
            await self._take_part()
            async with (
                serve_health(self.shared, self.crew) as address,
                make_fetcher(self.shared) as fetcher,
            ):
                self._announce(address)
                await self._work(fetcher)
            await self.upkeep.end()
        except Stopped:
            self.shared.log.tell("ended-without-ledger", level="warning")
        finally:
            self.shared.stop.set()
            self.crew.kill()
            await self.shared.close()
        ended = Ended(read=self.crew.read, missed=self.shared.misses + self.crew.failed)
        self.shared.log.tell("ended", read=ended.read, missed=ended.missed)
        return ended

    # --- beginning -------------------------------------------------------------------------------

    async def _take_part(self) -> None:
        """Be the one that asks feeds, and follow the configuration; raises Refused where another asks."""
        other = await self.upkeep.begin()
        if other is not None:
            await self.upkeep.end()
            raise Refused(
                f"another watch asks the feeds of this ledger: {parse_name(other).for_people}",
                hint="end it first, or read beside it with: twosource watch --workers-only",
            )
        if self.shared.polls:
            await self.shared.write(self._follow)

    def _follow(self, ledger: Ledger) -> None:
        config, now = self.shared.settings.config, self.shared.now()
        ledger.feeds.sync(config.feeds, now)
        ledger.watches.sync(config.watches, now)

    def _announce(self, address: str | None) -> None:
        settings = self.shared.settings
        self.shared.log.tell(
            "begun",
            pid=os.getpid(),
            health=address,
            ledger=_harmless(settings.ledger),
            feeds=len(settings.config.feeds),
            watches=len(settings.config.watches),
            workers=settings.workers,
            mode="workers only" if settings.workers_only else "once" if settings.once else "on and on",
        )
        notify("READY=1")

    # --- working ---------------------------------------------------------------------------------

    async def _work(self, fetcher: PoliteFetcher) -> None:
        """Let every part work until nothing new is to be begun, and then bring what is in hand to an end."""
        polling = Polling(shared=self.shared, fetcher=fetcher)
        fetching = Fetching(shared=self.shared, fetcher=fetcher)
        parts = [
            asyncio.create_task(self._stand_by(name, run))
            for name, run in (
                ("polling", polling.run),
                ("fetching", fetching.run),
                ("upkeep", self.upkeep.run),
            )
        ]
        crew = asyncio.create_task(self._stand_by("crew", self.crew.keep))
        beside = [asyncio.create_task(go_on()) for go_on in (self._show_on, self._wake_on, self._reassure_on)]
        for loop in self._loops if self.shared.polls else ():
            loop.start()
        if self.shared.settings.once:
            beside.append(asyncio.create_task(self._end_when_done(polling, fetching)))
        await self.shared.halt.wait()
        await self._drain(parts, crew)
        for task in beside:
            task.cancel()

    async def _stand_by(self, name: str, run: Callable[[], Awaitable[Any]]) -> None:
        """Run a part of the watch, and again after a surprise, until the end."""
        while True:
            try:
                await run()
            except Stopped:
                return
            except Exception as error:  # noqa: BLE001  (one part's surprise must not end the watch)
                self.shared.metrics.failures.labels(name).inc()
                self.shared.log.surprise(f"{name}-failed", error)
                if await self.shared.pause(_AGAIN_S):
                    return
            else:
                return

    async def _end_when_done(self, polling: Polling, fetching: Fetching) -> None:
        """End the watch when every feed was asked and all work is done."""
        while not self.shared.halt.is_set():
            await self.shared.pause(_LOOK_S)
            if polling.is_idle and fetching.is_idle and not await self._has_work():
                self._end()

    async def _has_work(self) -> bool:
        return await self.shared.do(lambda ledger: ledger.queue.has_work(self.shared.now()))

    async def _wake_on(self) -> None:
        """Tell workers of new work as soon as it is there."""
        while True:
            await self.shared.kept.wait()
            self.shared.kept.clear()
            self.crew.wake()

    async def _reassure_on(self) -> None:
        """Tell systemd that the watch is alive, for as long as it is."""
        while True:
            if not find_ills(self.shared):
                notify("WATCHDOG=1")
            await asyncio.sleep(_REASSURE_S)

    async def _show_on(self) -> None:
        while self._show is not None:
            self._show(self.shared, self.crew)
            await asyncio.sleep(_LOOK_S)

    async def _bury(self, taker: Taker, why: str, most: int | None) -> int:
        now = self.shared.now()
        if most is None:
            await self.shared.do(lambda ledger: ledger.queue.put_back_all(taker, now))
            return 0
        return await self.shared.do(lambda ledger: ledger.queue.bury(taker, why, now, most=most))

    # --- ending ----------------------------------------------------------------------------------

    def _end_on(self, number: signal.Signals) -> None:
        """End in good order at the first signal, at once at the second."""
        if self.shared.halt.is_set():
            self.crew.kill()
            os._exit(128 + number)
        self.shared.log.tell("ending", signal=signal.Signals(number).name)
        self._end()

    def _end(self) -> None:
        notify("STOPPING=1")
        self.shared.halt.set()

    async def _drain(self, parts: Sequence["asyncio.Task[None]"], crew: "asyncio.Task[None]") -> None:
        """Bring what is in hand to an end, each for a while; what is left waits in the ledger."""
        patience = self.shared.process.drain.total_seconds()
        giving_up = asyncio.get_running_loop().call_later(2 * patience + _TOLD_S, self.shared.stop.set)
        self.crew.stop()
        await asyncio.wait({*parts, crew}, timeout=patience)
        self.crew.kill()
        for task in (*parts, crew):
            if not task.done():
                await asyncio.wait({task}, timeout=_LOOK_S * 5)
                task.cancel()
        for loop in self._loops:  # what was read last is told of, and then sent
            await asyncio.to_thread(loop.stop, _TOLD_S)
        giving_up.cancel()


def make_fetcher(shared: Shared) -> PoliteFetcher:
    """Return what asks the web, as the configuration says."""
    process = shared.process
    politeness = Politeness(
        contact=process.contact,
        allow_private=process.allow_private,
        robots=process.robots,
        at_once=process.at_once,
        pause_s=process.host_pause.total_seconds(),
        timeout_s=process.timeout.total_seconds(),
        max_bytes=process.max_bytes,
    )
    return PoliteFetcher(politeness, clock=shared.clock)


def _harmless(place: str) -> str:
    """Return where a ledger is without the password that may stand in its address."""
    return make_url(place).render_as_string(hide_password=True) if "://" in place else place

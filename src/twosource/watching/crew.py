"""The workers of a watch: begun, heard, replaced when they die, killed when they hang.

Each is a process of its own (``worker.py``), begun afresh and never forked from one with threads. What a dead
worker had in hand goes back to the queue; what kills its workers is set aside.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final

from twosource.store.queue import Taker
from twosource.watching.logs import Level, Log
from twosource.watching.metrics import Metrics
from twosource.watching.reading import Told
from twosource.watching.settings import Settings
from twosource.watching.waits import wait_for_worker

#: A page that crashes its worker, or lets it hang, does so by itself: twice is enough to know.
MOST_CRASHES: Final = 2
#: SIGKILL comes from outside: from the kernel for want of memory, or from a hand. It may not be the page's fault.
MOST_KILLS: Final = 5
_LONGEST_LINE: Final = 1 << 22  # bytes: a page of a thousand articles tells some 300 kB
_STEADY_S: Final = 60.0  # a worker that lived so long has nothing to do with those that died before
_READY_S: Final = 120.0  # loading what readers know takes 2 s; a busy machine may take far longer

#: Gives back what a dead worker had in hand: whose, why, and at which death it is set aside. A worker that
#: was told to end dies no death, and there is None.
Bury = Callable[[Taker, str, int | None], Awaitable[int]]


@dataclass(slots=True)
class _Worker:
    """A worker as its parent sees it; ``busy_since`` is by the monotonic clock, None while it waits for work."""

    name: str
    process: asyncio.subprocess.Process
    began: float
    busy_since: float | None
    is_ready: bool = False
    is_hung: bool = False


@dataclass(slots=True, kw_only=True)
class Crew:
    """Keeps so many workers at work until told to stop."""

    settings: Settings
    watch: str
    log: Log
    metrics: Metrics
    bury: Bury
    command: tuple[str, ...] = (sys.executable, "-m", "twosource.watching.worker")
    read: int = 0  # pages read
    failed: int = 0  # pages set aside, by their worker or by its death
    _workers: dict[int, _Worker] = field(default_factory=dict)
    _begun: int = 0
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self) -> None:
        """Keep the crew at work until :meth:`stop`."""
        async with asyncio.TaskGroup() as group:
            for slot in range(self.settings.workers):
                group.create_task(self._keep_one(slot))
            group.create_task(self._kill_hung())

    @property
    def ready(self) -> int:
        """Return how many workers are ready."""
        return sum(worker.is_ready for worker in self._workers.values())

    @property
    def pids(self) -> dict[str, int]:
        """Return the processes by the workers' names."""
        return {worker.name: worker.process.pid for worker in self._workers.values()}

    def wake(self) -> None:
        """Tell the workers that there is new work."""
        for worker in self._workers.values():
            if worker.process.stdin is not None and not worker.process.stdin.is_closing():
                worker.process.stdin.write(b"\n")

    def stop(self) -> None:
        """Let each worker end the page in hand, and begin no other."""
        self._stopping.set()
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the workers at once."""
        self._stopping.set()
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        for worker in self._workers.values():
            with contextlib.suppress(ProcessLookupError):
                worker.process.send_signal(number)

    # --- one worker ------------------------------------------------------------------------------

    async def _keep_one(self, slot: int) -> None:
        deaths = 0
        while not self._stopping.is_set():
            worker = await self._begin(slot)
            await self._hear(worker)
            status = await worker.process.wait()
            del self._workers[slot]
            await self._note_end(worker, status)
            deaths = 0 if time.monotonic() - worker.began > _STEADY_S else deaths + 1
            await self._pause(wait_for_worker(deaths - 1) if deaths else 0.0)

    async def _begin(self, slot: int) -> _Worker:
        self._begun += 1
        name = f"{slot}.{self._begun}"
        process = await asyncio.create_subprocess_exec(
            *self.command,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        now = time.monotonic()
        worker = _Worker(name=name, process=process, began=now, busy_since=now)
        self._workers[slot] = worker
        orders = {
            "ledger": self.settings.ledger, "watch": self.watch, "worker": worker.name,
            "reader": self.settings.reader,
        }  # fmt: skip
        assert process.stdin is not None, "it was asked for"
        process.stdin.write(json.dumps(orders).encode() + b"\n")
        self.log.tell("worker-begun", worker=worker.name, pid=process.pid)
        if self._stopping.is_set():
            process.kill()
        return worker

    async def _hear(self, worker: _Worker) -> None:
        """Hear what a worker tells until it ends."""
        process = worker.process
        assert process.stdout is not None, "it was asked for"
        assert process.stderr is not None, "it was asked for"
        await asyncio.gather(
            self._lines(process.stdout, lambda line: self._heard(worker, line)),
            self._lines(process.stderr, lambda line: self._complained(worker, line)),
        )

    async def _lines(self, stream: asyncio.StreamReader, heed: Callable[[bytes], None]) -> None:
        while True:
            try:
                line = await stream.readline()
            except ValueError:  # a line over the limit: the rest of it is told as another
                continue
            if not line:
                return
            heed(line)

    def _heard(self, worker: _Worker, line: bytes) -> None:
        try:
            message: dict[str, Any] = json.loads(line)
        except ValueError:
            self._complained(worker, line)
            return
        match message.get("what"):
            case "ready":
                worker.is_ready, worker.busy_since = True, None
            case "begun":
                worker.busy_since = time.monotonic()
            case "waits" if worker.busy_since is not None:  # for the ledger, which is no fault of its page
                worker.busy_since = time.monotonic()
            case "ended":
                worker.busy_since = None
                self._note_read(worker, message)

    def _note_read(self, worker: _Worker, message: dict[str, Any]) -> None:
        self.read += 1
        self.failed += bool(message.get("failed"))
        told = [Told(**{**one, "incidents": tuple(one["incidents"])}) for one in message["told"]]
        self.metrics.count_told(told)
        for one in told:
            self.log.tell(
                "article",
                fate=one.fate,
                article=one.article,
                address=one.address,
                feed=one.feed,
                outlet=one.outlet,
                reason=one.reason,
                incidents=one.incidents,
                age_s=None if one.age_s is None else round(one.age_s, 1),
                worker=worker.name,
            )

    def _complained(self, worker: _Worker, line: bytes) -> None:
        """Pass on what a worker logs; anything else it prints is told as it stands."""
        words = line.decode("utf-8", "replace").strip()
        try:
            told = json.loads(words)
            event, level = str(told.pop("event")), told.pop("level")
        except (ValueError, KeyError, TypeError, AttributeError):
            event, level, told = "worker-says", "warning", {"words": words}
        told.pop("at", None)
        known: Level = "error" if level == "error" else "warning" if level == "warning" else "info"
        self.log.tell(event, level=known, **{**told, "worker": worker.name})

    async def _note_end(self, worker: _Worker, status: int) -> None:
        """Give back what a worker had in hand when it ended, and tell of it where it was not to end."""
        is_told = self._stopping.is_set()
        why, most = _why(status, worker)
        taker = Taker(watch=self.watch, worker=worker.name)
        aside = await self.bury(taker, why, None if is_told else most)
        self.failed += aside
        if not is_told:
            kind = "hung" if worker.is_hung else "killed" if status == -signal.SIGKILL else "crashed"
            self.metrics.worker_ends.labels(kind).inc()
            self.log.tell(
                "worker-ended", level="warning", worker=worker.name, why=why, set_aside=aside or None
            )

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _kill_hung(self) -> None:
        """Kill the workers that have read one page for longer than any takes."""
        while not self._stopping.is_set():
            await self._pause(min(1.0, self.settings.deadline.total_seconds() / 4))
            now = time.monotonic()
            for worker in self._workers.values():
                longest = self.settings.deadline.total_seconds() if worker.is_ready else _READY_S
                if worker.busy_since is not None and now - worker.busy_since > longest:
                    worker.is_hung = True
                    with contextlib.suppress(ProcessLookupError):
                        worker.process.kill()


def _why(status: int, worker: _Worker) -> tuple[str, int]:
    """Return why a worker ended, in words, and at how many deaths its page is set aside."""
    if worker.is_hung:
        return "the worker hung and was killed", MOST_CRASHES
    if status == -signal.SIGKILL:
        return "the worker was killed (signal 9): by hand, or for want of memory", MOST_KILLS
    if status < 0:
        return f"the worker crashed (signal {-status})", MOST_CRASHES
    return f"the worker ended with status {status}", MOST_CRASHES

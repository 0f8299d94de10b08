"""Who is killed when: workers, the watch itself, connections to a server; and a disk that is full for a while."""

import os
import resource
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.replay.driving import NotDone, Setup, Watching, begin
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

#: Share of kills that hit the watch itself, all its workers with it. With fewer, the time that it leaves between
#: workers that die one after another (30 s at last) would be most of the run.
_WATCH: Final = 0.25
_CONNECTION: Final = 0.25  # share that hit a connection instead, where the ledger is on a server
_WORKING: Final = 0.7  # share of kills that wait until something was read
_PROGRESS_S: Final = 15.0  # ... but not for longer
_BEGINNING_S: Final = 120.0
#: A file may grow to this while the disk is full: the parts of a ledger that are written lie beyond.
_FULL_BYTES: Final = 32_768
_OTHERS: Final = text(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend' ORDER BY pid"
)
_TERMINATE: Final = text("SELECT pg_terminate_backend(:pid)")


@dataclass(slots=True, kw_only=True)
class Killer:
    """Kills by a seeded chance; ``done`` counts whom. ``pause_s`` is the most from a sign of work to a kill.

    ``full_s`` is how long the disk is full.
    """

    setup: Setup
    seed: int
    pause_s: float = 2.0
    full_s: float = 4.0
    done: Counter[str] = field(default_factory=Counter)
    watch: Watching | None = None
    _rng: Random = field(default_factory=Random)

    def __post_init__(self) -> None:
        self._rng.seed(f"{self.seed}/kills")

    @property
    def kills(self) -> int:
        """How many were killed so far."""
        return sum(count for name, count in self.done.items() if name != "full disks")

    def run(self, kills: int, full_disks: int) -> None:
        """Kill so many; the disk is full so often between them, evenly."""
        at = {kills * (number + 1) // (full_disks + 1) for number in range(full_disks)}
        while self.kills < kills:
            self._let_work()
            time.sleep(self._rng.uniform(0.02, self.pause_s))
            if self.kills in at:
                at.remove(self.kills)
                self._fill_disk()
            self._strike()

    def rest(self) -> Watching:
        """Return the watch that runs, begun again where it was killed."""
        return self._revive()

    def _revive(self) -> Watching:
        """Begin the watch again where it does not run, as a service manager would."""
        if self.watch is not None and self.watch.is_over():
            status = self.watch.process.returncode
            if status not in {-signal.SIGKILL, 0}:
                self.done[f"ends with status {status}"] += 1
            self.watch = None
        if self.watch is None:
            self.watch = begin(self.setup)
        return self.watch

    def _let_work(self) -> None:
        """Mostly wait until an article was read since the last kill: else only those would die that just began."""
        watch, read = self._revive(), read_articles(self.setup.log)
        if self._rng.random() < _WORKING:
            with suppress(NotDone):
                watch.wait_until(lambda: read_articles(self.setup.log) > read, _PROGRESS_S)

    def _strike(self) -> None:
        watch, chance = self._revive(), self._rng.random()
        if self.setup.place.startswith("postgresql") and chance < _CONNECTION:
            self._cut_connection()
        elif chance > 1 - _WATCH:
            watch.kill()
            self.done["watches killed"] += 1
        else:
            self._kill_worker(watch)

    def _kill_worker(self, watch: Watching) -> None:
        """Kill one of the workers, as soon as there is one."""
        watch.wait_until(lambda: bool(children(watch.process.pid)), _BEGINNING_S)
        with suppress(ProcessLookupError, IndexError):
            os.kill(self._rng.choice(children(watch.process.pid)), signal.SIGKILL)
            self.done["workers killed"] += 1

    def _cut_connection(self) -> None:
        """Cut one connection to the server, whosever it is."""
        engine = create_engine(self.setup.place.replace("postgresql://", "postgresql+psycopg://", 1))
        try:
            with engine.begin() as connection:
                others = [pid for (pid,) in connection.execute(_OTHERS)]
                if others:
                    connection.execute(_TERMINATE, {"pid": self._rng.choice(others)})
                    self.done["connections cut"] += 1
        except SQLAlchemyError as error:
            raise NotDone(f"the server can't be had: {error}") from error
        finally:
            engine.dispose()

    def _fill_disk(self) -> None:
        """Let nothing be written for a while; workers begun meanwhile can't write either."""
        watch = self._revive()
        with _limited([watch.process.pid, *children(watch.process.pid)]):
            time.sleep(self.full_s)
        with _limited([], lifted=children(watch.process.pid)):
            self.done["full disks"] += 1


@contextmanager
def _limited(pids: list[int], lifted: list[int] | None = None) -> Iterator[None]:
    """Limit the size of the files that processes may write; what can't be written fails as on a full disk."""
    for pid in pids:
        _limit(pid, _FULL_BYTES)
    try:
        yield
    finally:
        for pid in [*pids, *(lifted or [])]:
            _limit(pid, resource.RLIM_INFINITY)


def _limit(pid: int, size: int) -> None:
    with suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def read_articles(log: Path) -> int:
    """Return of how many articles a log tells."""
    return log.read_bytes().count(b'"event": "article"')


def children(pid: int) -> list[int]:
    """Return the processes that a process began, by number (Linux)."""
    try:
        return sorted(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    except OSError:
        return []

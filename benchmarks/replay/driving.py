"""``twosource watch`` as a child of its own: begun, asked how far it is, ended in good order or killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from twosource.store import Ledger, open_ledger

_LOOK_S: Final = 0.1
_ENDING_S: Final = 40.0


class NotDone(Exception):
    """The watch did not come to its end in time, or ended by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What a watch is begun with: the ledger's place, its configuration, where its log goes."""

    place: str
    config: Path
    log: Path
    options: tuple[str, ...] = ()

    @property
    def command(self) -> list[str]:
        """The command line."""
        return [
            sys.executable,
            "-m",
            "twosource",
            "--db",
            self.place,
            "watch",
            "--config",
            str(self.config),
            *self.options,
        ]


@dataclass(slots=True, kw_only=True)
class Watching:
    """A watch that runs."""

    setup: Setup
    process: subprocess.Popen[bytes]

    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.process.poll() is not None

    def wait_until(self, is_done: Callable[[], bool], seconds: float) -> None:
        """Wait for something; raises NotDone where it doesn't come, or the watch ends before."""
        until = monotonic() + seconds
        while not is_done():
            if self.is_over():
                raise NotDone(f"the watch ended with {self.process.returncode}: {last_words(self.setup.log)}")
            if monotonic() > until:
                raise NotDone(f"not done after {seconds:.0f} seconds: {last_words(self.setup.log)}")
            sleep(_LOOK_S)

    def end(self) -> int:
        """Ask it to end in good order and return its exit status; it is killed where it takes too long."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(_ENDING_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise NotDone(f"did not end: {last_words(self.setup.log)}") from None

    def kill(self) -> None:
        """Kill it and whatever it began, as a power cut would."""
        if not self.is_over():
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def begin(setup: Setup) -> Watching:
    """Begin a watch in a group of processes of its own."""
    with setup.log.open("ab") as log:
        process = subprocess.Popen(
            setup.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
    return Watching(setup=setup, process=process)


@contextmanager
def watching(setup: Setup) -> Iterator[Watching]:
    """Run a watch; nothing of it is left afterwards."""
    running = begin(setup)
    try:
        yield running
    finally:
        running.kill()


def last_words(log: Path, lines: int = 5) -> str:
    """Return the last lines of a log."""
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-lines:])


def events(log: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a log that are JSON; one cut by a kill is left out."""
    for line in log.read_text("utf-8", "replace").splitlines():
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            yield found


def is_settled(place: str) -> bool:
    """Whether all work in a ledger is done: nothing queued, every change told of, every delivery out."""
    with open_ledger(place) as ledger:
        return _waiting(ledger) == 0


def _waiting(ledger: Ledger) -> int:
    open_jobs = ledger.queue.waiting("read") + ledger.queue.waiting("fetch")
    unsent = sum(backlog.waiting + backlog.failed for backlog in ledger.outbox.backlogs())
    untold = ledger.threads.last() - ledger.threads.cursor()
    return open_jobs + unsent + untold

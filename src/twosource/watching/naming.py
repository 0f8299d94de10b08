"""What a process of the watch is called, and whether one is dead: by its machine, else by its beat.

On one machine a process is known to be dead at once. Of one on another machine only its beat in the ledger
is seen; when that has stood still for long enough, by our own monotonic clock, it is taken for dead. No clock
on a wall is asked.
"""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

#: Seconds between two beats, and after how many without one a process is taken for dead.
BEAT_S: Final = 3.0
STILL_S: Final = 20.0

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_PIDS: Final = Path("/proc/self/ns/pid")
_SEPARATOR: Final = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A process: its host, the run of that machine in which its number means something, its number and start."""

    host: str
    run: str
    pid: int
    started: str

    def __str__(self) -> str:
        return _SEPARATOR.join((self.host, self.run, str(self.pid), self.started))

    @property
    def for_people(self) -> str:
        """Return the process as people would look for it."""
        return f"process {self.pid} on {self.host}"


def own_name(pid: int | None = None) -> Name:
    """Return what this process is called, or another on this machine."""
    pid = pid or os.getpid()
    return Name(host=socket.gethostname(), run=_run(), pid=pid, started=_started(pid) or "")


def parse_name(words: str) -> Name:
    """Return a process from its name in the ledger; raises ValueError."""
    host, run, pid, started = words.rsplit(_SEPARATOR, 3)
    return Name(host=host, run=run, pid=int(pid), started=started)


def is_dead_here(name: Name, ours: Name) -> bool | None:
    """Whether a process is dead; None where that can't be seen from here."""
    if not ours.run or (name.host, name.run) != (ours.host, ours.run):
        return None
    return _started(name.pid) != name.started


@dataclass(slots=True, kw_only=True)
class Pulse:
    """The beats of other processes, and since when each has stood still by our monotonic clock."""

    still_s: float = STILL_S
    _seen: dict[str, tuple[int, float]] = field(default_factory=dict)

    def find_still(self, beats: Mapping[str, int], at: float) -> tuple[str, ...]:
        """Return the processes whose beat has stood still for too long."""
        self._seen = {
            name: self._seen[name] if self._seen.get(name, (None, at))[0] == beat else (beat, at)
            for name, beat in beats.items()
        }
        return tuple(name for name, (_, since) in self._seen.items() if at - since >= self.still_s)


def _run() -> str:
    """Return the run of this machine and its table of processes; "" where the system does not tell."""
    try:
        return f"{_BOOT.read_text().strip()[:13]}{str(_PIDS.readlink())[4:]}"
    except OSError:
        return ""


def _started(pid: int) -> str | None:
    """Return when a process started, in ticks since its machine did; None where there is none such."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return None
    state, *rest = stat.rpartition(")")[2].split()
    return None if state in {"Z", "X"} else rest[18]

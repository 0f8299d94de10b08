"""One host at a time, and never in a hurry: whose turn it is, and which hosts are to be left alone.

Times are the event loop's seconds, which no change of the wall clock moves. What is known of a host is
forgotten once it no longer matters, so that memory does not grow with the number of hosts met.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from twosource.ids import digest

_MOST_HOSTS: Final = 2_000
_LOOKED_AT: Final = 100  # of the hosts met longest ago, to forget one
#: A host is waited for so long; if it is to be left alone for longer, whoever asks comes back later.
PATIENCE_S: Final = 5.0
_LONGEST_BACK_OFF_S: Final = (
    600.0  # feeds back off for themselves, to a day; this spares a host's other pages
)
_MOST_PAUSE_S: Final = 30.0  # the most of a Crawl-delay that is heeded


class Busy(Exception):
    """A host is to be left alone for ``wait_s`` seconds."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"left alone for {wait_s:.0f} s")
        self.wait_s = wait_s


@dataclass(slots=True, kw_only=True)
class Host:
    """What is known of a host: when it may be asked again, and how often it failed in a row."""

    name: str
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    closed_until: float = 0.0
    failures: int = 0
    waiting: int = 0

    def rest(self, now: float, pause_s: float) -> None:
        """Note that a request is over: the next one may begin a pause later."""
        self.free_at = now + min(pause_s, _MOST_PAUSE_S)

    def succeed(self) -> None:
        """Note that it answered."""
        self.failures = 0

    def fail(self, now: float, wait_s: float | None = None) -> None:
        """Note that it did not answer, or asks to be left alone for some seconds."""
        self.failures += 1
        self.closed_until = now + (back_off_s(self.name, self.failures) if wait_s is None else wait_s)


class Hosts:
    """The hosts met of late; ``at_once`` of them are asked at a time."""

    def __init__(self, at_once: int) -> None:
        self._hosts: OrderedDict[str, Host] = OrderedDict()
        self._slots = asyncio.Semaphore(at_once)

    def __len__(self) -> int:
        return len(self._hosts)

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[Host]:
        """Wait for one's turn at a host; raises Busy where that would take long."""
        host = self._get(name)
        host.waiting += 1
        try:
            _check_open(host)
            async with host.turn:
                await self._wait(host)
                async with self._slots:
                    yield host
        finally:
            host.waiting -= 1

    async def _wait(self, host: Host) -> None:
        _check_open(host)
        now = asyncio.get_running_loop().time()
        wait_s = max(host.free_at, host.closed_until) - now
        if wait_s > 0:
            await asyncio.sleep(wait_s)

    def _get(self, name: str) -> Host:
        host = self._hosts.setdefault(name, Host(name=name))
        self._hosts.move_to_end(name)
        if len(self._hosts) > _MOST_HOSTS:
            self._forget_one()
        return host

    def _forget_one(self) -> None:
        """Forget the host met longest ago that nobody waits for; one that is to be left alone goes last."""
        now = asyncio.get_running_loop().time()
        idle = (host for host in self._hosts.values() if not host.waiting)
        oldest = list(islice(idle, _LOOKED_AT))
        spare = next((host for host in oldest if host.closed_until <= now), oldest[0] if oldest else None)
        if spare is not None:
            del self._hosts[spare.name]


def back_off_s(name: str, failures: int) -> float:
    """Return how long a host is left alone after some failures in a row: 2, 4, 8 ... seconds, less up to half.

    What is taken off follows from name and number, so that hosts that failed together do not come back so.
    """
    longest = min(2.0 ** min(failures, 20), _LONGEST_BACK_OFF_S)
    return longest * (1 - int(digest(name, str(failures), size=4), 16) / 0x1FFFF)


def _check_open(host: Host) -> None:
    wait_s = host.closed_until - asyncio.get_running_loop().time()
    if wait_s > PATIENCE_S:
        raise Busy(wait_s)

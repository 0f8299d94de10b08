"""How often somebody may try to sign in: by the name that is tried and by the address it comes from.

Kept in memory, for some minutes and a bounded number of names: a desk is one process.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from time import monotonic
from typing import Final

WINDOW_S: Final = 15 * 60
MOST_PER_NAME: Final = 10  # wrong passwords; a person mistypes a few, a machine tries thousands
MOST_PER_ADDRESS: Final = 30  # a newsroom may share one
_MOST_KEPT: Final = 10_000  # names and addresses; the longest unheard of is forgotten first


class Attempts:
    """Counts what failed. Safe to ask from many threads."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._failed: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_s(self, name: str, address: str) -> int:
        """Return after how many seconds this name may be tried from this address; 0 for now."""
        with self._lock:
            return max(
                self._wait_s(("name", name), MOST_PER_NAME),
                self._wait_s(("address", net_of(address)), MOST_PER_ADDRESS),
            )

    def fail(self, name: str, address: str) -> None:
        """Note that a name was tried in vain."""
        with self._lock:
            for key in (("name", name), ("address", net_of(address))):
                self._failed.setdefault(key, deque(maxlen=MOST_PER_ADDRESS)).append(self._clock())
                self._failed.move_to_end(key)
            while len(self._failed) > _MOST_KEPT:
                self._failed.popitem(last=False)

    def succeed(self, name: str) -> None:
        """Forget what failed with a name; its address stays noted."""
        with self._lock:
            self._failed.pop(("name", name), None)

    def _wait_s(self, key: tuple[str, str], most: int) -> int:
        failed = self._failed.get(key, deque())
        while failed and failed[0] <= self._clock() - WINDOW_S:
            failed.popleft()
        return 0 if len(failed) < most else int(failed[-most] + WINDOW_S - self._clock()) + 1


def net_of(address: str) -> str:
    """Return what counts as one address: of IPv6 the /64 that one household has."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return found.exploded[:19] if isinstance(found, IPv6Address) else address

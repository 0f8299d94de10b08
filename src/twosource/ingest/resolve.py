"""Names to checked addresses: what aiohttp connects to is what was checked, nothing looked up twice."""

import asyncio
import socket
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from aiohttp.abc import AbstractResolver, ResolveResult

from twosource.errors import FetchError
from twosource.ingest.addresses import Judge, check_addresses

#: Gives the IP addresses of a host name; raises OSError where there are none.
Lookup = Callable[[str], list[str]]


def look_up(host: str) -> list[str]:
    """Ask the system for the addresses of a name, in its order of preference."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Remembered:
    """A lookup that asks for a name once in a while, so that what was checked is what is connected to."""

    def __init__(self, lookup: Lookup, *, lasts_s: float = 60.0, most: int = 1_000) -> None:
        self._lookup = lookup
        self._lasts_s = lasts_s
        self._most = most
        self._known: OrderedDict[str, tuple[float, list[str]]] = OrderedDict()
        self._lock = threading.Lock()  # names are looked up in threads

    def __call__(self, host: str) -> list[str]:
        """Return the addresses of a name; raises OSError where there are none, which is not remembered."""
        now = time.monotonic()
        with self._lock:
            until, found = self._known.get(host, (-1.0, []))
        if now < until:
            return found
        found = self._lookup(host)
        with self._lock:
            self._known[host] = (now + self._lasts_s, found)
            self._known.move_to_end(host)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return found


class CheckedResolver(AbstractResolver):
    """Resolves a name once and lets through only a name all of whose addresses pass the judge."""

    def __init__(self, lookup: Lookup, judge: Judge) -> None:
        self._lookup = lookup
        self._judge = judge

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 - both families are asked at once
    ) -> list[ResolveResult]:
        """Return the checked addresses; raises RefusedAddress, or FetchError for an unknown name."""
        try:
            addresses = await asyncio.get_running_loop().run_in_executor(None, self._lookup, host)
        except (OSError, UnicodeError):
            raise FetchError(f"the name {host} leads nowhere", hint="Check the spelling.") from None
        check_addresses(host, addresses, self._judge)
        return [_result(host, address, port) for address in addresses]

    async def close(self) -> None:
        """Nothing to release."""


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=family,
        proto=socket.IPPROTO_TCP,
        flags=socket.AI_NUMERICHOST,
    )

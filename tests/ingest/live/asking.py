"""Asking addresses politely from tests: a fetcher in a hurry, on loopback."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from tests.fakes import FakeClock
from twosource.ingest.addresses import find_refusal
from twosource.ingest.live.answers import Answer
from twosource.ingest.live.polite import PoliteFetcher, Politeness
from twosource.ingest.resolve import Lookup

#: Waits for nobody; gives up after a second.
QUICK = Politeness(
    allow_private=True, robots=False, pause_s=0, timeout_s=1.0, max_bytes=100_000, max_redirects=2
)
#: The same with time enough for a slow machine.
PATIENT = replace(QUICK, timeout_s=10.0)


def ask(*urls: str, how: Politeness = PATIENT, said: Mapping[str, str | None] | None = None) -> list[Answer]:
    """Ask addresses one after another with one fetcher."""
    return asyncio.run(_ask(urls, PoliteFetcher(how, clock=FakeClock()), said or {}))


def ask_outside(*urls: str, lookup: Lookup, how: Politeness = PATIENT) -> list[Answer]:
    """Ask as if the test server stood in the public net, and all else where it stands."""
    fetcher = PoliteFetcher(
        replace(how, allow_private=False), lookup=lookup, judge=only_the_test_server, clock=FakeClock()
    )
    return asyncio.run(_ask(urls, fetcher, {}))


async def _ask(urls: Sequence[str], fetcher: PoliteFetcher, said: Mapping[str, str | None]) -> list[Answer]:
    async with fetcher:
        return [await fetcher.ask(url, **said) for url in urls]


def only_the_test_server(address: str) -> str | None:
    return None if address == "127.0.0.1" else find_refusal(address)


def found_at(**names: str) -> Lookup:
    """Return a lookup that knows invented names alone ("wire_example" for wire.example)."""
    known = {name.replace("_", "."): [address] for name, address in names.items()}

    def look_up(host: str) -> list[str]:
        if host not in known:
            raise OSError
        return known[host]

    return look_up


@contextmanager
def speak(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve one raw answer to every connection; yields the root address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        over = threading.Event()
        thread = threading.Thread(target=_serve, args=(server, answer, over))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            over.set()
            thread.join()


def _serve(server: socket.socket, answer: Callable[[socket.socket], None], over: threading.Event) -> None:
    while not over.is_set():
        try:
            connection, _ = server.accept()
        except TimeoutError:
            continue
        with connection:
            connection.settimeout(5)
            try:
                connection.recv(65_536)
                answer(connection)
            except OSError:
                continue  # whoever asked has hung up

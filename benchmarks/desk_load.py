"""How the desk answers over a large ledger: ``python benchmarks/desk_load.py LEDGER [--clients 50] [--seconds 60]``.

Starts ``twosource serve`` over the ledger in a process of its own. Each sort of page is asked one by one, with
other filters, incidents and articles, drawn by chance from what the ledger holds (what one reader waits for);
then many clients ask for pages of all sorts at once for a while, and no answer may fail. Prints two tables,
in milliseconds on the wall, the way over loopback included. ``--most MS`` ends with status 1 where a sort of
page takes longer at 95 %, and any failed answer does.
"""

import argparse
import asyncio
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from socket import socket
from subprocess import Popen
from time import monotonic, perf_counter, sleep
from typing import Final, NamedTuple
from urllib.parse import quote, urlencode

import aiohttp
from rich.console import Console
from rich.table import Table

from asking import CIRCLES, KINDS
from synthetic import FIRST_DAY, towns
from twosource.model import Incident
from twosource.store import Filter, open_ledger

_START_SECONDS: Final = 60.0
_SAMPLE: Final = 400  # incidents that pages are asked of


class Asked(NamedTuple):
    """One answer: which sort of page, its status (0 where none came), how long it took and how long it is."""

    sort: str
    status: int
    milliseconds: float
    size: int


def main() -> int:
    """Measure and print; returns an exit status."""
    options = _options()
    with open_ledger(options.ledger, create=False) as ledger:
        incidents = _draw(list(ledger.incidents(Filter(limit=20_000))))
    with served(options.ledger) as (address, server):
        alone = asyncio.run(ask_alone(address, incidents, options.times))
        together = asyncio.run(ask_together(address, incidents, options.clients, options.seconds))
        memory = peak_mb(server.pid)
    show("one reader", alone)
    show(f"{options.clients} clients at once for {options.seconds} s", together)
    failed = [one for one in (*alone, *together) if one.status != 200]
    print(f"\n{len(failed)} answers failed; the server took {memory:.0f} MB at most")
    for sort, status in sorted({(one.sort, one.status) for one in failed}):
        print(f"  {sort}: {status or 'no answer'}")
    slow = [sort for sort, found in by_sort(alone).items() if at(95, found) > options.most]
    return 1 if failed or slow else 0


@contextmanager
def served(ledger: Path) -> Iterator[tuple[str, Popen[bytes]]]:
    """Serve the desk on a free port while inside."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Popen([sys.executable, "-m", "twosource", "--db", str(ledger), "serve", "--port", str(port)])
    try:
        _wait(port, server)
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int, server: Popen[bytes]) -> None:
    until = monotonic() + _START_SECONDS
    while monotonic() < until and server.poll() is None:
        with socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.05)
    raise SystemExit("the desk did not start")


def peak_mb(process: int) -> float:
    """Return the most memory a running process ever held, in MB (Linux)."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _draw(incidents: Sequence[Incident]) -> list[Incident]:
    return Random("desk").sample(list(incidents), min(_SAMPLE, len(incidents)))


def pages(incidents: Sequence[Incident], seed: str) -> Iterator[tuple[str, str]]:
    """Yield sorts of pages with paths, each sort as often as the others."""
    chance = Random(seed)
    last = FIRST_DAY + timedelta(days=7)
    while True:
        place, one = chance.choice(towns()[0]).name, chance.choice(incidents)
        day = last - timedelta(days=chance.uniform(0, 300))
        lat, lon = chance.choice(CIRCLES)
        kind, word = chance.choice(KINDS), chance.choice(("police", "drone", "market", "killed by", "convoy"))
        lists = (
            {}, {"kind": kind}, {"place": place}, {"status": "contradicted"}, {"text": word},
            {"since": f"{day:%Y-%m-%d}", "until": f"{day + timedelta(days=30):%Y-%m-%d}"},
            {"box": f"{lon - 3},{lat - 3},{lon + 3},{lat + 3}"}, {"voices": "3"}, {"kind": kind, "place": place},
        )  # fmt: skip
        asked = urlencode(chance.choice(lists))
        article = chance.choice(one.articles)
        yield "ledger", f"/?{asked}"
        yield "map", f"/ledger/map.json?{asked}"
        yield "incident", f"/incidents/{one.id}"
        yield "brief", f"/incidents/{one.id}/brief"
        yield "article", f"/articles/{article}"
        yield "review", "/review"
        yield (
            "tally",
            "/tally?"
            + urlencode(
                chance.choice(({"place": place}, {"kind": kind, "by": "month"}, {"since": f"{day:%Y-%m-%d}"}))
            ),
        )
        yield "press", "/tally/press"
        yield "sources", "/sources"
        yield "list by API", f"/api/v1/incidents?{asked}"
        yield "incident by API", f"/api/v1/incidents/{quote(one.id)}"


async def ask_alone(address: str, incidents: Sequence[Incident], times: int) -> list[Asked]:
    """Ask one after the other, every sort of page so many times; the first of each is not counted."""
    found: dict[str, list[Asked]] = defaultdict(list)
    async with aiohttp.ClientSession() as client:
        for sort, path in pages(incidents, "alone"):
            found[sort].append(await _ask(client, address, sort, path))
            if min(map(len, found.values())) > times:
                break
    return [one for some in found.values() for one in some[1:]]


async def ask_together(
    address: str, incidents: Sequence[Incident], clients: int, seconds: float
) -> list[Asked]:
    """Ask by many clients at once, each its next page as soon as it has the last."""
    until = monotonic() + seconds
    connector = aiohttp.TCPConnector(limit=clients)
    async with aiohttp.ClientSession(connector=connector) as client:

        async def reads(number: int) -> list[Asked]:
            asked = []
            for sort, path in pages(incidents, f"client {number}"):
                if monotonic() > until:
                    break
                asked.append(await _ask(client, address, sort, path))
            return asked

        return [one for some in await asyncio.gather(*map(reads, range(clients))) for one in some]


async def _ask(client: aiohttp.ClientSession, address: str, sort: str, path: str) -> Asked:
    start = perf_counter()
    try:
        async with client.get(address + path) as answer:
            body = await answer.read()
            status = answer.status
    except (aiohttp.ClientError, TimeoutError):
        body, status = b"", 0
    return Asked(sort, status, 1e3 * (perf_counter() - start), len(body))


def by_sort(asked: Sequence[Asked]) -> dict[str, list[float]]:
    """Return the milliseconds of each sort of page."""
    found: dict[str, list[float]] = defaultdict(list)
    for one in asked:
        found[one.sort].append(one.milliseconds)
    return found


def at(percent: int, found: Sequence[float]) -> float:
    """Return what so many of a hundred do not exceed."""
    return sorted(found)[min(len(found) - 1, len(found) * percent // 100)]


def show(title: str, asked: Sequence[Asked]) -> None:
    """Print a table."""
    table = Table("page", "answers", "50 %", "95 %", "most", "kB at most", title=title)
    for sort, found in by_sort(asked).items():
        size = max(one.size for one in asked if one.sort == sort) / 1e3
        table.add_row(
            sort, f"{len(found):,}", *(f"{at(part, found):,.0f}" for part in (50, 95, 100)), f"{size:,.0f}"
        )
    Console().print(table)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--times", type=int, default=100, help="answers of each sort that are counted")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--most", type=float, default=300.0, help="milliseconds at 95 %%")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())

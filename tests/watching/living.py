"""A real ``twosource watch`` in processes of its own, the feed it asks, and what it tells."""

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Final

from tests.builders import NOW
from tests.ingest.servers import Exchange, Route, Site, serve
from tests.ledgers import open_ledger, place_of
from twosource.store import Ledger

_PATIENCE_S: Final = 60.0  # of a machine that does much else besides
_ITEM: Final = (
    "<item><title>{title}</title><link>{root}/{key}</link><guid>{key}</guid>"
    "<description>{title}.</description><pubDate>{date}</pubDate></item>"
)
_RSS: Final = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Lake wires</title><link>{root}</link>'
    "<description>wires</description>{items}</channel></rss>"
)
_HTML: Final = (
    '<html><head><title>{title}</title><meta property="og:site_name" content="Lakeside Courier">'
    "</head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
)
_CONFIG: Final = """
[watch]
allow_private = true
host_pause = "0s"
health = "127.0.0.1:0"
log = "json"
timeout = "1s"
drain = "20s"
{more}
[[feeds]]
name = "Lake wires"
url = "{root}/rss"
every = "1s"
"""
_TOWNS: Final = ("Kisumu", "Mombasa", "Garissa", "Nakuru", "Eldoret", "Lamu")


def tell(number: int) -> tuple[str, str]:
    """Return the title and text of an invented story, each of another day and town."""
    town, day = _TOWNS[number % len(_TOWNS)], number + 1
    title = f"Gunmen kill four in {town}"
    return title, (
        f"{town.upper()}, Kenya - Gunmen opened fire on a bus near {town} on {day} April 2024, killing four people and"
        f" wounding {day + 1} others, police said. The attackers fled on motorcycles, a spokesman said."
    )


@dataclass(slots=True, kw_only=True)
class Wire:
    """A feed of so many stories, which may grow; ``routes`` has pages that are answered otherwise."""

    stories: int
    routes: dict[str, Route] = field(default_factory=dict)
    site: Site = field(default_factory=lambda: Site(root=""))

    @contextmanager
    def served(self) -> Iterator["Wire"]:
        """Serve it on loopback."""
        pages = {f"/{number}": _page(number) for number in range(100)}
        with serve({**pages, "/rss": self._rss, **self.routes}) as self.site:
            yield self

    def configure(self, folder: Path, more: str = "") -> Path:
        path = folder / "twosource.toml"
        path.write_text(_CONFIG.format(root=self.site.root, more=more))
        return path

    def _rss(self, it: Exchange) -> None:
        date = format_datetime(NOW)
        items = "".join(
            _ITEM.format(title=tell(number)[0], root=self.site.root, key=number, date=date)
            for number in range(self.stories)
        )
        body = _RSS.format(root=self.site.root, items=items).encode()
        it.answer(body, headers={"Content-Type": "application/rss+xml"})


def _page(number: int) -> Route:
    title, text = tell(number)
    body = _HTML.format(title=title, text=text).encode()
    return lambda it: it.answer(body, headers={"Content-Type": "text/html; charset=utf-8"})


@dataclass(slots=True, kw_only=True)
class Living:
    """A watch that runs, and the lines it has told so far."""

    process: "subprocess.Popen[str]"
    lines: list[dict[str, Any]] = field(default_factory=list)
    _heard: threading.Thread | None = None

    def listen(self) -> None:
        self._heard = threading.Thread(target=self._read)
        self._heard.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(json.loads(line) if line.startswith("{") else {"event": "said", "words": line})

    def named(self, event: str) -> list[dict[str, Any]]:
        return [line for line in list(self.lines) if line["event"] == event]

    def await_lines(self, event: str, count: int = 1) -> list[dict[str, Any]]:
        """Wait until something was told so often."""
        wait_until(lambda: len(self.named(event)) >= count or self.process.poll() is not None)
        found = self.named(event)
        assert len(found) >= count, f"{event} {len(found)} times; {self.lines}"
        return found

    def workers(self) -> list[int]:
        return [line["pid"] for line in self.named("worker-begun")]

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, and wait for the end; returns the status."""
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> int:
        status = self.process.wait(_PATIENCE_S)
        assert self._heard is not None
        self._heard.join()
        return status


@contextmanager
def watch(ledger: Path, config: Path, *options: str) -> Iterator[Living]:
    """Run ``twosource watch`` until the test ends."""
    line = ["-m", "twosource", "--db", place_of(ledger), "watch", "--config", str(config), *options]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TWOSOURCE_")}
    with subprocess.Popen(
        [sys.executable, *line], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        living = Living(process=process)
        living.listen()
        try:
            yield living
        finally:
            process.kill()
            living.wait()


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; fails after a minute."""
    ends = time.monotonic() + _PATIENCE_S
    while not is_so():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.02)


def states(ledger: Path) -> Mapping[tuple[str, str], int]:
    with open_ledger(ledger) as opened:
        return {(depth.kind, depth.state): depth.count for depth in opened.queue.depths()}


def addresses(ledger: Ledger) -> list[str]:
    """Return the last part of the addresses of all articles."""
    return sorted(
        (article.address.rpartition("/")[2] for article in ledger.articles()), key=lambda one: (len(one), one)
    )


def has_ended(pid: int) -> bool:
    """Wait until a process that is no child of ours has ended."""
    try:
        line = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ready, _, _ = select.select([line], [], [], _PATIENCE_S)
    os.close(line)
    return bool(ready)

"""Feeds, items, pages and jobs for the tests of the watch."""

import json
import logging
import threading
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.builders import NOW
from tests.cli.conftest import WIRES
from twosource.feeds import Feed, Item
from twosource.ids import PageId
from twosource.model import Page
from twosource.store import Intake, Ledger
from twosource.watching.bodies import ToRead, read_job
from twosource.watching.logs import Log
from twosource.watching.patience import Standing

FEED = Feed(name="Lake wires", address="https://lake.example/rss")


def make_item(key: str = "1", *, print: str = "a", url: str | None = "https://lake.example/1") -> Item:  # noqa: A002
    return Item(
        key=key,
        print=print,
        url=url,
        title="Gunmen kill four on bus",
        summary="Gunmen opened fire on a bus near Kisumu.",
        summary_is_html=False,
        published="Tue, 30 Apr 2024 18:00:00 +0300",
        updated=None,
        outlet=None,
    )


def make_page(content: str, address: str = "https://lake.example/1", media_type: str = "text/html") -> Page:
    raw = content.encode()
    name = PageId(sha256(raw).hexdigest())
    return Page(id=name, address=address, media_type=media_type, content=raw, fetched_at=NOW)


def wire_pages() -> list[Page]:
    """Return the invented wires, a page each."""
    return [make_page(json.dumps(wire), f"{wire['url']}.json", "application/json") for wire in WIRES]


def put_pages(ledger: Ledger, pages: Sequence[Page], feed: str = FEED.name) -> None:
    """Keep pages and put the jobs of reading them."""
    for page in pages:
        intake = Intake(page=page.id, address=page.address)
        ledger.save_page(page, intake)
        ledger.queue.put([read_job(ToRead(feed=feed, intake=intake))], NOW)


class Heard(logging.Handler):
    """A log that remembers what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append({"event": record.msg, **getattr(record, "fields", {})})

    @property
    def events(self) -> list[str]:
        return [line["event"] for line in self.lines]


def make_log(name: str = "tests.watch") -> tuple[Log, Heard]:
    """Return a log that nobody else hears, and what was told to it."""
    logger, heard = logging.getLogger(name), Heard()
    logger.handlers[:], logger.propagate = [heard], False
    logger.setLevel(logging.INFO)
    return Log(logger), heard


def standing_on(path: Path | str, stop: threading.Event | None = None) -> Standing:
    return Standing(str(path), make_log()[0], stop or threading.Event())

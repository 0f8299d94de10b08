"""What the jobs of the queue say is to be done, and how it is written down.

A job holds all that is needed to do it, so that it can be done though its feed was changed or removed since.
"""

import json
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from twosource.feeds import Feed, Item
from twosource.ids import PageId, digest
from twosource.model import Page
from twosource.store import Intake
from twosource.store.queue import NewJob

_KEY: Final = 24  # hex digits


@dataclass(frozen=True, slots=True, kw_only=True)
class ToFetch:
    """An item of a feed whose page is to be had."""

    feed: Feed
    item: Item

    @property
    def intake_outlet(self) -> str | None:
        """Return who prints it where its page does not say."""
        return self.item.outlet or self.feed.outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRead:
    """A kept page that is to be read, and the feed it came by."""

    feed: str
    intake: Intake


def fetch_job(wanted: ToFetch) -> NewJob:
    """Return the job of having an item's page, named by the item and its print."""
    feed, item = wanted.feed, wanted.item
    host = urlsplit(item.url).hostname if feed.pages and item.url else None
    body = {"feed": asdict(feed) | {"every": feed.every.total_seconds()}, "item": asdict(item)}
    key = digest("fetch", feed.name, item.key, item.print, size=_KEY)
    return NewJob(key=key, kind="fetch", lane=host or "", body=json.dumps(body))


def read_job(wanted: ToRead) -> NewJob:
    """Return the job of reading a page, named by the way it came."""
    key = digest("read", *wanted.intake.columns().values(), size=_KEY)
    return NewJob(key=key, kind="read", body=json.dumps({"feed": wanted.feed, **asdict(wanted.intake)}))


def parse_fetch(body: str) -> ToFetch:
    """Return what a job of fetching says; raises ValueError."""
    raw = json.loads(body)
    feed = _known(Feed, raw["feed"])
    feed["every"] = timedelta(seconds=feed["every"])
    return ToFetch(feed=Feed(**feed), item=Item(**_known(Item, raw["item"])))


def parse_read(body: str) -> ToRead:
    """Return what a job of reading says; raises ValueError."""
    raw = json.loads(body)
    return ToRead(feed=raw["feed"], intake=Intake(**{**_known(Intake, raw), "page": PageId(raw["page"])}))


def intake_of(wanted: ToFetch, page: Page) -> Intake:
    """Return the way in which a page came by its feed."""
    return Intake(
        page=page.id,
        address=page.address,
        outlet=wanted.intake_outlet,
        published=wanted.item.published,
    )


def _known(kind: type, raw: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that a value has today: an older or newer twosource may have written others."""
    names = {one.name for one in fields(kind)}
    listed = {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}
    return {name: value for name, value in listed.items() if name in names}

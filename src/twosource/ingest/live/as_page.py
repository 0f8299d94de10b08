"""An item of a feed as a page of its own, for where its linked page can't be had or is not wanted.

The page is JSON that names where its words are from, so that the article made of it says so
(``ingest/feed_item.py`` reads it). The same item gives the same bytes.
"""

import json
from dataclasses import asdict, replace
from datetime import datetime
from hashlib import sha256

from twosource.feeds import Feed, Item
from twosource.ids import PageId, digest
from twosource.ingest.feed_item import MEDIA_TYPE
from twosource.model import Page


def page_of_item(item: Item, feed: Feed, fetched_at: datetime) -> Page:
    """Return a page that is read as this item's article, by what the feed says of it."""
    outlet = item.outlet or feed.outlet or item.channel
    said = asdict(replace(item, outlet=outlet, print=""))
    record = {name: value for name, value in said.items() if value not in {None, ""}}
    content = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    return Page(
        id=PageId(sha256(content).hexdigest()),
        address=f"{feed.address}#item-{digest(item.key, size=12)}",
        media_type=MEDIA_TYPE,
        content=content,
        fetched_at=fetched_at,
    )

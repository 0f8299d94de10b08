"""Incidents as a JSON Feed (version 1.1, jsonfeed.org), points under an extension of our own."""

import json
from collections.abc import Sequence
from typing import Final

from twosource.wire.feed_atom import stamp
from twosource.wire.feeds import Entry, FeedHead
from twosource.wire.values import JsonObject

MEDIA_TYPE: Final = "application/feed+json"
_VERSION: Final = "https://jsonfeed.org/version/1.1"


def json_feed(head: FeedHead, entries: Sequence[Entry]) -> bytes:
    """Return a feed of entries in the order given, as UTF-8."""
    feed: JsonObject = {
        "version": _VERSION,
        "title": head.title,
        "home_page_url": head.home,
        "description": head.subtitle,
        "authors": [{"name": "twosource"}],
        "language": "en",
        "items": [_item(entry) for entry in entries],
    }
    if head.own is not None:
        feed["feed_url"] = head.own
    return json.dumps(feed, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _item(entry: Entry) -> JsonObject:
    item: JsonObject = {
        "id": entry.name,
        "url": entry.address,
        "title": entry.title,
        "content_text": "\n\n".join(entry.paragraphs),
        "date_published": stamp(entry.published),
        "date_modified": stamp(entry.updated),
        "tags": list(entry.categories),
    }
    if entry.point is not None:
        item["_twosource"] = {"lat": entry.point[0], "lon": entry.point[1]}
    return item

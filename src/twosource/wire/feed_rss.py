"""Incidents as an RSS 2.0 feed, with Atom's link to itself and GeoRSS.

Many readers take titles for HTML, whatever they are: here they hold no angle brackets, which read the same
either way. Descriptions are HTML, every word of them escaped.
"""

from collections.abc import Sequence
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING, Any, Final

from twosource.wire.alert_words import allowed_words
from twosource.wire.feed_atom import ATOM, GEORSS, stamp
from twosource.wire.feeds import GENERATOR, Entry, FeedHead, changed_at

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE: Final = "application/rss+xml"
_PREFIXES: Final[Any] = {"atom": ATOM, "georss": GEORSS}
_ANGLES: Final = str.maketrans("<>", "‹›")


def rss_feed(head: FeedHead, entries: Sequence[Entry]) -> bytes:
    """Return a feed of entries in the order given, as UTF-8."""
    from lxml import etree  # noqa: PLC0415 - lxml is loaded only when XML goes out

    root = etree.Element("rss", version="2.0", nsmap=_PREFIXES)
    channel = etree.SubElement(root, "channel")
    _add(channel, "title", head.title.translate(_ANGLES))
    _add(channel, "link", head.home)
    _add(channel, "description", head.subtitle)
    _add(channel, "lastBuildDate", format_datetime(changed_at(entries)))
    _add(channel, "generator", GENERATOR)
    if head.own is not None:
        etree.SubElement(channel, f"{{{ATOM}}}link", rel="self", type=MEDIA_TYPE, href=head.own)
    for entry in entries:
        _add_item(channel, entry)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _add_item(channel: "_Element", entry: Entry) -> None:
    from lxml import etree  # noqa: PLC0415

    item = etree.SubElement(channel, "item")
    _add(item, "title", entry.title.translate(_ANGLES))
    _add(item, "link", entry.address)
    _add(item, "description", "".join(f"<p>{escape(words)}</p>" for words in entry.paragraphs))
    for category in entry.categories:
        _add(item, "category", category)
    etree.SubElement(item, "guid", isPermaLink="false").text = entry.name
    _add(item, "pubDate", format_datetime(entry.published))
    etree.SubElement(item, f"{{{ATOM}}}updated").text = stamp(entry.updated)
    if entry.point is not None:
        etree.SubElement(item, f"{{{GEORSS}}}point").text = "{:.5f} {:.5f}".format(*entry.point)


def _add(parent: "_Element", name: str, words: str) -> None:
    from lxml import etree  # noqa: PLC0415

    etree.SubElement(parent, name).text = allowed_words(words)

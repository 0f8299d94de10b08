"""Incidents as an Atom 1.0 feed (RFC 4287), points as GeoRSS."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from twosource.wire.alert_words import allowed_words
from twosource.wire.feeds import GENERATOR, Entry, FeedHead, changed_at, name_for

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE: Final = "application/atom+xml"
ATOM: Final = "http://www.w3.org/2005/Atom"
GEORSS: Final = "http://www.georss.org/georss"
_PREFIXES: Final[Any] = {None: ATOM, "georss": GEORSS}


def atom_feed(head: FeedHead, entries: Sequence[Entry]) -> bytes:
    """Return a feed of entries in the order given, as UTF-8."""
    from lxml import etree  # noqa: PLC0415 - lxml is loaded only when XML goes out

    feed = etree.Element(f"{{{ATOM}}}feed", nsmap=_PREFIXES)
    add(feed, "id", name_for("feed", head.own or head.home))
    add(feed, "title", head.title)
    add(feed, "subtitle", head.subtitle)
    add(feed, "updated", stamp(changed_at(entries)))
    add(feed, "generator", GENERATOR)
    author = etree.SubElement(feed, f"{{{ATOM}}}author")
    add(author, "name", "twosource")
    if head.own is not None:
        add(feed, "link", rel="self", type=MEDIA_TYPE, href=head.own)
    add(feed, "link", rel="alternate", type="text/html", href=head.home)
    for entry in entries:
        _add_entry(feed, entry)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8")


def _add_entry(feed: "_Element", entry: Entry) -> None:
    from lxml import etree  # noqa: PLC0415

    element = etree.SubElement(feed, f"{{{ATOM}}}entry")
    add(element, "id", entry.name)
    add(element, "title", entry.title, type="text")
    add(element, "published", stamp(entry.published))
    add(element, "updated", stamp(entry.updated))
    add(element, "link", rel="alternate", type="text/html", href=entry.address)
    for category in entry.categories:
        add(element, "category", term=category)
    add(element, "content", "\n\n".join(entry.paragraphs), type="text")
    if entry.point is not None:
        etree.SubElement(element, f"{{{GEORSS}}}point").text = "{:.5f} {:.5f}".format(*entry.point)


def add(parent: "_Element", name: str, words: str | None = None, **attributes: str) -> None:
    """Add an element of Atom's with its words and attributes."""
    from lxml import etree  # noqa: PLC0415

    allowed = {key: allowed_words(value) for key, value in attributes.items()}
    etree.SubElement(parent, f"{{{ATOM}}}{name}", allowed).text = allowed_words(words or "") or None


def stamp(at: datetime) -> str:
    """Return an instant as Atom has it (RFC 3339), to the second."""
    return at.replace(microsecond=0).isoformat()

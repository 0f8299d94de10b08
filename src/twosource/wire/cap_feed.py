"""An Atom feed of CAP messages, as aggregators of warnings read one.

An entry for each message holds its chief elements in CAP's namespace and a link to the whole.

Messages that later ones updated or cancelled stay listed and are shown as such: a reader who saw one must be able
to see what became of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from twosource.watches import Alert
from twosource.wire.alert_words import clean_words, event_of, headline_of, paragraphs_of, sources_of
from twosource.wire.cap import (
    MEDIA_TYPE,
    NAMESPACE,
    cap_time,
    circle_of,
    identifier_of,
    scope_of,
    status_of,
    web_of,
)
from twosource.wire.cap_degrees import find_degrees
from twosource.wire.cap_sender import NO_AUTHORITY, Sender
from twosource.wire.feed_atom import ATOM, GEORSS, add, stamp
from twosource.wire.feeds import GENERATOR, name_for

if TYPE_CHECKING:
    from lxml.etree import _Element

_PREFIXES: Final[Any] = {None: ATOM, "cap": NAMESPACE, "georss": GEORSS}
_EPOCH: Final = "1970-01-01T00:00:00+00:00"  # when a feed without entries was changed last


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPlace:
    """Where a feed of CAP is to be had, where people read the same, and where each message is.

    ``own`` and ``home`` are None where there is none, or where the address holds a key.
    """

    address_of: Callable[[Alert], str]
    own: str | None = None
    home: str | None = None
    title: str = "Alerts"


def cap_feed(alerts: Sequence[Alert], sender: Sender, place: FeedPlace) -> bytes:
    """Return a feed of alerts in the order given, newest first as readers expect, as UTF-8."""
    from lxml import etree  # noqa: PLC0415 - lxml is loaded only when XML goes out

    feed = etree.Element(f"{{{ATOM}}}feed", nsmap=_PREFIXES)
    add(feed, "id", name_for("cap feed", place.own or place.home or sender.address))
    add(feed, "title", place.title)
    add(feed, "subtitle", sender.title)
    add(feed, "updated", max((stamp(alert.raised_at) for alert in alerts), default=_EPOCH))
    add(feed, "generator", GENERATOR)
    author = etree.SubElement(feed, f"{{{ATOM}}}author")
    add(author, "name", clean_words(sender.name, 200) or NO_AUTHORITY)
    if place.own is not None:
        add(feed, "link", rel="self", type="application/atom+xml", href=place.own)
    if place.home is not None:
        add(feed, "link", rel="alternate", type="text/html", href=place.home)
    overtaken = _find_overtaken(alerts)
    for alert in alerts:
        _add_entry(feed, alert, sender, (place.address_of(alert), overtaken.get(alert.id, "")))
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8")


def _find_overtaken(alerts: Sequence[Alert]) -> Mapping[str, str]:
    """Return which alerts later ones of the feed updated or cancelled, and which of both."""
    how: dict[str, str] = {}
    for alert in sorted(alerts, key=lambda one: one.number):
        if alert.move != "alert":
            how |= dict.fromkeys(alert.earlier, "Cancelled" if alert.move == "cancel" else "Updated since")
    return how


def _add_entry(feed: "_Element", alert: Alert, sender: Sender, shown: tuple[str, str]) -> None:
    from lxml import etree  # noqa: PLC0415

    address, overtaken = shown
    entry = etree.SubElement(feed, f"{{{ATOM}}}entry")
    headline = headline_of(alert)
    add(entry, "id", name_for("alert", alert.id))
    add(entry, "title", f"[{overtaken}] {headline}" if overtaken else headline, type="text")
    add(entry, "updated", stamp(alert.raised_at))
    add(entry, "published", stamp(alert.raised_at))
    add(entry, "link", rel="alternate", type=MEDIA_TYPE, href=address)
    if (page := web_of(alert, sender)) is not None:
        add(entry, "link", rel="alternate", type="text/html", href=page)
    add(entry, "summary", _summary(alert), type="text")
    for category in find_degrees(alert).categories:
        add(entry, "category", term=category)
    for name, words in _elements(alert, sender):
        etree.SubElement(entry, f"{{{NAMESPACE}}}{name}").text = words
    if circle_of(alert) is not None:
        etree.SubElement(entry, f"{{{GEORSS}}}point").text = f"{alert.lat:.5f} {alert.lon:.5f}"


def _summary(alert: Alert) -> str:
    first = next(iter(paragraphs_of(alert)), "")
    return "\n\n".join(dict.fromkeys([first, sources_of(alert)] if alert.incident else [first]))


def _elements(alert: Alert, sender: Sender) -> list[tuple[str, str]]:
    """Return the elements of the message that aggregators sort by, named as there."""
    degrees = find_degrees(alert)
    found = [
        ("identifier", identifier_of(alert.id)),
        ("sender", identifier_of(sender.address)),
        ("sent", cap_time(alert.raised_at)),
        ("status", status_of(alert)),
        ("msgType", alert.move.capitalize()),
        ("scope", scope_of(alert, sender)),
        *(("category", category) for category in degrees.categories),
        ("event", event_of(alert)),
        ("urgency", degrees.urgency),
        ("severity", degrees.severity),
        ("certainty", degrees.certainty),
        ("effective", cap_time(alert.raised_at)),
        ("expires", cap_time(degrees.expires)),
    ]
    if alert.place:
        found.append(("areaDesc", clean_words(alert.place, 300)))
    if circle := circle_of(alert):
        found.append(("circle", circle))
    return found

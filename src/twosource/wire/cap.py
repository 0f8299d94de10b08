"""Alerts as CAP 1.2 messages (Common Alerting Protocol, OASIS Standard, 1 July 2010).

One message for each alert, of scope Private or Restricted until a person has approved it. We are no alerting
authority and every message says so; what people are told to do is only ever quoted. How urgent, severe and
certain it is follows by the rules of ``cap_degrees``. ``docs/reference/cap.md`` says which element means what.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

from twosource import __version__
from twosource.watches import Alert
from twosource.wire.alert_words import (
    clean_words,
    event_of,
    headline_of,
    instruction_of,
    paragraphs_of,
)
from twosource.wire.cap_degrees import Degrees, find_degrees
from twosource.wire.cap_sender import Sender

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE: Final = "application/cap+xml"
_PREFIXES: Final[Any] = {None: NAMESPACE}  # the stubs know no default namespace
#: What a message of scope Restricted says of whom it is for.
RESTRICTION: Final = "For those who set this watch. Not for the public: no person has approved it."
_MOST_DESCRIPTION: Final = 20_000  # characters
_BARRED_IN_NAMES: Final = re.compile(
    r"[^!#-%'-+\--;=?-~]"
)  # blanks, commas, < and & (3.2.1); and what is not ASCII
_MOST_CIRCLE: Final = 20_000.0  # km; half round the earth


def to_cap(alert: Alert, sender: Sender, earlier: Sequence[Alert] = ()) -> bytes:
    """Return an alert as a CAP 1.2 message in UTF-8.

    ``earlier`` are the alerts that ``alert.earlier`` names; raises ValueError where one of them is missing,
    since an update that refers to nothing is none.
    """
    return write_tree(cap_tree(alert, sender, earlier))


def write_tree(tree: "_Element") -> bytes:
    """Return a tree as XML in UTF-8 with its declaration."""
    from lxml import etree  # noqa: PLC0415 - lxml is loaded only when XML goes out

    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


def cap_tree(
    alert: Alert, sender: Sender, earlier: Sequence[Alert] = (), *, is_test: bool = False
) -> "_Element":
    """Return the message as a tree, for signing it; a test has the status Test and is never Public."""
    from lxml import etree  # noqa: PLC0415

    root = etree.Element(_name("alert"), nsmap=_PREFIXES)
    for name, words in _header(alert, sender, _in_order(alert, earlier)):
        _add(root, name, "Test" if is_test and name == "status" else words)
    info = etree.SubElement(root, _name("info"))
    for name, words in _info(alert, sender, find_degrees(alert)):
        _add(info, name, words)
    for name, value in _parameters(alert):
        parameter = etree.SubElement(info, _name("parameter"))
        _add(parameter, "valueName", name)
        _add(parameter, "value", value)
    _add_area(info, alert)
    return root


def identifier_of(alert_id: str) -> str:
    """Return an alert's identifier without what CAP bars from one."""
    return _BARRED_IN_NAMES.sub("-", alert_id)


def cap_time(at: datetime) -> str:
    """Return an instant as CAP wants it: to the second, with a numeric offset, UTC as -00:00 (3.3.2).

    >>> cap_time(datetime(2024, 5, 2, 12, tzinfo=UTC))
    '2024-05-02T12:00:00-00:00'
    """
    words = at.replace(microsecond=0).isoformat()
    offset = at.utcoffset()
    if offset is None or offset.total_seconds() % 60 or offset.total_seconds() > 14 * 3600:
        words = at.astimezone(UTC).replace(microsecond=0).isoformat()
    return words.removesuffix("+00:00") + "-00:00" if words.endswith("+00:00") else words


def reference_of(alert: Alert, sender: Sender) -> str:
    """Return how later messages refer to one: "sender,identifier,sent"."""
    return f"{identifier_of(sender.address)},{identifier_of(alert.id)},{cap_time(alert.raised_at)}"


def status_of(alert: Alert) -> str:
    """Return whether it is meant: Actual, or Exercise where its watch only rehearses."""
    return "Exercise" if alert.rehearsal else "Actual"


def scope_of(alert: Alert, sender: Sender) -> str:
    """Return for whom it is: Public only once a person has approved it."""
    if alert.approved_by is not None and not alert.rehearsal:
        return "Public"
    return "Private" if sender.addresses else "Restricted"


def _in_order(alert: Alert, earlier: Sequence[Alert]) -> tuple[Alert, ...]:
    known = {one.id: one for one in earlier}
    missing = [name for name in alert.earlier if name not in known]
    if missing:
        raise ValueError(f"alert {alert.id} refers to {', '.join(missing)}, which was not given")
    return tuple(known[name] for name in alert.earlier)


def _header(alert: Alert, sender: Sender, earlier: Sequence[Alert]) -> Iterator[tuple[str, str]]:
    scope = scope_of(alert, sender)
    yield "identifier", identifier_of(alert.id)
    yield "sender", identifier_of(sender.address)
    yield "sent", cap_time(alert.raised_at)
    yield "status", status_of(alert)
    yield "msgType", alert.move.capitalize()
    yield "source", f"twosource {__version__}"
    yield "scope", scope
    if scope == "Restricted":
        yield "restriction", RESTRICTION
    if scope == "Private":
        yield "addresses", " ".join(map(_addressed, sender.addresses))
    if note := _note(alert):
        yield "note", note
    if earlier:
        yield "references", " ".join(reference_of(one, sender) for one in earlier)
    if alert.incident is not None:
        yield "incidents", _BARRED_IN_NAMES.sub("-", alert.incident)


def _note(alert: Alert) -> str:
    """Return why it was sent where its type or status does not tell: required of exercises (3.2.1)."""
    parts = [words] if (words := clean_words(alert.reason, 500)) else []
    if alert.move == "cancel" and not parts:
        parts.append("What was told does not stand any more.")
    if alert.moved_into is not None:
        parts.append(f"It is one with incident {alert.moved_into}.")
    if alert.rehearsal:
        parts.append(f"Raised by the watch {clean_words(alert.watch, 100)!r}, which only rehearses.")
    return " ".join(parts)


def _info(alert: Alert, sender: Sender, degrees: Degrees) -> Iterator[tuple[str, str]]:
    yield "language", sender.language
    for category in degrees.categories:
        yield "category", category
    yield "event", event_of(alert)
    yield "urgency", degrees.urgency
    yield "severity", degrees.severity
    yield "certainty", degrees.certainty
    yield "effective", cap_time(alert.raised_at)
    if alert.earliest is not None:
        yield "onset", cap_time(alert.earliest)
    yield "expires", cap_time(degrees.expires)
    yield "senderName", clean_words(sender.title, 200)
    yield "headline", headline_of(alert)
    yield "description", _description(alert)
    if instruction := instruction_of(alert):
        yield "instruction", instruction
    if web := web_of(alert, sender):
        yield "web", web
    if sender.contact:
        yield "contact", clean_words(sender.contact, 200)


def _description(alert: Alert) -> str:
    words = "\n\n".join(paragraphs_of(alert))
    return words if len(words) <= _MOST_DESCRIPTION else f"{words[: _MOST_DESCRIPTION - 1]}…"


def web_of(alert: Alert, sender: Sender) -> str | None:
    """Return where more is to be read: the alert at the desk, or else the first article; None for nowhere."""
    if sender.desk:
        return find_link(f"{sender.desk.rstrip('/')}/alerts/{alert.id}")
    return next((link for link in map(find_link, alert.links) if link), None)


def find_link(words: str) -> str | None:
    """Return an http(s) address in the signs that one may have (RFC 3986), or None where it is none."""
    try:
        parts = urlsplit(words)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not re.fullmatch(
        r"[A-Za-z0-9.-]+(?::\d{1,5})?", parts.netloc
    ):
        return None
    rest = words[words.index(parts.netloc) + len(parts.netloc) :]
    found = f"{parts.scheme}://{parts.netloc}{quote(rest, safe='/?=&;:@!$,+~*()%', errors='replace')}"
    found = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", found)
    return found if len(found) <= 2000 else None


def _parameters(alert: Alert) -> Iterator[tuple[str, str]]:
    if alert.incident is not None:
        yield "twosource:incident", clean_words(alert.incident, 100)
    if alert.feed is not None:
        yield "twosource:feed", clean_words(alert.feed, 100) or "-"
    yield "twosource:watch", clean_words(alert.watch, 100) or "-"
    yield "twosource:number", str(alert.number)
    yield "twosource:voices", str(alert.voices)
    yield "twosource:newsrooms", str(alert.newsrooms)
    yield "twosource:outlets", str(alert.outlets)
    yield "twosource:confirmed", str(sum(known.confirmed for known in alert.known))
    yield "twosource:contradicted", str(sum(known.status == "contradicted" for known in alert.known))


def _add_area(info: "_Element", alert: Alert) -> None:
    """Add where it was: the circle that its words allow, or only a description; nothing where nobody says."""
    from lxml import etree  # noqa: PLC0415

    circle = circle_of(alert)
    place = clean_words(alert.place, 300)
    if not circle and not place:
        return
    area = etree.SubElement(info, _name("area"))
    _add(area, "areaDesc", place or "The place that reports name")
    if circle:
        _add(area, "circle", circle)


def circle_of(alert: Alert) -> str | None:
    """Return "lat,lon radius" in degrees (WGS84) and km; None where no point or no circle is known."""
    lat, lon, radius = alert.lat, alert.lon, alert.radius_km
    if lat is None or lon is None or radius is None:
        return None
    if not (isfinite(radius) and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    return f"{_degrees(lat)},{_degrees(lon)} {min(max(radius, 0.0), _MOST_CIRCLE):.3f}".rstrip("0").rstrip(
        "."
    )


def _degrees(angle: float) -> str:
    return f"{round(angle, 5) + 0.0:.5f}".rstrip("0").rstrip(".")  # no "-0"


def _addressed(address: str) -> str:
    """Return an address as a list of them wants it: in quotes where it has blanks (3.2.1)."""
    words = clean_words(address, 200).replace('"', "'")
    return f'"{words}"' if " " in words else words


def _add(parent: "_Element", name: str, words: str) -> None:
    from lxml import etree  # noqa: PLC0415

    etree.SubElement(parent, _name(name)).text = words


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"

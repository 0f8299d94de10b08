"""A reader of CAP for tests: what a message holds, and what CAP 1.2 (3.2, 3.3) has against it."""

import re
from collections.abc import Iterator

from lxml import etree

NAMESPACE = "{urn:oasis:names:tc:emergency:cap:1.2}"
ALERT = (
    "identifier", "sender", "sent", "status", "msgType", "source", "scope", "restriction", "addresses", "code",
    "note", "references", "incidents", "info",
)  # fmt: skip
INFO = (
    "language", "category", "event", "responseType", "urgency", "severity", "certainty", "audience", "eventCode",
    "effective", "onset", "expires", "senderName", "headline", "description", "instruction", "web", "contact",
    "parameter", "resource", "area",
)  # fmt: skip
NEEDED = {
    "alert": {"identifier", "sender", "sent", "status", "msgType", "scope"},
    "info": {"category", "event", "urgency", "severity", "certainty"},
    "area": {"areaDesc"},
}
MANY = {"category", "parameter", "area", "info", "circle", "code"}
WORDS = {
    "status": {"Actual", "Exercise", "System", "Test", "Draft"},
    "msgType": {"Alert", "Update", "Cancel", "Ack", "Error"},
    "scope": {"Public", "Restricted", "Private"},
    "category": {
        "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other",
    },
    "urgency": {"Immediate", "Expected", "Future", "Past", "Unknown"},
    "severity": {"Extreme", "Severe", "Moderate", "Minor", "Unknown"},
    "certainty": {"Observed", "Likely", "Possible", "Unlikely", "Unknown"},
}  # fmt: skip
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
_NAME = re.compile(r"[^\s,<&]+")
_REFERENCE = re.compile(rf"[^\s,<&]+,[^\s,<&]+,{_TIME.pattern}")
_CIRCLE = re.compile(r"-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)? \d+(\.\d+)?")


def read(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(content, parser)


def words(content: bytes, path: str) -> list[str]:
    """Return the words of every element at a path of local names ("info/event")."""
    steps = "/".join(NAMESPACE + step for step in path.split("/"))
    return [element.text or "" for element in read(content).findall(steps)]


def faults(content: bytes) -> list[str]:
    """Return what is wrong with a message by the standard's own words."""
    root = read(content)
    return [*_shape(root, "alert", ALERT), *_header(content), *_infos(root)]


def _shape(element: etree._Element, name: str, order: tuple[str, ...]) -> Iterator[str]:
    if element.tag != NAMESPACE + name:
        yield f"{element.tag} is no {name}"
    names = [str(inner.tag).removeprefix(NAMESPACE) for inner in element]
    yield from (f"{one} does not belong into {name}" for one in names if one not in order)
    known = [one for one in names if one in order]
    if known != sorted(known, key=order.index):
        yield f"{name} has another order: {known}"
    yield from (f"{name} misses {one}" for one in NEEDED.get(name, set()) - set(names))
    yield from (f"{one} stands twice" for one in set(names) - MANY if names.count(one) > 1)
    yield from (
        f"{inner.tag} is empty" for inner in element if not len(inner) and not (inner.text or "").strip()
    )
    for inner, one in zip(element, names, strict=True):
        if one in WORDS and inner.text not in WORDS[one]:
            yield f"{inner.text!r} is no {one}"
        if one in {"sent", "effective", "onset", "expires"} and not _TIME.fullmatch(inner.text or ""):
            yield f"{inner.text!r} is no time"


def _header(content: bytes) -> Iterator[str]:
    for name in ("identifier", "sender"):
        yield from (f"{one!r} is no {name}" for one in words(content, name) if not _NAME.fullmatch(one))
    (scope,), (kind,) = words(content, "scope"), words(content, "msgType")
    if bool(words(content, "restriction")) != (scope == "Restricted"):
        yield "restriction goes with Restricted"
    if bool(words(content, "addresses")) != (scope == "Private"):
        yield "addresses go with Private"
    references = [one for found in words(content, "references") for one in found.split(" ")]
    if bool(references) != (kind in {"Update", "Cancel"}):
        yield "references go with Update and Cancel"
    yield from (f"{one!r} is no reference" for one in references if not _REFERENCE.fullmatch(one))
    if kind == "Cancel" and not words(content, "note"):
        yield "a Cancel says why"
    if words(content, "status") == ["Exercise"] and not words(content, "note"):
        yield "an Exercise says which"


def _infos(root: etree._Element) -> Iterator[str]:
    for info in root.iterfind(f"{NAMESPACE}info"):
        yield from _shape(info, "info", INFO)
        headline = info.findtext(f"{NAMESPACE}headline") or ""
        if len(headline) > 160:
            yield "the headline is too long"
        for area in info.iterfind(f"{NAMESPACE}area"):
            yield from _shape(
                area, "area", ("areaDesc", "polygon", "circle", "geocode", "altitude", "ceiling")
            )
            for circle in area.iterfind(f"{NAMESPACE}circle"):
                if not _CIRCLE.fullmatch(circle.text or ""):
                    yield f"{circle.text!r} is no circle"

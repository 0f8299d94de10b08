"""What is wrong with a CAP alert, by the Common Alerting Protocol 1.0 to 1.2 (OASIS, 2004 to 2010).

Two kinds: faults that leave open what an alert is (whether it is real, when it was sent), and those
that spoil a part of it. It is no schema validator: what an article does not take over is not looked
at, but for references and shapes, where senders' programs most often go wrong.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from twosource.ingest.xml_tree import child, children, local_name, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

Words = frozenset[str]

_STATUS = frozenset({"Actual", "Exercise", "System", "Test", "Draft"})
_MESSAGE = frozenset({"Alert", "Update", "Cancel", "Ack", "Error"})
_SCOPE = frozenset({"Public", "Restricted", "Private"})
_CATEGORY = frozenset({
    "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE",
    "Other",
})  # fmt: skip
_URGENCY = frozenset({"Immediate", "Expected", "Future", "Past", "Unknown"})
_SEVERITY = frozenset({"Extreme", "Severe", "Moderate", "Minor", "Unknown"})
_CERTAINTY = frozenset({"Observed", "Likely", "Possible", "Unlikely", "Unknown"})
_HEADER: Mapping[str, Words] = {"status": _STATUS, "msgType": _MESSAGE, "scope": _SCOPE}
_INFO: Mapping[str, Words] = {
    "category": _CATEGORY, "urgency": _URGENCY, "severity": _SEVERITY, "certainty": _CERTAINTY,
}  # fmt: skip
_OPTIONAL_IN_1_0 = frozenset({"scope", "category"})

_FORBIDDEN = re.compile(r"[\s,<&]")  # in identifiers and senders (1.2, 3.2.1)
_REFERENCE = re.compile(r"[^\s,]+,[^\s,]+,[^\s,]+")  # sender,identifier,sent
_NUMBER = r"[+-]?\d{1,3}(?:\.\d{1,20})?"
_POINT = re.compile(rf"{_NUMBER},{_NUMBER}")
_CIRCLE = re.compile(rf"{_NUMBER},{_NUMBER} \d{{1,9}}(?:\.\d{{1,20}})?")
_LEAST_POINTS = 4  # of a closed polygon: three corners and the first again


def find_header_faults(alert: "_Element") -> list[str]:
    """Return what leaves open what an alert is: who sent it, when, whether it is real and for whom."""
    faults = [f"misses {name}" for name in ("identifier", "sender", "sent") if not _words(alert, name)]
    sent = _words(alert, "sent")
    if sent and not _is_instant(sent):
        faults.append(f"has no time with a zone as sent ({sent[:40]!r})")
    return [*faults, *_wrong_words(alert, _HEADER)]


def find_faults(alert: "_Element") -> list[str]:
    """Return what is wrong with the rest of an alert, in its order."""
    faults = [
        f"has blanks, commas, < or & in its {name}"
        for name in ("identifier", "sender")
        if _FORBIDDEN.search(_words(alert, name))
    ]
    references = child(alert, "references")
    if references is not None and not _are_references(text_of(references) or ""):
        faults.append("has references that name no alert")
    for info in alert.iterfind("{*}info"):
        faults.extend(_info_faults(info))
    return list(dict.fromkeys(faults))


def _info_faults(info: "_Element") -> Iterator[str]:
    if not _words(info, "event"):
        yield "misses event"
    yield from _wrong_words(info, _INFO)
    for name in ("effective", "onset", "expires"):
        words = _words(info, name)
        if words and not _is_instant(words):
            yield f"has no time with a zone as {name} ({words[:40]!r})"
    for area in info.iterfind("{*}area"):
        yield from _area_faults(area)


def _area_faults(area: "_Element") -> Iterator[str]:
    if not _words(area, "areaDesc"):
        yield "misses areaDesc"
    for shape in children(area):
        words = text_of(shape) or ""
        if local_name(shape) == "polygon" and not _is_polygon(words):
            yield "has a polygon that is none"
        if local_name(shape) == "circle" and not _CIRCLE.fullmatch(words):
            yield "has a circle that is none"


def _wrong_words(element: "_Element", known: Mapping[str, Words]) -> Iterator[str]:
    """Yield what is missing of a few elements, or is none of the words that each may hold."""
    version = str(element.tag).partition("}")[0][-3:]
    for name, words in known.items():
        allowed = words | {"Very Likely"} if version == "1.0" and name == "certainty" else words
        found = [text_of(inner) or "" for inner in element.iterfind(f"{{*}}{name}")]
        if not found and not (version == "1.0" and name in _OPTIONAL_IN_1_0):
            yield f"misses {name}"
        for value in found:
            if value not in allowed:
                yield f"has {value[:40]!r} as {name}"


def _words(element: "_Element", name: str) -> str:
    return text_of(child(element, name)) or ""


def _is_instant(words: str) -> bool:
    try:
        return datetime.fromisoformat(words).tzinfo is not None
    except ValueError:
        return False


def _are_references(words: str) -> bool:
    parts = words.split()
    return bool(parts) and all(_REFERENCE.fullmatch(part) for part in parts)


def _is_polygon(words: str) -> bool:
    points = words.split()
    closed = len(points) >= _LEAST_POINTS and points[0] == points[-1]
    return closed and all(_POINT.fullmatch(point) for point in points)

"""RSS, RDF and Atom: one draft per entry, with the words as printed.

feedparser reads them, broken ones too, after the XML guard. Dates are not parsed here; a date that
feedparser can't read either is reported, and its words are kept.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from twosource.errors import UnreadableInput
from twosource.ingest.drafts import make_draft, plain_line, settle_body
from twosource.ingest.xml_guard import guard_xml
from twosource.model import Draft, Issue, Page

# What feedparser raises, beside what it reports, when broken markup takes it by surprise.
_SURPRISES = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
)
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]+)|0*(\d+));?")


def split_feed(page: Page, text: str) -> Iterator[Draft | Issue]:
    """Yield a draft for every entry of a feed; raises UnreadableInput where there is none.

    A body is the full content where given, else the summary, else empty.
    """
    feed = _parse(guard_xml(_mend_references(text)), page.address)
    entries = feed["entries"]
    broken = _breakage(feed)
    if not entries:
        raise UnreadableInput(f"is a broken feed: {broken}" if broken else "is a feed without entries")
    channel = feed["feed"]
    atom = str(feed.get("version", "")).startswith("atom")
    for number, entry in enumerate(entries, start=1):
        address = f"{page.address}#{number}"
        yield from _bad_dates(entry, address, page)
        yield _draft(page, address, entry, channel, atom=atom)
    if broken and "undefined entity" not in broken:  # "&nbsp;" in a feed costs nothing
        yield Issue(
            address=page.address,
            message=f"the feed is broken ({broken}); the {len(entries)} entries that could be read were kept",
        )


def _parse(content: bytes, address: str) -> Mapping[str, Any]:
    from io import BytesIO  # noqa: PLC0415

    import feedparser  # noqa: PLC0415 - 60 ms to import, only for feeds

    headers = {"content-type": "application/xml; charset=utf-8"}
    if address.startswith(("http://", "https://")):
        headers["content-location"] = address
    try:
        parsed: Mapping[str, Any] = feedparser.parse(
            BytesIO(content), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except _SURPRISES as error:
        raise UnreadableInput(f"is a broken feed: {error}") from None
    return parsed


def _mend_references(text: str) -> str:
    """Replace references to characters that do not exist ("&#x110000;"), which stop the reader."""
    return _REFERENCE.sub(_mended, text) if "&#" in text else text


def _mended(reference: re.Match[str]) -> str:
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    code = int(digits, base) if len(digits) <= 7 else -1
    exists = 0 < code < 0xD800 or 0xDFFF < code < 0x110000
    return reference[0] if exists else "\ufffd"


def _breakage(feed: Mapping[str, Any]) -> str:
    """Say where the XML of a feed breaks; "" where it is whole."""
    from xml.sax import SAXParseException  # noqa: PLC0415

    error = feed.get("bozo_exception")
    if not isinstance(error, SAXParseException):
        return ""
    return f"{error.getMessage()} at line {error.getLineNumber()}"


def _draft(page: Page, address: str, entry: Any, channel: Any, *, atom: bool) -> Draft:
    body, is_html = _body(entry)
    published, updated = _words(entry, "published"), _words(entry, "updated")
    if not atom and published is None:
        published, updated = updated, None  # RSS and RDF have one date, whatever its element is called
    return make_draft(
        page,
        address,
        body,
        is_html=is_html,
        url=_link(entry),
        title=plain_line(_words(entry, "title") or ""),
        published=published,
        updated=updated,
        outlet=_outlet(entry, channel),
        byline=plain_line(_words(entry, "author") or ""),
        language=_language(entry) or _words(channel, "language"),
        external_id=_words(entry, "id"),
    )


def _words(record: Any, key: str) -> str | None:
    """Return a field as printed; dict.get, as feedparser's own get() guesses absent dates."""
    value = dict.get(record, key)
    return value if isinstance(value, str) and value.strip() else None


def _parts(entry: Any) -> list[Any]:
    """Return the bodies an entry gives, HTML before text, full content before summary."""
    contents = [part for part in dict.get(entry, "content") or [] if _words(part, "value")]
    contents.sort(key=lambda part: "html" not in str(part.get("type")))
    summary = dict.get(entry, "summary_detail")
    return [*contents, summary] if summary and _words(summary, "value") else contents


def _body(entry: Any) -> tuple[str, bool]:
    parts = _parts(entry)
    if not parts:
        return "", False
    return settle_body(parts[0]["value"], declared_html="html" in str(parts[0].get("type")))


def _language(entry: Any) -> str | None:
    return next((part["language"] for part in _parts(entry) if _words(part, "language")), None)


def _link(entry: Any) -> str | None:
    link = _words(entry, "link") or _words(entry, "id")
    return link if link and link.startswith(("http://", "https://")) else None


def _outlet(entry: Any, channel: Any) -> str | None:
    """Return who prints an entry: the source of an aggregated one, else the feed."""
    source = dict.get(entry, "source") or {}
    name = _words(source, "title") or _words(entry, "publisher") or _words(channel, "title")
    return plain_line(name) if name else None


def _bad_dates(entry: Any, address: str, page: Page) -> Iterator[Issue]:
    """Yield an issue for each date that is none, or that had not come when the feed was read."""
    tomorrow = (page.fetched_at + timedelta(days=1)).timetuple()
    for key in ("published", "updated"):
        words, parsed = _words(entry, key), dict.get(entry, f"{key}_parsed")
        if not words or (parsed is not None and parsed[:3] <= tomorrow[:3]):
            continue
        wrong = "is no date a feed may give" if parsed is None else "lies in the future"
        yield Issue(
            address=address,
            message=f"the {key} date {words[:80]!r} {wrong}",
            hint="The entry is kept; give its date with --published.",
        )

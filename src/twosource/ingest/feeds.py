"""RSS, RDF and Atom: one draft per entry, with the words as printed (but for dates few can read).

feedparser reads them, broken ones too, after the XML guard. What an entry lacks or gets wrong is
told by ``feed_faults``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twosource.errors import UnreadableInput
from twosource.ingest.dates import restate_date
from twosource.ingest.drafts import make_draft, plain_line, settle_body
from twosource.ingest.feed_entries import first_words, parts_of, words_of
from twosource.ingest.feed_faults import find_bad_dates, find_gaps
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
_LONGEST_NAME = 200  # characters of a feed's title that a message quotes
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]+)|0*(\d+));?")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFeed:
    """A feed as feedparser sees it: its entries, and what it says of itself.

    ``version`` is feedparser's ("rss20", "atom10"), "" where it can't tell; ``broken`` says where the XML
    breaks, "" for nowhere.
    """

    entries: Sequence[Any]
    channel: Any
    version: str
    broken: str

    @property
    def is_atom(self) -> bool:
        """Whether it is Atom, which has two dates and languages for each piece."""
        return self.version.startswith("atom")


def open_feed(page: Page, text: str, *, may_be_empty: bool = False) -> OpenFeed:
    """Read a feed; raises UnreadableInput for one without entries that is broken, or may not be empty."""
    feed = _parse(guard_xml(_mend_references(text)), page.address)
    broken = _breakage(feed)
    if not feed["entries"] and (broken or not may_be_empty):
        raise UnreadableInput(_nothing_in(feed, broken))
    version = str(feed.get("version", ""))
    return OpenFeed(entries=feed["entries"], channel=feed["feed"], version=version, broken=broken)


def split_feed(page: Page, text: str) -> Iterator[Draft | Issue]:
    """Yield a draft for every entry of a feed; raises UnreadableInput where there is none.

    A body is the full content where given, else the summary, else empty.
    """
    feed = open_feed(page, text)
    for number, entry in enumerate(feed.entries, start=1):
        address = f"{page.address}#{number}"
        yield from find_bad_dates(entry, address, page.fetched_at)
        yield draft_of(page, address, entry, feed)
    yield from find_gaps(feed.entries, feed.version, page.address)
    yield from find_break(page, feed)


def find_break(page: Page, feed: OpenFeed) -> Iterator[Issue]:
    """Yield an issue where the XML of a feed breaks."""
    if feed.broken and "undefined entity" not in feed.broken:  # "&nbsp;" in a feed costs nothing
        count = len(feed.entries)
        yield Issue(
            address=page.address,
            message=f"the feed is broken ({feed.broken}); the {count} entries that could be read were kept",
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
    """Replace references to what is no character of XML ("&#x110000;", "&#26;"): they stop the reader."""
    return _REFERENCE.sub(_mended, text) if "&#" in text else text


def _mended(reference: re.Match[str]) -> str:
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    code = int(digits, base) if len(digits) <= 7 else -1
    exists = code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xDFFF < code < 0x110000
    return reference[0] if exists else "\ufffd"


def _breakage(feed: Mapping[str, Any]) -> str:
    """Say where the XML of a feed breaks; "" where it is whole."""
    from xml.sax import SAXParseException  # noqa: PLC0415

    error = feed.get("bozo_exception")
    if not isinstance(error, SAXParseException):
        return ""
    return f"{error.getMessage()} at line {error.getLineNumber()}"


def _nothing_in(feed: Mapping[str, Any], broken: str) -> str:
    """Say that a feed gives no entry, and which feed it is."""
    title = plain_line(words_of(feed["feed"], "title") or "")
    name = f" (it calls itself {' '.join(title.split())[:_LONGEST_NAME]!r})" if title else ""
    return f"is a broken feed{name}: {broken}" if broken else f"is a feed without entries{name}"


def draft_of(page: Page, address: str, entry: Any, feed: OpenFeed) -> Draft:
    """Make the draft of one entry, with the words as printed."""
    channel, atom = feed.channel, feed.is_atom
    parts = parts_of(entry)
    body, is_html = _body(parts)
    published, updated = first_words(entry, ("published", "created")), words_of(entry, "updated")
    if not atom and published is None:
        published, updated = updated, None  # RSS and RDF have one date, whatever its element is called
    return make_draft(
        page,
        address,
        body,
        is_html=is_html,
        url=_link(entry),
        title=plain_line(words_of(entry, "title") or ""),
        published=restate_date(published),
        updated=restate_date(updated),
        outlet=_outlet(entry, channel),
        byline=_byline(entry),
        language=_language(entry, parts, channel, atom=atom),
        external_id=words_of(entry, "id"),
    )


def _body(parts: Sequence[Any]) -> tuple[str, bool]:
    if not parts:
        return "", False
    return settle_body(parts[0]["value"], declared_html="html" in str(parts[0].get("type")))


def _byline(entry: Any) -> str:
    """Return the names of an entry's authors; their addresses only where no name is given."""
    authors = dict.get(entry, "authors") or []
    names = [name for author in authors if (name := words_of(author, "name"))]
    return plain_line(", ".join(dict.fromkeys(names)) or words_of(entry, "author") or "")


def _language(entry: Any, parts: Sequence[Any], channel: Any, *, atom: bool) -> str | None:
    """Return the language of an entry's words, else the feed's.

    In Atom each piece has the feed's already, or none where its own xml:lang is empty.
    """
    pieces = [*parts, dict.get(entry, "title_detail") or {}]
    named = next((found for piece in pieces if (found := words_of(piece, "language"))), None)
    return named or (None if atom else words_of(channel, "language"))


def _link(entry: Any) -> str | None:
    link = first_words(
        entry, ("feedburner_origlink", "link", "id")
    )  # the first is where a proxied link leads
    return link if link and link.startswith(("http://", "https://")) else None


def _outlet(entry: Any, channel: Any) -> str | None:
    """Return who prints an entry: the source of an aggregated one, else the feed."""
    source = dict.get(entry, "source") or {}
    name = words_of(source, "title") or words_of(entry, "publisher") or words_of(channel, "title")
    return plain_line(name) if name else None

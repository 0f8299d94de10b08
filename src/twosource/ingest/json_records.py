"""JSON: single records, arrays, envelopes and lines, under the names they commonly go by.

Knows no wire standard: ninjs has its own module, and JSON Feed is an envelope with its own names.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from twosource.errors import InputError, UnreadableInput
from twosource.ingest.drafts import Fields, make_draft, plain_line, settle_body
from twosource.ingest.ninjs import is_ninjs, split_ninjs
from twosource.model import Draft, Issue, Page

# Names in order of preference, without case, "_" and "-".
_TEXT = ("text", "fulltext", "articletext", "articlebody", "bodytext", "contenttext", "body", "content")
_HTML = ("html", "bodyhtml", "bodyxhtml", "contenthtml")
_SUMMARY = ("summary", "description", "abstract", "lead")
_TITLE = ("title", "headline", "name")
_PUBLISHED = (
    "published", "publishedat", "datepublished", "publicationdate", "publisheddate", "publishdate",
    "pubdate", "date", "datetime", "timestamp", "created", "createdat",
)  # fmt: skip
_UPDATED = ("updated", "updatedat", "datemodified", "modified", "modifiedat", "lastmodified")
_URL = ("url", "link", "permalink", "canonicalurl", "externalurl", "uri", "href")
_OUTLET = ("outlet", "publisher", "source", "sourcename", "sitename", "site", "newspaper", "provider")
_BYLINE = ("byline", "author", "authors", "creator", "by")
_LANGUAGE = ("language", "lang", "inlanguage")
_ID = ("id", "guid", "externalid", "docid", "uid", "uuid")
_OTHERS = frozenset({*_TITLE, *_PUBLISHED, *_UPDATED, *_URL, *_OUTLET, *_BYLINE, *_LANGUAGE, *_ID})
_ENVELOPES = ("articles", "items", "entries", "results", "documents", "docs", "records", "data")
_NAMES_INSIDE = ("rendered", "value", "name", "title", "text", "href")  # of a field that is itself an object

_SAMPLE_LINES = 20  # lines looked at to tell JSON lines from one broken document


def split_json(page: Page, text: str) -> Iterator[Draft | Issue]:
    """Yield drafts for one JSON value: a record, an array of records, a JSON Feed or an envelope.

    Falls back to lines where each line is a value of its own; raises UnreadableInput otherwise.
    """
    try:
        value = load_json(text)
    except UnreadableInput:
        if not are_lines(text):
            raise
        yield from split_json_lines(page, text)
        return
    if isinstance(value, list):
        yield from _numbered(page, value, {})
        return
    envelope = _find_envelope(value)
    if envelope is None:
        yield from split_record(page, page.address, value)
    else:
        yield from _numbered(page, envelope, _channel(value))


def split_json_lines(page: Page, text: str) -> Iterator[Draft | Issue]:
    """Yield a draft per line, and an issue with its number for each broken line.

    A file with one whole document spread over lines is read as that document.
    """
    if text.lstrip()[:1] in {"{", "["} and not are_lines(text):
        yield from split_json(page, text)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield from split_line(page, number, line)


def split_line(page: Page, number: int, line: str) -> Iterator[Draft | Issue]:
    """Yield the draft or drafts of one line of JSON lines, numbered from 1; an issue where it is broken."""
    address = f"{page.address}:{number}"
    try:
        yield from split_record(page, address, load_json(line))
    except InputError as error:
        yield Issue(address=address, message=f"this line {error}", hint=error.hint)


def load_json(text: str) -> Any:
    """Return what JSON holds; raises UnreadableInput, saying where it breaks."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise UnreadableInput(f"is broken JSON: {error.msg} at {where}") from None
    except ValueError:
        raise UnreadableInput("is broken JSON: a number has too many digits") from None
    except RecursionError:
        raise UnreadableInput("is broken JSON: nested too deeply") from None


def are_lines(text: str) -> bool:
    """Whether any of the first lines is a whole JSON object on its own."""
    for line in text[:2_000_000].split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES]:
        if line.strip().startswith("{"):
            try:
                load_json(line)
            except UnreadableInput:
                continue
            return True
    return False


def _numbered(page: Page, values: list[Any], channel: Fields) -> Iterator[Draft | Issue]:
    if not values:
        raise UnreadableInput("is JSON without any record")
    for number, value in enumerate(values, start=1):
        address = f"{page.address}#{number}"
        try:
            yield from split_record(page, address, value, channel)
        except InputError as error:
            yield Issue(address=address, message=f"this record {error}", hint=error.hint)


def _find_envelope(value: Any) -> list[Any] | None:
    """Return the records of an object that is only their wrapping."""
    if not isinstance(value, dict) or is_ninjs(value):
        return None
    named = _plain_names(value)
    if any(isinstance(named.get(name), str) for name in (*_TEXT, *_HTML)):
        return None
    lists = (named.get(name) for name in _ENVELOPES)
    return next((found for found in lists if isinstance(found, list)), None)


def _channel(envelope: Mapping[str, Any]) -> Fields:
    """Return what an envelope says about all its records: a JSON Feed's title and language."""
    named = _plain_names(envelope)
    return {"outlet": _first(named, ("title", *_OUTLET)), "language": _first(named, _LANGUAGE)}


def split_record(
    page: Page, address: str, value: Any, channel: Fields | None = None
) -> Iterator[Draft | Issue]:
    """Yield the draft or drafts of one JSON object; raises UnreadableInput where it holds no article."""
    if not isinstance(value, dict):
        raise UnreadableInput("is JSON but no object with a title and a text")
    if is_ninjs(value):
        yield from split_ninjs(page, address, value)
        return
    named = _plain_names(value)
    body, is_html = _body(named)
    title = _first(named, _TITLE)
    if not body:
        raise UnreadableInput(
            "has no text",
            hint=f"Known names for the text: {', '.join((*_TEXT, *_HTML, *_SUMMARY))}.",
        )
    yield make_draft(page, address, body, is_html=is_html, **_fields(named, title, channel or {}))


def _fields(named: Mapping[str, Any], title: str | None, channel: Fields) -> Fields:
    url = _first(named, _URL)
    return {
        "url": url if url and url.startswith(("http://", "https://")) else None,
        "title": plain_line(title or ""),
        "published": _when(named, _PUBLISHED),
        "updated": _when(named, _UPDATED),
        "outlet": _first(named, _OUTLET) or channel.get("outlet"),
        "byline": _first(named, _BYLINE),
        "language": _first(named, _LANGUAGE) or channel.get("language"),
        "external_id": _first(named, _ID),
    }


def _plain_names(record: Mapping[str, Any]) -> dict[str, Any]:
    return {_plain_name(key): value for key, value in record.items()}


def _plain_name(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _body(named: Mapping[str, Any]) -> tuple[str, bool]:
    if markup := _first(named, _HTML):
        return settle_body(markup, declared_html=True)
    text = _first(named, _TEXT, between="\n\n") or _first(named, _SUMMARY) or ""
    return settle_body(text, declared_html=False)


def is_text_name(name: str) -> bool:
    """Whether a field of that name may hold an article's words."""
    return _plain_name(name) in {*_TEXT, *_HTML, *_SUMMARY}


def is_known_name(name: str) -> bool:
    """Whether a field of that name is looked at in a record that is no ninjs item."""
    return is_text_name(name) or _plain_name(name) in _OTHERS


def _first(named: Mapping[str, Any], names: tuple[str, ...], *, between: str = ", ") -> str | None:
    """Return the first of several fields that holds words."""
    return next((words for name in names if (words := _words(named.get(name), between))), None)


def _words(value: Any, between: str) -> str | None:
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, list):
        parts = [words for part in value if not isinstance(part, list) and (words := _words(part, between))]
        return between.join(parts) or None
    if isinstance(value, dict):
        strings = (value.get(name) for name in _NAMES_INSIDE)
        return next((text for text in strings if isinstance(text, str) and text.strip()), None)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _when(named: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """Return a date's words; Unix seconds or milliseconds are written out in UTC."""
    for name in names:
        value = named.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _instant(value)
        if words := _words(value, ", "):
            return words
    return None


def _instant(stamp: float) -> str | None:
    if abs(stamp) > 1e14:  # milliseconds; JSON's whole numbers may be too large to divide
        return None
    seconds = stamp / 1_000 if abs(stamp) > 1e11 else stamp  # 1e11 seconds would be the year 5138
    if not abs(seconds) < 1e11:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")

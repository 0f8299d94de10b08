"""ninjs 1.x to 3.x, the wire agencies' JSON (iptc.org/standards/ninjs).

Version 1 spells fields in lower case with one value each, versions 2 and 3 in camel case with
arrays. Pictures, events and plans hold no article and are said to.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from twosource.errors import UnreadableInput
from twosource.ingest.drafts import make_draft, plain_line, settle_body
from twosource.ingest.ninjs_faults import find_association_faults, find_date_faults, find_faults
from twosource.ingest.ninjs_names import is_known
from twosource.model import Draft, Issue, Page

_MARKS = frozenset(
    [
        "body_text",
        "body_xhtml",
        "body_html",
        "bodies",
        "headlines",
        "versioncreated",
        "versionCreated",
        "firstcreated",
        "firstCreated",
        "pubstatus",
        "pubStatus",
        "copyrightholder",
        "copyrightHolder",
        "$standard",
    ]
)
_NO_ARTICLE = frozenset(["picture", "image", "photo", "graphic", "video", "audio", "event", "planning"])
_NOT_FOR_PRINT = frozenset({"withheld", "canceled", "cancelled"})
_MOST_FAULTS = 10  # told of one item
_MAX_DEPTH = 4  # associations inside associations: a package, its items, their sidebars


def is_ninjs(record: Mapping[str, Any]) -> bool:
    """Whether an object is a ninjs item: an URI, and a name no other format uses or none but ninjs'."""
    if not isinstance(record.get("uri"), str):
        return False
    return not _MARKS.isdisjoint(record) or all(map(is_known, record))


def split_ninjs(page: Page, address: str, item: Mapping[str, Any], depth: int = 0) -> Iterator[Draft | Issue]:
    """Yield the article of an item, those of its associations, and an issue for what is wrong.

    Raises UnreadableInput for an item without one, or one its sender took back.
    """
    yield from _told(address, [*find_faults(item), *find_association_faults(item.get("associations"))])
    status = _lower(item, "pubstatus", "pubStatus")
    if status in _NOT_FOR_PRINT:
        raise UnreadableInput(f"is a ninjs item its sender marked {status}")
    inner = list(_associated(page, address, item, depth))
    body, is_html = _body(item)
    kind = _lower(item, "type")
    if kind not in _NO_ARTICLE and (body or _title(item)):
        yield from _told(address, find_date_faults(item))
        yield _draft(page, address, item, body, is_html=is_html)
    elif not inner:
        raise UnreadableInput(f"is a ninjs item of type {kind or 'unknown'}, which holds no article")
    yield from inner


def _told(address: str, faults: list[str]) -> Iterator[Issue]:
    """Yield an issue for the faults of an item, where there are any."""
    if faults:
        named = "; ".join(faults[:_MOST_FAULTS])
        yield Issue(address=address, message=f"the ninjs item {named}; what could be read was kept")


def _draft(page: Page, address: str, item: Mapping[str, Any], body: str, *, is_html: bool) -> Draft:
    created = _text(item, "firstcreated", "firstCreated")
    version = _text(item, "versioncreated", "versionCreated", "contentcreated", "contentCreated")
    uri = _text(item, "uri") or ""
    return make_draft(
        page,
        address,
        body,
        is_html=is_html,
        url=uri if uri.startswith(("http://", "https://")) else None,
        title=_title(item),
        published=created or version,
        updated=version if created and version != created else None,
        outlet=_text(item, "provider", "copyrightholder", "copyrightHolder"),
        byline=_text(item, "byline", "by"),
        language=_text(item, "language"),
        external_id=uri,
    )


def _associated(page: Page, address: str, item: Mapping[str, Any], depth: int) -> Iterator[Draft | Issue]:
    """Yield the articles among the items an item carries; its pictures are passed over."""
    if depth >= _MAX_DEPTH:
        return
    for name, inner in _associations(item):
        if is_ninjs(inner) and _body(inner)[0] and _lower(inner, "type") not in _NO_ARTICLE:
            yield from split_ninjs(page, f"{address}/{name}", inner, depth + 1)


def _associations(item: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    found = item.get("associations")
    pairs = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for name, inner in pairs:
        if isinstance(inner, dict):
            yield str(inner.get("name") or name), inner


def _body(item: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the fullest text: markup before plain, bodies before descriptions."""
    for stem, plural in (("body", "bodies"), ("description", "descriptions")):
        for ending, is_html in (("_xhtml", True), ("_html", True), ("_text", False)):
            if text := _text(item, stem + ending):
                return settle_body(text, declared_html=is_html)
        if parts := _parts(item, plural):
            part = max(parts, key=_is_html)
            return settle_body(str(part["value"]), declared_html=_is_html(part))
    return "", False


def _is_html(part: Mapping[str, Any]) -> bool:
    return "html" in str(part.get("contentType") or part.get("contenttype"))


def _title(item: Mapping[str, Any]) -> str:
    parts = _parts(item, "headlines")
    main = next((part for part in parts if part.get("role") == "main"), parts[0] if parts else {})
    words = str(main.get("value") or "") or _text(item, "headline", "title", "name") or ""
    return plain_line(words)


def _parts(item: Mapping[str, Any], plural: str) -> list[Mapping[str, Any]]:
    parts = item.get(plural)
    if not isinstance(parts, list):
        return []
    return [part for part in parts if isinstance(part, dict) and isinstance(part.get("value"), str)]


def _text(item: Mapping[str, Any], *names: str) -> str | None:
    return next((value for name in names if isinstance(value := item.get(name), str) and value.strip()), None)


def _lower(item: Mapping[str, Any], *names: str) -> str:
    return (_text(item, *names) or "").lower()

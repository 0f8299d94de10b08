"""Making drafts: the one place where what a format gave becomes a Draft.

It tidies characters no store can hold and keeps single-line fields on one line; it never rewrites
words, and leaves cleaning to ``clean/``.
"""

import html
import re
from typing import TypedDict, Unpack

from twosource.model import Draft, Page

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_UNSEEN_TAG = re.compile(r"<(/?)(script|style)\b[^<>]{0,2000}>", re.IGNORECASE)
_LOOKS_HTML = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|table|article|section|body|html|img|blockquote)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WARC_URL = re.compile(r"\.warc(?:\.gz)?#(https?://\S+)$")


class Fields(TypedDict, total=False):
    """What a format may say about an article; None or "" where it says nothing."""

    url: str | None
    title: str | None
    published: str | None
    updated: str | None
    outlet: str | None
    byline: str | None
    language: str | None
    external_id: str | None


def make_draft(page: Page, address: str, body: str, *, is_html: bool, **fields: Unpack[Fields]) -> Draft:
    """Make a draft of one article of a page; blank fields become None."""
    return Draft(
        page=page.id,
        address=address,
        body=storable(body),
        body_type="html" if is_html else "text",
        url=_line(fields.get("url")),
        title=_line(fields.get("title")),
        published=_line(fields.get("published")),
        updated=_line(fields.get("updated")),
        outlet=_line(fields.get("outlet")),
        byline=_line(fields.get("byline")),
        language=_line(fields.get("language")),
        external_id=_line(fields.get("external_id")),
        fetched_at=page.fetched_at,
    )


def storable(text: str) -> str:
    """Replace what UTF-8 can't hold (halves of surrogate pairs) and drop NULs."""
    if not _UNSTORABLE.search(text):
        return text
    paired = text.replace("\0", "").encode("utf-16-le", "surrogatepass")
    return paired.decode("utf-16-le", "replace")


def _line(text: str | None) -> str | None:
    return " ".join(storable(text).split()) or None if text else None


def looks_html(text: str) -> bool:
    """Whether a body of unnamed type carries HTML elements."""
    return "<" in text and _LOOKS_HTML.search(text) is not None


def plain_line(text: str) -> str:
    """Return a one-line field as plain words: no elements, scripts or character references."""
    bare = _TAG.sub("", _without_scripts(text)) if "<" in text else text
    return html.unescape(bare) if "&" in bare else bare


def _without_scripts(text: str) -> str:
    """Leave out what stands between the tags of scripts and styles; one that never ends hides nothing."""
    seen: list[str] = []
    shown_from, opened = 0, None
    for tag in _UNSEEN_TAG.finditer(text):
        if not tag[1]:
            opened = opened or tag
        elif opened is not None and opened[2].lower() == tag[2].lower():
            seen.append(text[shown_from : opened.start()])
            shown_from, opened = tag.end(), None
    return "".join([*seen, text[shown_from:]])


def settle_body(text: str, *, declared_html: bool) -> tuple[str, bool]:
    """Return a body and whether it is HTML; HTML without any element is unescaped to plain text."""
    if looks_html(text):
        return text, True
    if declared_html and _ENTITY.search(text):
        return html.unescape(text), False
    return text, False


def url_of(address: str) -> str | None:
    """Return the public address in a page's address: its own, or that of the archived record."""
    if match := _WARC_URL.search(address):
        return match.group(1)
    return address if address.startswith(("http://", "https://")) and ".zip!" not in address else None

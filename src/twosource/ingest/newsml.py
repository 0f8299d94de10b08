"""NewsML-G2 and NITF, the wire agencies' XML (iptc.org/standards/newsml-g2, .../nitf).

Reads news items with their text inside; items whose text lies elsewhere, and items about concepts
or plans, are reported. Metadata is taken from the item, and from the NITF head where it is silent.
"""

from collections.abc import Iterator
from copy import deepcopy
from html import escape
from typing import TYPE_CHECKING

from twosource.errors import InputError, UnreadableInput
from twosource.ingest.drafts import make_draft, settle_body
from twosource.ingest.newsml_faults import find_faults
from twosource.ingest.nitf import Story, read_nitf
from twosource.ingest.xml_guard import parse_xml
from twosource.ingest.xml_tree import child, children, first_text, local_name, path_text, text_of
from twosource.model import Draft, Issue, Page

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOT_FOR_PRINT = frozenset({"withheld", "canceled"})
_NO_ARTICLE = frozenset(["picture", "graphic", "audio", "video", "animation"])
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def split_newsml(page: Page, text: str) -> Iterator[Draft | Issue]:
    """Yield a draft per news item of a NewsML-G2 document, and an issue for what is wrong with one.

    Raises UnreadableInput where there is none.
    """
    root = parse_xml(text)
    if local_name(root) == "newsItem":
        yield from _item(page, page.address, root)
        return
    items = list(root.iter("{*}newsItem")) if local_name(root) == "newsMessage" else []
    if not items:
        raise UnreadableInput(f"is a NewsML-G2 {local_name(root)}, which holds no article")
    for number, item in enumerate(items, start=1):
        address = f"{page.address}#{number}"
        try:
            yield from _item(page, address, item)
        except InputError as error:
            yield Issue(address=address, message=f"this item {error}", hint=error.hint)


def split_nitf(page: Page, text: str) -> Iterator[Draft | Issue]:
    """Yield the one article of a NITF document."""
    story = read_nitf(parse_xml(text))
    if not story.body and not story.title:
        raise UnreadableInput("is NITF without a headline or a text")
    yield make_draft(
        page,
        page.address,
        story.body,
        is_html=True,
        title=story.title,
        published=story.published,
        outlet=story.outlet,
        byline=story.byline,
        external_id=story.external_id,
    )


def _item(page: Page, address: str, item: "_Element") -> Iterator[Draft | Issue]:
    """Yield the article of an item, after an issue for what is wrong with it."""
    _check_is_for_print(item)
    if faults := find_faults(item):
        message = f"the NewsML-G2 item {'; '.join(faults)}; what could be read was kept"
        yield Issue(address=address, message=message)
    yield _draft(page, address, item)


def _draft(page: Page, address: str, item: "_Element") -> Draft:
    story = _story(item)
    title = path_text(item, "contentMeta/headline") or story.title or path_text(item, "itemMeta/title")
    if not story.body and not title:
        raise UnreadableInput("is a NewsML-G2 item without a headline or a text")
    first, version = _created(item)
    return make_draft(
        page,
        address,
        _with_dateline(story.body, path_text(item, "contentMeta/dateline"), is_html=story.is_html),
        is_html=story.is_html,
        title=title,
        published=first or version or story.published,
        updated=version if first and version != first else None,
        outlet=_outlet(item) or story.outlet,
        byline=_byline(item) or story.byline,
        language=_language(item),
        external_id=item.get("guid") or story.external_id,
    )


def _check_is_for_print(item: "_Element") -> None:
    status = _code(item, "pubStatus")
    if status in _NOT_FOR_PRINT:
        raise UnreadableInput(f"is a NewsML-G2 item its sender marked {status}")
    kind = _code(item, "itemClass")
    if kind in _NO_ARTICLE:
        raise UnreadableInput(f"is a NewsML-G2 item of class {kind}, which holds no article")


def _code(item: "_Element", name: str) -> str:
    meta = child(item, "itemMeta")
    found = child(meta, name) if meta is not None else None
    if found is None:
        return ""
    return (found.get("qcode") or found.get("uri") or "").rpartition(":")[2].rpartition("/")[2].lower()


def _story(item: "_Element") -> Story:
    """Read an item's text: inline XML, then inline data, then its description."""
    for inline in item.iterfind("{*}contentSet/{*}inlineXML"):
        if story := _inline_xml(inline):
            return story
    for inline in item.iterfind("{*}contentSet/{*}inlineData"):
        words = "".join(map(str, inline.itertext())).strip()
        if words and not inline.get("encoding"):
            body, is_html = settle_body(words, declared_html="html" in inline.get("contenttype", ""))
            return Story(body=body, is_html=is_html)
    return Story(body=first_text(item, ("contentMeta/description",)) or "", is_html=False)


def _inline_xml(inline: "_Element") -> Story | None:
    for root in children(inline):
        if local_name(root) == "nitf":
            return read_nitf(root)
        if local_name(root) == "html":
            return Story(body=_markup(root), title=text_of(root.find(".//{*}title")), is_html=True)
    return None


def _markup(root: "_Element") -> str:
    from lxml import etree  # noqa: PLC0415 - already loaded by whoever made the element

    alone = deepcopy(root)
    for element in alone.iter("{*}*"):
        element.tag = local_name(element)
    etree.cleanup_namespaces(alone)
    return etree.tostring(alone, encoding="unicode", method="html", with_tail=False)


def _with_dateline(body: str, dateline: str | None, *, is_html: bool) -> str:
    """Put a dateline given apart before the text, as it would be printed, unless it is there."""
    if not dateline or not body or dateline in body[: len(dateline) + 500]:
        return body
    return f"<p>{escape(dateline, quote=False)}</p>\n{body}" if is_html else f"{dateline}\n\n{body}"


def _created(item: "_Element") -> tuple[str | None, str | None]:
    first = first_text(item, ("itemMeta/firstCreated", "contentMeta/contentCreated"))
    return first, first_text(item, ("itemMeta/versionCreated", "contentMeta/contentModified"))


def _outlet(item: "_Element") -> str | None:
    """Return the provider's name, or the last part of its code or literal."""
    meta = child(item, "itemMeta")
    provider = child(meta, "provider") if meta is not None else None
    if provider is None:
        return None
    code = provider.get("qcode") or ""
    return path_text(provider, "name") or provider.get("literal") or code.rpartition(":")[2] or None


def _byline(item: "_Element") -> str | None:
    parts = (path_text(item, "contentMeta/by"), path_text(item, "contentMeta/creditline"))
    return ", ".join(dict.fromkeys(part for part in parts if part)) or None


def _language(item: "_Element") -> str | None:
    found = item.find("{*}contentMeta/{*}language")
    tag = found.get("tag") if found is not None else None
    return tag or item.get(_LANGUAGE)

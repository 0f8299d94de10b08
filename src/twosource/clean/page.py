"""What the markup of a news page says of its article: JSON-LD, meta, time tags, headings, bylines.

Reads the tree and changes nothing in it. The text is somebody else's to find.
"""

import re
from collections.abc import Iterator

from lxml import html
from lxml.etree import LxmlError

from twosource.clean.jsonld import read_jsonld
from twosource.clean.sightings import Sighting, Subject

_META: dict[str, Subject] = {
    "article:published_time": "published", "og:published_time": "published", "og:article:published_time": "published",
    "parsely-pub-date": "published", "sailthru.date": "published", "datepublished": "published",
    "publishdate": "published", "publish-date": "published", "publication_date": "published",
    "pubdate": "published", "dc.date.issued": "published", "dcterms.created": "published",
    "dc.date.created": "published", "dc.date": "published", "dcterms.date": "published",
    "date": "published", "article_date_original": "published", "cxenseparse:recs:publishtime": "published",
    "article:modified_time": "updated", "og:updated_time": "updated", "datemodified": "updated",
    "dcterms.modified": "updated", "dc.date.modified": "updated", "last-modified": "updated", "lastmod": "updated",
    "og:title": "title", "parsely-title": "title", "twitter:title": "title", "dc.title": "title", "headline": "title",
    "og:site_name": "outlet", "dc.publisher": "outlet", "application-name": "outlet", "publisher": "outlet",
    "article:author": "byline", "author": "byline", "parsely-author": "byline", "dc.creator": "byline",
    "byl": "byline", "dc.source": "byline", "syndication-source-name": "byline",
    "og:locale": "language", "dc.language": "language", "content-language": "language",
    "og:url": "url",
}  # fmt: skip
_ORDER = {name: place for place, name in enumerate(_META)}
_STAMPED = re.compile(
    r"date|time|publish|updated|posted|stamp|byline|author|credit|dateline|source|meta\b", re.IGNORECASE
)
_MOST_CHARACTERS = 300  # of an element that is taken for a stamp or byline
_MOST_ELEMENTS = 60


def parse_page(markup: str) -> html.HtmlElement | None:
    """Parse a page, however broken; None where there is nothing in it."""
    try:
        return html.document_fromstring(
            markup.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (LxmlError, ValueError):
        return None


def is_fragment(markup: str) -> bool:
    """Whether this is a piece of a page, as feeds carry it, and no page of its own."""
    return re.search(r"<(?:html|body|head|!doctype)\b", markup[:5_000], re.IGNORECASE) is None


def _text(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def _meta(tree: html.HtmlElement) -> Iterator[Sighting]:
    rows: list[tuple[str, str]] = []
    for element in tree.iter("meta"):
        name = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        content = (element.get("content") or "").strip()
        if name and content and name.lower() in _META:
            rows.append((name.lower(), content[:500]))
    for name, content in sorted(rows, key=lambda row: _ORDER[row[0]]):
        yield Sighting(about=_META[name], words=content, where=f"meta {name}")


def _in_article(element: html.HtmlElement) -> bool:
    """Whether an element stands outside lists of other articles."""
    return not any(a.tag in {"aside", "nav", "footer", "li"} for a in element.iterancestors())


def _time_tags(tree: html.HtmlElement) -> Iterator[Sighting]:
    for element in list(tree.iter("time"))[:_MOST_ELEMENTS]:
        words = element.get("datetime") or _text(element)
        if words and _in_article(element):
            clue = " ".join(
                filter(None, (element.get("itemprop"), element.get("class"), _text(element.getparent())[:80]))
            )
            updated = re.search(r"modif|updat", clue, re.IGNORECASE)
            published = re.search(r"publish|pubdate|created|posted", clue, re.IGNORECASE)
            about: Subject = "updated" if updated and not published else "published"
            yield Sighting(about=about, words=words, where="time tag")


def _headings(tree: html.HtmlElement) -> Iterator[Sighting]:
    for element in list(tree.iter("h1"))[:1]:
        yield Sighting(about="title", words=_text(element), where="h1")
    for element in list(tree.iter("title"))[:1]:
        yield Sighting(about="title", words=_text(element), where="title tag")


def _captions(tree: html.HtmlElement) -> Iterator[Sighting]:
    for element in list(tree.iter("figcaption"))[:_MOST_ELEMENTS]:
        yield Sighting(about="caption", words=_text(element), where="figcaption")


def _links(tree: html.HtmlElement) -> Iterator[Sighting]:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            yield Sighting(about="url", words=element.get("href", ""), where="canonical link")
    if tree.get("lang"):
        yield Sighting(about="language", words=tree.get("lang", ""), where="html lang")


def find_lines(tree: html.HtmlElement) -> list[str]:
    """Return the short lines of a page that markup names a date, byline, credit or source."""
    found: list[str] = []
    for element in tree.iter(
        "div", "p", "span", "time", "ul", "li", "em", "small", "address", "section", "a"
    ):
        named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        if len(named) > 2 and _STAMPED.search(named) and _in_article(element):
            text = _text(element)
            if 0 < len(text) <= _MOST_CHARACTERS and text not in found:
                found.append(text)
        if len(found) >= _MOST_ELEMENTS:
            break
    return found


def read_page(tree: html.HtmlElement) -> tuple[Sighting, ...]:
    """Return everything the markup says, per subject in order of trust."""
    scripts = [
        element.text_content() for element in tree.iter("script") if "ld+json" in (element.get("type") or "")
    ]
    order = (
        read_jsonld(scripts),
        _links(tree),
        _meta(tree),
        _time_tags(tree),
        _headings(tree),
        _captions(tree),
    )
    return tuple(s for part in order for s in part if s.words)

"""NITF, the text inside wire XML, as simple HTML with what its head says."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from twosource.ingest.xml_tree import children, local_name, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = {"p": "p", "hl2": "h2", "li": "li", "dt": "p", "dd": "p", "tr": "p", "q": "p", "pre": "p"}
_NOT_TEXT = frozenset({"media", "nitf-table-metadata", "alternate-code", "note"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The words of one item and what stands beside them."""

    body: str
    is_html: bool
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    byline: str | None = None
    external_id: str | None = None


def read_nitf(root: "_Element") -> Story:
    """Read a ``nitf`` element; a dateline becomes the first paragraph, pictures are left out."""
    doc_id = root.find(".//{*}doc-id")
    issued = root.find(".//{*}date.issue")
    return Story(
        body=_body(root),
        is_html=True,
        title=text_of(root.find(".//{*}hl1")) or text_of(root.find(".//{*}hedline")) or _head_title(root),
        published=issued.get("norm") if issued is not None else None,
        outlet=text_of(root.find(".//{*}distributor")),
        byline=text_of(root.find(".//{*}byline")),
        external_id=doc_id.get("id-string") if doc_id is not None else None,
    )


def _head_title(root: "_Element") -> str | None:
    return text_of(root.find("{*}head/{*}title"))


def _body(root: "_Element") -> str:
    parts = [
        f"<p>{escape(words, quote=False)}</p>" for words in [text_of(root.find(".//{*}dateline"))] if words
    ]
    content = root.find(".//{*}body.content")
    if content is None:
        content = root.find("{*}body")
    if content is not None:
        parts.extend(_blocks(content))
    return "\n".join(parts) if content is not None else ""


def _blocks(element: "_Element") -> Iterator[str]:
    """Yield the paragraphs under an element in reading order."""
    for inner in children(element):
        name = local_name(inner)
        if name in _NOT_TEXT or name == "body.head":
            continue
        tag = _BLOCKS.get(name)
        if tag is None:
            yield from _blocks(inner)
        elif words := text_of(inner):
            yield f"<{tag}>{escape(words, quote=False)}</{tag}>"

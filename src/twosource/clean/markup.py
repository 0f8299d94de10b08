"""The text of a page or of a piece of one, as lines.

Whole pages go through trafilatura, once, for it costs about 12 ms a page; the fragments that feeds
carry hold nothing but their article and are read block by block.
"""

from lxml import html

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "section",
        "article",
        "table",
        "tr",
        "ul",
        "ol",
        "figure",
        "figcaption",
        "br",
        "pre",
        "dd",
        "dt",
        "hr",
    ]
)
_SILENT = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "form", "button"})
LONGEST_MARKUP = 5_000_000  # characters; the largest news pages run to about 2 million


def extract_page(tree: html.HtmlElement) -> str:
    """Return the text of a page's article, a line per paragraph; "" where there is none."""
    from trafilatura import extract  # noqa: PLC0415 (0.6 s to import, for pages only)

    text = extract(tree, fast=True, include_comments=False, include_tables=False, deduplicate=False)
    return str(text or "")


def extract_fragment(tree: html.HtmlElement) -> str:
    """Return all text of a fragment, a line per block."""
    parts: list[str] = []
    _walk(tree, parts, depth=0)
    return "\n".join(" ".join(line.split()) for line in "".join(parts).split("\n"))


def _walk(element: html.HtmlElement, parts: list[str], depth: int) -> None:
    block = element.tag in _BLOCKS
    if isinstance(element.tag, str) and element.tag not in _SILENT and depth < 200:  # libxml2 stops at 256
        parts.append("\n" if block else "")
        parts.append(_flat(element.text))
        for child in element:
            _walk(child, parts, depth + 1)
        parts.append("\n" if block else "")
    parts.append(_flat(element.tail))


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ")

"""JSON-LD of a news page: times, headline, publisher, author of the one article it describes.

Follows schema.org NewsArticle as sites write it: lists, @graph, nested main entities, broken JSON.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from twosource.clean.sightings import Sighting, Subject

_ARTICLES = frozenset(
    {
        "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
        "OpinionNewsArticle", "LiveBlogPosting", "BlogPosting", "Report", "SocialMediaPosting",
    }
)  # fmt: skip
_PAGES = frozenset({"WebPage", "ItemPage"})
_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_DEEPEST = 8  # levels: @graph > page > mainEntity > article is four
_LONGEST = 500_000  # characters of one script


def parse_json(script: str) -> Any | None:
    """Parse a script's JSON, forgiving what sites get wrong: comments, line ends in strings, commas."""
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    if len(text) > _LONGEST:
        return None
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", text))):
        try:
            return json.loads(attempt)
        except (ValueError, RecursionError):
            continue
    return None


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type", ())
    return {str(kind).rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield every object that stands for a page or its article, outer before inner."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), depth + 1)


def _name(value: Any) -> str:
    """Return the name of a person or organisation given as text, object or list."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(item) for item in value[:10])))
    if isinstance(value, dict):
        return _name(value.get("name"))
    return value.strip() if isinstance(value, str) else ""


_FIELDS: tuple[tuple[Subject, str], ...] = (
    ("title", "headline"),
    ("published", "datePublished"),
    ("updated", "dateModified"),
    ("outlet", "publisher"),
    ("byline", "author"),
    ("byline", "creator"),
    ("language", "inLanguage"),
)


def read_jsonld(scripts: list[str]) -> Iterator[Sighting]:
    """Yield what the JSON-LD scripts of a page say of its article, articles before pages."""
    nodes = [node for script in scripts[:20] for node in _nodes(parse_json(script))]
    articles = [node for node in nodes if _types(node) & _ARTICLES]
    for node in (*articles[:1], *(node for node in nodes if _types(node) & _PAGES)):
        for about, key in _FIELDS:
            words = _name(node.get(key))
            if words:
                yield Sighting(about=about, words=words[:500], where=f"JSON-LD {key}")

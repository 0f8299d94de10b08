"""The head of a plain text: an optional block of named lines, then maybe a headline.

Takes a first line for the headline only where something shows it is one; does not look at the body.
"""

import re
from dataclasses import dataclass, field

from twosource.clean.paragraphs import Paragraph
from twosource.clean.sightings import Subject
from twosource.clean.stamps import find_stamps

_NAMED = re.compile(r"([A-Za-z][A-Za-z ]{1,18}?)\s?:\s+(\S.*)")
_NAMES: dict[str, Subject] = {
    "title": "title", "headline": "title", "published": "published", "date": "published",
    "publication date": "published", "created": "published", "updated": "updated",
    "last updated": "updated", "modified": "updated", "outlet": "outlet", "source": "outlet",
    "publisher": "outlet", "publication": "outlet", "site": "outlet", "url": "url", "link": "url",
    "address": "url", "by": "byline", "byline": "byline", "author": "byline", "language": "language",
}  # fmt: skip
_OPENING = frozenset({"title", "headline", "url", "outlet", "published", "source", "publication date"})
_HEADLINE_WORDS, _HEADLINE_CHARACTERS = 30, 220  # the longest headlines of wires run to about 25 words
_FULL_STOP = re.compile(r"[.:;,…]\W*$")
_DATELINE = re.compile(r"^[A-Z][\w .,'/]{1,60}(?:\([A-Z][\w .-]*\)\s*)?\s[-–—]{1,2}\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above a plain text: named lines by name, and how many paragraphs they took."""

    named: dict[Subject, str] = field(default_factory=dict)
    lines: int = 0


def read_heading(paragraphs: tuple[Paragraph, ...]) -> Heading:
    """Read the named lines a text opens with; an empty heading where the first is not one."""
    named: dict[Subject, str] = {}
    for number, paragraph in enumerate(paragraphs):
        match = _NAMED.fullmatch(paragraph.text)
        name = match[1].lower() if match else ""
        if match is None or name not in _NAMES or (number == 0 and name not in _OPENING):
            return Heading(named=named, lines=number)
        named.setdefault(_NAMES[name], match[2])
    return Heading(named=named, lines=len(paragraphs))


def find_headline(paragraphs: tuple[Paragraph, ...]) -> Paragraph | None:
    """Return the first paragraph where it is a headline: printed twice, or short and no sentence."""
    if len(paragraphs) < 2:
        return None
    first, rest = paragraphs[0], paragraphs[1:]
    if first.count < 2 or len(first.text) > _HEADLINE_CHARACTERS or find_stamps(first.text):
        return None
    if any(other.words == first.words for other in rest[:8]):
        return first
    is_sentence = bool(_FULL_STOP.search(first.text)) or first.count > _HEADLINE_WORDS
    is_body = is_sentence or bool(_DATELINE.match(first.text)) or first.text.startswith(("By ", "(", "["))
    return None if is_body or max(p.count for p in rest) < 5 else first

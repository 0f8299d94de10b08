"""A draft taken apart: its paragraphs, and what its format, head or markup says of it.

Chooses nothing and drops only what is beyond the bound of a text.
"""

from dataclasses import dataclass

from twosource.clean.heading import find_headline, read_heading
from twosource.clean.markup import LONGEST_MARKUP, extract_fragment, extract_page
from twosource.clean.page import find_lines, is_fragment, parse_page, read_page
from twosource.clean.paragraphs import Paragraph, cut_text, split_paragraphs
from twosource.clean.sightings import Sighting, Subject
from twosource.model import Draft, Dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The paragraphs of a draft, what was seen of it, and lines of the page that only tell of it."""

    paragraphs: tuple[Paragraph, ...]
    sightings: tuple[Sighting, ...]
    lines: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def _given(draft: Draft) -> tuple[Sighting, ...]:
    """Return what the feed, the record or the user says of an article."""
    rows: tuple[tuple[Subject, str | None], ...] = (
        ("published", draft.published),
        ("updated", draft.updated),
        ("byline", draft.byline),
        ("language", draft.language),
    )
    return tuple(Sighting(about=about, words=words, where="feed or option") for about, words in rows if words)


def _cut(draft: Draft, text: str) -> tuple[tuple[Paragraph, ...], tuple[Dropped, ...]]:
    kept, rest = cut_text(text)
    gone = Dropped(what="paragraph", reason="rest-of-long-text", text=rest, address=draft.address)
    return split_paragraphs(kept), (gone,) if rest else ()


def open_text(draft: Draft) -> Opened:
    """Take a plain text apart: named lines, headline, paragraphs."""
    paragraphs, dropped = _cut(draft, draft.body)
    heading = read_heading(paragraphs)
    if heading.lines:
        block = "\n".join(p.text for p in paragraphs[: heading.lines])
        dropped = (
            Dropped(what="paragraph", reason="header-block", text=block, address=draft.address),
            *dropped,
        )
        paragraphs = paragraphs[heading.lines :]
    sightings = [
        Sighting(about=name, words=words, where="header line") for name, words in heading.named.items()
    ]
    if draft.title is None and "title" not in heading.named:
        headline = find_headline(paragraphs)
        if headline is not None:
            sightings.append(Sighting(about="title", words=headline.text, where="first line"))
            paragraphs = paragraphs[1:]
    return Opened(paragraphs=paragraphs, sightings=(*_given(draft), *sightings), dropped=dropped)


def open_page(draft: Draft) -> Opened:
    """Take a page apart, or a fragment of one; without paragraphs where it holds no text."""
    markup = draft.body[:LONGEST_MARKUP]
    tree = parse_page(markup)
    if tree is None:
        return Opened(paragraphs=(), sightings=_given(draft))
    if is_fragment(markup):
        paragraphs, dropped = _cut(draft, extract_fragment(tree))
        return Opened(paragraphs=paragraphs, sightings=_given(draft), dropped=dropped)
    sightings, lines = read_page(tree), find_lines(tree)
    paragraphs, dropped = _cut(draft, extract_page(tree))
    return Opened(
        paragraphs=paragraphs, sightings=(*_given(draft), *sightings), lines=tuple(lines), dropped=dropped
    )

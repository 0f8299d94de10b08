"""Where an article quotes somebody's own words, also across sentences and paragraphs.

Finds the stretches between quotation marks. It does not say who speaks; that is voices.py.
"""

from dataclasses import dataclass

from twosource.text import Span

#: Words between marks that are names, slogans or scare quotes rather than somebody's sentence.
SHORTEST_QUOTATION = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words between marks; ``span`` leaves the marks out. ``open`` means no closing mark came."""

    span: Span
    open: bool


def find_quotations(plain_text: str, paragraphs: tuple[Span, ...]) -> tuple[Quotation, ...]:
    """Return every quoted stretch, in order; a mark that is never closed ends with its paragraph."""
    return tuple(found for paragraph in paragraphs for found in _in_paragraph(plain_text, paragraph))


def _in_paragraph(plain_text: str, paragraph: Span) -> list[Quotation]:
    found: list[Quotation] = []
    start: int | None = None
    for position in range(paragraph.start, paragraph.end):
        if plain_text[position] != '"':
            continue
        if start is None:
            start = position + 1
        else:
            if position > start:
                found.append(Quotation(span=Span(start, position), open=False))
            start = None
    if start is not None and start < paragraph.end:
        found.append(Quotation(span=Span(start, paragraph.end), open=True))
    return found


def is_sentence(plain_text: str, quotation: Quotation) -> bool:
    """Whether a quotation is long enough to be somebody's statement, not a name or scare quotes."""
    return len(quotation.span.of(plain_text).split()) >= SHORTEST_QUOTATION

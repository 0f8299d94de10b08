"""A long text in parts that a page can show: cut between paragraphs, and inside one only where it is too long."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from twosource.text import Span, paragraphs

_PART: Final = 40_000  # characters, twenty pages of print


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a text, numbered from 1."""

    number: int
    span: Span


def cut_parts(text: str, size: int = _PART) -> tuple[Part, ...]:
    """Return the parts of a text, at least one; together they are the text."""
    edges = [0, *_edges(text, size), len(text)]
    return tuple(
        Part(number=number, span=Span(start, end)) for number, (start, end) in enumerate(pairwise(edges), 1)
    )


def _edges(text: str, size: int) -> Iterator[int]:
    start = 0
    for line in paragraphs(text):
        if line.end - start > size and line.start > start:
            start = line.start
            yield start
        while line.end - start > size:
            start += size
            yield start


def find_part(parts: tuple[Part, ...], at: int) -> Part:
    """Return the part in which a character stands; the last for one beyond the end."""
    return next((part for part in parts if at < part.span.end), parts[-1])

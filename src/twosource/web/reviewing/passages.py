"""An article's text with words marked in it, paragraph by paragraph, each knowing where it starts.

A piece of text may lie under several marks. Nothing is cut or rewritten: the pieces of a paragraph
are its text again.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from twosource.text import Span, paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words to be marked: where, of which claim (an anchor), the field they tell of, and in which sense."""

    span: Span
    claim: str
    label: str
    sense: str = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some text and the marks over it; ``starts`` and ``ends`` are those that begin or end with it."""

    text: str
    marks: tuple[Mark, ...] = ()
    starts: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()

    @property
    def sense(self) -> str:
        """Return the sense that is shown where several lie over each other: the loudest."""
        return min((mark.sense for mark in self.marks), key=_LOUDEST.index, default="")

    @property
    def labels(self) -> str:
        """Return the fields whose words end here, each once."""
        return ", ".join(dict.fromkeys(mark.label for mark in self.ends))


_LOUDEST = ("meant", "clashes", "shared", "fits", "unclear", "alone", "told", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; ``start`` is the place of its first character in the article's text."""

    start: int
    pieces: tuple[Piece, ...]

    @property
    def is_marked(self) -> bool:
        """Whether anything in it is marked."""
        return any(piece.marks for piece in self.pieces)


def mark_text(text: str, marks: Collection[Mark]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text with the marks in them."""
    return tuple(
        Paragraph(start=span.start, pieces=tuple(_pieces(text, span, marks))) for span in paragraphs(text)
    )


def _pieces(text: str, within: Span, marks: Collection[Mark]) -> Iterator[Piece]:
    inside = [mark for mark in marks if mark.span.overlaps(within)]
    for start, end in pairwise(_edges(within, inside)):
        over = tuple(mark for mark in inside if mark.span.start <= start and end <= mark.span.end)
        yield Piece(
            text=text[start:end],
            marks=over,
            starts=tuple(mark for mark in over if max(mark.span.start, within.start) == start),
            ends=tuple(mark for mark in over if min(mark.span.end, within.end) == end),
        )


def _edges(within: Span, marks: Sequence[Mark]) -> list[int]:
    ends = {end for mark in marks for end in (mark.span.start, mark.span.end)}
    return sorted({within.start, within.end, *(end for end in ends if within.start < end < within.end)})

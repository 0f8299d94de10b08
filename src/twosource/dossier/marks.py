"""A text with the words of claims marked: cut where any mark begins or ends, so that marks may overlap."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from twosource.model import Claim
from twosource.text import Span, paragraphs, sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text under the same marks: ``claims`` cover it, ``starts`` begin with it, ``ends`` end."""

    text: str
    claims: tuple[Claim, ...] = ()
    starts: tuple[Claim, ...] = ()
    ends: tuple[Claim, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields of the claims that cover it, each once."""
        return tuple(dict.fromkeys(claim.field for claim in self.claims))


def mark_paragraphs(
    text: str, claims: Iterable[Claim], within: Span | None = None
) -> Iterator[tuple[Piece, ...]]:
    """Yield each paragraph in pieces; claims that run over its end are cut there and go on in the next.

    With ``within``, the paragraphs of that stretch of the text alone, cut at its ends.
    """
    kept = within or Span(0, len(text))
    lines = [_clip(line, kept) for line in paragraphs(text) if line.overlaps(kept)]
    inside: list[list[Claim]] = [[] for _ in lines]
    ends = [line.end for line in lines]
    for claim in sorted(claims, key=lambda claim: (claim.evidence.span, claim.id)):
        for at in range(bisect_right(ends, claim.evidence.span.start), len(lines)):
            if lines[at].start >= claim.evidence.span.end:
                break
            inside[at].append(claim)
    for line, own in zip(lines, inside, strict=True):
        yield tuple(mark(text, line, own))


def mark(text: str, within: Span, claims: Sequence[Claim]) -> Iterator[Piece]:
    """Yield a stretch of text in pieces, in order; joined they are the text."""
    spans = [(_clip(claim.evidence.span, within), claim) for claim in claims]
    edges = sorted(
        {within.start, within.end, *(edge for span, _ in spans for edge in (span.start, span.end))}
    )
    covers: list[list[Claim]] = [[] for _ in edges]
    for span, claim in spans:
        for at in range(bisect_left(edges, span.start), bisect_left(edges, span.end)):
            covers[at].append(claim)
    for at, (start, end) in enumerate(pairwise(edges)):
        yield Piece(
            text=text[start:end],
            claims=tuple(covers[at]),
            starts=tuple(claim for span, claim in spans if span.start == start and len(span)),
            ends=tuple(claim for span, claim in spans if span.end == end and len(span)),
        )


def _clip(span: Span, within: Span) -> Span:
    return Span(max(span.start, within.start), min(span.end, within.end))


def find_sentence(text: str, span: Span) -> Span:
    """Return the sentence around some words, from the first to the last one that they touch; else those words."""
    around = [
        one
        for line in paragraphs(text)
        if span.overlaps(line)
        for one in sentences(text, line)
        if one.overlaps(span)
    ]
    return Span(min(span.start, around[0].start), max(span.end, around[-1].end)) if around else span

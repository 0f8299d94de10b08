"""A printed text parted into what is the article's and what is printed around it.

Decides for every paragraph why it stays or goes; nothing is lost: what goes is kept as dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from twosource.clean.cues import find_reason, find_run, is_caption, is_stamp_line, split_tail
from twosource.clean.paragraphs import Paragraph, make_paragraph
from twosource.clean.repeats import find_repeats, repeats_headline

_BODY_WORDS = 15  # a finished paragraph this long is the lead: above it is the head of the page
_HEAD = 12  # paragraphs within which the head of a page ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph with the reason it goes, or None where it stays."""

    paragraph: Paragraph
    reason: str | None


def _split_tails(paragraphs: Sequence[Paragraph]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for paragraph in paragraphs:
        tail = split_tail(paragraph)
        if tail is None:
            pieces.append(Piece(paragraph=paragraph, reason=None))
        else:
            kept, gone, reason = tail
            pieces += (
                Piece(paragraph=kept, reason=None),
                Piece(paragraph=make_paragraph(gone), reason=reason),
            )
    return tuple(pieces)


def _head_ends(paragraphs: Sequence[Paragraph]) -> int:
    """Return the number of the lead, above which bare dates are stamps."""
    long = (n for n, p in enumerate(paragraphs[:_HEAD]) if p.count >= _BODY_WORDS and p.finished)
    return next(long, min(_HEAD, len(paragraphs)))


def _stamp_lines(paragraphs: Sequence[Paragraph], head: int) -> set[int]:
    """Return the numbers of stamp lines: labelled ones, and bare dates in the head of the page.

    A single bare date right below a standfirst counts too; several of them head a chronicle.
    """
    dated = [n for n, p in enumerate(paragraphs) if is_stamp_line(p, in_head=True) and not is_caption(p)]
    bare = [n for n in dated if n >= head and not is_stamp_line(paragraphs[n], in_head=False)]
    chronicle = bare if len(bare) > 1 or (bare and bare[0] > head + 2) else []
    return set(dated) - set(chronicle)


def tidy(
    paragraphs: Sequence[Paragraph], title: str, outlet: str, captions: Sequence[str]
) -> tuple[Piece, ...]:
    """Part the paragraphs of a text, in their order.

    ``captions`` are texts that markup says stand under pictures.
    """
    pieces = _split_tails(paragraphs)
    parts = tuple(piece.paragraph for piece in pieces)
    stamps = _stamp_lines(parts, _head_ends(parts))
    headline, name = make_paragraph(title), make_paragraph(outlet)
    pictured = {make_paragraph(caption).words for caption in captions}
    reasons: list[str | None] = []
    for number, (piece, part) in enumerate(zip(pieces, parts, strict=True)):
        known = piece.reason or ("stamp-line" if number in stamps else None)
        if known is None and title and repeats_headline(part, headline, name):
            known = "repeated-headline"
        if known is None and part.words in pictured:
            known = "image-credit"
        reasons.append(known or find_reason(part))
    for number, reason in find_run(parts, reasons):
        reasons[number] = reason
    kept = [n for n, reason in enumerate(reasons) if reason is None]
    above = sum(n < max(stamps & set(range(_HEAD)), default=0) for n in kept)
    for place in tuple(find_repeats([parts[n] for n in kept], above)):
        reasons[kept[place]] = "teaser"
    return tuple(Piece(paragraph=part, reason=reason) for part, reason in zip(parts, reasons, strict=True))

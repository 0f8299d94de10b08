"""Documents as numbers: windows of word pieces with what each piece and sentence should say.

Windows are packed as the program packs them (read/windows.py): whole sentences in order, at most
``LONGEST`` pieces between [CLS] and [SEP]. A piece that goes on with a word carries no tag of its
own, because reading looks at the first piece of each word.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from training.documents import Document
from twosource.read.proposals import KINDS, LABELS, TELLINGS
from twosource.read.windows import LONGEST
from twosource.text import Span

Ints = npt.NDArray[np.int64]
UNKNOWN = -100
OUTSIDE, BEGINS, GOES_ON = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One window: ``pieces`` [T]; ``tags`` [T, labels]; links as (from piece, to piece); the rest by sentence.

    UNKNOWN (-100) is what nothing is to be learnt from. A link to piece 0 says that there is none.
    """

    source: str
    pieces: Ints
    tags: npt.NDArray[np.int8]
    content_to_cue: list[tuple[int, int]] = field(default_factory=list)
    cue_to_source: list[tuple[int, int]] = field(default_factory=list)
    degrees: list[tuple[int, float]] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)  # first piece, end
    tellings: list[int] = field(default_factory=list)
    kinds: list[list[int]] = field(default_factory=list)
    incident: int = UNKNOWN
    incident_kinds: list[int] = field(default_factory=lambda: [UNKNOWN] * len(KINDS))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pieces:
    ids: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    first: Sequence[bool]


class WindowMaker:
    """Cuts documents into windows with one tokenizer."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Take a BERT tokenizer; its truncation and padding are switched off."""
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._opening = tokenizer.token_to_id("[CLS]")
        self._closing = tokenizer.token_to_id("[SEP]")

    def cut(self, document: Document) -> Iterator[Window]:
        """Yield the windows of a document, in order."""
        pieces = self._pieces(document.text)
        inside = [_range(pieces, span) for span in document.sentences]
        for first, last in _packed(inside):
            yield self._window(document, pieces, inside, first, last)

    def _pieces(self, text: str) -> _Pieces:
        found = self._tokenizer.encode(text, add_special_tokens=False)
        return _Pieces(
            ids=found.ids,
            starts=[start for start, _ in found.offsets],
            ends=[end for _, end in found.offsets],
            first=[not token.startswith("##") for token in found.tokens],
        )

    def _window(
        self, document: Document, pieces: _Pieces, inside: Sequence[tuple[int, int]], first: int, last: int
    ) -> Window:
        start = inside[first][0]
        end = min(inside[last - 1][1], start + LONGEST)
        ids = np.array([self._opening, *pieces.ids[start:end], self._closing], dtype=np.int64)
        tags = np.full((len(ids), len(LABELS)), UNKNOWN, dtype=np.int8)
        heads = [n for n in range(start, end) if pieces.first[n]]
        for label in document.known:
            column = LABELS.index(label)
            tags[[n - start + 1 for n in heads], column] = OUTSIDE
            for span in document.marks.get(label, ()):
                _mark(tags, column, pieces, span, (start, end))
        shown = [(max(a, start) - start + 1, min(b, end) - start + 1) for a, b in inside[first:last]]
        made = Window(
            source=document.name, pieces=ids, tags=tags, sentences=[one for one in shown if one[1] > one[0]],
            **_linked(document, pieces, start, end), **_told(document, first, last),
        )  # fmt: skip
        made.degrees.extend(
            (at - start + 1, degree)
            for span, degree in document.degrees
            if start <= (at := _piece_at(pieces, span)) < end
        )
        return made


def _range(pieces: _Pieces, span: Span) -> tuple[int, int]:
    return bisect_left(pieces.starts, span.start), bisect_left(pieces.starts, span.end)


def _piece_at(pieces: _Pieces, span: Span) -> int:
    return bisect_left(pieces.starts, span.start)


def _packed(inside: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield ranges of sentences that fit into one window together; a longer sentence stands alone and is cut."""
    first = 0
    for number, (_, end) in enumerate(inside):
        if number > first and end - inside[first][0] > LONGEST:
            yield first, number
            first = number
    if inside:
        yield first, len(inside)


def _mark(
    tags: npt.NDArray[np.int8], column: int, pieces: _Pieces, span: Span, bounds: tuple[int, int]
) -> None:
    first, last = _range(pieces, span)
    for n in range(max(first, bounds[0]), min(last, bounds[1])):
        if pieces.first[n]:
            tags[n - bounds[0] + 1, column] = BEGINS if n == first else GOES_ON


def _linked(document: Document, pieces: _Pieces, start: int, end: int) -> dict[str, Any]:
    to_cue, to_source = [], []

    def place(span: Span) -> int:
        at = _piece_at(pieces, span)
        return at - start + 1 if start <= at < end else 0

    for link in document.links or ():
        cue = place(link.cue)
        to_cue += [(at, cue) for piece in link.contents if (at := place(piece))]
        if cue:
            to_source.append((cue, place(link.source) if link.source else 0))
    return {"content_to_cue": to_cue, "cue_to_source": to_source}


def _told(document: Document, first: int, last: int) -> dict[str, Any]:
    count = last - first
    if document.tellings is None or document.kinds is None:
        known = {} if document.incident is None or first else {"incident": int(document.incident)}
        return {
            "tellings": [UNKNOWN] * count,
            "kinds": [[UNKNOWN] * len(KINDS) for _ in range(count)],
            **known,
        }
    about, kinds = document.tellings[first:last], document.kinds[first:last]
    told = {kind for one in kinds for kind in one}
    return {
        "tellings": [TELLINGS.index(one) for one in about],
        "kinds": [[int(kind in one) for kind in KINDS] for one in kinds],
        "incident": int(any(one != "background" for one in about)),
        "incident_kinds": [int(kind in told) for kind in KINDS],
    }

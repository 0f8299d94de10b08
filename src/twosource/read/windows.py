"""A text's sentences packed into windows for the encoder: whole sentences, in order, as many as fit.

A window opens with [CLS], closes with [SEP] and holds at most ``LONGEST`` pieces between them; a
longer sentence begins a window of its own and goes on in the next ones. A text has at most
``MOST_WINDOWS`` windows: sentences after them are in none, so nothing is proposed for them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from twosource.knowledge.wordpieces import Word, WordPieces
from twosource.text import Span

#: Pieces of one window beside [CLS] and [SEP]: the encoder was trained on windows of 256.
LONGEST = 254
#: 16 windows hold about 3,000 words; fewer than one article of the press in a hundred is longer.
MOST_WINDOWS = 16


@dataclass(slots=True, kw_only=True)
class Window:
    """One window: its piece numbers, its words, and which sentence each word is of.

    ``words`` are (start, end) in the text, ``firsts`` the place of each word's first piece in
    ``pieces``, ``sentence_of`` the number of each word's sentence. All three are of one length.
    """

    pieces: list[int]
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)


def pack(text: str, sentences: Sequence[Span], pieces: WordPieces) -> list[Window]:
    """Return the windows of a text; none where no sentence holds a word."""
    made: list[Window] = []
    room = 0
    for number, words in _parts(text, sentences, pieces):
        needed = sum(len(word.pieces) for word in words)
        if needed > room:
            if len(made) == MOST_WINDOWS:
                break
            made.append(Window(pieces=[pieces.opening]))
            room = LONGEST
        _add(made[-1], number, words)
        room -= needed
    for window in made:
        window.pieces.append(pieces.closing)
    return made


def _parts(text: str, sentences: Sequence[Span], pieces: WordPieces) -> Iterator[tuple[int, list[Word]]]:
    """Yield each sentence's number and words; what is longer than a window in several parts."""
    for number, span in enumerate(sentences):
        part: list[Word] = []
        filled = 0
        for word in pieces.words(text, span.start, span.end):
            filled += len(word.pieces)
            if filled > LONGEST:
                yield number, part
                part, filled = [], len(word.pieces)
            part.append(word)
        if part:
            yield number, part


def _add(window: Window, sentence: int, words: Sequence[Word]) -> None:
    at = len(window.pieces)
    for word in words:
        window.firsts.append(at)
        at += len(word.pieces)
    window.starts += [word.start for word in words]
    window.ends += [word.end for word in words]
    window.sentence_of += [sentence] * len(words)
    window.pieces += chain.from_iterable(word.pieces for word in words)

"""Texts as word pieces: BERT's uncased WordPiece with the place of every word in the text.

Follows Devlin et al. 2019 as its tokenizers do it: control characters are dropped, accents are
stripped, letters lower-cased, punctuation and CJK letters stand alone, and each word is cut into
the longest pieces of the vocabulary. Knows nothing about windows or the network.
"""

import gzip
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from unicodedata import category, normalize

#: The vocabulary's names for a word it can't spell, and for what opens and closes a window.
UNKNOWN, OPENING, CLOSING = "[UNK]", "[CLS]", "[SEP]"
#: Longer words are unknown as a whole (``max_input_chars_per_word`` of BERT's tokenizers).
LONGEST_WORD = 100
#: Letters without a blank or mark between them that are looked at together; what is longer is cut.
_LONGEST_RUN = 400
#: How many different runs of letters are kept in mind; when it is full, it is emptied.
_KEPT = 50_000
#: General punctuation that stands alone outside of ASCII too, so that no run is made of it.
_MARKS = r"!-/:-@\[-`{-~«»\u2010-\u2027"
_RUN = re.compile(rf"[{_MARKS}]|[^\s{_MARKS}]{{1,{_LONGEST_RUN}}}")
_CJK = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class Word(NamedTuple):
    """A word or mark of a text: the characters it stands on, and the numbers of its pieces."""

    start: int
    end: int
    pieces: tuple[int, ...]


class _Letter(NamedTuple):
    """One letter as the vocabulary spells it, and the offset of the character it comes from."""

    letter: str
    at: int


class WordPieces:
    """One vocabulary's word pieces; safe to share between threads."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """Take the pieces in the order of their numbers; raises ValueError where a special one is missing."""
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        missing = {UNKNOWN, OPENING, CLOSING} - self._numbers.keys()
        if missing:
            raise ValueError(f"not a vocabulary: it lacks {', '.join(sorted(missing))}")
        self.opening = self._numbers[OPENING]
        self.closing = self._numbers[CLOSING]
        self._unknown = (self._numbers[UNKNOWN],)
        self._longest = max(map(len, vocabulary))
        self._known: dict[str, tuple[Word, ...]] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def words(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
        """Yield the words of ``text[start:end]`` in order; offsets count from the text's start."""
        known = self._known
        for match in _RUN.finditer(text, start, len(text) if end is None else end):
            run, at = match.group(), match.start()
            for first, last, pieces in known.get(run) or self._learn(run):
                yield Word(at + first, at + last, pieces)

    def _learn(self, run: str) -> tuple[Word, ...]:
        words = tuple(self._words(run))
        if len(run) <= LONGEST_WORD:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[run] = words
        return words

    def _words(self, run: str) -> Iterator[Word]:
        """Cut a run without blanks into words; offsets count from its start."""
        if run.isascii() and run.isalnum():
            yield Word(0, len(run), self._cut(run.lower()))
            return
        for letters in _split(_spell(run)):
            word = "".join(one.letter for one in letters)
            yield Word(letters[0].at, letters[-1].at + 1, self._cut(word))

    def _cut(self, word: str) -> tuple[int, ...]:
        """Cut a word into the longest pieces there are, from the left."""
        if len(word) > LONGEST_WORD:
            return self._unknown
        pieces: list[int] = []
        at = 0
        while at < len(word):
            end, number = self._longest_at(word, at)
            if number is None:
                return self._unknown
            pieces.append(number)
            at = end
        return tuple(pieces)

    def _longest_at(self, word: str, at: int) -> tuple[int, int | None]:
        sign = "##" if at else ""
        for end in range(min(len(word), at + self._longest), at, -1):
            number = self._numbers.get(sign + word[at:end])
            if number is not None:
                return end, number
        return at, None


def _spell(run: str) -> Iterator[_Letter]:
    """Yield the letters of a run without accents and capitals; a blank stands around CJK letters."""
    for at, character in enumerate(run):
        if _is_cjk(character):
            yield from (_Letter(letter, at) for letter in (" ", character, " "))
        elif not _is_dropped(character):
            bare = "".join(c for c in normalize("NFD", character) if category(c) != "Mn")
            yield from (_Letter(letter, at) for letter in bare.lower())


def _split(letters: Iterator[_Letter]) -> Iterator[list[_Letter]]:
    """Yield the words in a run's letters: each mark by itself, and what stands between marks and blanks."""
    word: list[_Letter] = []
    for one in letters:
        if one.letter != " " and not is_mark(one.letter):
            word.append(one)
            continue
        if word:
            yield word
            word = []
        if one.letter != " ":
            yield [one]
    if word:
        yield word


def is_mark(character: str) -> bool:
    """Whether BERT takes a character for punctuation: Unicode's, and all of ASCII that is no letter or digit."""
    if character.isascii():
        return character.isprintable() and not character.isalnum() and character != " "
    return category(character).startswith("P")


def _is_cjk(character: str) -> bool:
    return character >= "\u3400" and any(first <= ord(character) <= last for first, last in _CJK)


def _is_dropped(character: str) -> bool:
    """Whether a character prints nothing: control and format characters, private ones, U+FFFD."""
    return character == "\ufffd" or category(character) in {"Cc", "Cf", "Co", "Cs"}


@cache
def load_word_pieces() -> WordPieces:
    """Read the packaged vocabulary, that of ``bert-base-uncased`` (Apache-2.0)."""
    packed = files("twosource.knowledge").joinpath("encoder", "vocab.txt.gz").read_bytes()
    return WordPieces(gzip.decompress(packed).decode("utf-8").rstrip("\n").split("\n"))

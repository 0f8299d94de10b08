"""Text as characters: spans, folding that keeps offsets, sentences, paragraphs.

Everything that reads an article works on :func:`plain` text, which has the same length as the
original, so that a span found in one is a span in the other. Nothing here knows about incidents.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, takewhile
from unicodedata import combining, normalize


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters ``[start, end)`` of one article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            msg = f"not a span: [{self.start}, {self.end})"
            raise ValueError(msg)

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: object) -> bool:
        """Whether a span or an offset lies inside this one."""
        if isinstance(other, Span):
            return self.start <= other.start and other.end <= self.end
        return isinstance(other, int) and self.start <= other < self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> "Span":
        """Return the same range, ``by`` characters further on."""
        return Span(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """Return the characters of ``text`` in this range."""
        return text[self.start : self.end]


_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02bb\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " "),
        **dict.fromkeys("\u202f\u205f\u3000\t\u200b\u200c\u200d\u2060\ufeff\u00ad", " "),
    }
)


def plain(text: str) -> str:
    r"""Straighten quotes, dashes and blanks, one character for one, so offsets stay the same.

    >>> plain("“Friday’s” – 4 a.m.")
    '"Friday\'s" - 4 a.m.'
    """
    return text.translate(_PLAIN)


def lower(text: str) -> str:
    """Lower-case a text without changing its length (``İ`` and its like are left as they are)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Return a name as a key: no case, no accents, straight quotes, single blanks.

    >>> fold("Ḩadīthah  al-Jadīdah")
    'hadithah al-jadidah'
    """
    straight = plain(name)
    if straight.isascii():
        return " ".join(straight.lower().split())
    decomposed = normalize("NFKD", straight)
    bare = "".join(c for c in decomposed if not combining(c))
    return " ".join(bare.casefold().split())


def one_of(phrases: Iterable[str]) -> str:
    """Return the source of a pattern that matches any of some phrases, the longest that fits first.

    The phrases stand as a tree of letters, so that a text which holds none is left at its first letter.

    >>> one_of(["gun", "gunmen", "bomb"])
    '(?:bomb|gun(?:men)?)'
    """
    return _branch(sorted(set(phrases)))


def _branch(phrases: list[str]) -> str:
    """Return the pattern of phrases in order; an empty one among them makes the rest optional."""
    ends = bool(phrases) and not phrases[0]
    by_letter = groupby(phrases[1:] if ends else phrases, key=lambda phrase: phrase[0])
    branches = [_stem(list(alike)) for _, alike in by_letter]
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}" if branches else ""


def _stem(phrases: list[str]) -> str:
    """Return the pattern of phrases that begin with one letter: what they share, then where they part."""
    ends = zip(phrases[0], phrases[-1], strict=False)  # of phrases in order, first and last differ most
    shared = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    return re.escape(shared) + _branch([phrase[len(shared) :] for phrase in phrases])


_PARAGRAPH = re.compile(r"[^\n]+")


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the lines of a kept text that hold anything, without surrounding blanks."""
    for match in _PARAGRAPH.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.end() - (len(line) - len(line.rstrip()))
        if start < end:
            yield Span(start, end)


def sentences(text: str, within: Span) -> Iterator[Span]:
    """Yield the sentences of one paragraph, without surrounding blanks (nupunkt, Punkt 2006).

    Sentences never cross a paragraph: headlines and captions have no full stop to end them.
    """
    from nupunkt import sent_spans  # noqa: PLC0415  loads its model, 50 ms

    piece = within.of(text)
    for start, end in sent_spans(plain(piece)):
        words = piece[start:end]
        first = start + len(words) - len(words.lstrip())
        last = start + len(words.rstrip())
        if first < last:
            yield Span(within.start + first, within.start + last)

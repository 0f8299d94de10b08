"""A text as the set of its word 4-grams, with and without the speech it quotes.

Two newsrooms that quote one statement share its words and nothing else; what is left outside the
quotation marks shows who copied from whom.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

from twosource.text import plain

GRAM = 4  # words; the usual shingle of near-copy work (Broder 1997), and the model's ``Copy.overlap``
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r'"[^"\n]{3,1500}(?:"|$)', re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shingles:
    """The folded words of a text in order, its 4-grams, and those with no quoted word in them."""

    words: tuple[str, ...]
    grams: frozenset[str]
    unquoted: frozenset[str]


def _folded(text: str) -> str:
    """Return a text without case or accents, quotes straight, line ends kept."""
    straight = plain(text)
    if not straight.isascii():
        straight = "".join(c for c in normalize("NFKD", straight) if not combining(c))
    return straight.casefold()


def fold_words(text: str) -> tuple[str, ...]:
    """Return the words of a text without case, accents or punctuation."""
    return tuple(_WORD.findall(_folded(text)))


def _grams(words: tuple[str, ...]) -> set[str]:
    if 0 < len(words) < GRAM:
        return {" ".join(words)}
    return {" ".join(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1)}


@lru_cache(maxsize=128)
def shingle(text: str) -> Shingles:
    """Cut a text into 4-grams; grams never run across a quotation that was left out."""
    straight = _folded(text)
    words = tuple(_WORD.findall(straight))
    outside = (_grams(tuple(_WORD.findall(part))) for part in _QUOTED.split(straight))
    return Shingles(
        words=words,
        grams=frozenset(_grams(words)),
        unquoted=frozenset(gram for part in outside for gram in part),
    )


def share_of_shorter(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the share of the smaller set that the larger holds, 0 where one is empty."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0

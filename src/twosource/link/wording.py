"""The telling words of a report: those few articles use, with what each weighs.

Words are kept as hashes, so that an outline shows no text. How common a word is comes from a fixed
list, not from the ledger, so that what is filed first and last is weighed alike.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from operator import mul
from zlib import crc32

from twosource.knowledge.common_words import UNLISTED_BITS, load_common_words

WORDS = 48  # kept of a report; with 128 no two reports are told apart better
_READ_AT_MOST = 8_000  # characters
_WORD = re.compile(r"[^\W\d_]\w{2,}(?:[-'](?!s\b)\w+)*")  # at least three letters, without "'s"
_WEIGHT = 0b01111  # the weight, in half bits up to 15
_RARE = 0b10000  # set for a word that is not on the list: a name, more often than not
_HASH = 5  # bits below the hash
#: Squared weight of a text that says enough to be like another; 99 in 100 articles of gva have more.
_FULL = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Telling words unpacked: the weight of each by its hash, and their length as a vector.

    A text of a line or two is taken for longer than it is: few words that are the same prove little.
    """

    weights: Mapping[int, int]
    hashes: frozenset[int]  # of the same words: two sets are compared faster than two mappings
    length: float


def telling_words(text: str) -> tuple[int, ...]:
    """Return the weightiest words of a folded text, weightiest first, each packed into 32 bits.

    A word weighs its bits of rarity, times one and the logarithm of its number (TF-IDF).
    """
    common = load_common_words()
    numbers = Counter(_WORD.findall(text, 0, _READ_AT_MOST))
    weighed = [(-_weigh(common.get(word, UNLISTED_BITS), number), word) for word, number in numbers.items()]
    weighed.sort()
    return tuple(_pack(word, -weight, word not in common) for weight, word in weighed[:WORDS] if weight)


@lru_cache(maxsize=4096)
def _weigh(bits: int, number: int) -> int:
    return min(_WEIGHT, round(bits * (1 + log(number)) / 2))


def _pack(word: str, weight: int, is_rare: object) -> int:
    return crc32(word.encode()) >> _HASH << _HASH | (_RARE if is_rare else 0) | weight


def rare_words(words: tuple[int, ...]) -> tuple[int, ...]:
    """Return the hashes of the words that are on no list, weightiest first."""
    return tuple(word >> _HASH for word in words if word & _RARE)


def weigh_words(words: tuple[int, ...]) -> Weighed:
    """Unpack telling words."""
    weights = {word >> _HASH: word & _WEIGHT for word in words}
    squares = map(mul, weights.values(), weights.values())
    return Weighed(weights=weights, hashes=frozenset(weights), length=sqrt(max(_FULL, sum(squares))))


def likeness(ours: Weighed, theirs: Weighed) -> float:
    """Return the cosine of two lists of weighed words: 0 for no word in common, 1 for the same."""
    one, other = ours.weights, theirs.weights
    shared = sum([one[word] * other[word] for word in ours.hashes & theirs.hashes])
    return shared / (ours.length * theirs.length) if shared else 0.0


def has_words(words: Weighed, name: str) -> bool:
    """Whether every word of a folded name is among some telling words; False for a name without one."""
    wanted = _WORD.findall(name)
    return bool(wanted) and all(crc32(word.encode()) >> _HASH in words.weights for word in wanted)

"""Streets and ages that a report names: small things that two incidents seldom share.

Both are read from the words alone, without a gazetteer; a street is known by its name, not by its kind
or the side of town ("1200 block of N. Alder St" and "Alder Street" are one).
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from twosource.text import fold

STREETS = 6
AGES = 8
_READ_AT_MOST = 12_000  # characters

_WORD = r"(?:[A-Z][\w'-]*\.?|\d{1,3}(?:st|nd|rd|th))"
_TYPES = (
    r"(?:Streets?|St|Avenues?|Ave|Roads?|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Court|Ct|Place|Pl|Terrace|Circle"
    r"|Parkway|Pkwy|Way|Trail|Pike|Highway|Hwy|Loop)\b"
)
_STREET = re.compile(rf"(?<![\w'-])((?:{_WORD} ){{1,4}}){_TYPES}")
_BLOCK = re.compile(rf"\b[Bb]lock of ((?:{_WORD} ?){{1,4}})")
_SIDES = frozenset(
    [
        *("north", "south", "east", "west", "n", "s", "e", "w", "ne", "nw", "se", "sw"),
        *("northeast", "northwest", "southeast", "southwest", "the", "in", "on", "at", "near", "old"),
    ]
)
_KINDS = re.compile(_TYPES, re.IGNORECASE)
_AGE = re.compile(
    r"\b(\d{1,3})[- ]years?[- ]old|\b[A-Z][\w'-]+, (\d{1,2})(?=[,.;)])|\b(?:age|aged) (\d{1,2})\b"
)


def find_streets(text: str) -> tuple[str, ...]:
    """Return folded names of streets of a plain text, without their kind, in order; at most STREETS."""
    read = text[:_READ_AT_MOST]
    names = (
        name
        for pattern in (_STREET, _BLOCK)
        for found in pattern.finditer(read)
        for name in _street(found[1])
    )
    return tuple(dict.fromkeys(names))[:STREETS]


def _street(words: str) -> Iterator[str]:
    parts = [fold(part).strip(".").removesuffix("'s").replace("'", "") for part in words.split()]
    telling = [part for part in takewhile(_is_no_kind, parts) if part and part not in _SIDES]
    if telling:
        yield " ".join(telling[-2:])


def _is_no_kind(part: str) -> bool:
    return _KINDS.fullmatch(part) is None


def find_ages(text: str) -> tuple[int, ...]:
    """Return the ages of people in a plain text, in years, in order; at most AGES."""
    found = (int(next(filter(None, match.groups()))) for match in _AGE.finditer(text[:_READ_AT_MOST]))
    return tuple(dict.fromkeys(found))[:AGES]

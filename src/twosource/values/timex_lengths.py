"""Lengths of time as TIMEX3 durations: "two years", "the past three months", "a 24-hour curfew", "weeks".

How long ago ("two years ago") and ages are no lengths.
"""

import re
from re import Match

from twosource.values.timex_numbers import NUMBER, read_number
from twosource.values.timex_pieces import Found, Rule, Setting, found

#: Of each unit: its letter, whether it stands after T, how many of the letter it is, its half.
UNITS: dict[str, tuple[str, bool, int, str]] = {
    "second": ("S", True, 1, ""), "minute": ("M", True, 1, "30S"), "hour": ("H", True, 1, "30M"),
    "day": ("D", False, 1, "T12H"), "night": ("D", False, 1, ""), "week": ("W", False, 1, ""),
    "fortnight": ("W", False, 2, ""), "month": ("M", False, 1, ""), "quarter": ("Q", False, 1, ""),
    "year": ("Y", False, 1, "6M"), "decade": ("Y", False, 10, ""), "century": ("Y", False, 100, ""),
}  # fmt: skip
_OPEN_LETTERS = {"decade": "E", "century": "C"}
_UNIT = "|".join("century|centuries" if unit == "century" else f"{unit}s?" for unit in UNITS)
_ONE_UNIT = "|".join(unit for unit in UNITS if unit not in {"second", "quarter"})
_MANY = "seconds|minutes|hours|days|weeks|months|years|decades|centuries"

#: What follows makes a length of time a point in time, or an age.
_NO_POINT = r"(?![\s-]+(?:ago|earlier|later|previously|prior|hence|old|olds|from\s+now|from\s+today)\b|-old)"
#: TIMEX3 takes in what changes a length, not what makes it vague: "nearly", but not "about".
_HEDGE = (
    r"(?:(?:(?:more|less|fewer|longer)\s+than|at\s+least|at\s+most|up\s+to|as\s+(?:many|long)\s+as|close\s+to|nearly"
    r"|almost|another|an\s+additional)\s+|(?:just\s+)?(?:over|under)\s+(?!the\b|these\b|this\b|past\b|next\b))"
)
_PICK = (
    r"(?:first|last|past|next|previous|preceding|following|subsequent|latest|coming|final|same|recent|initial|opening"
    r"|closing|entire|full|whole|intervening)\s+"
)
_DETERMINER = rf"(?:(?:the|these|those|this|each\s+of\s+the)\s+(?:{_PICK})?|{_PICK})(?![a-z\d]+-(?:and-a-half-)?(?:{_UNIT})\b)"
_QUALITY = (
    r"(?:(?:more|additional|consecutive|straight|full|whole|fiscal|calendar|trading|business|working|successive|extra"
    r"|long|short|solid|entire|previous|other)\s+)?"
)
_TAIL = r"(?:[\s-]long\b|\s+of\s+age\b|\s+and\s+a\s+half\b)?"


def write_length(number: float | None, unit: str) -> str:
    """Write a length as a TIMEX3 value: "P3D", "PT2H", "P2Y6M"; an open number (None) is "PXY"."""
    letter, timed, times, half = UNITS[unit]
    mark = "PT" if timed else "P"
    if number is None:
        return f"{mark}X{_OPEN_LETTERS.get(unit, letter)}"
    if half and number % 1 == 0.5:
        whole = f"{mark}{int(number)}{letter}" if number > 1 else mark
        return whole + half
    return f"{mark}{number * times:g}{letter}"


def unit_of(words: str) -> str:
    """Return the unit that a word names, in the singular."""
    return "century" if words.startswith("centur") else words.removesuffix("s")


def _read_length(match: Match[str], setting: Setting) -> Found | None:
    unit, number = unit_of(match["unit"]), read_number(match["number"])
    if unit == "second" and not match["unit"].endswith("s"):
        return None  # "one second" is rank more often than time
    if unit == "quarter" and (number is None or setting.low.startswith(" of ", match.end("unit"))):
        return None  # "three quarters of the town"
    return found(match, "DURATION", write_length(_with_half(number, match), unit))


def _with_half(number: float | None, match: Match[str]) -> float | None:
    return None if number is None else number + 0.5 * match.group().endswith("and a half")


def _read_one(match: Match[str], setting: Setting) -> Found:
    del setting
    return found(match, "DURATION", write_length(_with_half(1, match), unit_of(match["unit"])))


def _read_half(match: Match[str], setting: Setting) -> Found:
    del setting
    return found(match, "DURATION", write_length(0.5, match["unit"]))


def _read_many(match: Match[str], setting: Setting) -> Found | None:
    """Read "for weeks", "months-long": a length that nobody counted."""
    if _AFTER_NUMBER.search(setting.low, max(0, match.start() - 12), match.start()):
        return None
    return found(match, "DURATION", write_length(None, unit_of(match["unit"])))


_AFTER_NUMBER = re.compile(r"\d\s*$")

RULES = (
    Rule(
        name="half_unit",
        pattern=(
            r"(?:(?:nearly|almost|over|another)\s+)?half[\s-](?:an?[\s-])?(?P<unit>hour|day|year|century|decade)\b"
            + _NO_POINT
        ),
        read=_read_half,
    ),
    Rule(
        name="length",
        pattern=(
            rf"(?:{_HEDGE}){{0,2}}(?:{_DETERMINER})?(?P<number>{NUMBER})(?:\s?(?:-|to|or)\s?(?:{NUMBER}))?[\s-]+{_QUALITY}"
            rf"(?P<unit>{_UNIT})\b{_NO_POINT}{_TAIL}"
        ),
        read=_read_length,
    ),
    Rule(
        name="one_length",
        pattern=rf"(?:{_HEDGE}){{0,2}}an?\s+{_QUALITY}(?P<unit>{_ONE_UNIT})\b{_NO_POINT}{_TAIL}",
        read=_read_one,
    ),
    Rule(
        name="many",
        pattern=(
            rf"(?:(?:the\s+)?(?:past|last|next|following)\s+)?(?P<unit>{_MANY})\b{_NO_POINT}"
            r"(?![\s-](?:before|after|of\s+age)\b|\s+[12]\d{3}\b)(?:-long\b)?"
        ),
        read=_read_many,
    ),
)

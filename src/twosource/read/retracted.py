"""Whether words stand in what somebody once said and the sentence calls wrong.

"An earlier report that four people were killed was wrong" denies the four; so does "police wrongly
said that four were killed". Who retracts, and what is true instead, is not decided here.
"""

import re
from typing import Final

from twosource.text import Span

_REACH: Final = 160  # characters of one clause before or behind the words
_SAID = r"\b(?:reports?|claims?|statements?|figures?|tolls?|counts?|accounts?|rumou?rs?|posts?|allegations?|suggestions?|assertions?)\b"
_WRONG = r"(?:wrong|false|incorrect|untrue|inaccurate|mistaken|erroneous|unfounded|baseless|fabricated|not\strue|not\scorrect|not\saccurate)\b"
_CALLED = rf"\b(?:is|are|was|were|been|be|prove[ds]?|turned\sout)\s(?:to\sbe\s)?(?:\w+ly\s|simply\s|also\s)?{_WRONG}"
_RETRACTED = re.compile(
    rf"{_SAID}\s(?:\w+\s){{0,6}}?(?:that|of|about|saying)\s[^.;]{{1,{_REACH}}}?{_CALLED}"
    r"|\b(?:wrongly|falsely|incorrectly|mistakenly|erroneously|inaccurately)\s"
    rf"(?:said|stated|reported|announced|claimed|gave|put|told)\b[^.;]{{1,{_REACH}}}"
)


def is_retracted(low: str, words: Span) -> bool:
    """Whether words of a text in lower case are told as what was said and is wrong."""
    start, end = max(0, words.start - _REACH), words.end + _REACH
    return any(
        match.start() <= words.start and words.end <= match.end()
        for match in _RETRACTED.finditer(low, start, end)
    )

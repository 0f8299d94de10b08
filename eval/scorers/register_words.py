"""Whether a text tells a figure in so many words: a number beside a word of death or of injury.

Deliberately crude and none of the program's own reading, so that the program is not its own judge. It
sees too much rather than too little: where it sees nothing, the figure is not there to be read.
"""

import re

_DEATH = re.compile(
    r"\b(?:kill|dead|dies\b|died|death|deceased|fatal|slain|murder|homicide|slay)", re.IGNORECASE
)
_INJURY = re.compile(
    r"\b(?:injur|wound|shot\b|hurt|hospital|shooting|struck|hit\b|graze|stab|critical|stable|condition)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+")
_WORDS = (
    "no one", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TWO = r"two|2|both|pair|couple|double"


def tells_figure(text: str, figure: int, field: str) -> bool:
    """Whether a sentence tells that many killed (or injured); of one, whether it tells any at all."""
    harm = _DEATH if field == "killed" else _INJURY
    number = _number(figure)
    return any(
        harm.search(sentence) is not None and (figure == 1 or number.search(sentence) is not None)
        for sentence in _SENTENCE.findall(text)
    )


def _number(figure: int) -> re.Pattern[str]:
    words = [str(figure)]
    if figure < len(_WORDS):
        words.append(_WORDS[figure])
    return re.compile(rf"\b(?:{_TWO if figure == 2 else '|'.join(words)})\b", re.IGNORECASE)

"""Tense: whether the words around a weekday look back or ahead."""

import re

from twosource.values.when_words import PAST_VERBS

#: How far a sentence is looked at on either side of a time, in characters.
REACH = 220

_AHEAD = (
    r"(?:will|won't|shall|would|(?:is|are|was|were)\s+to)(?:\s+(?:not|also|be|have|[a-z]+ly)){0,3}\s+[a-z]+"
    r"|(?:is|are|was|were|been|be)\s+(?:due|set|scheduled|expected|slated|planned|likely)\b"
    r"|(?:plan|plans|planned|planning|intends?|hopes?|vows?|expects?|wants?)\s+(?:to|for|on)\b"
    r"|scheduled|slated|ahead\s+of|upcoming|coming|going\s+to|due\s+(?:to|on)|set\s+for|deadline"
)
_CUE = re.compile(
    rf"\b(?:(?P<ahead>{_AHEAD})|(?P<back>{PAST_VERBS.replace(' ', '|')}|[a-z]{{2,20}}ed|ago)\b)", re.ASCII
)
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s+(?=[A-Z\"'(])|\n")


def direction(text: str, low: str, start: int, end: int) -> int:
    """Return -1 where the words look back, +1 where they look ahead, 0 where nothing tells.

    The nearest cue before the time in its sentence decides, else the first one after it.
    """
    left = max(0, start - REACH)
    for stop in _SENTENCE_END.finditer(text, left, start):
        if text[max(0, stop.start() - 3) : stop.start()].count(".") == 0:
            left = stop.end()
    cues = list(_CUE.finditer(low, left, start))
    last = cues[-1] if cues else None
    if last is None:
        stop_after = _SENTENCE_END.search(text, end, end + REACH)
        last = _CUE.search(low, end, stop_after.start() + 1 if stop_after else end + REACH)
    if last is None:
        return 0
    return 1 if last["ahead"] else -1

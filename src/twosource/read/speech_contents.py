"""Where what somebody says or thinks begins and ends in a sentence and the ones beside it.

Content runs to the end of its clause; it goes on over quotations that stand alone after it in
the same paragraph.
"""

import re

from twosource.read.speech_cues import Cue
from twosource.read.speech_lines import DAYS, Line
from twosource.read.speech_phrases import speaker_after
from twosource.text import Span

_BLANK = " ,;:\"'\n"
_ADDRESSED = frozenset(
    {"tell", "assure", "remind", "convince", "persuade", "inform", "ask", "warn", "advise", "urge", "notify"}
)
_OPENERS = frozenset({"that", '"', "whether", "how", "if", "what", "why"})
#: Prepositions that tell where or when it was said, not what.
_CIRCUMSTANCES = frozenset(
    {"in", "at", "on", "during", "by", "after", "before", "from", "with", "outside", "via"}
)
#: Words before which a thing wanted, praised or opposed ends.
_AFTER_PHRASE = frozenset({"after", "before", "because", "when", "as"})
_SETTING_APART = frozenset({"while", "although", "though"})
_CONDITION = frozenset({"if", "when", "while", "because", "as"})
#: Opens a sentence and belongs to its statement, unlike "after" and "despite".
_STATED = frozenset({"what", "that", "if", "because"})
_CLAUSES = frozenset({"that", "wh", "clause", "end", "quote"})
_SHORTEST_QUOTATION = 12  # characters
_WORD = re.compile(r"\w")


def trim(text: str, span: Span) -> Span:
    """Drop blanks and marks at both ends of a stretch."""
    start, end = span.start, span.end
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end)


def has_word(text: str, span: Span) -> bool:
    """Whether a stretch holds more than blanks and marks."""
    return _WORD.search(text, span.start, span.end) is not None


def without_stop(line: Line) -> int:
    """Return the token at which a sentence ends, its full stop left out."""
    return len(line.tokens) - (line.tokens[-1].low == ".")


def before(line: Line, end: int, *, surely: bool) -> Span | None:
    """Return the statement that ends with a token, from its sentence's or quotation's start.

    None where what stands there only opens the speaker's own clause ("In a letter on Friday,"),
    unless it is ``surely`` a statement, its speaker standing after the verb.
    """
    tokens, passage = line.tokens, line.passage
    start = 0
    while start < end and tokens[start].tag == "conj":
        start += 1
    if start >= end:
        return None
    quotation = passage.quotation_at(tokens[start].start) or passage.quotation_at(tokens[end - 1].start)
    quoted = quotation is not None or line.has_mark(0, end) or line.inside[end]
    if not (quoted or surely) and _only_opens(line, start, end):
        return None
    first = tokens[start].start
    if quotation is not None and quotation.start < first:
        first = quotation.start
    return Span(first, tokens[end].end)


def _only_opens(line: Line, start: int, end: int) -> bool:
    """Whether unquoted words are no statement but when, where or why the speaker spoke."""
    words = line.tokens[start:end]
    if end < 3 or not any(word.tag in {"verb", "aux"} for word in words):
        return True
    first = words[0]
    opening = (first.tag in {"prep", "sub"} and first.low not in _STATED) or first.low.endswith("ing")
    return opening and not any(word.low == "," for word in words)


def tail(line: Line, start: int) -> Span | None:
    """Return what goes on after ", she said," from a token on; None where only asides follow."""
    tokens, end = line.tokens, len(line.tokens)
    while start < end and line.low(start) not in {",", ":", '"', ";"}:
        start += 1
    if start + 1 >= end:
        return None
    after = start if line.low(start) == '"' else start + 1
    goes_on = line.low(after) == '"' or (
        line.low(0) in _CONDITION and tokens[after].tag not in {"prep", "sub", "conj"}
    )
    return line.span(after, end) if goes_on else None


def running(line: Line, index: int) -> Span | None:
    """Return the quotation that is the whole next sentence of the paragraph, None without one."""
    parts = line.passage.parts
    if index + 1 >= len(parts) or parts[index + 1].paragraph != parts[index].paragraph:
        return None
    start, end = parts[index + 1].span.start, parts[index + 1].span.end
    quotation = line.passage.quotation_at(start)
    if quotation is None or quotation.start != start or len(quotation) < _SHORTEST_QUOTATION:
        return None
    rest = line.passage.text[quotation.end : max(end, quotation.end)]
    return None if _WORD.search(rest) else quotation


def closed_before(line: Line) -> Span | None:
    """Return the quotation that ends right before a sentence of the same paragraph ('"Why?" he asked')."""
    passage = line.passage
    if passage.opens_paragraph(line.index):
        return None
    end = passage.parts[line.index - 1].span.end
    quotation = passage.quotation_at(end - 1)
    if quotation is None or quotation.end < end - 1:
        return None
    gap = passage.text[quotation.end : max(quotation.end, line.tokens[0].start)]
    return None if gap.strip() else quotation


def after(line: Line, cue: Cue, following: Cue | None, start: int) -> Span | None:
    """Return what follows a verb as its content, ``start`` being the first token it can begin at."""
    opening = _opening(line, cue, start)
    if opening is None:
        return None
    end = stop(line, opening, _frame_from(line, cue, opening), following)
    span = trim(line.passage.text, line.span(opening, end)) if end > opening else Span(0, 0)
    return span if has_word(line.passage.text, span) else None


def _frame_from(line: Line, cue: Cue, opening: int) -> str:
    """Return what kind of content begins at a token; verbs of saying have clauses where others have things."""
    if line.low(opening) in _OPENERS:
        return "that"
    loose = cue.frame in {"np", "clause", "end"} or (
        cue.frame.startswith("p:") and cue.frame not in cue.frames
    )
    return "clause" if "clause" in cue.frames and loose else cue.frame


def _opening(line: Line, cue: Cue, start: int) -> int | None:
    """Return the token at which content begins: past whoever is told, past where it was said."""
    if cue.lemma in _ADDRESSED and cue.frame in {"np", "clause"}:
        return _past_addressee(line, cue, start)
    if cue.frame != "end" and not cue.frame.startswith("p:"):
        return start
    for at in range(cue.at + 1, min(len(line.tokens), cue.at + 18)):
        if line.low(at) == "that" and line.low(at - 1) != '"':
            return at
        if line.low(at) in {",", ":"} and line.low(at + 1) == '"':
            return at + 1
    return _without_opener(line, cue, start)


def _without_opener(line: Line, cue: Cue, start: int) -> int | None:
    preposition = cue.frame.removeprefix("p:")
    if cue.frame == "end":
        is_stop = line.low(cue.follow) in {",", ":"} and cue.follow + 1 < len(line.tokens)
        aside = is_stop and line.low(cue.follow + 1).endswith("ing")
        return cue.follow + 1 if is_stop and not aside else None
    if preposition in _CIRCUMSTANCES and cue.frame not in cue.frames:
        return _past_circumstance(line, cue)
    return start if start < len(line.tokens) else None


def _past_circumstance(line: Line, cue: Cue) -> int | None:
    """Return where a statement begins that opens with when or where ("said on Friday it would"), if one does."""
    dated = line.low(cue.follow + 1) in DAYS
    at = cue.follow + 2 if dated else cue.follow
    if line.low(at) == "," and dated:
        date = next((stop for stop in range(at + 1, at + 5) if line.low(stop) == ","), at)
        at = date + 1
    states = any(token.tag in {"verb", "aux", "ing"} for token in line.tokens[at:])
    return at if at + 1 < len(line.tokens) and (states or dated) else None


def _past_addressee(line: Line, cue: Cue, start: int) -> int | None:
    told = speaker_after(line.tokens, cue.follow)
    first = told[1] if told else cue.follow + 1
    for at in range(first, min(len(line.tokens), first + 10)):
        if line.low(at) in _OPENERS or (line.low(at) == "to" and at == first):
            return at
    if cue.lemma == "ask":
        return start
    return first if first < len(line.tokens) else None


def stop(line: Line, start: int, frame: str, following: Cue | None) -> int:
    """Return the token before which content that begins at ``start`` ends."""
    tokens = line.tokens
    at = start
    while at < len(tokens):
        if not line.inside[at] and _stops(line, at, start, frame, following):
            break
        at += 1
    while at > start and tokens[at - 1].low in {",", ".", ";", "-"}:
        at -= 1
    return at


def _stops(line: Line, at: int, start: int, frame: str, following: Cue | None) -> bool:
    token = line.tokens[at]
    if token.low == ";":
        return True
    if token.low == ",":
        return at + 1 < len(line.tokens) and _comma_stops(line, at, frame, following)
    if token.low in {"and", "but"} and following is not None:
        return following.kind == "finite" and following.states and following.at - at <= 3
    if at == start:
        return False
    apart = token.low in _SETTING_APART and (frame not in _CLAUSES or line.low(at - 1) == ",")
    return apart or (frame not in _CLAUSES and token.low in _AFTER_PHRASE and frame != "p:as")


def _comma_stops(line: Line, at: int, frame: str, following: Cue | None) -> bool:
    """Whether a comma ends content: before another's speech, and a thing before anything but a list."""
    token = line.tokens[at + 1]
    if following is not None and (following.states or frame not in _CLAUSES):
        near = following.at - at
        if near == 1 and token.low.endswith("ing"):
            return True
        if near <= 6 and token.tag == "conj":
            return True
        if near <= 4 and token.low in {"he", "she", "they"}:
            return True
    return token.low == "according" or (frame not in _CLAUSES and token.tag != "word")

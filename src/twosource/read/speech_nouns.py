"""Nouns that hold speech or thought: "the mayor's call for calm", "issued a warning that ..."."""

from collections.abc import Iterator

from twosource.knowledge.speech_verbs import load_speech_words
from twosource.read.handing import Handing
from twosource.read.speech_contents import stop
from twosource.read.speech_cues import Cue
from twosource.read.speech_lines import Line
from twosource.read.speech_phrases import (
    POSSESSIVES,
    Phrase,
    is_possessive,
    speaker_after,
    subject_before,
    verb_group,
)

_OPENERS = frozenset({"that", "of", "to", "for", "about", "against", "on", "over"})
#: What follows these nouns is somebody's even where nobody is named.
_ALONE = frozenset({"that", "about"})
_SPEAKERS = frozenset({"from", "by", "among"})
_NOTHING: frozenset[str] = frozenset()
_REACH = 4  # tokens back from a noun phrase to the verb that utters it


def find_noun_cues(line: Line) -> Iterator[Cue]:
    """Yield the nouns of speech that open a content; ``start`` is where their noun phrase begins."""
    nouns = load_speech_words().nouns
    for index in line.cue_words:
        token = line.tokens[index]
        if token.low not in nouns:
            continue
        follows = line.low(index + 1)
        if follows in _OPENERS or follows in _SPEAKERS:
            start = _phrase_start(line, index)
            if follows in _ALONE or follows in _SPEAKERS or _owner(line, start) is not None:
                yield Cue(index, start, "noun", follows, index + 1, token.low, _NOTHING)


def hand_noun(line: Line, cue: Cue, following: Cue | None) -> Handing | None:
    """Return the attribution that a noun makes, None where it says of nothing."""
    if cue.frame in _SPEAKERS:
        return _with_speaker(line, cue, following)
    start = cue.follow if cue.frame in {"that", "to"} else cue.follow + 1
    return _make(line, cue, _owner(line, cue.start), _content(line, cue.frame, start, following))


def _with_speaker(line: Line, cue: Cue, following: Cue | None) -> Handing | None:
    """Read "criticism from the union of the plan"."""
    speaker = speaker_after(line.tokens, cue.follow + 1)
    if speaker is None:
        return None
    owner = _owner(line, cue.start)
    if owner is not None:
        return _make(line, cue, speaker, owner)
    opens = line.low(speaker[1]) in _OPENERS and speaker[1] + 1 < len(line.tokens)
    content = _content(line, "np", speaker[1] + 1, following) if opens else None
    return _make(line, cue, speaker, content)


def _content(line: Line, frame: str, start: int, following: Cue | None) -> Phrase | None:
    end = stop(line, start, "that" if frame == "that" else "np", following)
    return (start, end) if end > start else None


def _phrase_start(line: Line, index: int) -> int:
    """Return where the adjectives of a noun begin, after whatever owns or counts it."""
    tokens = line.tokens
    start = index
    while start > 0:
        token = tokens[start - 1]
        adjective = token.tag in {"word", "adv", "num"} or (
            token.tag == "verb" and token.low.endswith(("ed", "ing"))
        )
        if not adjective or is_possessive(token) or token.low in POSSESSIVES:
            break
        start -= 1
    return start


def _owner(line: Line, start: int) -> Phrase | None:
    """Return whose word a noun phrase is: its possessor, or the subject of the verb that utters it."""
    tokens = line.tokens
    if start == 0:
        return None
    if tokens[start - 1].low in POSSESSIVES:
        return (start - 1, start)
    if is_possessive(tokens[start - 1]):
        return _possessor(line, start)
    return _utterer(line, start)


def _possessor(line: Line, end: int) -> Phrase:
    """Return the noun phrase that ends with a possessive: its nouns and the determiner before them."""
    start = end - 1
    while start > 0 and line.tokens[start - 1].tag in {"word", "num"}:
        start -= 1
    determined = start > 0 and line.tokens[start - 1].tag == "det"
    return (start - determined, end)


def _utterer(line: Line, start: int) -> Phrase | None:
    verbs = load_speech_words().verbs
    for index in range(start - 1, max(-1, start - 1 - _REACH), -1):
        token = line.tokens[index]
        if token.low in {",", '"', ";"} or token.tag == "sub":
            return None
        utters = (token.tag == "verb" and not token.low.endswith("ing")) or token.low in verbs
        if utters or token.low in {"has", "have", "had"}:
            group, _ = verb_group(line.tokens, index)
            return subject_before(line.tokens, group) if line.low(group - 1) != "to" else None
    return None


def _make(line: Line, cue: Cue, source: Phrase | None, content: Phrase | None) -> Handing | None:
    if content is None:
        return None
    return Handing(
        source=line.span(*source) if source else None,
        cue=line.span(cue.at, cue.at + 1),
        contents=(line.span(*content),),
        word=line.tokens[cue.at].low,
        states=False,
    )

"""Passives of speech and thought: "was praised by X", "is believed to", "were told that"."""

from twosource.knowledge.speech_verbs import load_speech_words
from twosource.read.handing import Handing
from twosource.read.speech_contents import stop
from twosource.read.speech_cues import Cue
from twosource.read.speech_lines import Line
from twosource.read.speech_phrases import speaker_after, subject_before
from twosource.text import Span

_REACH = 5
_COMPLEMENTS = frozenset({"to", "that", "wh", "p:as", "clause", "np", "p:of", "p:about", "p:for", "quote"})


def hand_passive(line: Line, cue: Cue) -> Handing | None:
    """Return what a passive says of its subject, and whose word it is where "by" tells."""
    by = next((at for at in range(cue.at + 1, cue.at + _REACH) if line.low(at) == "by"), None)
    speaker = speaker_after(line.tokens, by + 1) if by is not None else None
    subject = subject_before(line.tokens, cue.start)
    contents = [line.span(*subject)] if subject else []
    if by is not None and speaker is not None:
        if cue.frame in {"to", "that", "wh", "p:as"} and cue.at + 1 < by:
            contents.append(line.span(cue.at + 1, by))
        return _make(line, cue, line.span(*speaker), contents)
    if cue.lemma not in load_speech_words().bare_passives or cue.frame not in _COMPLEMENTS:
        return None
    end = stop(line, cue.follow, cue.frame, None)
    if end > cue.follow:
        contents.append(line.span(cue.follow, end))
    return _make(line, cue, None, contents)


def _make(line: Line, cue: Cue, source: Span | None, contents: list[Span]) -> Handing | None:
    if not contents:
        return None
    return Handing(
        source=source,
        cue=line.span(cue.start, cue.at + 1),
        contents=tuple(contents),
        word=line.tokens[cue.at].low,
        states=False,
    )

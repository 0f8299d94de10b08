"""Who says, thinks or wants what: source, cue and content of every attribution in a text.

Reads "X said (that) ...", '"...," said X', "according to X", "X criticised Y", "X's call for Y",
"is expected to", "X: ..." and more, outside of quotations. What only tells an attitude inside
somebody else's words is marked as nested. No voice is resolved here; that is voices.py's.
"""

from collections.abc import Sequence
from dataclasses import replace

from twosource.read.handing import Handing
from twosource.read.sentences import Sentence
from twosource.read.speech_contents import (
    after,
    before,
    closed_before,
    has_word,
    running,
    tail,
    trim,
    without_stop,
)
from twosource.read.speech_cues import Cue, find_cues
from twosource.read.speech_headings import hand_heading
from twosource.read.speech_lines import Line, make_line, make_passage
from twosource.read.speech_nouns import find_noun_cues, hand_noun
from twosource.read.speech_passives import hand_passive
from twosource.read.speech_phrases import Phrase, speaker_after, subject_before
from twosource.text import Span

#: Verbs of thinking that stand after what is thought, as verbs of saying do ("..., she believes").
_THOUGHT_AFTER = frozenset(
    {"think", "believe", "know", "hope", "fear", "suspect", "show", "indicate", "find", "state"}
)
_TOLD_AFTER = frozenset({"tell", "write", "tweet"})
_SPOKEN_AFTER = frozenset({"say", "add", "tell"})
_AT_SENTENCE_START = frozenset({"said", "says", "added", "asked", "wrote"})
_TIMES = frozenset({"last", "this", "that", "next", "one", "two", "three"})
_PLAIN = frozenset(
    [
        "say",
        "says",
        "said",
        "saying",
        "add",
        "adds",
        "added",
        "adding",
        "tell",
        "tells",
        "told",
        "telling",
        "write",
        "writes",
        "wrote",
    ]
)
_MARKS = frozenset({'"', ",", "?", "!", "'"})
#: How many handings back and ahead one is looked for that holds another; nesting is near.
_NEAR = 5


def find_handings(plain_text: str, parts: Sequence[Sentence]) -> tuple[Handing, ...]:
    """Return every attribution of a plain text, whose sentences are ``parts``, in order of their cues."""
    passage = make_passage(plain_text, parts)
    found: list[Handing] = []
    for index in range(len(parts)):
        found.extend(_of_line(make_line(passage, index)))
    return tuple(
        replace(handing, nested=True)
        if _is_nested(found, at) and not _stands_alone(plain_text, handing)
        else handing
        for at, handing in enumerate(found)
    )


def _stands_alone(plain_text: str, handing: Handing) -> bool:
    """Whether somebody's words are handed over so plainly that it counts inside another's words too."""
    if not handing.states or not handing.contents:
        return False
    content = handing.contents[0]
    return (
        handing.word in _PLAIN
        or content.start < handing.cue.start
        or plain_text.startswith("that ", content.start)
    )


def _is_nested(found: Sequence[Handing], index: int) -> bool:
    """Whether one attribution stands inside what another hands over, and so is part of that."""
    handing = found[index]
    near = found[max(0, index - _NEAR + 1) : index + _NEAR]
    return any(
        handing.cue.start in content for other in near if other is not handing for content in other.contents
    )


def _of_line(line: Line) -> list[Handing]:
    cues = sorted([*find_cues(line), *find_noun_cues(line)])
    found: list[Handing] = hand_heading(line)
    last: Span | None = None
    for position, cue in enumerate(cues):
        following = cues[position + 1] if position + 1 < len(cues) else None
        made = _hand(line, cue, following, last)
        if made is None:
            continue
        found.append(made)
        if cue.kind != "noun" and made.source is not None:
            last = made.source
    return found


def _hand(line: Line, cue: Cue, following: Cue | None, last: Span | None) -> Handing | None:
    if cue.kind == "according":
        return _according(line, cue)
    if cue.kind == "noun":
        return hand_noun(line, cue, following)
    if cue.kind == "passive":
        return hand_passive(line, cue)
    return _active(line, cue, following, last)


def _according(line: Line, cue: Cue) -> Handing | None:
    """Read "..., according to X" and "According to X, ..."."""
    end = _according_end(line, cue.follow)
    if end <= cue.follow:
        return None
    start = 1 if line.tokens[0].tag == "conj" else 0
    if cue.at > start:
        content = line.span(start, cue.at)
    elif end + 1 < without_stop(line):
        content = line.span(end + 1, without_stop(line))
    else:
        return None
    return _make(line, cue, line.span(cue.follow, end), [content])


def _according_end(line: Line, start: int) -> int:
    """Return the token at which the source of "according to" ends: its next mark, not one of "St."."""
    end = start
    while end < len(line.tokens):
        if line.low(end) in {",", ";", '"'}:
            break
        if line.low(end) == "." and not (len(line.low(end - 1)) <= 4 and end + 1 < len(line.tokens)):
            break
        end += 1
    return end


def _active(line: Line, cue: Cue, following: Cue | None, last: Span | None) -> Handing | None:
    """Read a verb with its subject before it, or after it ('," said the mayor')."""
    phrase = _inverted(line, cue)
    inverted = phrase is not None
    if phrase is None and cue.kind == "finite":
        phrase = subject_before(line.tokens, cue.start)
    source = line.span(*phrase) if phrase else _inherited(line, cue, last)
    if source is None:
        return None
    contents = _preposed(line, cue, phrase, inverted=inverted)
    if not contents and (inverted or cue.frame == "end"):
        contents = _closed(line, cue, phrase, inverted=inverted)
    if not contents:
        first = phrase[1] if inverted and phrase else cue.follow + cue.frame.startswith("p:")
        contents = _following(line, cue, following, first, inverted=inverted) or _closed(
            line, cue, phrase, inverted=inverted
        )
    return _make(line, cue, source, contents) if contents or cue.states else None


def _inherited(line: Line, cue: Cue, last: Span | None) -> Span | None:
    """Return whose act a verb without a subject of its own is: the last speaker's of the sentence."""
    if cue.kind == "finite" and line.low(cue.start - 1) not in {"and", "but", "then", "or", ","}:
        return None
    if last is not None:
        return last
    for index in range(1, cue.at):
        if line.tokens[index].tag in {"verb", "aux"}:
            subject = subject_before(line.tokens, index)
            if subject is not None:
                return line.span(*subject)
    return None


def _inverted(line: Line, cue: Cue) -> Phrase | None:
    """Return the speaker that follows its verb, None where it stands before."""
    if cue.kind != "finite" or cue.start != cue.at:
        return None
    if cue.at == 0:
        opens = line.index > 0 and line.tokens[0].low in _AT_SENTENCE_START
        return speaker_after(line.tokens, 1) if opens else None
    mark = line.low(cue.at - 1)
    if mark not in _MARKS or not cue.states or cue.frame not in {"np", "clause"}:
        return None
    phrase = speaker_after(line.tokens, cue.at + 1)
    if phrase is None:
        return None
    aside = mark == "," and subject_before(line.tokens, cue.at) is not None
    return phrase if not aside or line.low(phrase[1]) in {",", ".", ""} else None


def _preposed(line: Line, cue: Cue, phrase: Phrase | None, *, inverted: bool) -> list[Span]:
    """Return the content that stands before its speaker, with what goes on after; [] without any."""
    if phrase is None or cue.kind != "finite":
        return []
    first = cue.at if inverted else phrase[0]
    if first > 0 and _may_follow_content(line, cue, first, phrase, inverted=inverted):
        ends_there = cue.follow >= len(line.tokens) - 1 and not inverted
        stated = before(line, first - 1, surely=inverted or ends_there)
        if stated is not None:
            after_all = tail(line, phrase[1] if inverted else cue.at + 1)
            return [stated, *filter(None, (after_all, running(line, line.index)))]
    return []


def _closed(line: Line, cue: Cue, phrase: Phrase | None, *, inverted: bool) -> list[Span]:
    """Return the quotation that a sentence of its own hands over ('"Why?" he asked'); [] without one."""
    at_start = phrase is not None and (inverted or phrase[0] <= 1)
    if not (cue.states and at_start and _says_no_more(cue, inverted=inverted)):
        return []
    quotation = closed_before(line)
    return [quotation, *filter(None, (running(line, line.index),))] if quotation else []


def _says_no_more(cue: Cue, *, inverted: bool) -> bool:
    return inverted or cue.frame in {"end", "p:in", "p:on", "p:at", "p:to", "p:of", "p:about"}


def _may_follow_content(line: Line, cue: Cue, first: int, phrase: Phrase, *, inverted: bool) -> bool:
    """Whether a speaker and verb here can close a statement that stands before them."""
    if line.low(first - 1) not in {",", '"', "?", "!"}:
        return False
    subject = line.low(phrase[0])
    if subject in {"which", "that"} or (subject == "who" and cue.lemma not in _SPOKEN_AFTER):
        return False
    if inverted or line.has_mark(first - 2, first):
        return True
    ends = cue.frame == "end" or cue.frame.startswith("p:")
    timed = cue.frame == "np" and (line.low(cue.follow) in _TIMES or cue.lemma in _TOLD_AFTER)
    if cue.states:
        return ends or timed
    return cue.frame == "end" and cue.lemma in _THOUGHT_AFTER


def _following(line: Line, cue: Cue, following: Cue | None, first: int, *, inverted: bool) -> list[Span]:
    """Return the content that stands after a verb; to the sentence's end, with quotations that go on."""
    if inverted:
        while line.low(first) in {",", ":"}:
            first += 1
    content = after(line, cue, following, first)
    if content is None:
        return []
    quotes_to_end = line.inside[-1] and content.end >= line.tokens[-2].start
    return [content, *filter(None, (running(line, line.index) if quotes_to_end else None,))]


def _make(line: Line, cue: Cue, source: Span, contents: Sequence[Span]) -> Handing:
    text = line.passage.text
    end = cue.at + 2 if cue.kind == "according" or cue.frame in cue.frames else cue.at + 1
    return Handing(
        source=source,
        cue=line.span(cue.start, end if cue.frame.startswith("p:") else cue.at + 1),
        contents=tuple(trim(text, content) for content in contents if has_word(text, content)),
        word=line.tokens[cue.at].low,
        states=cue.kind == "according" or cue.states,
    )

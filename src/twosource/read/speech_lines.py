"""A sentence as the finder of speech sees it: its tokens, and which of them stand in quotations.

Joins the two strokes of a doubled mark ('') to one. Finds marks; who speaks is speech.py's.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from twosource.knowledge.speech_verbs import load_speech_words
from twosource.read.sentences import Sentence
from twosource.read.tokens import Token
from twosource.text import Span

_MARK = re.compile("\"|''")
_ENDS = frozenset({",", ";", ":", ".", "!", "?", "-", "(", ")"})
DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    | {"today", "yesterday", "tonight", "earlier", "later", "recently"}
)


def _start(span: Span) -> int:
    return span.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text with its sentences and its quotations, marks included, in order.

    ``doubled`` tells that some marks are written as two single strokes.
    """

    text: str
    parts: Sequence[Sentence]
    quoted: tuple[Span, ...]
    doubled: bool

    def quotation_at(self, offset: int) -> Span | None:
        """Return the quotation that holds a character, None outside of all."""
        index = bisect_right(self.quoted, offset, key=_start) - 1
        return self.quoted[index] if index >= 0 and offset < self.quoted[index].end else None

    def quotations_in(self, span: Span) -> tuple[Span, ...]:
        """Return the quotations that share a character with a span."""
        first = max(0, bisect_right(self.quoted, span.start, key=_start) - 1)
        last = bisect_right(self.quoted, span.end, key=_start)
        return tuple(found for found in self.quoted[first:last] if found.overlaps(span))

    def opens_paragraph(self, index: int) -> bool:
        """Whether a sentence is the first of its paragraph."""
        return index == 0 or self.parts[index - 1].paragraph != self.parts[index].paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence of a passage.

    ``inside`` tells of each token whether a quotation holds it; ``cue_words`` are the tokens outside
    of quotations that can hand something over.
    """

    passage: Passage
    index: int
    tokens: tuple[Token, ...]
    inside: tuple[bool, ...]
    cue_words: tuple[int, ...]

    def low(self, index: int) -> str:
        """Return a token in lower case, "" beyond either end."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def span(self, start: int, end: int) -> Span:
        """Return the characters of the tokens ``[start, end)``, which are not none."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def has_mark(self, start: int, end: int) -> bool:
        """Whether a quotation mark stands among the tokens ``[start, end)``."""
        return any(token.low == '"' for token in self.tokens[max(0, start) : end])


def make_passage(text: str, parts: Sequence[Sentence]) -> Passage:
    """Find the quotations of a plain text; one that is never closed ends with its paragraph."""
    quoted = [span for paragraph in _paragraphs(parts) for span in _quotations(text, paragraph)]
    return Passage(text=text, parts=parts, quoted=tuple(quoted), doubled="''" in text)


def _paragraphs(parts: Sequence[Sentence]) -> list[Span]:
    spans: list[Span] = []
    last = -1
    for part in parts:
        if part.paragraph == last:
            spans[-1] = Span(spans[-1].start, part.span.end)
        else:
            spans.append(part.span)
        last = part.paragraph
    return spans


def _quotations(text: str, paragraph: Span) -> list[Span]:
    marks = list(_MARK.finditer(text, paragraph.start, paragraph.end))
    pairs = [Span(left.start(), right.end()) for left, right in zip(marks[::2], marks[1::2], strict=False)]
    return [*pairs, Span(marks[-1].start(), paragraph.end)] if len(marks) % 2 else pairs


def make_line(passage: Passage, index: int) -> Line:
    """Make the line of a passage's sentence."""
    part = passage.parts[index]
    tokens = _join_marks(part.tokens) if passage.doubled else part.tokens
    inside = [False] * len(tokens)
    for quotation in passage.quotations_in(part.span):
        for position, token in enumerate(tokens):
            if quotation.start < token.start < quotation.end:
                inside[position] = True
    cues = load_speech_words().cues
    found = [at for at, token in enumerate(tokens) if token.low in cues and not inside[at]]
    return Line(passage=passage, index=index, tokens=tokens, inside=tuple(inside), cue_words=tuple(found))


def _join_marks(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    joined: list[Token] = []
    for token in tokens:
        if token.low == "'" and joined and joined[-1].low == "'" and joined[-1].end == token.start:
            joined[-1] = joined[-1]._replace(end=token.end, low='"')
        else:
            joined.append(token)
    return tuple(joined)


def is_adverb(token: Token) -> bool:
    """Whether a token only colours a verb; days and "earlier" end a verb's group instead."""
    return (token.tag == "adv" and token.low not in DAYS) or (
        token.low.endswith("ly") and token.tag != "word"
    )


def ends_clause(token: Token) -> bool:
    """Whether a token is a mark at which a clause may end."""
    return token.low in _ENDS

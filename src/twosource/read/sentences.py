"""An article's sentences with their tokens, paragraph by paragraph."""

from dataclasses import dataclass

from twosource.read.tokens import Token, tokenize
from twosource.text import Span, paragraphs, sentences

#: Sentences longer than this are lists or broken markup; they are cut so that no rule runs away.
LONGEST_SENTENCE = 1_200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: its place in the article, its paragraph's number and its tokens."""

    index: int
    paragraph: int
    span: Span
    tokens: tuple[Token, ...]


def split_sentences(plain_text: str) -> tuple[Sentence, ...]:
    """Cut an article's plain text into sentences; empty ones are left out."""
    found: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs(plain_text)):
        for span in sentences(plain_text, paragraph):
            for piece in _bounded(span):
                tokens = tokenize(plain_text, piece)
                if tokens:
                    found.append(Sentence(index=len(found), paragraph=number, span=piece, tokens=tokens))
    return tuple(found)


def _bounded(span: Span) -> tuple[Span, ...]:
    starts = range(span.start, span.end, LONGEST_SENTENCE)
    return tuple(Span(start, min(start + LONGEST_SENTENCE, span.end)) for start in starts)

"""A would-be claim: a value, the words that make it, and how surely they say it.

Extractors find these; read/__init__ turns them into claims once ground() has checked them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from twosource.knowledge.hedges import load_hedges
from twosource.model import Certainty, Field, Value, Voice
from twosource.read.scene import Scene
from twosource.read.sentences import Sentence
from twosource.read.tokens import Token, token_at
from twosource.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One value of one field, and where the article says it.

    ``said`` is the stretch ``value`` was read from, ``span`` the quote around it. ``certainty``
    and ``voice`` override what the words around would give; None leaves it to them. ``origin`` is
    the reader that found it, None the first of those that read; ``score`` how sure a trained one is.
    """

    field: Field
    value: Value
    span: Span
    said: Span
    certainty: Certainty | None = None
    voice: Voice | None = None
    scope: str = ""
    origin: str | None = None
    score: float | None = None


def clause(sentence: Sentence, span: Span) -> Span:
    """Return the part of a sentence around a span, between commas, marks and clause-joining words."""
    tokens = sentence.tokens
    first = token_at(tokens, span.start)
    last = max(first, token_at(tokens, max(span.start, span.end - 1)))
    while first > 0 and not _boundary(tokens, first - 1):
        first -= 1
    while last + 1 < len(tokens) and not _boundary(tokens, last + 1):
        last += 1
    last = min(last, len(tokens) - 1)
    return Span(min(tokens[first].start, span.start), max(tokens[last].end, span.end))


def _boundary(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.low == "-" and _is_hyphen(tokens, index):
        return False
    if token.low in {",", ";", ":", '"', "-", "(", ")", ".", "!", "?"}:
        return not (token.low == "." and index + 1 < len(tokens))
    if token.low in {"but", "while", "which", "who", "although", "because", "whereas"}:
        return True
    return token.low == "and" and any(t.tag in {"verb", "aux"} for t in tokens[index + 1 : index + 5])


def _is_hyphen(tokens: Sequence[Token], index: int) -> bool:
    """Whether a dash holds two words together ("19-year-old") rather than parting clauses."""
    if index == 0 or index + 1 >= len(tokens):
        return False
    return tokens[index - 1].end == tokens[index].start and tokens[index].end == tokens[index + 1].start


def hedge(scene: Scene, span: Span, *names: str) -> Certainty | None:
    """Return the first of the named certainties that a word inside a span gives, else None."""
    hedges = load_hedges()
    for name in names:
        if hedges[name].search(scene.low, span.start, span.end):
            return Certainty(name)
    return None


def joined(left: Span, right: Span) -> Span:
    """Return the stretch from the earlier of two spans to the later."""
    return Span(min(left.start, right.start), max(left.end, right.end))

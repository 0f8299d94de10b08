"""What was said: quotations with their speaker, and the motive or context somebody gives."""

import re
from collections.abc import Iterator

from twosource.model import Certainty, Voice
from twosource.read.certain import certainty_at
from twosource.read.found import Found
from twosource.read.hints import hints_at
from twosource.read.owned import find_owned
from twosource.read.quotations import is_sentence
from twosource.read.scene import Scene
from twosource.read.sentences import Sentence
from twosource.read.strands import Strand
from twosource.text import Span

_MOTIVE = re.compile(
    r"\b(?:in (?:retaliation|response|revenge|reprisal|solidarity|protest)\b|to avenge\b|retaliat(?:ing|ed|ion) (?:for|against)\b|in support of\b|motivated by\b|(?:the|a) motive (?:was|is|appears|appeared|may|could)\b|over a (?:land|cattle|family|property|political|long-running)\b|because of (?:their|his|her|its)\b)"
)


#: A motive nobody knows is none.
_UNKNOWN = re.compile(
    r"\b(?:unclear|unknown|not (?:yet |immediately )?(?:been |clear|known|released)|under investigation|being investigated)"
)
_STOP = re.compile(r"[,;\"]|\.\s*$")


def find_quotes(scene: Scene) -> Iterator[Found]:
    """Yield the quotations of an article that somebody other than the newsroom speaks."""
    for quotation in scene.quotations:
        if not is_sentence(scene.text, quotation):
            continue
        voice, _ = scene.voices.at(quotation.span)
        if voice == scene.voices.newsroom:
            continue
        span = _without_end_comma(scene.text, quotation.span)
        yield Found(field="quote", value=" ".join(span.of(scene.article.text).split()), span=span, said=span)


def _without_end_comma(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and text[end - 1] in ", \n":
        end -= 1
    start = span.start
    while start < end and text[start] == " ":
        start += 1
    return Span(start, end)


def find_motives(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield the reasons given for an incident, as the words that give them."""
    for sentence in strand.sentences:
        if not hints_at(scene.low, sentence.span, "motive"):
            continue
        match = _MOTIVE.search(scene.low, sentence.span.start, sentence.span.end)
        if match is None or _UNKNOWN.search(scene.low, match.end(), sentence.span.end):
            continue
        stop = _STOP.search(scene.low, match.end(), sentence.span.end)
        end = stop.start() if stop else sentence.span.end
        span = Span(match.start(), end)
        value = " ".join(span.of(scene.article.text).split())
        yield Found(
            field="motive",
            value=value,
            span=span,
            said=span,
            certainty=_doubt(scene, sentence, span),
            voice=_owner(scene, sentence, span),
        )


def _doubt(scene: Scene, sentence: Sentence, span: Span) -> Certainty | None:
    """Return how unsurely a reason is given ("may have been in revenge for"); None where it is stated."""
    certainty = certainty_at(scene.text, sentence.span, span)
    return certainty if certainty in {Certainty.POSSIBLE, Certainty.SUSPECTED} else None


def _owner(scene: Scene, sentence: Sentence, span: Span) -> Voice | None:
    """Return who gives a reason and owns up in one sentence ("claimed responsibility and said it was in ...")."""
    voice, _ = scene.voices.at(span)
    if voice != scene.voices.newsroom:
        return None
    return next((found.voice for found in find_owned(scene, sentence) if found.voice is not None), None)

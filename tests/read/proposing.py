"""A stand-in for a trained reader: it proposes what a test says, by the words of the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.builders import make_article
from twosource.model import Reading
from twosource.read import read_article
from twosource.read.proposals import KINDS, TELLINGS, Proposals, Proposed, Telling
from twosource.read.scene import Scene, look_at
from twosource.text import Span

from .scenes import MADE_AT

#: A label, its words in the text, and how sure it is.
Mark = tuple[str, str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Proposes marks by their first words in the text, and what each sentence is about.

    ``about`` and ``kinds`` are by the sentence's number; a sentence left out is background.
    """

    marks: Sequence[Mark] = ()
    about: Mapping[int, str] = field(default_factory=dict)
    kinds: Mapping[int, Sequence[str]] = field(default_factory=dict)
    incident: float = 0.95
    sure: float = 0.9
    version: str = "model/1-abcdef"

    def propose(self, text: str, sentences: Sequence[Span]) -> Proposals:
        """Return what the test says about a text."""
        spans = (
            Proposed(label=label, span=find(text, words), score=score) for label, words, score in self.marks
        )
        return Proposals(
            version=self.version,
            incident=self.incident,
            kinds={kind: self._share(any(kind in told for told in self.kinds.values())) for kind in KINDS},
            tellings=tuple(self._telling(number) for number in range(len(sentences))),
            spans=tuple(sorted(spans, key=lambda one: (one.span.start, one.span.end, one.label))),
        )

    def _telling(self, number: int) -> Telling:
        about = self.about.get(number, "background")
        rest = (1 - self.sure) / (len(TELLINGS) - 1)
        return Telling(
            about={one: self.sure if one == about else rest for one in TELLINGS},
            kinds={kind: self._share(kind in self.kinds.get(number, ())) for kind in KINDS},
        )

    def _share(self, told: bool) -> float:
        return self.sure if told else 1 - self.sure


def find(text: str, words: str) -> Span:
    """Return where some words stand first in a text, whatever their case."""
    start = text.lower().index(words.lower())
    return Span(start, start + len(words))


def read_as(text: str, saying: Saying, *, rules: bool) -> Reading:
    """Read a text with such a reader, with or without the rules."""
    return read_article(make_article(text, title=""), made_at=MADE_AT, proposer=saying, rules=rules)


def scene_of(text: str, saying: Saying | None, *, rules: bool) -> Scene:
    """Look at a text with such a reader."""
    return look_at(make_article(text, title=""), proposer=saying, rules=rules)

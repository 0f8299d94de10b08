"""What a trained reader proposes for one text: stretches with scores, and no meaning yet.

The grammars of values give the stretches their meaning and ``ground()`` has the last word. How
proposals come out of the encoder is decoding.py's; how they are joined with the rules' is
merging.py's. Every offset points into the text that was proposed for.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from twosource.read.handing import Handing
from twosource.text import Span

#: Stretches a trained reader marks: who did it, who and what was hit, with what; where and when;
#: people told as killed or hurt; words that tell of an incident; who hands over which words.
LABELS = (
    "perp_individual", "perp_organisation", "target", "victim", "weapon", "place", "time",
    "killed", "injured", "trigger", "source", "cue", "content",
)  # fmt: skip
#: Kinds of incident it tells apart, in the words of knowledge/kinds.toml.
KINDS = ("attack", "bombing", "kidnapping", "arson", "robbery")
#: What a sentence can be about: the article's main incident, another one, or neither.
TELLINGS = ("main", "other", "background")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """One stretch of words with its label (one of LABELS) and a probability in [0, 1]."""

    label: str
    span: Span
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedHanding:
    """A handing over of words as proposed, and how sure that is: a probability in [0, 1]."""

    handing: Handing
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one sentence is about: probabilities by TELLINGS (they sum to 1) and by KINDS (each its own)."""

    about: Mapping[str, float]
    kinds: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sureness:
    """How surely the word at ``span`` is told to have happened.

    ``degree`` lies on FactBank's scale, [-3, 3]; ``shares`` are the probabilities of "asserted",
    "hedged" and "denied" and sum to 1.
    """

    span: Span
    degree: float
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """All proposals for one text, by a reader of one version.

    ``incident`` is the probability that the text tells of an incident at all, ``kinds`` that it
    tells of one of a kind. ``tellings`` has one entry a sentence asked about; ``spans``,
    ``handings`` and ``sureness`` (one a word) are in the order of the text.
    """

    version: str
    incident: float = 0.0
    kinds: Mapping[str, float] = field(default_factory=dict)
    tellings: tuple[Telling, ...] = ()
    spans: tuple[Proposed, ...] = ()
    handings: tuple[ProposedHanding, ...] = ()
    sureness: tuple[Sureness, ...] = ()

    def of(self, label: str) -> tuple[Proposed, ...]:
        """Return the stretches of a label, in order."""
        return tuple(one for one in self.spans if one.label == label)

    def sureness_at(self, event: Span) -> Sureness | None:
        """Return how surely the word that holds the first letter of ``event`` is told; None where none is known."""
        at = bisect_right(self.sureness, event.start, key=lambda one: one.span.start) - 1
        if at < 0 or event.start >= self.sureness[at].span.end:
            return None
        return self.sureness[at]


class Proposer(Protocol):
    """Proposes stretches for a text; the packaged encoder is one."""

    @property
    def version(self) -> str:
        """Name the weights, as claims' origins carry it ("model/1-3f9ac2")."""
        ...

    def propose(self, text: str, sentences: Sequence[Span]) -> Proposals:
        """Return the proposals for a text whose sentences, in order, are given; the same for the same text always."""
        ...

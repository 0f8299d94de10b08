"""Join how the rules and a trained reader take a happening to be told: as so, as open, or as not so.

The rules name what they go by (a negation, a modal, a wish), and are mostly right where they see
one; where they see none they only assume. The trained reader gives shares of three classes for any
word. Both are weighed as independent witnesses of one class (naive Bayes): what a trained reader is
sure of stands, what it is unsure of the rules' word decides. The standing then is the rules' where
both take the happening for so, or both do not; else the plainest one of the class.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from twosource.knowledge.hedges import load_realis
from twosource.model import Certainty
from twosource.read.certain import Standing, certainty_of, standing_at
from twosource.read.proposals import Proposals, Sureness
from twosource.read.tokens import tokenize
from twosource.text import Span

ToldAs = Literal["asserted", "hedged", "denied"]

#: Of the happenings judged to be of each class, the share that the rules give each standing: counted on
#: part "train" of factuality (UDS-IH2 and MEANTIME, 21,617 events; classes cut at +-1.5).
WITNESS: Final[Mapping[Standing, Mapping[ToldAs, float]]] = {
    Standing.HAPPENED: {"asserted": 0.854, "hedged": 0.387, "denied": 0.229},
    Standing.PROBABLE: {"asserted": 0.004, "hedged": 0.002, "denied": 0.003},
    Standing.POSSIBLE: {"asserted": 0.015, "hedged": 0.070, "denied": 0.097},
    Standing.OPEN: {"asserted": 0.062, "hedged": 0.225, "denied": 0.208},
    Standing.AHEAD: {"asserted": 0.038, "hedged": 0.182, "denied": 0.394},
    Standing.DENIED: {"asserted": 0.026, "hedged": 0.134, "denied": 0.068},
}
#: The class of each standing by the rules alone, and its place on FactBank's scale, [-3, 3]. UDS-IH2, two
#: thirds of the events, asks whether the event happened: what is only wished for, ordered or foretold did
#: not. What is possible, asked or for a purpose is hedged. Chosen by the figures of one half of the shared
#: part; the places are the usual judgements of each standing there, to half a degree (eval/NOTES.md).
PLACES: Final[Mapping[Standing, tuple[ToldAs, float]]] = {
    Standing.HAPPENED: ("asserted", 2.5),
    Standing.PROBABLE: ("asserted", 2.0),
    Standing.POSSIBLE: ("hedged", -0.5),
    Standing.OPEN: ("hedged", 0.0),
    Standing.AHEAD: ("denied", -1.0),
    Standing.DENIED: ("denied", -1.0),
}
#: How much the rules' witness weighs (an exponent), and their place on the scale beside the proposed degree;
#: chosen on part "tune" of factuality.
WEIGHT, PART = 0.5, 0.1
#: Shares are multiplied by these, as the rarer classes are proposed too seldom; chosen likewise.
LIFT: Final[Mapping[ToldAs, float]] = {"asserted": 1.0, "hedged": 2.0, "denied": 1.0}
#: A happening is doubted where less than this share takes it for asserted.
DOUBTED: Final = 0.25
_CLASSES: Final[tuple[ToldAs, ...]] = ("asserted", "hedged", "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a happening is told: its class, its degree in [-3, 3], and its standing."""

    told_as: ToldAs
    degree: float
    standing: Standing


def sureness_of(
    text: str, sentence: Span, event: Span, sureness: Sureness | None, *, rules: bool = True
) -> Told:
    """Return how the happening that ``event`` names is told in its sentence of a plain text.

    ``sureness`` is what a trained reader proposes for it; None leaves it to the rules, which are
    also asked where ``rules`` is False.
    """
    if sureness is None:
        return by_rules(standing_at(text, sentence, event))
    if rules:
        return weigh(standing_at(text, sentence, event), sureness, negated=_negated(text, sentence, event))
    return by_shares(sureness, negated=_negated(text, sentence, event))


def by_rules(standing: Standing) -> Told:
    """Return how a happening is told by the rules alone."""
    told_as, degree = PLACES[standing]
    return Told(told_as=told_as, degree=degree, standing=standing)


def by_shares(sureness: Sureness, *, negated: bool) -> Told:
    """Return how a happening is told by a trained reader alone; ``negated`` tells of a negation before it."""
    told_as = _greatest({name: sureness.shares.get(name, 0.0) * LIFT[name] for name in _CLASSES})
    return Told(told_as=told_as, degree=sureness.degree, standing=_plainest(told_as, negated=negated))


def weigh(standing: Standing, sureness: Sureness, *, negated: bool) -> Told:
    """Return how a happening is told by both together."""
    witness = WITNESS[standing]
    told_as = _greatest(
        {name: sureness.shares.get(name, 0.0) * LIFT[name] * witness[name] ** WEIGHT for name in _CLASSES}
    )
    alone = by_rules(standing)
    agree = (alone.told_as == "asserted") == (told_as == "asserted")
    return Told(
        told_as=told_as,
        degree=(1 - PART) * sureness.degree + PART * alone.degree,
        standing=standing if agree else _plainest(told_as, negated=negated),
    )


def find_doubt(
    text: str, sentence: Span, event: Span, proposals: Proposals | None, *, rules: bool = True
) -> Certainty | None:
    """Return the certainty of a happening that a trained reader surely does not take for asserted.

    None where it may well be, where whoever else reads takes it for asserted, or where nothing is proposed.
    """
    sureness = proposals.sureness_at(event) if proposals is not None else None
    if sureness is None or sureness.shares.get("asserted", 1.0) >= DOUBTED:
        return None
    certainty = certainty_of(sureness_of(text, sentence, event, sureness, rules=rules).standing)
    return None if certainty is Certainty.ASSERTED else certainty


def _greatest(points: Mapping[ToldAs, float]) -> ToldAs:
    return max(_CLASSES, key=lambda name: points[name])


def _plainest(told_as: ToldAs, *, negated: bool) -> Standing:
    """Return the standing that says no more than a class: what is not so is denied only by a negation."""
    if told_as == "denied":
        return Standing.DENIED if negated else Standing.AHEAD
    return Standing.HAPPENED if told_as == "asserted" else Standing.POSSIBLE


def _negated(text: str, sentence: Span, event: Span) -> bool:
    """Whether a negation stands before an event in its sentence."""
    before = tokenize(text, Span(sentence.start, max(sentence.start, event.start)))
    return any(token.low in load_realis().negation or token.low == "no" for token in before)

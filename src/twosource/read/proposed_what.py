"""What happened, when and where, as a trained reader proposes it: kinds by sentence, days and places by stretch.

A kind is quoted with the word for the incident that stands beside it. Days and places are read only
where the grammars of values read them in the proposed stretch. People and things are proposed_roles.py's.
"""

from collections.abc import Iterator
from typing import TypeVar

from twosource.knowledge.kinds import is_a
from twosource.read.found import Found
from twosource.read.merging import least_score
from twosource.read.proposals import KINDS
from twosource.read.proposed_roles import quote_of
from twosource.read.proposed_strands import has_role, kinds_told
from twosource.read.scene import Scene, inside, proposed_in, proposer_of
from twosource.read.sentences import Sentence
from twosource.read.signs import is_of_a_party, is_of_a_speaker
from twosource.read.strands import Strand
from twosource.text import Span
from twosource.values.place import PlaceMention
from twosource.values.when import TimeMention

M = TypeVar("M", TimeMention, PlaceMention)

_TOO_LONG = frozenset({"season", "year", "decade", "vague"})
_CLOCKS = frozenset({"minute", "hour"})


def find_proposed_what(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield the kinds of a strand; with the rules off also its days, hours and places."""
    if scene.proposals is None:
        return
    yield from _kinds(scene, strand)
    if scene.rules:
        return
    for sentence in strand.sentences:
        if sentence is strand.anchor or has_role(scene, sentence):
            yield from _times(scene, sentence)
            yield from _places(scene, sentence)


# --- kinds -----------------------------------------------------------------------------------------


def _kinds(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield each kind that the strand's sentences tell of, where it is told most surely and least beside others."""
    best: dict[str, tuple[float, float, Sentence]] = {}
    for sentence in strand.sentences:
        told = kinds_told(scene, sentence)
        for kind, score in told.items():
            apart = score - max((other for name, other in told.items() if name != kind), default=0.0)
            if kind not in best or apart > best[kind][0]:
                best[kind] = (apart, score, sentence)
    for kind in KINDS:
        if kind in best:
            _, score, sentence = best[kind]
            said = _word_for(scene, sentence)
            if said is not None:
                named = strand.kind if is_a(strand.kind, kind) else kind
                yield Found(
                    field="kind",
                    value=named,
                    span=quote_of(sentence, said),
                    said=said,
                    score=score,
                    origin=proposer_of(scene),
                )


def _word_for(scene: Scene, sentence: Sentence) -> Span | None:
    """Return the likeliest word for the incident in a sentence, else what the list of such words finds there."""
    least = least_score("trigger", rules=scene.rules)
    proposed = [
        one for one in proposed_in(scene, sentence.span) if one.label == "trigger" and one.score >= least
    ]
    if proposed:
        return max(proposed, key=lambda one: one.score).span
    events = scene.events[sentence.index]
    return events[0].span if events else None


# --- when and where --------------------------------------------------------------------------------


def _times(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    for mention, score in _read(scene, sentence, "time", scene.times):
        when = mention.when
        if when.bound in {"since", "until"} or when.precision in _TOO_LONG:
            continue
        yield Found(
            field="time" if when.precision in _CLOCKS else "when",
            value=when,
            span=mention.span,
            said=mention.span,
            score=score,
        )


def _places(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    found = [
        (mention, score)
        for mention, score in _read(scene, sentence, "place", scene.places)
        if not is_of_a_party(scene, mention.span) and not is_of_a_speaker(scene, mention.span)
    ]
    local = any(mention.place.kind != "country" for mention, _ in found)
    for mention, score in found:
        if mention.place.kind != "country" or not local:
            yield Found(field="place", value=mention.place, span=mention.span, said=mention.span, score=score)


def _read(scene: Scene, sentence: Sentence, label: str, mentions: tuple[M, ...]) -> Iterator[tuple[M, float]]:
    """Yield what a grammar reads in a sentence where a stretch with that label is proposed, with its score."""
    least = least_score(label, rules=scene.rules)
    stretches = [
        one for one in proposed_in(scene, sentence.span) if one.label == label and one.score >= least
    ]
    for mention in inside(mentions, sentence.span):
        scores = [one.score for one in stretches if one.span.overlaps(mention.span)]
        if scores:
            yield mention, max(scores)

"""Join what the rules and a trained reader find of who says what, into one list of handings.

The rules know how speech is printed; the trained reader knows which words mostly are none. Of what
both find, the parts are the rules' where they agree; where they differ, the trained reader's once it
is sure, of plain speech only very sure; of an attitude ("wants", "her plea for") once it is sure in any
case. What one side lacks the other fills in. What only one side finds stands where that is enough:
plain speech needs nobody's word beside the rules', an attitude some, as the rules are right less
often there. Whose voice it is, voices.py says.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from twosource.read.cue_words import is_quoted, name_cue
from twosource.read.handing import Handing
from twosource.read.proposals import Proposals, ProposedHanding
from twosource.read.sentences import Sentence
from twosource.read.speech import find_handings
from twosource.text import Span


class Print(StrEnum):
    """How an attribution of the rules is printed, the surest first."""

    SPOKEN = "spoken"  # "said", "according to", a quotation with a verb of saying; "denied", "saw"
    STATED = "stated"  # any other verb of saying, and "Mayor: ..."
    HELD = "held"  # wanting, liking, opposing; nouns of speech
    NESTED = "nested"  # told inside another's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From which score on (probabilities of the trained reader) a finding stands.

    ``needed`` is how sure the trained reader has to be of what the rules find, by how it is
    printed; ``alone`` of what the rules don't find, ``within`` of what they don't where it lies in
    words that are handed over already; ``without_rules`` of anything where the rules are not asked.
    From ``sure`` on, by how the rules' is printed too, its parts are taken where they differ.
    """

    needed: Mapping[Print, float]
    alone: float
    within: float
    without_rules: float
    sure: Mapping[Print, float]


#: Chosen on part "tune" of polnear (67 articles, eval/parts.py); figures stand in eval/NOTES.md.
LIMITS = Limits(
    needed={Print.SPOKEN: 0.0, Print.STATED: 0.1, Print.HELD: 0.2, Print.NESTED: 0.5},
    alone=0.6,
    within=0.8,
    without_rules=0.4,
    sure={Print.SPOKEN: 0.9, Print.STATED: 0.8, Print.HELD: 0.7, Print.NESTED: 0.7},
)
#: Two contents are one, although their cues differ, where they share this much of the longer.
SAME_CONTENT = 0.5
#: How many stretches back one is looked for that reaches so far.
_NEAR = 5

_SPOKEN = frozenset(
    {"say", "says", "said", "saying", "add", "adds", "added", "adding", "tell", "tells", "told", "telling"}
    | {"write", "writes", "wrote", "writing", "according"}
)
#: To lose a denial turns round what is told, and to lose what a witness met with takes the witness away.
_DENIED_OR_MET = frozenset({"deny", "denies", "denied", "denying", "saw", "heard", "witnessed"})


def read_handings(
    text: str, parts: Sequence[Sentence], proposals: Proposals | None = None, *, rules: bool = True
) -> tuple[Handing, ...]:
    """Return every attribution of a plain text in order of their cues: the rules', the proposed, or both joined.

    ``parts`` are its sentences. Without proposals the rules are asked in any case.
    """
    if proposals is None:
        return find_handings(text, parts)
    proposed = [replace(one, handing=name_cue(text, one.handing)) for one in proposals.handings]
    if not rules:
        return take_proposed(proposed)
    return merge_handings(text, find_handings(text, parts), proposed)


def merge_handings(
    text: str,
    rules: Sequence[Handing],
    proposed: Sequence[ProposedHanding],
    limits: Limits = LIMITS,
) -> tuple[Handing, ...]:
    """Return the attributions of a plain text as both readers together find them, in order of their cues."""
    partners = _partners(rules, proposed)
    merged = [
        kept
        for at, handing in enumerate(rules)
        if (kept := _settled(text, handing, partners.get(at), limits)) is not None
    ]
    met = {id(one) for one in partners.values()}
    alone = _alone([one for one in proposed if id(one) not in met], merged, limits)
    return _in_order([*merged, *alone])


def take_proposed(proposed: Sequence[ProposedHanding], limits: Limits = LIMITS) -> tuple[Handing, ...]:
    """Return the attributions that a trained reader alone finds, in order of their cues."""
    return _in_order(one.handing for one in proposed if one.score >= limits.without_rules)


def print_of(text: str, handing: Handing) -> Print:
    """Return how an attribution of the rules is printed in a plain text."""
    if handing.nested:
        return Print.NESTED
    if handing.word in _DENIED_OR_MET and handing.source is not None:
        return Print.SPOKEN
    if not handing.states and handing.word != "according":
        return Print.HELD
    spoken = handing.word in _SPOKEN or is_quoted(text, handing)
    return Print.SPOKEN if spoken else Print.STATED


def _in_order(handings: Iterator[Handing] | Sequence[Handing]) -> tuple[Handing, ...]:
    return tuple(sorted(handings, key=lambda handing: (handing.cue.start, handing.cue.end)))


# --- which findings are of one attribution -----------------------------------------------------------


def _partners(rules: Sequence[Handing], proposed: Sequence[ProposedHanding]) -> dict[int, ProposedHanding]:
    """Pair findings of both sides one to one, by cue first, then by content; keys are places in ``rules``."""
    alike = sorted(
        (-likeness, at, other)
        for at, other in _near(rules, [one.handing for one in proposed])
        if (likeness := _likeness(rules[at], proposed[other].handing)) > 0
    )
    partners: dict[int, ProposedHanding] = {}
    taken: set[int] = set()
    for _, at, other in alike:
        if at not in partners and other not in taken:
            partners[at] = proposed[other]
            taken.add(other)
    return partners


def _near(rules: Sequence[Handing], proposed: Sequence[Handing]) -> Iterator[tuple[int, int]]:
    """Yield the places of findings whose stretches meet, from cue to content."""
    others = sorted((_extent(handing).start, at) for at, handing in enumerate(proposed))
    longest = max((len(_extent(handing)) for handing in proposed), default=0)
    for at, handing in enumerate(rules):
        extent = _extent(handing)
        first = bisect_left(others, (extent.start - longest, 0))
        last = bisect_left(others, (extent.end, 0))
        yield from ((at, other) for _, other in others[first:last])


def _extent(handing: Handing) -> Span:
    spans = (handing.cue, *handing.contents)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _likeness(one: Handing, other: Handing) -> float:
    """Return how far two findings are of one attribution: above 1 by their cue, else by their content; 0 for not."""
    alike = _shared(one, other) / max(1, _length(one), _length(other))
    if one.cue.overlaps(other.cue):
        return 1 + alike
    return alike if alike >= SAME_CONTENT else 0


def _shared(one: Handing, other: Handing) -> int:
    """Count the characters that stand in the contents of both."""
    return sum(
        max(0, min(mine.end, theirs.end) - max(mine.start, theirs.start))
        for mine in one.contents
        for theirs in other.contents
    )


def _length(handing: Handing) -> int:
    return sum(map(len, handing.contents))


# --- what stands of them ----------------------------------------------------------------------------


def _settled(text: str, handing: Handing, other: ProposedHanding | None, limits: Limits) -> Handing | None:
    """Return an attribution of the rules as it stands beside the trained reader's; None where it falls.

    What is nested, or hands over nothing, stays what it is: a voice can be met in it.
    """
    printed = print_of(text, handing)
    score = other.score if other is not None else 0.0
    if score < limits.needed[printed]:
        return handing if printed is Print.NESTED or not handing.contents else None
    return handing if other is None else _joined(handing, other, printed, limits)


def _joined(handing: Handing, other: ProposedHanding, printed: Print, limits: Limits) -> Handing:
    theirs, sure = other.handing, other.score >= limits.sure[printed]
    if not handing.cue.overlaps(theirs.cue):
        return theirs if sure and printed is not Print.SPOKEN else handing
    if sure and theirs.contents and printed in {Print.HELD, Print.NESTED}:
        return replace(theirs, word=handing.word, states=handing.states)
    return replace(
        handing,
        source=_source(handing.source, theirs.source, sure=sure),
        contents=_contents(handing, theirs, sure=sure),
        nested=False,
    )


def _source(ours: Span | None, theirs: Span | None, *, sure: bool) -> Span | None:
    if ours is None or theirs is None:
        return theirs or ours
    return ours if ours.overlaps(theirs) or not sure else theirs


def _contents(ours: Handing, theirs: Handing, *, sure: bool) -> tuple[Span, ...]:
    if not ours.contents or (sure and theirs.contents and not _shared(ours, theirs)):
        return theirs.contents
    return ours.contents


def _alone(
    proposed: Sequence[ProposedHanding], merged: Sequence[Handing], limits: Limits
) -> Iterator[Handing]:
    """Yield what only the trained reader finds; it has to be surer of what claims words already handed over."""
    taken = sorted(
        (one.start, one.end) for handing in merged if not handing.nested for one in handing.contents
    )
    for one in proposed:
        least = limits.within if _claims_any(one.handing, taken) else limits.alone
        if one.score >= least:
            yield one.handing


def _claims_any(handing: Handing, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether any content shares a character with stretches, given by their starts in order."""
    return any(
        start < content.end and content.start < end
        for content in handing.contents
        for start, end in taken[
            max(0, bisect_left(taken, (content.start, 0)) - _NEAR) : bisect_left(taken, (content.end, 0))
        ]
    )

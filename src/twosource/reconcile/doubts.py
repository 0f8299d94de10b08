"""Find the claims that contradict nothing although their values differ, seen over all fields at once.

One difference is a contradiction. An article that differs on two of day, hour, place and toll more likely
tells of another incident, and whether it belongs here is a question for linking. And a count of the hurt
that differs by the number of the dead may hold the dead, or leave them out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from twosource.ids import ArticleId, ClaimId
from twosource.model import Claim, Fact, Field, Status
from twosource.reconcile.sources import Sources
from twosource.values.count import Count

Told = Mapping[tuple[Field, str], list[Claim]]

#: What a difference is about; two of these are too many for one incident.
_ABOUT: Final[Mapping[str, str]] = {
    "when": "day", "time": "hour", "place": "place", "killed": "toll", "injured": "toll", "casualties": "toll",
}  # fmt: skip
_MOST: Final = 1


def find_silent(facts: Sequence[Fact], told: Told, sources: Sources) -> frozenset[ClaimId]:
    """Return the claims that are set against a fact and should not be, with all of their articles elsewhere."""
    at_hand = {claim.id: claim for claims in told.values() for claim in claims}
    opposed = [fact for fact in facts if fact.status is Status.CONTRADICTED]
    elsewhere = _find_elsewhere(opposed, at_hand, sources)
    of_others = {
        claim.id for claim in at_hand.values() if sources.find_family(claim.evidence.article) in elsewhere
    }
    return frozenset(of_others | set(_find_with_dead(opposed, facts, at_hand)))


def _find_elsewhere(
    opposed: Iterable[Fact], at_hand: Mapping[ClaimId, Claim], sources: Sources
) -> frozenset[ArticleId]:
    """Return the texts that differ in more than one way from the facts, or from another text."""
    differs: dict[frozenset[ArticleId], set[str]] = defaultdict(set)
    for fact in opposed:
        if fact.field not in _ABOUT or fact.scope:
            continue
        against, support = (
            {sources.find_family(at_hand[claim].evidence.article) for claim in claims if claim in at_hand}
            for claims in (fact.against, fact.support)
        )
        for one in against:
            differs[frozenset({one})].add(_ABOUT[fact.field])
            for other in support - against:
                differs[frozenset({one, other})].add(_ABOUT[fact.field])
    return frozenset(text for texts, about in differs.items() if len(about) > _MOST for text in texts)


def _find_with_dead(
    opposed: Iterable[Fact], facts: Iterable[Fact], at_hand: Mapping[ClaimId, Claim]
) -> Iterable[ClaimId]:
    """Yield the counts of hurt that differ from the fact's by just as many as died."""
    dead = next((_low(fact.value) for fact in facts if fact.field == "killed" and not fact.scope), 0)
    for fact in opposed:
        if fact.field in {"injured", "casualties"} and not fact.scope and dead:
            for claim in fact.against:
                told = at_hand.get(claim)
                if told is not None and _is_off_by(dead, told, fact):
                    yield claim


def _is_off_by(number: int, claim: Claim, fact: Fact) -> bool:
    ours, theirs = _low(fact.value), _low(claim.value)
    return claim.field == fact.field and min(ours, theirs) > 0 and abs(theirs - ours) == number


def _low(value: object) -> int:
    return (value.low or 0) if isinstance(value, Count) else 0

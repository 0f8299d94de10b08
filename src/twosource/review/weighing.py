"""How much an item of the list is worth a person's time: named parts, each with points and a reason.

A point more is worth twice the time. The parts are the whole of it, and the list is their order.
"""

from collections.abc import Iterable, Iterator
from math import log2
from typing import Final

from twosource.link.weights import load_weights
from twosource.model import Fact, Reason
from twosource.store.worth import Weight

_DAY: Final = 86_400
_FADES: Final = 30.0  # days in which an incident loses half of what being new is worth: a month's brief
_NEW: Final = 3.0  # points of an incident of today, as much as seven dead
_NEAR: Final = 4.0  # points of a pair that needs next to nothing to be joined
_COUNTED: Final = 1.0  # points where the press counts it: its count and ours move
_ALONE: Final = -4.0  # points of an incident nobody doubts: it comes after what is in doubt

#: What a contradicted field is worth: tolls, who, when and where are what briefs are quoted for.
FIELDS: Final = {
    "killed": 4.0, "perpetrator": 3.0, "when": 3.0, "place": 3.0, "injured": 2.0, "casualties": 2.0,
    "responsibility": 2.0, "kind": 2.0, "target": 1.5, "time": 1.0,
}  # fmt: skip
_OTHER_FIELD: Final = 0.5


def weigh_pair(score: float, both: tuple[Weight, Weight], newest: int) -> tuple[Reason, ...]:
    """Weigh the question whether two incidents are one; ``score`` is what their likeliest pair has."""
    return (*_pair_parts(score, both), *_told(both), *_incident_parts(both, newest))


def weigh_contradiction(fact: Fact, weight: Weight, newest: int) -> tuple[Reason, ...]:
    """Weigh a fact on which voices contradict each other."""
    points = FIELDS.get(fact.field, _OTHER_FIELD)
    claims = len(fact.support) + len(fact.against)
    return (
        Reason(name="field", points=points, text=f"the field is {fact.field}"),
        Reason(name="claims", points=log2(claims) if claims else 0.0, text=f"{claims} claims disagree"),
        *_incident_parts((weight,), newest),
    )


def weigh_lone(weight: Weight, newest: int) -> tuple[Reason, ...]:
    """Weigh an incident that one newsroom alone tells of."""
    text = "nothing contradicts it, and nobody else tells of it"
    return (Reason(name="alone", points=_ALONE, text=text), *_incident_parts((weight,), newest))


def worth(parts: Iterable[Reason]) -> float:
    """Return the points of all parts."""
    return sum(part.points for part in parts)


def _pair_parts(score: float, both: tuple[Weight, Weight]) -> Iterator[Reason]:
    weights = load_weights()
    share = (score - weights.unsure_at) / (weights.same_at - weights.unsure_at)
    wanting = f"{score:.1f} points of the {weights.same_at:g} that join"
    enough = f"{score:.1f} points are enough to join, but time, place or kind is in doubt"
    text = wanting if score < weights.same_at else enough
    yield Reason(name="nearness", points=_NEAR * min(max(share, 0.0), 1.0), text=text)
    twice = min(one.dead for one in both)
    if twice:
        yield Reason(
            name="twice", points=log2(1 + twice), text=f"if they are one, {twice} killed are counted twice"
        )


def _told(both: tuple[Weight, Weight]) -> Iterator[Reason]:
    reports = [one.reports for one in both]
    yield Reason(
        name="reports",
        points=log2(sum(reports)),
        text=f"{reports[0]} and {reports[1]} reports, {both[0].voices} and {both[1].voices} voices",
    )


def _incident_parts(weights: tuple[Weight, ...], newest: int) -> Iterator[Reason]:
    dead = max(one.dead for one in weights)
    hurt = max(one.hurt for one in weights)
    if dead or hurt:
        told = " and ".join(
            f"{number} {what}" for number, what in ((dead, "killed"), (hurt, "injured")) if number
        )
        yield Reason(name="toll", points=log2(1 + dead + hurt / 4), text=told)
    days = max(0, newest - max(one.at for one in weights)) / _DAY
    age = f"{days:.0f} days older than the newest incident" if days >= 1 else "as new as the newest incident"
    yield Reason(name="age", points=_NEW * 0.5 ** (days / _FADES), text=age)
    if any(one.tallies for one in weights):
        yield Reason(name="counted", points=_COUNTED, text="the press counts it")

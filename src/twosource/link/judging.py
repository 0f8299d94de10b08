"""Judge whether two reports tell of one happening, by a table of named reasons.

The table is the whole of it: the verdict follows from the reasons' points (``weights.toml``), from hard evidence, and
from whether time, place and kind each agree (docs/decisions/0006-linking.md).
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from twosource.link import identity_features as identity
from twosource.link import place_features as place
from twosource.link import shared_features as shared
from twosource.link import time_features as when
from twosource.link import toll_features as toll
from twosource.link import what_features as what
from twosource.link.agreement import Shared, all_agree, find_doubtful
from twosource.link.apart import lie_apart
from twosource.link.finding import HARD, MISREAD, Feature, Pair
from twosource.link.shape import ASKED, Outline
from twosource.link.weights import Weights, load_weights
from twosource.link.wording import likeness
from twosource.model import Judgement, Reason, Verdict

LINKER = "link/2"
ALIKE = 0.25  # cosine of telling words; below, 1 in 70 candidates of different days tells of one incident

#: Every reason, in the order people read them.
FEATURES: tuple[Feature, ...] = (
    shared.same_article,
    shared.two_attacks,
    shared.looking_back,
    when.same_day,
    when.next_day,
    when.days_apart,
    when.same_weekday,
    when.other_weekday,
    when.printed_before,
    when.printed_near,
    when.printed_long_after,
    when.printed_apart,
    when.same_hour,
    when.other_hour,
    place.same_site,
    place.same_area,
    place.same_country,
    place.other_country,
    place.places_beside,
    place.places_apart,
    place.town_told_too,
    place.other_site,
    what.same_kind,
    what.other_kind,
    what.same_weapon,
    what.other_weapon,
    what.same_target,
    what.other_target,
    what.same_perpetrator,
    what.same_munitions,
    toll.same_toll,
    toll.toll_rises,
    toll.toll_falls,
    toll.tolls_apart,
    identity.shared_person,
    identity.same_street,
    identity.other_street,
    identity.same_ages,
    identity.other_ages,
    identity.alike_words,
    identity.unlike_words,
    shared.shared_quotation,
    shared.shared_tally,
    shared.same_text,
)


def is_worth_judging(left: Outline, right: Outline) -> bool:
    """Whether two candidates are worth a judgement.

    Where days or places lie apart they are not, unless telling words or people are shared.
    """
    if not lie_apart(left, right) or not left.people.isdisjoint(right.people):
        return True
    return likeness(left.weighed, right.weighed) >= ALIKE


def judge(left: Outline, right: Outline, *, decided_at: datetime) -> Judgement:
    """Judge one pair, in either order; raises ValueError for a report against itself."""
    first, second = (right, left) if right.report < left.report else (left, right)
    weights = load_weights()
    told = find_levels(first, second, weights)
    reasons = tuple(
        Reason(name=one.name, points=weights.points[one.name][one.level], text=one.text) for one in told
    )
    return Judgement(
        left=first.report,
        right=second.report,
        verdict=decide(told, weights),
        reasons=reasons,
        decided_by=LINKER,
        decided_at=decided_at,
    )


class Told(NamedTuple):
    """What one feature says of a pair: its name, a level of it, and the sentence."""

    name: str
    level: str
    text: str


def find_levels(left: Outline, right: Outline, weights: Weights) -> tuple[Told, ...]:
    """Return what every feature says, in the order of the table; ``left`` is the report whose id sorts first.

    A day or a place that so much speaks against that it must be misread is at the level MISREAD.
    """
    pair = Pair(left=left, right=right)
    found = ((name, pair.ask(feature)) for name, feature in _find_askable(left.told & right.told))
    told = tuple(Told(name, *said) for name, said in found if said is not None)
    doubtful = find_doubtful(_share(told, weights))
    return tuple(_doubt(one) if one.name in doubtful else one for one in told) if doubtful else told


def _doubt(told: Told) -> Told:
    return Told(name=told.name, level=MISREAD, text=f"{told.text}, or one of them is misread")


def decide(told: Sequence[Told], weights: Weights) -> Verdict:
    """Weigh what is told: hard evidence first, then the points, then what must agree."""
    points = [weights.points[one.name][one.level] for one in told]
    score = sum(points)
    if score < weights.unsure_at or any(one <= HARD for one in points):
        return Verdict.DIFFERENT
    if score >= weights.same_at and all_agree(_share(told, weights)):
        return Verdict.SAME
    return Verdict.UNSURE


def _share(told: Sequence[Told], weights: Weights) -> Shared:
    return Shared(
        levels={one.name: one.level for one in told},
        speaking_for=frozenset(one.name for one in told if weights.points[one.name][one.level] > 0),
    )


#: What both reports must tell for a feature to say anything; the others may say something of any two.
NEEDS: dict[Feature, str] = {
    **dict.fromkeys((when.same_day, when.next_day, when.days_apart), "days"),
    **dict.fromkeys((when.same_weekday, when.other_weekday), "weekdays"),
    when.printed_apart: "published",
    **dict.fromkeys((when.same_hour, when.other_hour), "clock"),
    **dict.fromkeys((place.same_site, place.other_site), "sites"),
    **dict.fromkeys((place.places_beside, place.places_apart, place.town_told_too), "towns"),
    place.other_country: "countries",
    **dict.fromkeys((what.same_weapon, what.other_weapon), "weapons"),
    **dict.fromkeys((what.same_target, what.other_target), "targets"),
    what.same_perpetrator: "perpetrators",
    toll.tolls_apart: "killed",
    identity.shared_person: "persons",
    **dict.fromkeys((identity.same_street, identity.other_street), "streets"),
    **dict.fromkeys((identity.same_ages, identity.other_ages), "ages"),
    **dict.fromkeys((identity.alike_words, identity.unlike_words), "words"),
    shared.shared_quotation: "quotations",
    shared.shared_tally: "tallies",
    shared.same_text: "sketch",
}


@lru_cache(maxsize=4096)
def _find_askable(both: int) -> tuple[tuple[str, Feature], ...]:
    """Return the features, with their names, that have something to go by where both tell what ``both`` has."""
    return tuple(
        (getattr(feature, "__name__", ""), feature)
        for feature in FEATURES
        if feature not in NEEDS or both >> ASKED.index(NEEDS[feature]) & 1
    )

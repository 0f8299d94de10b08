"""Judge whether two reports tell of one happening, by a table of named reasons.

The table is the whole of it: the verdict follows from the reasons' points, from hard evidence, and
from whether time, place and kind each agree (docs/decisions/0006-linking.md).
"""

from dataclasses import replace
from datetime import datetime

from twosource.link import identity_features as identity
from twosource.link import place_features as place
from twosource.link import shared_features as shared
from twosource.link import time_features as when
from twosource.link import toll_features as toll
from twosource.link import what_features as what
from twosource.link.agreement import all_agree, find_doubtful
from twosource.link.finding import HARD, Feature
from twosource.link.shape import Outline
from twosource.link.wording import likeness
from twosource.model import Judgement, Reason, Verdict

LINKER = "link/1"
SAME_AT = 6.75  # swept 6.25-8 on half of gva: 9 in 10 pairs just above are the same, 98 in 100 of all
UNSURE_AT = 5.0  # worth a person's look: on gva three in four are the same
ALIKE = 0.25  # cosine of telling words; below, 1 in 70 candidates of different days tells of one incident
MISREAD = -1.0  # instead of what a day or place costs that is taken for misread

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
    far = (
        when.days_apart,
        when.printed_before,
        when.printed_long_after,
        place.other_country,
        place.places_apart,
    )
    if all(feature(left, right) is None for feature in far):
        return True
    return likeness(left.words, right.words) >= ALIKE or not set(left.persons).isdisjoint(right.persons)


def judge(left: Outline, right: Outline, *, decided_at: datetime) -> Judgement:
    """Judge one pair, in either order; raises ValueError for a report against itself."""
    first, second = sorted((left, right), key=lambda outline: outline.report)
    reasons = tuple(find_reasons(first, second))
    return Judgement(
        left=first.report,
        right=second.report,
        verdict=decide(reasons),
        reasons=reasons,
        decided_by=LINKER,
        decided_at=decided_at,
    )


def find_reasons(left: Outline, right: Outline) -> list[Reason]:
    """Return every reason for or against, in the order of the table."""
    found = ((feature, feature(left, right)) for feature in FEATURES)
    reasons = [
        Reason(name=getattr(feature, "__name__", ""), points=finding[0], text=finding[1])
        for feature, finding in found
        if finding is not None
    ]
    doubtful = find_doubtful(reasons)
    return [_doubt(reason) if reason.name in doubtful else reason for reason in reasons]


def _doubt(reason: Reason) -> Reason:
    if reason.points >= MISREAD:
        return reason
    return replace(reason, points=MISREAD, text=f"{reason.text}, or one of them is misread")


def decide(reasons: tuple[Reason, ...]) -> Verdict:
    """Weigh the reasons: hard evidence first, then the points, then what must agree."""
    score = sum(reason.points for reason in reasons)
    if score < UNSURE_AT or any(reason.points <= HARD for reason in reasons):
        return Verdict.DIFFERENT
    if score >= SAME_AT and all_agree(reasons):
        return Verdict.SAME
    return Verdict.UNSURE

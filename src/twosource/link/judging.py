"""Judge whether two reports tell of one happening, by a table of named reasons.

The table is the whole of it: the verdict follows from the reasons' points, from hard evidence, and
from whether time, place and kind each agree (docs/decisions/0006-linking.md).
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from twosource.link import identity_features as identity
from twosource.link import place_features as place
from twosource.link import shared_features as shared
from twosource.link import time_features as when
from twosource.link import toll_features as toll
from twosource.link import what_features as what
from twosource.link.finding import HARD, MISREADABLE, PLACES, Feature
from twosource.link.shape import Outline
from twosource.link.wording import likeness
from twosource.model import Judgement, Reason, Verdict

LINKER = "link/1"
SAME_AT = 7.25  # prior 1:40 among candidates (5.3 bits) and a wrong merge at five missed ones (2.3)
UNSURE_AT = 5.0  # worth a person's look: about one in three is the same

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
    when.same_hour,
    when.other_hour,
    place.same_site,
    place.same_area,
    place.same_country,
    place.other_country,
    place.places_beside,
    place.places_apart,
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

_AGREE = {
    "time": frozenset({"same_day", "printed_near"}),
    "place": frozenset({"same_site", "same_area"}),
    "kind": frozenset({"same_kind"}),
}
_AGAINST = {
    "time": frozenset({"next_day", "days_apart", "other_weekday", "printed_before", "printed_long_after"}),
    "place": frozenset({"other_country", "places_apart"}),
    "kind": frozenset({"other_kind"}),
}
#: An undated article's weekday, hour and blamed group, all agreeing, make up for the date.
_SAME_MOMENT = frozenset({"same_weekday", "same_hour", "same_perpetrator"})
#: Evidence specific enough to stand in for a time, place or kind that is not told.
_SPECIFIC = frozenset({"shared_quotation", "shared_person", "same_text"})
#: Particulars that repeat now and then; three of them together hardly do.
_PARTICULAR = frozenset(
    {
        *("same_site", "same_hour", "same_target", "same_munitions", "same_toll", "shared_tally"),
        *("same_street", "same_ages"),
    }
)
#: What names somebody or something that hardly two incidents have in common ...
_NAMED = frozenset({"shared_person", "same_street"})
#: ... and what bears it out: points of all of these together from which one day or place may be misread.
_BORNE_OUT = _NAMED | {"alike_words", "shared_quotation", "same_text"}
ALIKE = 0.25  # cosine of telling words; below, 1 in 70 candidates of different days tells of one incident
IDENTIFIED_AT = 5.0
MISREAD = -1.5  # instead of what a day or place that is told otherwise costs
SPECIFIC_WORDS = 2.0  # points of alike words that stand in for a place that is not told
TOLD_ALIKE = 3.0  # points of alike words: two of these of one day are of one incident, wherever
_TELLING = 1.5  # points from which a particular is one: a toll of three and more, a named sort of target
_PARTICULARS = 3


def is_worth_judging(left: Outline, right: Outline) -> bool:
    """Whether two candidates are worth a judgement: not where days lie apart and no words or people are shared."""
    far = (when.days_apart, when.printed_before, when.printed_long_after)
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


def find_doubtful(reasons: Collection[Reason]) -> frozenset[str]:
    """Return the names of reasons against that so much else speaks against that something is misread."""
    if is_identified(reasons):
        return MISREADABLE
    points = {reason.name: reason.points for reason in reasons}
    is_near = max(points.get("same_day", 0.0), points.get("printed_near", 0.0)) > 1
    is_told_alike = points.get("alike_words", 0.0) >= TOLD_ALIKE and is_near
    return PLACES if is_told_alike else frozenset()


def is_identified(reasons: Collection[Reason]) -> bool:
    """Whether people or a street that both name, and their words, leave it to a misread day or place to differ."""
    borne_out = [reason for reason in reasons if reason.name in _BORNE_OUT]
    named = any(reason.name in _NAMED for reason in borne_out)
    return named and sum(reason.points for reason in borne_out) >= IDENTIFIED_AT


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


def all_agree(reasons: tuple[Reason, ...]) -> bool:
    """Whether time, place and kind each agree, or one is untold and something specific is shared."""
    names = frozenset(reason.name for reason in reasons)
    doubtful = find_doubtful(reasons)
    if is_identified(reasons):
        return (
            bool(names & (_AGREE["time"] | _AGREE["place"] | {"next_day"})) and not names & _AGAINST["kind"]
        )
    names -= doubtful
    if any(names & against for against in _AGAINST.values()):
        return False
    untold = [axis for axis, agree in _AGREE.items() if not names & agree]
    if "time" in untold and names >= _SAME_MOMENT:
        untold.remove("time")
    return not untold or (len(untold) == 1 and is_specific(reasons))


def is_specific(reasons: tuple[Reason, ...]) -> bool:
    """Whether the two share something that hardly two incidents have in common."""
    shared = [reason for reason in reasons if reason.name in _PARTICULAR and reason.points >= _TELLING]
    return len(shared) >= _PARTICULARS or any(_is_specific(reason) for reason in reasons)


def _is_specific(reason: Reason) -> bool:
    return reason.name in _SPECIFIC or (reason.name == "alike_words" and reason.points >= SPECIFIC_WORDS)

"""What must agree besides the points: time, place and kind, or something that stands in for one.

Works on the names and points of reasons, and looks at no report. Why: docs/decisions/0006-linking.md.
"""

from collections.abc import Collection

from twosource.link.finding import MISREADABLE, NAMING, PLACES
from twosource.model import Reason

_AGREE = {
    "time": frozenset({"same_day", "printed_near"}),
    "place": frozenset({"same_site", "same_area", "same_street"}),
    "kind": frozenset({"same_kind"}),
}
_AGAINST = {
    "time": frozenset({"next_day", "days_apart", "other_weekday", "printed_before", "printed_long_after"}),
    "place": PLACES,
    "kind": frozenset({"other_kind"}),
}
#: An undated article's weekday, hour and blamed group, all agreeing, make up for the date.
_SAME_MOMENT = frozenset({"same_weekday", "same_hour", "same_perpetrator"})
#: Evidence specific enough to stand in for a time, place or kind that is not told.
_SPECIFIC = frozenset({"shared_quotation", NAMING, "same_text"})
#: Particulars that repeat now and then; three of them together hardly do.
_PARTICULAR = frozenset(
    {
        *("same_site", "same_hour", "same_target", "same_munitions", "same_toll", "shared_tally"),
        *("same_street", "same_ages"),
    }
)
_TELLING = 1.5  # points from which a particular is one: a toll of three and more, a named sort of target
_PARTICULARS = 3

#: What names somebody or something that hardly two incidents have in common ...
_NAMED = frozenset({NAMING, "same_street"})
#: ... and what bears it out.
_BORNE_OUT = _NAMED | {"alike_words", "shared_quotation", "same_text"}
IDENTIFIED_AT = 4.0  # points of all of these together
SEVERAL_PEOPLE = 5.0  # points of more than one name in common
#: Points of alike words, with how many in 100 candidates of gva that lack no more tell of one incident.
SPECIFIC_WORDS = 2.0  # 99: one day, no place told
TOLD_ALIKE = 3.0  # 100: one day, another place; 98: the next day, one place


def all_agree(reasons: Collection[Reason]) -> bool:
    """Whether time, place and kind each agree, or one is untold and something specific is shared."""
    names = frozenset(reason.name for reason in reasons)
    if is_identified(reasons):
        return has_several_people(reasons) or bool(names & (_AGREE["time"] | _AGREE["place"] | {"next_day"}))
    names -= find_doubtful(reasons)
    if any(names & against for against in _AGAINST.values()):
        return False
    untold = [axis for axis, agree in _AGREE.items() if not names & agree]
    if "time" in untold and names >= _SAME_MOMENT:
        untold.remove("time")
    return not untold or (len(untold) == 1 and is_specific(reasons))


def is_identified(reasons: Collection[Reason]) -> bool:
    """Whether both name the same people, or a street with the words to bear it out."""
    borne_out = [reason for reason in reasons if reason.name in _BORNE_OUT]
    named = any(reason.name in _NAMED for reason in borne_out)
    return named and sum(reason.points for reason in borne_out) >= IDENTIFIED_AT


def has_several_people(reasons: Collection[Reason]) -> bool:
    """Whether both name two people or more."""
    return any(reason.name == NAMING and reason.points >= SEVERAL_PEOPLE for reason in reasons)


def find_doubtful(reasons: Collection[Reason]) -> frozenset[str]:
    """Return the names of reasons against that so much else speaks against that something is misread."""
    if is_identified(reasons):
        return MISREADABLE
    points = {reason.name: reason.points for reason in reasons}
    if points.get("alike_words", 0.0) < TOLD_ALIKE:
        return frozenset()
    is_near = max(points.get("same_day", 0.0), points.get("printed_near", 0.0)) > 1
    return PLACES if is_near else frozenset({"next_day"})


def is_specific(reasons: Collection[Reason]) -> bool:
    """Whether the two share something that hardly two incidents have in common."""
    shared = [reason for reason in reasons if reason.name in _PARTICULAR and reason.points >= _TELLING]
    return len(shared) >= _PARTICULARS or any(_is_specific(reason) for reason in reasons)


def _is_specific(reason: Reason) -> bool:
    return reason.name in _SPECIFIC or (reason.name == "alike_words" and reason.points >= SPECIFIC_WORDS)

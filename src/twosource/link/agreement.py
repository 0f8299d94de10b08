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

#: What bears out that a street both name is the place.
_BORNE_OUT = frozenset({"same_street", "alike_words", "shared_quotation", "same_text"})
STREET_AT = 4.0  # points of all of these together
SMALL_TOWN = 3.0  # points of a place that hardly sees two attacks on one day
SUPPORT = 0.5
SEVERAL_PEOPLE = 5.0  # points of more than one name in common
#: Points of alike words, with how many in 100 candidates of gva that lack no more tell of one incident.
SPECIFIC_WORDS = 2.0  # 99: one day, no place told
PLACE_WORDS = 2.5  # 97: one day, another place
NEXT_DAY_WORDS = 3.0  # 98: the next day, one place


def all_agree(reasons: Collection[Reason]) -> bool:
    """Whether time, place and kind each agree, or one is untold and something specific is shared."""
    names = frozenset(reason.name for reason in reasons)
    if NAMING in names:
        agrees = bool(names & (_AGREE["time"] | _AGREE["place"] | {"next_day"}))
        return agrees or (has_several_people(reasons) and not _are_both_against(names))
    names -= find_doubtful(reasons)
    if any(names & against for against in _AGAINST.values()):
        return False
    untold = [axis for axis, agree in _AGREE.items() if not names & agree]
    if "time" in untold and names >= _SAME_MOMENT:
        untold.remove("time")
    if untold:
        return len(untold) == 1 and is_specific(reasons)
    return is_supported(reasons)


def _are_both_against(names: frozenset[str]) -> bool:
    return bool(names & _AGAINST["time"]) and bool(names & _AGAINST["place"])


def is_one_street(reasons: Collection[Reason]) -> bool:
    """Whether both name a street, and words to bear out that they mean one place."""
    borne_out = {reason.name: reason.points for reason in reasons if reason.name in _BORNE_OUT}
    return "same_street" in borne_out and sum(borne_out.values()) >= STREET_AT


def has_several_people(reasons: Collection[Reason]) -> bool:
    """Whether both name two people or more."""
    return any(reason.name == NAMING and reason.points >= SEVERAL_PEOPLE for reason in reasons)


def find_doubtful(reasons: Collection[Reason]) -> frozenset[str]:
    """Return the names of reasons against that so much else speaks against that something is misread.

    Where neither report tells of the other's town as well, no likeness makes two towns one: agencies tell
    of every bombing in much the same words.
    """
    points = {reason.name: reason.points for reason in reasons}
    if NAMING in points:
        return MISREADABLE
    alike = points.get("alike_words", 0.0)
    is_near = max(points.get("same_day", 0.0), points.get("printed_near", 0.0)) > 1
    if is_one_street(reasons):
        return PLACES if "printed_apart" in points else MISREADABLE | {"next_day"}
    if is_near and alike >= PLACE_WORDS and "town_told_too" in points:
        return PLACES
    return frozenset({"next_day"}) if alike >= NEXT_DAY_WORDS else frozenset()


def is_supported(reasons: Collection[Reason]) -> bool:
    """Whether more is shared than day, town and kind: in a town of some size two shootings a day are common."""
    axes = frozenset().union(*_AGREE.values())
    more = any(reason.points >= SUPPORT and reason.name not in axes for reason in reasons)
    return more or any(reason.points >= SMALL_TOWN and reason.name in _AGREE["place"] for reason in reasons)


def is_specific(reasons: Collection[Reason]) -> bool:
    """Whether the two share something that hardly two incidents have in common."""
    shared = [reason for reason in reasons if reason.name in _PARTICULAR and reason.points >= _TELLING]
    return len(shared) >= _PARTICULARS or any(_is_specific(reason) for reason in reasons)


def _is_specific(reason: Reason) -> bool:
    return reason.name in _SPECIFIC or (reason.name == "alike_words" and reason.points >= SPECIFIC_WORDS)

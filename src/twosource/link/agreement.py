"""What must agree besides the points: time, place and kind, or something that stands in for one.

Works on the names, levels and points of reasons, and looks at no report. Why: docs/decisions/0006-linking.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from twosource.link.finding import MISREAD, MISREADABLE, NAMING, PLACES

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
_OTHER_DAY = frozenset({"next_day", "days_apart", "other_weekday", "printed_before"})
_AXES = frozenset().union(*_AGREE.values())
#: An undated article's weekday, hour and blamed group, all agreeing, make up for the date.
_SAME_MOMENT = frozenset({"same_weekday", "same_hour", "same_perpetrator"})
#: Levels of alike words, from the most alike down.
_ALIKE = ("from 50", "from 40", "from 35", "from 30", "without names", "from 25", "from 20")
#: How many in 100 candidates of gva with words so alike that lack no more tell of one incident.
_SPECIFIC_WORDS = frozenset(_ALIKE[:5])  # 99: one day, no place told
_PLACE_WORDS = frozenset(_ALIKE[:3])  # 97: one day, another place
_NEXT_DAY_WORDS = frozenset(_ALIKE[:2])  # 98: the next day, one place
#: Evidence specific enough to stand in for a time, place or kind that is not told.
_SPECIFIC = frozenset({"shared_quotation", NAMING, "same_text"})
#: Particulars that repeat now and then, and the levels at which they tell much; three together hardly do.
_PARTICULARS = {
    "same_site": frozenset({"named"}),
    "same_hour": frozenset({"same"}),
    "same_target": frozenset({"sort"}),
    "same_munitions": frozenset({"several"}),
    "same_toll": frozenset({"some", "many", "both"}),
    "same_street": frozenset({"named"}),
    "same_ages": frozenset({"several"}),
}
_ENOUGH = 3
#: Details that bear alike words out where the places lie apart: on half of gva 19 of 20 such pairs were one.
_DETAILS = {
    "same_hour": frozenset({"same"}),
    "same_street": frozenset({"named"}),
    "same_ages": frozenset({"one", "several"}),
    "same_toll": frozenset({"two", "some", "many", "both"}),
    "same_target": frozenset({"sort", "word"}),
    "same_perpetrator": frozenset({"named"}),
    "same_text": frozenset({"runs"}),
    "shared_quotation": frozenset({"words"}),
}

#: Places that hardly see two attacks on one day.
_SMALL_PLACES = (("same_site", "named"), ("same_area", "village"), ("same_area", "small town"))
#: What is too common to be more than day, town and kind.
_COMMON = frozenset({("same_toll", "none or one"), ("town_told_too", "told")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The levels of all reasons between two reports, by name, and the names of those that speak for."""

    levels: Mapping[str, str]
    speaking_for: frozenset[str]

    def has(self, name: str, levels: frozenset[str]) -> bool:
        """Whether a reason is given at one of some levels."""
        return self.levels.get(name) in levels


def all_agree(shared: Shared) -> bool:
    """Whether time, place and kind each agree, or one is untold and something specific is shared."""
    names = frozenset(shared.levels)
    if NAMING in names:
        agrees = bool(names & (_AGREE["time"] | _AGREE["place"] | {"next_day"}))
        return agrees or (shared.levels[NAMING] == "several" and not _are_both_against(names))
    names -= {name for name, level in shared.levels.items() if level == MISREAD}
    followed_up = _is_followed_up(shared)
    names -= {"printed_long_after"} if followed_up else set()
    if any(names & against for against in _AGAINST.values()):
        return False
    untold = [
        axis for axis, agree in _AGREE.items() if not names & agree and not (followed_up and axis == "time")
    ]
    if "time" in untold and names >= _SAME_MOMENT:
        untold.remove("time")
    if untold:
        return len(untold) == 1 and is_specific(shared)
    return is_supported(shared)


def _are_both_against(names: frozenset[str]) -> bool:
    return bool(names & _OTHER_DAY) and bool(names & _AGAINST["place"])


def _is_followed_up(shared: Shared) -> bool:
    """Whether an article without a day, printed weeks after, tells of the same by more than its words."""
    told = is_one_street(shared) or (
        shared.has("alike_words", _SPECIFIC_WORDS) and "same_ages" in shared.levels
    )
    return told and "printed_long_after" in shared.levels


def is_one_street(shared: Shared) -> bool:
    """Whether both name a street, and words to bear out that they mean one place."""
    if "same_street" not in shared.levels:
        return False
    return shared.has("alike_words", _SPECIFIC_WORDS) or bool(
        {"shared_quotation", "same_text"} & shared.levels.keys()
    )


def find_doubtful(shared: Shared) -> frozenset[str]:
    """Return the names of reasons against that so much else speaks against that something is misread.

    Where neither report tells of the other's town as well, no likeness makes two towns one: agencies tell
    of every bombing in much the same words.
    """
    if NAMING in shared.levels:
        return MISREADABLE
    is_near = shared.levels.get("same_day") == "exact" or shared.levels.get("printed_near") == "two days"
    if is_one_street(shared):
        return PLACES if "printed_apart" in shared.levels else MISREADABLE | {"next_day"}
    if is_near and _is_misplaced(shared):
        return PLACES
    return frozenset({"next_day"}) if shared.has("alike_words", _NEXT_DAY_WORDS) else frozenset()


def _is_misplaced(shared: Shared) -> bool:
    """Whether two reports of one day share so much that one of them has the wrong place."""
    told = sum(shared.has(name, levels) for name, levels in _DETAILS.items())
    if shared.has("alike_words", _PLACE_WORDS):
        return told > 0 or "town_told_too" in shared.levels
    return told > 1 and "alike_words" in shared.levels


def is_supported(shared: Shared) -> bool:
    """Whether more is shared than day, town and kind: in a town of some size two shootings a day are common."""
    if any(shared.levels.get(name) == level for name, level in _SMALL_PLACES):
        return True
    return any(
        (name, level) not in _COMMON and name in shared.speaking_for and name not in _AXES
        for name, level in shared.levels.items()
    )


def is_specific(shared: Shared) -> bool:
    """Whether the two share something that hardly two incidents have in common."""
    told = sum(shared.has(name, levels) for name, levels in _PARTICULARS.items())
    if told >= _ENOUGH or shared.has("alike_words", _SPECIFIC_WORDS):
        return True
    return bool(_SPECIFIC & shared.levels.keys())

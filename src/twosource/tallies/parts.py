"""The parts that a tally is laid out by: which part a row is in, what it is called, and in which order they stand."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from twosource.store.census import Cut
from twosource.store.countables import Sort
from twosource.tallies.grouping import TIMES, UNKNOWN, cut, fill_gaps, groups_of
from twosource.tallies.traits import Traits

_EPOCH: Final = date(1970, 1, 1)

#: Which column of the rows tells the part.
CUTS: Final[Mapping[str, Cut]] = {
    **dict.fromkeys(("year", "month", "week", "day"), "day"),
    **dict.fromkeys(("place", "country"), "place"),
    "kind": "kind", "target": "target", "actor": "actor", "outlet": "outlet", "status": "disputed",
}  # fmt: skip
_SORTS: Final[Mapping[str, Sort]] = {
    "place": "place", "country": "place", "kind": "kind", "target": "target", "actor": "actor",
}  # fmt: skip


def name_part(traits: Traits, by: str, key: tuple[Any, ...]) -> str:
    """Return the name of the part that a row is in, as :func:`groups_of` names it."""
    if by in TIMES:
        return _name_time(traits, by, key)
    if by == "status":
        return "with a contradiction" if key[0] else "without one"
    if by == "outlet":
        return key[0] or UNKNOWN
    return groups_of(traits.held(_SORTS[by], key[0]).incident, by, {})[0]


def _name_time(traits: Traits, by: str, key: tuple[Any, ...]) -> str:
    first, last, trait = key
    if first is None:
        return UNKNOWN if trait is None else groups_of(traits.held("time", trait).incident, by, {})[0]
    begins, ends = _name_day(first, by), _name_day(last, by)
    return begins if begins == ends else f"{begins} or later"


@lru_cache(maxsize=65_536)
def _name_day(number: int, by: str) -> str:
    return cut(_EPOCH + timedelta(days=number), by)


def order_parts(sizes: Mapping[str, int], by: str) -> list[str]:
    """Return the names of parts in order: times as they come, with empty ones between; else the largest first."""
    if by in TIMES:
        return fill_gaps(sizes, by)
    return sorted(sizes, key=lambda name: (-sizes[name], name))


def one_spelling(names: Iterable[str]) -> dict[str, str]:
    """Return each name as the first of those that differ in capitals alone is spelt."""
    spelt: dict[str, str] = {}
    return {name: spelt.setdefault(name.casefold(), name) for name in names}

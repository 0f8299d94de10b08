"""Whether an incident happened at a place that is asked for, by names around it and by the map."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from twosource.tally.answers import INSIDE, OUTSIDE, Answer, any_of, border
from twosource.tally.names import find_place
from twosource.values.comparison import Relation
from twosource.values.place import Place, compare, format_place
from twosource.values.place_spelling import loose_key, name_key


def fit_name(place: Place, asked: str) -> Answer:
    """Say whether a place is the one asked for or inside it, by its names, else by the map."""
    if _place_key(asked) in _place_keys(place):
        return INSIDE
    listed = find_place(asked)
    return OUTSIDE if listed is None else fit_place(place, listed)


def fit_place(place: Place, asked: Place) -> Answer:
    """Say whether a place lies in another one; a wider one may."""
    if _place_key(asked.name) in _place_keys(place):
        return INSIDE
    relation = compare(place, asked).relation
    if relation in {Relation.SAME, Relation.NARROWER}:
        return INSIDE
    if relation is Relation.UNKNOWN:
        return border(f"where {place.name} lies is not known")
    wider = (place.radius_km or 0) > (asked.radius_km or 0)
    if relation is Relation.WIDER or (relation is Relation.OVERLAPPING and wider):
        return border(f"the place is told only as {format_place(place)}")
    return OUTSIDE


def fit_any(places: Iterable[Place], asked: Iterable[str]) -> Answer:
    """Say whether a place is one of those asked for; none told may be."""
    names = tuple(asked)
    told = tuple(places)
    if not told:
        return border("the place is not told")
    return any_of(fit_name(place, name) for place in told for name in names)


def names_of(place: Place) -> Iterator[str]:
    """Yield the names of a place and of all around it, narrowest first, and its country's code."""
    yield from (name for name in (place.name, *place.within, place.country or "") if name)


@lru_cache(maxsize=4096)
def _place_key(name: str) -> str:
    return loose_key(name_key(name))


def _place_keys(place: Place) -> set[str]:
    return {_place_key(name) for name in names_of(place)}

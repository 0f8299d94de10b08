"""Sites named a second time: "the embassy" is the embassy the article placed before.

Only a site of the same sort, with no other name of its own, takes a place over, and only where the
article placed all sites of that sort in one town.
"""

from collections.abc import Sequence
from dataclasses import replace

from twosource.text import fold
from twosource.values.place_shape import Place, PlaceMention

_DIPLOMATIC = ("embassy", "mission", "embassy complex", "embassy compound", "mission compound")
_NATIONS = {"american": "us", "british": "uk", "america": "us", "britain": "uk"}
_DEFINITE = ("the ", "this ", "that ")


def recall(sites: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the sites with what the article said of each elsewhere."""
    models = _models(sites)
    return [_recalled(site, models.get(_sort_of(site.place))) for site in sites]


def _models(sites: Sequence[PlaceMention]) -> dict[str, Place]:
    """Return the best placed site of each sort; none where two towns have one each."""
    placed: dict[str, list[Place]] = {}
    for site in sites:
        if site.place.lat is not None:
            placed.setdefault(_sort_of(site.place), []).append(site.place)
    return {
        sort: min(places, key=lambda place: (-len(_proper_of(place.name)), place.radius_km or 0.0))
        for sort, places in placed.items()
        if len({place.within[-2:] for place in places}) == 1
    }


def _recalled(site: PlaceMention, model: Place | None) -> PlaceMention:
    place = site.place
    if model is None or place is model or not _may_be(place, model):
        return site
    if place.lat is None:
        return replace(site, place=replace(model, as_said=place.as_said))
    if len(_proper_of(place.name)) < len(_proper_of(model.name)) and place.within[-2:] == model.within[-2:]:
        return replace(site, place=replace(place, name=model.name))
    return site


def _may_be(place: Place, model: Place) -> bool:
    proper = _proper_of(place.name)
    if not proper and not place.as_said.lower().startswith(_DEFINITE):
        return False
    return proper <= _proper_of(model.name)


def _proper_of(name: str) -> set[str]:
    words = fold(name).split()
    return {_NATIONS.get(word, word) for word in words[:-1]} - {"embassy", "diplomatic", "mission"}


def _sort_of(place: Place) -> str:
    """Return the noun of a site; an embassy is also the mission and its compound."""
    name = fold(place.name)
    return "embassy" if name.endswith(_DIPLOMATIC) else name.rsplit(" ", 1)[-1]

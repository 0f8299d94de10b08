"""Reasons from the places: one site, one town, far apart."""

from itertools import product
from math import inf

from twosource.link.finding import HARD, Finding
from twosource.link.shape import Outline, Spot
from twosource.link.wording import has_words
from twosource.values.place_geometry import arc_km

_SITES = frozenset({"site", "base", "camp", "district"})
_VAGUE = frozenset({"country", "region", "water"})
TOWN_KM = 60.0  # a radius up to this is a town or smaller
NEAR_KM = 5.0  # what the gazetteer and the press are out by
CLEAR_KM = 15.0  # between the two, a village and the town it is named after
UNLISTED_KM = 20.0  # a village known only by the town it lies near is placed no closer than this
APART_KM = 40.0  # beyond, not even the districts of one town
FAR_KM = 300.0  # no town is mistaken for one this far off


def same_site(left: Outline, right: Outline) -> Finding:
    """Both reports name the same site, base, camp or district."""
    for ours, theirs in product(_sites(left), _sites(right)):
        if _same(ours, theirs):
            return 4.0, f"both at {ours.name}"
    return None


def same_area(left: Outline, right: Outline) -> Finding:
    """Each report's place lies within the other's bounds; a small town says more."""
    if same_site(left, right) is not None:
        return None
    village = next(
        (ours for ours, theirs in product(_villages(left), _villages(right)) if _same(ours, theirs)), None
    )
    if village is not None:
        return 3.5, f"both in {village.name}"
    near = nearest(left, right)
    if near is None or near[0] > NEAR_KM:
        return None
    _, ours, theirs = near
    wide = max(ours.radius_km or 0.0, theirs.radius_km or 0.0)
    points = 1.0 if wide > 12 or near[0] else 2.0 if wide > 4 else 3.0
    return points, f"{ours.name} and {theirs.name} can be one place"


def same_country(left: Outline, right: Outline) -> Finding:
    """At least one report names no more than a country or region, and the countries agree."""
    if nearest(left, right) is not None:
        return None
    shared = _countries(left) & _countries(right)
    named = _names(left) & _names(right)
    if named:
        return 1.0, f"both in {min(named).title()}"
    return (0.5, f"both in the country {min(shared)}") if shared else None


def other_country(left: Outline, right: Outline) -> Finding:
    """Different countries are named."""
    ours, theirs = _countries(left), _countries(right)
    if not ours or not theirs or ours & theirs:
        return None
    near = nearest(left, right)
    if near is not None and near[0] < TOWN_KM:
        return None
    return -8.0, f"{', '.join(sorted(ours))} is not {', '.join(sorted(theirs))}"


def places_beside(left: Outline, right: Outline) -> Finding:
    """Places are named that lie a little apart, like a town and a village on the road to it."""
    near = nearest(left, right)
    if near is None or not CLEAR_KM < near[0] <= APART_KM or same_site(left, right) is not None:
        return None
    gap, ours, theirs = near
    return -3.0, f"{ours.name} and {theirs.name} lie about {round(gap)} km apart"


def places_apart(left: Outline, right: Outline) -> Finding:
    """Places are named that lie apart by more than their bounds allow."""
    near = nearest(left, right)
    if near is None or near[0] <= APART_KM or same_site(left, right) is not None:
        return None
    gap, ours, theirs = near
    text = f"{ours.name} and {theirs.name} lie at least {round(gap)} km apart"
    return (HARD if gap > FAR_KM else -5.0), text


def town_told_too(left: Outline, right: Outline) -> Finding:
    """One of the reports, which place it apart, tells of the other's town as well."""
    near = nearest(left, right)
    if near is None or near[0] <= CLEAR_KM:
        return None
    for teller, other in ((left, right), (right, left)):
        for name in map(_town_of, _towns(other)):
            if has_words(teller.words, name):
                return 0.0, f"both tell of {name.title()}"
    return None


def _town_of(spot: Spot) -> str:
    """Return the folded name of a town, or of the town a site or district lies in."""
    return spot.within[0] if spot.kind in _SITES and spot.within else spot.key


def other_site(left: Outline, right: Outline) -> Finding:
    """Both reports name a site or district in one town, and they are not the same one."""
    ours, theirs = _sites(left), _sites(right)
    if not ours or not theirs or any(_may_be_one(a, b) for a, b in product(ours, theirs)):
        return None
    return -3.0, f"{ours[0].name} is not {theirs[0].name}"


def nearest(left: Outline, right: Outline) -> tuple[float, Spot, Spot] | None:
    """Return the smallest gap in km between two town-sized places, 0 where they overlap.

    Where a report names a town and its site, the site decides. None where either has no such place.
    """
    pairs = [(gap_km(a, b), a, b) for a, b in product(_towns(left), _towns(right))]
    return min(pairs, key=lambda pair: (pair[0], pair[1].key, pair[2].key)) if pairs else None


def gap_km(left: Spot, right: Spot) -> float:
    """Return the km between the bounds of two places with coordinates; 0 where they overlap."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return inf
    distance = arc_km(left.lat, left.lon, right.lat, right.lon)
    return max(0.0, distance - (left.radius_km or 0.0) - (right.radius_km or 0.0))


def _towns(outline: Outline) -> list[Spot]:
    return [
        spot
        for spot in outline.spots
        if spot.lat is not None and spot.kind not in _VAGUE and (spot.radius_km or 0.0) <= TOWN_KM
    ]


def _sites(outline: Outline) -> list[Spot]:
    """Sites and districts with a name of their own; "a house" is no site to tell apart."""
    return [
        spot
        for spot in outline.spots
        if spot.kind in _SITES and spot.name != spot.name.lower() and (spot.radius_km or 0.0) <= TOWN_KM
    ]


def _villages(outline: Outline) -> list[Spot]:
    """Towns and villages no gazetteer lists: few reports name one, so that its name says much."""
    return [
        spot
        for spot in outline.spots
        if spot.kind == "city" and spot.gazetteer_id is None and (spot.radius_km or 0.0) >= UNLISTED_KM
    ]


def _same(left: Spot, right: Spot) -> bool:
    if left.gazetteer_id is not None and left.gazetteer_id == right.gazetteer_id:
        return True
    if left.key != right.key:
        return False
    gap = gap_km(left, right)
    return gap < TOWN_KM or (gap == inf and bool(set(left.within) & set(right.within)))


def _may_be_one(left: Spot, right: Spot) -> bool:
    if _same(left, right) or left.key in right.within or right.key in left.within:
        return True
    return gap_km(left, right) in {0.0, inf}


def _countries(outline: Outline) -> frozenset[str]:
    return frozenset(spot.country for spot in outline.spots if spot.country)


def _names(outline: Outline) -> frozenset[str]:
    """Names of the regions and towns a report is set in, without its sites and countries."""
    regions = (spot for spot in outline.spots if spot.kind not in {"country", *_SITES})
    return frozenset(spot.key for spot in regions)

"""Reasons from the places: one site, one town, far apart."""

from itertools import product
from math import inf

from twosource.link.apart import APART_KM, gap_km, is_same
from twosource.link.finding import Finding, Pair
from twosource.link.shape import SITES, TOWN_KM, Spot
from twosource.link.wording import has_words

NEAR_KM = 5.0  # what the gazetteer and the press are out by
CLEAR_KM = 15.0  # between the two, a village and the town it is named after
FAR_KM = 300.0  # no town is mistaken for one this far off
SMALL_KM = 4.0  # radius of a town that hardly sees two attacks on one day ...
CITY_KM = 12.0  # ... and of a city that often does


def same_site(pair: Pair) -> Finding:
    """Both reports name the same site, base, camp or district."""
    return None if pair.site is None else ("named", f"both at {pair.site.name}")


def same_area(pair: Pair) -> Finding:
    """Each report's place lies within the other's bounds; a small town says more."""
    if pair.site is not None:
        return None
    villages = product(pair.left.villages, pair.right.villages)
    village = next((ours for ours, theirs in villages if is_same(ours, theirs)), None)
    if village is not None:
        return "village", f"both in {village.name}"
    if pair.nearest is None or pair.nearest[0] > NEAR_KM:
        return None
    gap, ours, theirs = pair.nearest
    wide = max(ours.radius_km or 0.0, theirs.radius_km or 0.0)
    level = "city" if wide > CITY_KM or gap else "town" if wide > SMALL_KM else "small town"
    return level, f"{ours.name} and {theirs.name} can be one place"


def same_country(pair: Pair) -> Finding:
    """At least one report names no more than a country or region, and the countries agree."""
    if pair.nearest is not None:
        return None
    shared = pair.left.countries & pair.right.countries
    named = pair.left.regions & pair.right.regions
    if named:
        return "region", f"both in {min(named).title()}"
    return ("country", f"both in the country {min(shared)}") if shared else None


def other_country(pair: Pair) -> Finding:
    """Different countries are named."""
    ours, theirs = pair.left.countries, pair.right.countries
    if not ours or not theirs or ours & theirs:
        return None
    if pair.nearest is not None and pair.nearest[0] < TOWN_KM:
        return None
    return "named", f"{', '.join(sorted(ours))} is not {', '.join(sorted(theirs))}"


def places_beside(pair: Pair) -> Finding:
    """Places are named that lie a little apart, like a town and a village on the road to it."""
    if pair.nearest is None or pair.site is not None or not CLEAR_KM < pair.nearest[0] <= APART_KM:
        return None
    gap, ours, theirs = pair.nearest
    return "near", f"{ours.name} and {theirs.name} lie about {round(gap)} km apart"


def places_apart(pair: Pair) -> Finding:
    """Places are named that lie apart by more than their bounds allow."""
    if pair.nearest is None or pair.site is not None or pair.nearest[0] <= APART_KM:
        return None
    gap, ours, theirs = pair.nearest
    text = f"{ours.name} and {theirs.name} lie at least {round(gap)} km apart"
    return ("far" if gap > FAR_KM else "apart"), text


def town_told_too(pair: Pair) -> Finding:
    """One of the reports, which place it apart, tells of the other's town as well."""
    if pair.nearest is None or pair.nearest[0] <= CLEAR_KM:
        return None
    for teller, other in ((pair.left, pair.right), (pair.right, pair.left)):
        for name in map(_town_of, other.towns):
            if has_words(teller.weighed, name):
                return "told", f"both tell of {name.title()}"
    return None


def _town_of(spot: Spot) -> str:
    """Return the folded name of a town, or of the town a site or district lies in."""
    return spot.within[0] if spot.kind in SITES and spot.within else spot.key


def other_site(pair: Pair) -> Finding:
    """Both reports name a site or district in one town, and they are not the same one."""
    ours, theirs = pair.left.sites, pair.right.sites
    if not ours or not theirs or any(_may_be_one(a, b) for a, b in product(ours, theirs)):
        return None
    return "named", f"{ours[0].name} is not {theirs[0].name}"


def _may_be_one(left: Spot, right: Spot) -> bool:
    if is_same(left, right) or left.key in right.within or right.key in left.within:
        return True
    gap = gap_km(left, right)
    return gap in {0.0, inf}

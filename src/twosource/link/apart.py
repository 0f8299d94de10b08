"""Whether two reports lie apart in time or place, asked of their outlines alone.

It is asked of hundreds of candidates for each report, most of which go no further: so it makes no
sentences, and stops at the first thing that lies apart. The features that tell of it ask here as well.
"""

from datetime import timedelta
from itertools import product
from math import inf

from twosource.link.shape import TOWN_KM, Outline, Spot
from twosource.values.place_geometry import arc_km

SAME_NAME_KM = 60.0  # two places of one name no farther apart are one place
APART_KM = 40.0  # beyond, not even the districts of one town
TELLING_DAYS = 4  # most first reports are printed within four days
_DAY = timedelta(days=1)


def lie_apart(left: Outline, right: Outline) -> bool:
    """Whether a day, the printing, a country or a place lies apart."""
    return (
        are_days_apart(left, right)
        or is_printed_before(left, right)
        or is_printed_before(right, left)
        or is_printed_long_after(left, right)
        or are_countries_apart(left, right)
        or are_places_apart(left, right)
    )


# --- in time --------------------------------------------------------------------------------------


def days_between(left: Outline, right: Outline) -> int | None:
    """Return the days between the two stretches, 0 where they touch, None where one is not dated."""
    ours, theirs = left.stretch, right.stretch
    if ours is None or theirs is None:
        return None
    return max(0, theirs[0] - ours[1], ours[0] - theirs[1])


def are_days_apart(left: Outline, right: Outline) -> bool:
    """Whether days are named that are not even neighbours."""
    days = days_between(left, right)
    return days is not None and days > 1


def is_printed_before(early: Outline, late: Outline) -> bool:
    """Whether the first was out before the day that the other names."""
    if early.printed_on is None or late.stretch is None:
        return False
    return late.stretch[0] - early.printed_on > 1


def days_from_printing(left: Outline, right: Outline) -> float | None:
    """Return the days from the one's day or printing to the other's; None where both name a day, or it is unknown."""
    if left.days is not None and right.days is not None:
        return None
    ours, theirs = left.moment, right.moment
    return None if ours is None or theirs is None else abs((ours - theirs) / _DAY)


def is_printed_long_after(left: Outline, right: Outline) -> bool:
    """Whether an article without a day was printed long after the day, or after the other."""
    days = days_from_printing(left, right)
    return days is not None and days > TELLING_DAYS


# --- in place -------------------------------------------------------------------------------------


def gap_km(left: Spot, right: Spot) -> float:
    """Return the km between the bounds of two places with coordinates; 0 where they overlap."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return inf
    distance = arc_km(left.lat, left.lon, right.lat, right.lon)
    return max(0.0, distance - (left.radius_km or 0.0) - (right.radius_km or 0.0))


def is_same(left: Spot, right: Spot) -> bool:
    """Whether two places are one by their number in the gazetteer, or by name and whereabouts."""
    if left.gazetteer_id is not None and left.gazetteer_id == right.gazetteer_id:
        return True
    if left.key != right.key:
        return False
    gap = gap_km(left, right)
    return gap < SAME_NAME_KM or (gap == inf and bool(set(left.within) & set(right.within)))


def find_site(left: Outline, right: Outline) -> Spot | None:
    """Return a site, base, camp or district that both name."""
    shared = (ours for ours, theirs in product(left.sites, right.sites) if is_same(ours, theirs))
    return next(shared, None)


def find_gap(left: Outline, right: Outline) -> float | None:
    """Return the smallest gap in km between two town-sized places; None where either has no such place."""
    theirs = right.towns
    return min([gap_km(a, b) for a in left.towns for b in theirs], default=None)


def are_countries_apart(left: Outline, right: Outline) -> bool:
    """Whether different countries are named, and no two towns that lie close together across a border."""
    ours, theirs = left.countries, right.countries
    if not ours or not theirs or not ours.isdisjoint(theirs):
        return False
    gap = find_gap(left, right)
    return gap is None or gap >= TOWN_KM


def are_places_apart(left: Outline, right: Outline) -> bool:
    """Whether places are named that lie apart by more than their bounds allow, and no site is shared."""
    gap = find_gap(left, right)
    return gap is not None and gap > APART_KM and find_site(left, right) is None

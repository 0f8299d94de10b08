"""Two places side by side: the same, one in the other, overlapping or apart; and how they print."""

from twosource.text import fold
from twosource.values.comparison import Comparison, Relation
from twosource.values.place_geometry import arc_km
from twosource.values.place_shape import Place
from twosource.values.place_spelling import loose_key, name_key

# Two circles are apart only when the gap between them is wider than this share of the larger
# radius plus a kilometre: gazetteer points and press distances are that inexact.
_CLEAR_SHARE = 0.5
_CLEAR_KM = 1.0


def distance_km(left: Place, right: Place) -> float | None:
    """Return the great-circle distance of two places' points in km; None where one is not located."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    return arc_km(left.lat, left.lon, right.lat, right.lon)


def compare(left: Place, right: Place) -> Comparison:
    """Tell how two places stand to each other, with the distance and radii that decide it."""
    if _same_name(left, right):
        return Comparison(relation=Relation.SAME, why=f"Both say {left.name}.")
    if left.country and right.country and left.country != right.country:
        return _apart(left, right, f"{left.name} is in {_country(left)}, {right.name} in {_country(right)}.")
    named = _by_names(left, right)
    if named is not None:
        return named
    distance = distance_km(left, right)
    if distance is None:
        which = left.name if left.lat is None else right.name
        return Comparison(relation=Relation.UNKNOWN, why=f"It is not known where {which} is.")
    return _by_circles(left, right, distance)


def _country(place: Place) -> str:
    return place.within[-1] if place.within else str(place.country)


def _same_name(left: Place, right: Place) -> bool:
    if left.gazetteer_id and left.gazetteer_id == right.gazetteer_id:
        return left.radius_km == right.radius_km
    keys = [
        (name_key(place.name), place.country, place.lat, place.lon, place.radius_km)
        for place in (left, right)
    ]
    if keys[0] == keys[1]:
        return True
    if left.lat is not None and right.lat is not None:
        return False
    same = fold(left.name) == fold(right.name) or loose_key(keys[0][0]) == loose_key(keys[1][0])
    return same and (left.country == right.country or None in {left.country, right.country})


def _apart(left: Place, right: Place, why: str) -> Comparison:
    distance = distance_km(left, right)
    tail = f" They are {distance:,.0f} km apart." if distance is not None else ""
    return Comparison(relation=Relation.APART, why=why + tail)


def _by_names(left: Place, right: Place) -> Comparison | None:
    """Compare by the names around them, which outrank circles: a site in a city is in that city."""
    if _within(left, right):
        return Comparison(relation=Relation.NARROWER, why=f"{left.name} is in {right.name}.")
    if _within(right, left):
        return Comparison(relation=Relation.WIDER, why=f"{right.name} is in {left.name}.")
    return None


def _within(inner: Place, outer: Place) -> bool:
    names = {fold(name) for name in inner.within}
    if fold(outer.name) not in names or fold(inner.name) == fold(outer.name):
        return False
    return inner.lat is None or outer.lat is None or (inner.radius_km or 0) <= (outer.radius_km or 0)


def _by_circles(left: Place, right: Place, distance: float) -> Comparison:
    inner, outer = left.radius_km or 0.0, right.radius_km or 0.0
    said = f"{left.name} (±{inner:g} km) and {right.name} (±{outer:g} km) are {distance:,.1f} km apart"
    if distance - inner - outer > _CLEAR_KM + _CLEAR_SHARE * max(min(inner, 50.0), min(outer, 50.0)):
        return Comparison(relation=Relation.APART, why=f"{said}, further than both can reach.")
    if distance <= 1.0 and abs(inner - outer) <= 1.0:
        return Comparison(relation=Relation.SAME, why=f"{said}: one spot.")
    if distance + inner <= outer:
        return Comparison(relation=Relation.NARROWER, why=f"{said}: the first lies in the second.")
    if distance + outer <= inner:
        return Comparison(relation=Relation.WIDER, why=f"{said}: the second lies in the first.")
    return Comparison(relation=Relation.OVERLAPPING, why=f"{said}: they can be one place.")


def format_place(place: Place) -> str:
    """Return a place for people: its name and what is around it, narrowest first.

    >>> format_place(Place(name="US embassy", country="IQ", lat=None, lon=None, radius_km=None, as_said="",
    ...                    within=("Green Zone", "Baghdad", "Iraq")))
    'US embassy, Green Zone, Baghdad, Iraq'
    """
    return ", ".join((place.name, *place.within))

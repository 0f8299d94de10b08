"""What lies around a place: towns of the gazetteer with how far and which way they are."""

from dataclasses import dataclass
from math import atan2, cos, degrees, radians
from typing import Final

from twosource.knowledge.places import load_gazetteer
from twosource.values.place import Entry, Place
from twosource.values.place_geometry import arc_km

_LEAST_KM: Final = 40.0  # half the width of the smallest window in which towns are looked for
_WINDOW: Final = 2.5  # the window around a place, in radii of its vagueness
_WIDEST_KM: Final = 1500.0  # a whole country and more tells nothing about what is near
_KM_PER_DEGREE: Final = 111.2  # along a meridian
_CANDIDATES: Final = 12
_MOST: Final = 4
_APART: Final = 0.18  # two towns nearer to each other than this share of the window are one name on a map
_WAYS: Final = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town near a place: how far off, and the way from the town to the place ("north of Kirkuk")."""

    name: str
    lat: float
    lon: float
    km: float
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """A place on the earth, how vague it is, how far a map of it reaches each way, and the towns there."""

    place: Place
    lat: float
    lon: float
    reach_km: float
    towns: tuple[Town, ...]


def look_around(place: Place) -> Surroundings | None:
    """Return what lies around a place, its nearest towns first; None for one off the map."""
    if place.lat is None or place.lon is None:
        return None
    reach = min(_WIDEST_KM, max(_LEAST_KM, _WINDOW * (place.radius_km or 0.0)))
    here = (place.lat, place.lon)
    found = load_gazetteer().find_towns(_box(here, reach), _CANDIDATES)
    near = [_town(entry, here) for entry in found]
    return Surroundings(place=place, lat=place.lat, lon=place.lon, reach_km=reach, towns=_spread(near, reach))


def _box(here: tuple[float, float], reach: float) -> tuple[float, float, float, float]:
    lat, lon = here
    high = reach / _KM_PER_DEGREE * 0.85  # names need room at the edge
    wide = high / max(0.1, cos(radians(lat)))
    return round(lat - high, 3), round(lat + high, 3), round(lon - wide, 3), round(lon + wide, 3)


def _town(entry: Entry, here: tuple[float, float]) -> Town:
    km = arc_km(entry.lat, entry.lon, *here)
    return Town(
        name=entry.name, lat=entry.lat, lon=entry.lon, km=km, way=find_way((entry.lat, entry.lon), here)
    )


def find_way(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return the way from one point to another in a word of eight.

    >>> find_way((35.47, 44.39), (35.9, 44.4))
    'north'
    """
    east = (end[1] - start[1]) * cos(radians((start[0] + end[0]) / 2))
    turned = degrees(atan2(east, end[0] - start[0])) % 360
    return _WAYS[round(turned / 45) % 8]


def _spread(towns: list[Town], reach: float) -> tuple[Town, ...]:
    """Return a few of the towns, the populous first chosen, none so near another that names would collide."""
    kept: list[Town] = []
    for town in towns:
        if all(arc_km(town.lat, town.lon, one.lat, one.lon) > 2 * reach * _APART for one in kept):
            kept.append(town)
    return tuple(sorted(kept[:_MOST], key=lambda town: town.km))

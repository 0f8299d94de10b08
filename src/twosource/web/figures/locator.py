"""A small map without coasts: where a place lies among the towns near it, and how vague that is."""

from dataclasses import dataclass
from math import cos, radians
from typing import Final

from twosource.dossier.nearby import Surroundings, Town
from twosource.web.figures.words import cut

WIDTH: Final = 360
HEIGHT: Final = 260
_MIDDLE: Final = (WIDTH / 2, HEIGHT / 2)
_KM_PER_DEGREE: Final = 111.2
_RULERS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # km of the ruler
_HERE_KM: Final = 2.0  # nearer than this, a place is in a town, not beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A town on the map; its name stands left of it where there is no room on the right."""

    x: float
    y: float
    name: str
    is_left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """The map: the place in the middle with its radius, towns, a ruler, and the same in words."""

    radius: float
    spots: tuple[Spot, ...]
    ruler: float
    ruler_words: str
    words: str
    width: int = WIDTH
    height: int = HEIGHT


def draw_locator(around: Surroundings) -> Locator:
    """Return the map of a place and its surroundings."""
    scale = HEIGHT / 2 / around.reach_km  # units a kilometre
    ruler = max((km for km in _RULERS if km * scale <= 110), default=_RULERS[0])
    return Locator(
        radius=round(max(3.0, (around.place.radius_km or 0.0) * scale), 1),
        spots=tuple(_spot(town, around, scale) for town in around.towns),
        ruler=round(ruler * scale, 1),
        ruler_words=f"{ruler} km",
        words=describe(around),
    )


def _spot(town: Town, around: Surroundings, scale: float) -> Spot:
    east = (town.lon - around.lon) * _KM_PER_DEGREE * cos(radians(around.lat))
    north = (town.lat - around.lat) * _KM_PER_DEGREE
    x = round(_MIDDLE[0] + east * scale, 1)
    return Spot(
        x=x, y=round(_MIDDLE[1] - north * scale, 1), name=cut(town.name, 20), is_left=x > WIDTH * 0.62
    )


def describe(around: Surroundings) -> str:
    """Say where a place is: coordinates, how vague they are, and the towns near it."""
    lat, lon = around.lat, around.lon
    point = f"{abs(lat):.3f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.3f}° {'E' if lon >= 0 else 'W'}"
    radius = around.place.radius_km
    vague = f", within {radius:,.0f} km of it" if radius and radius >= 1 else ""
    towns = "; ".join(_from(town) for town in around.towns[:3])
    return f"{point}{vague}. {towns[:1].upper()}{towns[1:]}." if towns else f"{point}{vague}."


def _from(town: Town) -> str:
    return f"in {town.name}" if town.km < _HERE_KM else f"{town.km:,.0f} km {town.way} of {town.name}"

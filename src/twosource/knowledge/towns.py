"""The larger towns of the gazetteer, to find one's way on a map by; villages are left out."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Final

from twosource.knowledge.places import load_gazetteer

SMALLEST: Final = 15_000  # people; GeoNames' own line for its list of larger towns
_ACROSS: Final = 6  # cells into which a part of the map is divided, so that names lie spread over it
_DOWN: Final = 4
_IN_CELL: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town (WGS84 degrees) and how many people live there."""

    name: str
    lat: float
    lon: float
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the map (WGS84 degrees); a west beyond its east reaches over the date line."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """How many degrees it is wide."""
        return (self.east - self.west) % 360 or 360.0

    def cell(self, town: Town) -> tuple[int, int] | None:
        """Return in which of its cells a town lies; None for one outside."""
        east, north = (town.lon - self.west) % 360, town.lat - self.south
        height = self.north - self.south
        if east > self.width or not 0 <= north <= height:
            return None
        return int(_ACROSS * east / self.width), int(_DOWN * north / (height or 1.0))


def find_towns(part: Part, most: int) -> tuple[Town, ...]:
    """Return at most so many towns of a part of the map, largest first, spread over it."""
    found: list[Town] = []
    crowded: Counter[tuple[int, int]] = Counter()
    for town in load_towns():
        cell = part.cell(town)
        if cell is not None and crowded[cell] < _IN_CELL:
            crowded[cell] += 1
            found.append(town)
            if len(found) == most:
                break
    return tuple(found)


@cache
def load_towns() -> tuple[Town, ...]:
    """Return all towns of some size, largest first; raises KnowledgeError where the gazetteer is missing."""
    rows = load_gazetteer().larger_towns(SMALLEST)
    return tuple(Town(name=name, lat=lat, lon=lon, population=people) for name, lat, lon, people in rows)

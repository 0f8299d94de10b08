"""What a place is once read: a point with a radius, and the words that name it.

Nothing here finds or compares anything; :mod:`twosource.values.place` is the door.
"""

from dataclasses import dataclass
from typing import Literal

from twosource.text import Span

PlaceKind = Literal["site", "district", "city", "base", "camp", "region", "water", "country", "area"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point and the radius within which the words allow it, never more exact than its words.

    ``lat``/``lon`` are WGS84 degrees, ``radius_km`` is None only with them. ``country`` is an
    ISO 3166-1 alpha-2 code. ``within`` names the places around it, narrowest first, the place
    itself not included ("Green Zone" is within ("Baghdad", "Iraq")). ``zone`` is an IANA time
    zone. A place the gazetteer does not hold has its name only.
    """

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    as_said: str
    kind: PlaceKind | None = None
    within: tuple[str, ...] = ()
    gazetteer_id: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """Words of a text that name a place, and what they mean."""

    span: Span
    place: Place

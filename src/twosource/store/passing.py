"""Which incidents of a register pass a filter: each part of it a mask over all of them.

What is asked is what ``narrowing.py`` asks in SQL; a test holds the two together. Words are looked up
elsewhere and handed in.
"""

from collections.abc import Iterable, Mapping
from math import cos, radians
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from twosource.store.cards import status_bits, to_micros
from twosource.store.narrowing import Box, Circle, Filter, bounds_of
from twosource.store.register import Mask, Register, Slots
from twosource.text import fold

_EARTH_KM: Final = 6371.0088  # mean radius, IUGG

#: Parts of a filter that facets leave out in turn; all others are "rest".
KIND: Final = "kind"
PLACE: Final = "place"
STATUS: Final = "status"
VOICES: Final = "voices"
CONFIRMED: Final = "confirmed"
REST: Final = "rest"


def join(masks: Iterable[Mask]) -> Mask:
    """Return what passes all of some masks, of which there is one at least."""
    joined: Mask = np.logical_and.reduce(list(masks))
    return joined


def part_masks(register: Register, wanted: Filter, telling: Mask | None) -> Mapping[str, Mask]:
    """Return the masks of a filter's parts; the "rest" is always there."""
    rest = [register.is_open, *_times(register, wanted), *_places(register, wanted)]
    if telling is not None:
        rest.append(telling)
    if wanted.actor is not None:
        folded = fold(wanted.actor)
        rest.append(_with_word(register, "actors", lambda names: folded in names))
    parts = {REST: join(rest)}
    if wanted.kinds:
        parts[KIND] = _with_word(register, "kind", lambda kind: kind in wanted.kinds)
    if wanted.place is not None or wanted.places:
        parts[PLACE] = _named(register, wanted)
    if wanted.statuses or wanted.status is not None:
        parts[STATUS] = _statuses(register, wanted)
    if wanted.voices_at_least is not None:
        parts[VOICES] = register["voices"] >= wanted.voices_at_least
    if wanted.single_source:
        parts[CONFIRMED] = register["confirmed"] == 0
    return parts


def _times(register: Register, wanted: Filter) -> list[Mask]:
    found: list[Mask] = []
    if wanted.since is not None:
        found.append(register["latest"] >= int(wanted.since.timestamp()))
    if wanted.until is not None:
        found.append(register["sort_at"] <= int(wanted.until.timestamp()))
    if wanted.changed_since is not None:
        found.append(register["changed_at"] >= to_micros(wanted.changed_since))
    return found


def _places(register: Register, wanted: Filter) -> list[Mask]:
    """Return the masks of what is asked of points, which leave out what has none."""
    found: list[Mask] = []
    if wanted.with_place is not None:
        found.append(np.isnan(register["lat"]) ^ wanted.with_place)
    if wanted.box is not None:
        found.append(inside(register, wanted.box))
    if wanted.near is not None:
        found.append(_near(register, wanted.near))
    return found


def inside(register: Register, box: Box | None) -> Mask:
    """Return the mask of what has its point in a box; of everything without one."""
    if box is None:
        return np.ones(len(register), np.bool_)
    lat, lon = register["lat"], register["lon"]
    low, high = lon >= box.west, lon <= box.east
    across = low & high if box.west <= box.east else low | high
    found: Mask = across & (lat >= box.south) & (lat <= box.north)
    return found


def _near(register: Register, circle: Circle) -> Mask:
    """Return the mask of what can lie in a circle; a vague place widens it by its own size at most."""
    found = inside(register, bounds_of(circle))
    slots = np.flatnonzero(found)
    radius = np.minimum(np.nan_to_num(register["radius_km"][slots]), circle.km)
    found[slots] = _distances(register, slots, circle) <= circle.km + radius
    return found


def _distances(register: Register, slots: Slots, circle: Circle) -> NDArray[np.float64]:
    """Return how far the points of slots lie from a circle's middle, in km (haversine)."""
    lat, lon = (np.radians(register[name][slots]) for name in ("lat", "lon"))
    north, east = (lat - radians(circle.lat)) / 2, (lon - radians(circle.lon)) / 2
    chord = np.sin(north) ** 2 + cos(radians(circle.lat)) * np.cos(lat) * np.sin(east) ** 2
    km: NDArray[np.float64] = 2 * _EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
    return km


def _named(register: Register, wanted: Filter) -> Mask:
    """Return the mask of what is asked of a place's name or country."""
    found: list[Mask] = []
    if wanted.place is not None:
        part = fold(wanted.place)
        found.append(_with_word(register, "place", lambda name: part in name))
    if wanted.places:
        parts = tuple(map(fold, wanted.places))
        named = _with_word(register, "place", lambda name: not name or any(part in name for part in parts))
        found.append(named | _with_word(register, "country", lambda code: code in wanted.places))
    return join(found)


def _statuses(register: Register, wanted: Filter) -> Mask:
    asked = [bits for bits in (status_bits(wanted.statuses), _bits_of_one(wanted)) if bits]
    return join([(register["statuses"] & bits) != 0 for bits in asked])


def _bits_of_one(wanted: Filter) -> int:
    return 0 if wanted.status is None else status_bits([wanted.status])


def _with_word(register: Register, column: str, wanted: Any) -> Mask:
    """Return the mask of what has a word that passes a test; each word is tested once."""
    found: Mask = register.vocabularies[column].find(wanted)[register[column]]
    return found

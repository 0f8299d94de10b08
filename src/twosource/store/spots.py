"""What a map shows of many incidents: each point where these are few, cells of a grid where they are many.

No point is ever moved: a spot lies where its incidents do, or at their true mean. Incidents of the very
same point are one spot. The grid stands still, so that cells stay as they are while the map is moved.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from twosource.ids import IncidentId
from twosource.model import Status
from twosource.store.cards import status_bits
from twosource.store.narrowing import Box
from twosource.store.register import Mask, Register, Slots

MOST_SPOTS: Final = 500
_NAMED: Final = 10  # incidents of one spot that are named
_FINEST: Final = 2.0**-10  # degrees: cells of 100 m
_CORNER: Final = np.array((90.0, 180.0))  # the grid begins at the south pole and the date line
_WIDEST: Final = 360.0  # one cell holds the world
_CONTRADICTED: Final = status_bits([Status.CONTRADICTED])

Floats = NDArray[np.float64]
Codes = NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One point of the map and the incidents there; ``radius_km`` is the widest vagueness among them.

    ``incidents`` are the newest ten of them. ``is_point`` tells whether all lie at this very point; else
    ``box`` is what they are spread over.
    """

    lat: float
    lon: float
    radius_km: float
    count: int
    contradicted: int
    single_source: int
    incidents: tuple[IncidentId, ...]
    is_point: bool
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """The spots of a part of the map, most incidents first, how many incidents they hold, and who is nowhere.

    ``without_place`` pass the filter and have no point on the map; ``outside`` have theirs elsewhere.
    ``cell_degrees`` is the side of the grid's cells, None where every point is shown by itself.
    """

    spots: tuple[Spot, ...]
    inside: int
    outside: int
    without_place: int
    cell_degrees: float | None


def gather_spots(register: Register, passing: Mask, inside: Mask, most: int = MOST_SPOTS) -> Spots:
    """Gather what passes and lies inside a part of the map as at most so many spots, one at the least."""
    placed = passing & ~np.isnan(register["lat"])
    shown = placed & inside
    slots = register.newest[shown[register.newest]]
    cells, degrees = _find_cells(register, register["point"][slots], max(1, most))
    spots = sorted(_make_spots(register, slots, cells), key=lambda spot: (-spot.count, spot.lat, spot.lon))
    here, everywhere = len(slots), int(np.count_nonzero(placed))
    return Spots(
        spots=tuple(spots),
        inside=here,
        outside=everywhere - here,
        without_place=int(np.count_nonzero(passing)) - everywhere,
        cell_degrees=degrees,
    )


def _find_cells(register: Register, points: Codes, most: int) -> tuple[Codes, float | None]:
    """Return which cell each point is in, and how wide cells are: the finest grid of no more than so many.

    Points are given by their numbers; there are few beside the incidents.
    """
    present = np.flatnonzero(np.bincount(points))
    cells = np.arange(len(present))
    degrees = None
    if len(present) > most:
        known = register.vocabularies["point"].words
        degrees, cells = _choose_grid(np.array([known[one] for one in present], np.float64), most)
    cell_of = np.zeros(int(present.max(initial=0)) + 1, np.min_scalar_type(len(present)))
    cell_of[present] = cells
    return cell_of[points], degrees


def _choose_grid(points: Floats, most: int) -> tuple[float, Codes]:
    """Return the side of the finest grid whose cells hold points in no more than so many, and each point's cell."""
    degrees = _FINEST
    while True:
        rows, columns = np.floor((points + _CORNER) / degrees).T
        _, cells = np.unique(rows * 2.0**32 + columns, return_inverse=True)
        if cells.max() < most or degrees > _WIDEST:
            return degrees, cells
        degrees *= 2


def _make_spots(register: Register, slots: Slots, cells: Codes) -> Iterator[Spot]:
    """Yield a spot for each cell of slots, which are the newest first."""
    order = np.argsort(cells, kind="stable")
    cells, slots = cells[order], slots[order]
    starts = np.flatnonzero(np.diff(cells.astype(np.int64), prepend=-1))
    counts = np.diff(starts, append=len(cells))
    if not len(starts):
        return
    lat, lon = register["lat"][slots], register["lon"][slots]
    radius = np.maximum.reduceat(np.nan_to_num(register["radius_km"][slots]), starts)
    disputed = np.add.reduceat((register["statuses"][slots] & _CONTRADICTED) != 0, starts, dtype=np.int64)
    single = np.add.reduceat(register["confirmed"][slots] == 0, starts, dtype=np.int64)
    south, north = np.minimum.reduceat(lat, starts), np.maximum.reduceat(lat, starts)
    west, east = np.minimum.reduceat(lon, starts), np.maximum.reduceat(lon, starts)
    middle = np.add.reduceat(lat, starts) / counts, np.add.reduceat(lon, starts) / counts
    for at, start in enumerate(starts):
        is_point = bool(south[at] == north[at] and west[at] == east[at])
        named = register.names(slots[start : start + min(_NAMED, counts[at])])
        yield Spot(
            lat=float(south[at] if is_point else middle[0][at]),
            lon=float(west[at] if is_point else middle[1][at]),
            radius_km=float(radius[at]),
            count=int(counts[at]),
            contradicted=int(disputed[at]),
            single_source=int(single[at]),
            incidents=tuple(map(IncidentId, named)),
            is_point=is_point,
            box=Box(
                west=float(west[at]), south=float(south[at]), east=float(east[at]), north=float(north[at])
            ),
        )

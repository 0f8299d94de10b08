"""What a map shows of many incidents: each point where that is few, counted cells where it is many.

No point is ever moved: a spot lies where its incidents do, or at their true mean.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from twosource.ids import IncidentId
from twosource.model import Status
from twosource.store.cards import Card
from twosource.store.narrowing import Box

MOST_SPOTS: Final = 500
NAMED: Final = 10  # incidents of one spot that are named


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One point of the map and the incidents there; ``radius_km`` is the widest vagueness among them.

    ``incidents`` are the newest of them. ``is_point`` tells whether all lie at this very point; else
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
    ``cell_degrees`` is None where every point is shown by itself.
    """

    spots: tuple[Spot, ...]
    inside: int
    outside: int
    without_place: int
    cell_degrees: float | None


def gather_spots(cards: Sequence[Card], most: int) -> tuple[Spot, ...]:
    """Gather cards that have a point."""
    at: dict[tuple[float, float], list[Card]] = defaultdict(list)
    for card in cards:
        if card.lat is not None and card.lon is not None:
            at[card.lat, card.lon].append(card)
    made = [
        Spot(
            lat=lat,
            lon=lon,
            radius_km=max(card.radius_km or 0.0 for card in here),
            count=len(here),
            contradicted=sum(Status.CONTRADICTED in card.statuses for card in here),
            single_source=sum(card.is_single_source for card in here),
            incidents=tuple(card.id for card in here[:NAMED]),
            is_point=True,
            box=Box(west=lon, south=lat, east=lon, north=lat),
        )
        for (lat, lon), here in at.items()
    ]
    return tuple(sorted(made, key=lambda spot: (-spot.count, spot.lat, spot.lon))[:most])

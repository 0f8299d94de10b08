"""What the map shows: spots of incidents with their vagueness, and towns to find one's way by.

Written as JSON for our script; names in it are short, as a page holds many of them.
"""

import json
from collections.abc import Sequence
from math import cos, radians
from typing import Any, Final

from twosource.asking import Asked
from twosource.ids import IncidentId
from twosource.knowledge.towns import Part, find_towns
from twosource.store import Box, Card, Ledger, Spot, Spots
from twosource.tallies.remembering import Remembered

MOST_SPOTS: Final = 200  # marks that a map of a page's size can show apart
_MOST_TOWNS: Final = 40
_WORLD: Final = Box(west=-180, south=-60, east=180, north=78)
_KM_OF_DEGREE: Final = 111.2  # of latitude
_WIDEST_KM: Final = (
    500.0  # of vagueness that the first view makes room for; a country's is no place to look at
)
_KNOWN: Final = Remembered[dict[str, Any]](most=64)  # one of the largest, all spots, takes some 60 kB
_ROOM: Final = 0.08  # of the width, left free around what is shown first


def show_spots(ledger: Ledger, asked: Asked, view: Box | None = None) -> dict[str, Any]:
    """Return the spots of a filter in view (None: all of them) and towns, as our script reads them.

    ``fit`` is what to look at first, None for the world; ``box`` what the filter asks for.
    """
    return _KNOWN.get(ledger, (asked.filter, view), lambda: _find_spots(ledger, asked, view))


def _find_spots(ledger: Ledger, asked: Asked, view: Box | None) -> dict[str, Any]:
    found = ledger.spots(asked.filter, view, most=MOST_SPOTS)
    newest = [spot.incidents[0] for spot in found.spots]
    labels = {card.id: card for card in ledger.cards_by_id(newest)}
    shown = view or asked.box or bounds(found)
    towns = find_towns(_part(shown or _WORLD), _MOST_TOWNS)
    return {
        "spots": [_spot(spot, labels) for spot in found.spots],
        "towns": [{"name": one.name, "lat": one.lat, "lon": one.lon} for one in towns],
        "box": _list(asked.box),
        **({} if view else {"fit": _list(shown)}),
    }


def write_spots(found: dict[str, Any]) -> str:
    """Write it as JSON without blanks."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def bounds(found: Spots) -> Box | None:
    """Return what all spots lie in, their vagueness too, with some room; None where there are none."""
    boxes = [_around(spot) for spot in found.spots]
    if not boxes:
        return None
    west, east = _shortest([(box.west, box.east) for box in boxes])
    south, north = min(box.south for box in boxes), max(box.north for box in boxes)
    room = max(0.2, _ROOM * max(east - west, north - south))
    return Box(
        west=max(-180.0, west - room), south=max(-85.0, south - room),
        east=min(180.0, east + room), north=min(85.0, north + room),
    )  # fmt: skip


def _around(spot: Spot) -> Box:
    """Return a spot's box with its vagueness about it, as far as a map should open for that."""
    box, high = spot.box, min(spot.radius_km, _WIDEST_KM) / _KM_OF_DEGREE
    wide = high / cos(radians(min(80.0, abs(spot.lat))))
    return Box(west=box.west - wide, south=box.south - high, east=box.east + wide, north=box.north + high)


def _shortest(spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the bounds of spans of longitude; the map ends at the date line, and so do they."""
    if any(west > east for west, east in spans):
        return -180.0, 180.0
    return min(west for west, _ in spans), max(east for _, east in spans)


def _spot(spot: Spot, labels: dict[IncidentId, Card]) -> dict[str, Any]:
    card = labels.get(spot.incidents[0])
    words = "" if card is None else card.headline if spot.count == 1 else card.place
    box = spot.box
    return {
        "lat": round(spot.lat, 4),
        "lon": round(spot.lon, 4),
        "km": round(spot.radius_km, 1),
        "n": spot.count,
        "bad": spot.contradicted,
        "one": spot.single_source,
        "at": words,
        **({} if spot.is_point else {"box": _list(box)}),
    }


def _part(box: Box) -> Part:
    return Part(west=box.west, south=box.south, east=box.east, north=box.north)


def _list(box: Box | None) -> list[float] | None:
    return None if box is None else [round(one, 4) for one in (box.west, box.south, box.east, box.north)]

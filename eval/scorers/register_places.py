"""Whether an exported place is the town of a register's record: by its name, or by how far it lies."""

import re
from typing import Any

from twosource.text import fold
from twosource.values.place_geometry import arc_km

Line = dict[str, Any]

NEAR_KM = 25.0  # a large town across; the register's point is an address, ours often the town's middle

_ASIDE = re.compile(r"\s*\([^)]*\)")  # "Chicago (Englewood)": the quarter in brackets is no part of the name
_STATES = frozenset(
    fold(name)
    for name in (
        "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware",
        "Florida", "Georgia", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky",
        "Louisiana", "Maine", "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri",
        "Montana", "Nebraska", "Nevada", "New Hampshire", "New Jersey", "New Mexico", "New York",
        "North Carolina", "North Dakota", "Ohio", "Oklahoma", "Oregon", "Pennsylvania", "Rhode Island",
        "South Carolina", "South Dakota", "Tennessee", "Texas", "Utah", "Vermont", "Virginia", "Washington",
        "West Virginia", "Wisconsin", "Wyoming",
    )
)  # fmt: skip


def is_town(place: Line, gold: Line) -> bool:
    """Whether an exported place is in the town of a record (``city``, ``state``, ``lat``, ``lon``)."""
    return _is_near(place, gold) or _is_named(place, gold)


def _is_near(place: Line, gold: Line) -> bool:
    points = (place.get("lat"), place.get("lon"), gold.get("lat"), gold.get("lon"))
    return None not in points and arc_km(*map(float, (p for p in points if p is not None))) <= NEAR_KM


def _is_named(place: Line, gold: Line) -> bool:
    """Whether one of the place's names is the town's, and none around it is another state's."""
    town, state = (fold(_ASIDE.sub("", str(gold.get(name) or ""))) for name in ("city", "state"))
    names = [fold(str(name)) for name in place.get("parts") or (place["name"],)]
    if not town or town not in names:
        return False
    around = names[names.index(town) + 1 :]
    return all(name == state for name in around if name in _STATES)

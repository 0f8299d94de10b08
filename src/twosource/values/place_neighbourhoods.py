"""Neighbourhoods that no gazetteer holds: "in Evanston" of a Cincinnati story is no far namesake.

Local papers name the parts of their town as if they were towns. A town of another state that
nothing else in the article speaks for is read as a part of the town the article is about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from twosource.values.place_geometry import arc_km
from twosource.values.place_shape import Place, PlaceMention

FAR_KM = 80.0  # no suburb lies so far out
_STATED = frozenset({"US", "CA", "AU"})  # countries whose towns the press places in a state


def settle(mentions: Sequence[PlaceMention], town: Place | None) -> list[PlaceMention]:
    """Return the mentions with unexplained small towns of other states put into the article's town."""
    if town is None or town.country not in _STATED:
        return list(mentions)
    said = {name for one in mentions for name in _regions_of(one.place)}
    return [
        replace(one, place=_part_of(town, one.place)) if _is_stray(one, town, mentions, said) else one
        for one in mentions
    ]


def _regions_of(place: Place) -> Iterable[str]:
    """Return the state a mention names, by itself or after a town's comma."""
    if place.kind == "region":
        yield place.name
        yield from place.within[:1]
    elif "," in place.as_said:
        yield from place.within


def _is_stray(one: PlaceMention, town: Place, mentions: Sequence[PlaceMention], said: set[str]) -> bool:
    place = one.place
    if place.kind not in {"city", "region"} or place.country != town.country or place.name == town.name:
        return False
    if not _is_smaller(place, town) or set(place.within) & (said | set(town.within[:-1])):
        return False
    return _km(place, town) > FAR_KM and not any(
        other.place.name != place.name and _km(other.place, place) < FAR_KM for other in mentions
    )


def _is_smaller(place: Place, town: Place) -> bool:
    """Whether a place is a town smaller than the article's, or an area named after one ("the Pilsen area")."""
    named = place.kind == "city" or (place.gazetteer_id or "").endswith("+")
    return (
        named and (place.radius_km or 0.0) < max(town.radius_km or 0.0, 3.0) + (place.kind == "region") * 8.0
    )


def _km(one: Place, other: Place) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    return arc_km(one.lat, one.lon, other.lat, other.lon)


def _part_of(town: Place, place: Place) -> Place:
    return replace(
        town,
        name=place.name,
        as_said=place.as_said,
        kind="district",
        within=(town.name, *town.within),
        gazetteer_id=None,
    )

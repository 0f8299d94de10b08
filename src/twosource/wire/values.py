"""Values as JSON and back: one shape for each kind of value, wherever it is written.

The shapes are told apart by what they hold, not by the field they stand in, so that a target
may be a party, a place or plain words. They are documented in ``schema/values.schema.json``.
"""

from collections.abc import Callable
from typing import Any, Final, TypeAlias, cast

from twosource.model import BackgroundFigure, FirstSince, PressTally, Responsibility, Value
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When
from twosource.wire.times import when_from_json, when_to_json

JsonObject: TypeAlias = dict[str, Any]
JsonValue: TypeAlias = str | JsonObject


def value_to_json(value: Value) -> JsonValue:
    """Return a value as it is written; plain words stay words."""
    if isinstance(value, str):
        return value
    return cast("Callable[[Value], JsonObject]", _WRITERS[type(value)])(value)


def value_from_json(data: JsonValue) -> Value:
    """Read back what :func:`value_to_json` wrote; raises ValueError for an unknown shape."""
    if isinstance(data, str):
        return data
    for key, reader in _READERS:
        if key in data:
            return reader(data)
    raise ValueError(f"no value has the keys {sorted(data)}")


def count_to_json(count: Count) -> JsonObject:
    """Return ``{low, high, as_said}`` and, where set, ``number``, ``about`` and ``more``."""
    return {**_range_to_json(count), "as_said": count.as_said}


def place_to_json(place: Place) -> JsonObject:
    """Return a place; ``name`` reads in full and ``parts`` holds its links, narrowest first."""
    parts = [place.name, *place.within]
    data = {
        "name": ", ".join(parts),
        "parts": parts,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "as_said": place.as_said,
    }
    return data | _set_only(kind=place.kind, zone=place.zone, gazetteer_id=place.gazetteer_id)


def party_to_json(party: Party) -> JsonObject:
    """Return ``{name, kind, as_said}`` and, where known, ``country``, ``id`` and ``role``."""
    data = {"name": party.name, "kind": party.kind, "as_said": party.as_said}
    return data | _set_only(country=party.country, id=party.id, role=party.role)


def _set_only(**items: str | None) -> JsonObject:
    return {key: item for key, item in items.items() if item is not None}


def _range_to_json(count: Count) -> JsonObject:
    data: JsonObject = {"low": count.low, "high": count.high}
    if count.number is not None:
        data["number"] = count.number
    if count.about:
        data["about"] = True
    if count.more:
        data["more"] = True
    return data


def _range_from_json(data: JsonObject, as_said: str) -> Count:
    return Count(
        low=data["low"],
        high=data["high"],
        as_said=as_said,
        number=data.get("number"),
        about=data.get("about", False),
        more=data.get("more", False),
    )


def _count_from_json(data: JsonObject) -> Count:
    return _range_from_json(data, data["as_said"])


def _place_from_json(data: JsonObject) -> Place:
    return Place(
        name=data["parts"][0],
        country=data["country"],
        lat=data["lat"],
        lon=data["lon"],
        radius_km=data["radius_km"],
        as_said=data["as_said"],
        kind=data.get("kind"),
        within=tuple(data["parts"][1:]),
        gazetteer_id=data.get("gazetteer_id"),
        zone=data.get("zone"),
    )


def _party_from_json(data: JsonObject) -> Party:
    return Party(
        name=data["name"],
        kind=data["kind"],
        as_said=data["as_said"],
        id=data.get("id"),
        country=data.get("country"),
        role=data.get("role"),
    )


def _responsibility_to_json(value: Responsibility) -> JsonObject:
    return {"stance": value.stance, "by": None if value.by is None else party_to_json(value.by)}


def _responsibility_from_json(data: JsonObject) -> Responsibility:
    by = data["by"]
    return Responsibility(stance=data["stance"], by=None if by is None else _party_from_json(by))


def _tally_to_json(value: PressTally) -> JsonObject:
    data = {
        **_range_to_json(value.count),
        "said": value.count.as_said,
        "what": value.what,
        "where": list(value.where),
        **_point_to_json("since", value.since),
    }
    return data if value.until is None else data | _point_to_json("until", value.until)


def _tally_from_json(data: JsonObject) -> PressTally:
    return PressTally(
        count=_range_from_json(data, data["said"]),
        what=data["what"],
        where=tuple(data["where"]),
        since=_point_from_json(data, "since"),
        until=_point_from_json(data, "until"),
    )


def _first_since_to_json(value: FirstSince) -> JsonObject:
    return {"what": value.what, **_point_to_json("since", value.since), "where": list(value.where)}


def _first_since_from_json(data: JsonObject) -> FirstSince:
    return FirstSince(what=data["what"], since=_point_from_json(data, "since"), where=tuple(data["where"]))


def _background_to_json(value: BackgroundFigure) -> JsonObject:
    figure = {**_range_to_json(value.count), "said": value.count.as_said}
    return {"what": value.what, **figure, "where": list(value.where)}


def _background_from_json(data: JsonObject) -> BackgroundFigure:
    return BackgroundFigure(
        what=data["what"], count=_range_from_json(data, data["said"]), where=tuple(data["where"])
    )


def _point_to_json(name: str, when: When | None) -> JsonObject:
    """Write a time twice: its words under ``name``, what they mean under ``name_when``."""
    if when is None:
        return {name: None, f"{name}_when": None}
    return {name: when.as_said, f"{name}_when": when_to_json(when)}


def _point_from_json(data: JsonObject, name: str) -> When | None:
    when = data.get(f"{name}_when")
    return None if when is None else when_from_json(when)


def _press_from_json(data: JsonObject) -> PressTally | FirstSince:
    return _tally_from_json(data) if "said" in data else _first_since_from_json(data)


_WRITERS: Final[dict[type, Callable[..., JsonObject]]] = {
    When: when_to_json,
    Count: count_to_json,
    Place: place_to_json,
    Party: party_to_json,
    Responsibility: _responsibility_to_json,
    PressTally: _tally_to_json,
    FirstSince: _first_since_to_json,
    BackgroundFigure: _background_to_json,
}

#: A key that only one shape has, once the shapes above it are ruled out, and who reads that shape.
_READERS: Final[tuple[tuple[str, Callable[[JsonObject], Value]], ...]] = (
    ("stance", _responsibility_from_json),
    ("radius_km", _place_from_json),
    ("precision", when_from_json),
    ("since_when", _press_from_json),
    ("what", _background_from_json),
    ("low", _count_from_json),
    ("name", _party_from_json),
)

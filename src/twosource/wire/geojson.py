"""Incidents as a GeoJSON FeatureCollection (RFC 7946): longitude before latitude, WGS84.

An incident whose place is not on the map keeps its feature, with a null geometry.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from twosource.model import Field, Incident, Status
from twosource.values.count import Count
from twosource.values.place import Place
from twosource.values.when import When
from twosource.wire.lines import find_fact
from twosource.wire.times import when_to_json
from twosource.wire.values import JsonObject, count_to_json


def feature_collection(incidents: Iterable[Incident]) -> JsonObject:
    """Return all incidents as one FeatureCollection."""
    return {"type": "FeatureCollection", "features": [feature(incident) for incident in incidents]}


def geojson_lines(features: Iterable[str]) -> Iterator[str]:
    """Yield the text of a FeatureCollection around features already written, one at a time."""
    yield '{"type": "FeatureCollection", "features": ['
    comma = ""
    for line in features:
        yield comma + line
        comma = ","
    yield "]}"


def feature(incident: Incident) -> JsonObject:
    """Return one incident as a Feature; ``radius_km`` says how far off the point may be."""
    place = _value_of(incident, "place", Place)
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": _point(place),
        "properties": {
            "kind": incident.kind,
            "headline": incident.headline,
            "place": None if place is None else ", ".join([place.name, *place.within]),
            "country": None if place is None else place.country,
            "radius_km": None if place is None else place.radius_km,
            "when": _written(_value_of(incident, "when", When)),
            "killed": _written(_value_of(incident, "killed", Count)),
            "injured": _written(_value_of(incident, "injured", Count)),
            "voices": incident.voices,
            "newsrooms": incident.newsrooms,
            "outlets": incident.outlets,
            "contradicted": [fact.field for fact in incident.facts if fact.status is Status.CONTRADICTED],
        },
    }


def _point(place: Place | None) -> JsonObject | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _value_of(incident: Incident, field: Field, kind: type[Any]) -> Any:
    fact = find_fact(incident, field)
    return fact.value if fact is not None and isinstance(fact.value, kind) else None


def _written(value: When | Count | None) -> JsonObject | None:
    match value:
        case When():
            return when_to_json(value)
        case Count():
            return count_to_json(value)
        case None:
            return None

"""Incidents as a GeoJSON FeatureCollection (RFC 7946): longitude before latitude, WGS84, no "crs".

An incident whose place is not on the map keeps its feature, with a null geometry. A vague place stays the
middle of its circle, ``radius_km`` says how wide that is: a polygon would look like a border. Points are
never moved about.

Properties: ``kind``, ``headline``, ``place`` (in full), ``country`` (ISO 3166-1 alpha-2), ``radius_km``, ``when``,
``killed`` and ``injured`` (as in json.md, null where unknown), ``voices``, ``newsrooms``, ``outlets``, and
``contradicted``, the fields that voices contradict each other about.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from twosource.model import Field, Incident, Status
from twosource.values.count import Count
from twosource.values.place import Place
from twosource.values.when import When
from twosource.wire.lines import find_fact
from twosource.wire.times import when_to_json
from twosource.wire.values import JsonObject, count_to_json


class Box:
    """The box around all points so far, as RFC 7946 wants it: west, south, east, north.

    Where the points reach over the antimeridian it is the narrower box, whose west is larger than its east.
    """

    def __init__(self) -> None:
        self._lats: list[float] = []
        self._east: list[float] = []  # lowest and highest longitude from 0 on
        self._west: list[float] = []  # the same below 0

    def add(self, geometry: JsonObject | None) -> None:
        """Take a geometry into the box; a null one leaves it as it is."""
        if geometry is None:
            return
        lon, lat = geometry["coordinates"]
        self._lats = _widened(self._lats, lat)
        if lon >= 0:
            self._east = _widened(self._east, lon)
        else:
            self._west = _widened(self._west, lon)

    @property
    def corners(self) -> list[float] | None:
        """Return west, south, east and north; None where there was no point."""
        if not self._lats:
            return None
        south, north = self._lats
        spans = [*self._west, *self._east]
        straight = [min(spans), max(spans)]
        over = [self._east[0], self._west[1]] if self._east and self._west else straight
        is_narrower = self._east and self._west and over[1] + 360 - over[0] < straight[1] - straight[0]
        west, east = over if is_narrower else straight
        return [west, south, east, north]


def feature_collection(incidents: Iterable[Incident]) -> JsonObject:
    """Return all incidents as one FeatureCollection, with the box around them."""
    box, features = Box(), [feature(incident) for incident in incidents]
    for each in features:
        box.add(each["geometry"])
    found = {"type": "FeatureCollection", "features": features}
    return found if box.corners is None else found | {"bbox": box.corners}


def geojson_lines(features: Iterable[JsonObject], write: Callable[[Any], str]) -> Iterator[str]:
    """Yield the text of a FeatureCollection around features, one at a time; ``write`` makes JSON of one.

    The box comes last, since it is not known before: the order of members means nothing in JSON.
    """
    box = Box()
    yield '{"type": "FeatureCollection", "features": ['
    comma = ""
    for each in features:
        box.add(each["geometry"])
        yield comma + write(each)
        comma = ","
    yield "]}" if box.corners is None else f'], "bbox": {write(box.corners)}}}'


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


def _widened(span: list[float], value: float) -> list[float]:
    return [min([*span, value]), max([*span, value])]


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

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import make_fact, make_incident, make_place
from twosource.wire import to_line
from twosource.wire.geojson import Box, feature, feature_collection, geojson_lines

HERE = make_incident(make_fact("place", make_place()))
NOWHERE = make_incident()


def point(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def test_a_collection_can_be_written_one_feature_at_a_time() -> None:
    written = "".join(geojson_lines(map(feature, [HERE, NOWHERE]), to_line))

    assert json.loads(written) == feature_collection([HERE, NOWHERE])


def test_a_collection_of_nothing_has_no_box() -> None:
    assert feature_collection([]) == {"type": "FeatureCollection", "features": []}
    assert json.loads("".join(geojson_lines([], to_line))) == feature_collection([])


def test_no_reference_system_is_named() -> None:
    assert "crs" not in feature_collection([HERE])


@pytest.mark.parametrize(
    ("points", "corners"),
    [
        pytest.param([], None, id="none"),
        pytest.param([(34.75, -0.1)], [34.75, -0.1, 34.75, -0.1], id="one"),
        pytest.param([(34.75, -0.1), (-3.5, 40.0)], [-3.5, -0.1, 34.75, 40.0], id="both sides of Greenwich"),
        pytest.param([(178.0, -18.0), (-172.0, -13.0)], [178.0, -18.0, -172.0, -13.0], id="over the antimeridian"),
    ],
)  # fmt: skip
def test_the_box_holds_all_points(points: list[tuple[float, float]], corners: list[float] | None) -> None:
    box = Box()
    box.add(None)
    for lon, lat in points:
        box.add(point(lon, lat))

    assert box.corners == corners


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=8))
def test_no_point_is_outside_the_box(points: list[tuple[float, float]]) -> None:
    box = Box()
    for lon, lat in points:
        box.add(point(lon, lat))

    assert box.corners is not None
    west, south, east, north = box.corners
    for lon, lat in points:
        assert south <= lat <= north
        assert west <= lon <= east if west <= east else lon >= west or lon <= east

"""Two places are the same, one in the other, overlapping or apart."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.values.comparison import Relation
from twosource.values.place import Place, compare, distance_km, format_place

_MIRROR = {Relation.NARROWER: Relation.WIDER, Relation.WIDER: Relation.NARROWER}


def _place(
    name: str,
    lat: float | None = None,
    lon: float | None = None,
    radius_km: float | None = None,
    *,
    country: str | None = "IQ",
    within: tuple[str, ...] = (),
) -> Place:
    return Place(
        name=name, country=country, lat=lat, lon=lon, radius_km=radius_km, as_said=name, within=within
    )


BAGHDAD = _place("Baghdad", 33.34, 44.40, 25.0, within=("Iraq",))
GREEN_ZONE = _place("Green Zone", 33.31, 44.39, 2.5, within=("Baghdad", "Iraq"))
MOSUL = _place("Mosul", 36.33, 43.12, 12.0, within=("Iraq",))
IRAQ = _place("Iraq", 33.0, 44.0, 400.0)
ALEPPO = _place("Aleppo", 36.2, 37.16, 14.0, country="SY", within=("Syria",))
NEAR_BAGHDAD = _place("Baghdad", 33.34, 44.40, 37.5, within=("Iraq",))


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        (BAGHDAD, BAGHDAD, Relation.SAME),
        (GREEN_ZONE, BAGHDAD, Relation.NARROWER),
        (BAGHDAD, GREEN_ZONE, Relation.WIDER),
        (MOSUL, IRAQ, Relation.NARROWER),
        (BAGHDAD, NEAR_BAGHDAD, Relation.NARROWER),
        (BAGHDAD, MOSUL, Relation.APART),
        (BAGHDAD, ALEPPO, Relation.APART),
        (_place("Amber mosque"), _place("amber Mosque"), Relation.SAME),
        (_place("Amber mosque"), _place("Amber mosque", country="SY"), Relation.UNKNOWN),
        (_place("Amber mosque"), MOSUL, Relation.UNKNOWN),
        (_place("Amber mosque", within=("Mosul", "Iraq")), MOSUL, Relation.NARROWER),
        (_place("a", 33.0, 44.0, 10.0), _place("b", 33.1, 44.1, 10.0), Relation.OVERLAPPING),
        (_place("a", 33.0, 44.0, 0.5), _place("b", 33.001, 44.001, 0.5), Relation.SAME),
    ],
    ids=lambda value: value.name if isinstance(value, Place) else str(value),
)
def test_compare(left: Place, right: Place, relation: Relation) -> None:
    expected = Relation.APART if left.country != right.country else relation

    assert compare(left, right).relation is expected


def test_the_reason_names_both_places_and_their_distance() -> None:
    why = compare(BAGHDAD, MOSUL).why

    assert "Baghdad" in why
    assert "Mosul" in why
    assert "km apart" in why


def test_format_place_goes_outwards() -> None:
    assert format_place(GREEN_ZONE) == "Green Zone, Baghdad, Iraq"


def test_the_distance_to_an_unlocated_place_is_unknown() -> None:
    assert distance_km(BAGHDAD, _place("nowhere known")) is None


_lats = st.floats(-85, 85, allow_nan=False)
_lons = st.floats(-180, 180, allow_nan=False)
_radii = st.floats(0.1, 500, allow_nan=False)
_places = st.builds(
    _place,
    st.sampled_from(["Alpha", "Beta", "Gamma"]),
    _lats,
    _lons,
    _radii,
    country=st.sampled_from(["IQ", "SY", None]),
    within=st.sampled_from([(), ("Alpha", "Iraq"), ("Beta",)]),
)


@settings(max_examples=150, deadline=None)
@given(_places, _places)
def test_comparing_the_other_way_round_mirrors_the_relation(left: Place, right: Place) -> None:
    there, back = compare(left, right).relation, compare(right, left).relation

    assert back is _MIRROR.get(there, there)


@settings(max_examples=100, deadline=None)
@given(_places, _places, _places)
def test_distance_is_symmetric_and_keeps_the_triangle(a: Place, b: Place, c: Place) -> None:
    ab, ba, bc, ac = distance_km(a, b), distance_km(b, a), distance_km(b, c), distance_km(a, c)
    assert ab is not None
    assert ba is not None
    assert bc is not None
    assert ac is not None

    assert math.isclose(ab, ba, rel_tol=1e-9, abs_tol=1e-6)
    assert ac <= ab + bc + 1e-3
    assert 0 <= ab <= 20_100

"""Does an incident meet what a watch asks of it?"""

from typing import Any

import pytest

from tests.alerting.making import OFFICE, make_standing, make_watch
from twosource.alerting.meeting import can_meet, find_obstacle, reaches, tell_nearness
from twosource.alerting.standing import Least
from twosource.watches import Area


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param({}, {}, id="nothing asked"),
        pytest.param({"kinds": ("shooting",)}, {}, id="its kind"),
        pytest.param({"kinds": ("bombing",)}, {"kind": "car bombing"}, id="a general kind"),
        pytest.param({"kinds": ("attack",)}, {"kind": "car bombing"}, id="the kind of all"),
        pytest.param({"places": ("kisumu",)}, {}, id="a place by name"),
        pytest.param({"places": ("KENYA", "Uganda")}, {}, id="one of several places"),
        pytest.param({"places": ("KE",)}, {}, id="a country by code"),
        pytest.param({"places": ("Kis",)}, {}, id="the beginning of a name"),
        pytest.param({"near": OFFICE}, {}, id="near"),
        pytest.param({"near": OFFICE}, {"lat": -0.2, "radius_km": 8.0}, id="near as far as is known"),
        pytest.param({"actors": ("Sons of",)}, {"actors": ("sons of the lake",)}, id="an actor"),
        pytest.param({"targets": ("embassy",)}, {"targets": ("us embassy",)}, id="a target"),
        pytest.param({"words": "bus stop"}, {"words": ("bus stop",)}, id="words"),
        pytest.param({"killed_at_least": 4}, {}, id="a toll that is reached"),
        pytest.param({"killed_at_least": 20}, {"killed": Least(low=24)}, id="dozens are 24 at least"),
        pytest.param({"voices_at_least": 2}, {"voices": 2}, id="voices"),
    ],
)
def test_an_incident_meets_what_is_asked(asked: dict[str, Any], told: dict[str, Any]) -> None:
    assert find_obstacle(make_watch(**asked), make_standing(**told)) is None


@pytest.mark.parametrize(
    ("asked", "told", "why"),
    [
        pytest.param({"kinds": ("bombing",)}, {}, "it is told as shooting", id="another kind"),
        pytest.param({"kinds": ("car bombing",)}, {"kind": "bombing"}, "it is told as bombing", id="too general"),
        pytest.param({"places": ("isumu",)}, {}, "it is placed in Kisumu, Kenya", id="the end of a name"),
        pytest.param({"places": ("UG",)}, {}, "it is placed in Kisumu, Kenya", id="another country"),
        pytest.param({"places": ("Kenya",)}, {"place": "", "place_names": ""}, "its place is not known", id="no place"),
        pytest.param(
            {"near": OFFICE}, {"lat": -1.28, "lon": 36.82, "place": "Nairobi, Kenya"},
            "it is placed in Nairobi, Kenya, 265 km from our office", id="far",
        ),
        pytest.param({"near": OFFICE}, {"lat": None, "lon": None}, "its place is not known", id="no point"),
        pytest.param({"near": OFFICE}, {"lat": -1.28, "lon": 36.82, "radius_km": 500.0, "place": "Kenya"},
                     "it is placed in Kenya, 265 km from our office", id="in the country alone"),
        pytest.param({"actors": ("Sons",)}, {}, "nobody of those is said to have done it", id="no actor"),
        pytest.param({"targets": ("embassy",)}, {}, "none of those is said to be the target", id="no target"),
        pytest.param({"words": "bus"}, {}, "no article of it holds bus", id="no words"),
        pytest.param({"killed_at_least": 5}, {}, "it does not reach 5 killed", id="toll not reached"),
        pytest.param({"injured_at_least": 1}, {}, "it does not reach 1 injured", id="unknown is not nought"),
        pytest.param({"killed_at_least": 5, "tells": ("killed",)}, {}, "it no longer reaches 5 killed", id="told alone"),
    ],
)  # fmt: skip
def test_what_is_not_met_says_why(asked: dict[str, Any], told: dict[str, Any], why: str) -> None:
    assert find_obstacle(make_watch(**asked), make_standing(**told)) == why


def test_a_threshold_that_is_told_when_reached_is_no_condition_of_other_triggers() -> None:
    watch = make_watch(tells=("new incident", "killed"), killed_at_least=5)

    assert find_obstacle(watch, make_standing()) is None


@pytest.mark.parametrize(
    ("lat", "radius_km", "words"),
    [
        pytest.param(-0.1, 5.0, "0.0 km from our office, give or take 5.0 km", id="there"),
        pytest.param(-0.18, 5.0, "8.9 km from our office, give or take 5.0 km", id="inside"),
        pytest.param(
            -0.23, 6.0,
            "may lie within 10 km of our office: its place is known to 6.0 km, round a point 14 km away",
            id="only the uncertainty reaches",
        ),
        pytest.param(-0.23, 1.0, None, id="known too well"),
    ],
)  # fmt: skip
def test_nearness_says_when_only_the_uncertainty_reaches(
    lat: float, radius_km: float, words: str | None
) -> None:
    assert tell_nearness(OFFICE, make_standing(lat=lat, radius_km=radius_km)) == words


def test_a_circle_without_a_site_is_named_by_its_point() -> None:
    area = Area(lat=-0.1, lon=34.75, radius_km=10)

    assert tell_nearness(area, make_standing()) == "0.0 km from -0.1, 34.75, give or take 5.0 km"


def test_a_card_alone_shows_that_kind_or_place_can_not_be_met() -> None:
    assert not can_meet(make_watch(kinds=("bombing",)), make_standing())
    assert not can_meet(make_watch(places=("UG",)), make_standing())
    assert can_meet(make_watch(killed_at_least=100, words="bus"), make_standing())


def test_thresholds_are_reached_by_the_least() -> None:
    watch = make_watch(killed_at_least=4, injured_at_least=1, voices_at_least=2)

    assert reaches(watch, make_standing(injured=Least(low=0), voices=3)) == ("killed", "voices")

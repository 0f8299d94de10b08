from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.link.samples import EAST_SIDE, IRAQ, KARACHI, MARKET, MOSUL, NOON, day, make
from twosource.link import Outline, is_coarse, keys, outline_from_json, outline_to_json, probes
from twosource.link.shape import Spot
from twosource.link.wording import telling_words

outlines = st.builds(
    make,
    kind=st.sampled_from(["bombing", "explosion", "kidnapping"]),
    published=st.sampled_from([None, NOON, datetime(2024, 3, 8, tzinfo=UTC)]),
    days=st.sampled_from(
        [None, day(date(2024, 3, 5)), day(date(2024, 3, 1), date(2024, 3, 31)), day(date(2019, 1, 1), date(2019, 12, 31))]
    ),
    weekday=st.sampled_from([None, 1, 4]),
    recalled=st.booleans(),
    spots=st.lists(st.sampled_from([MOSUL, MARKET, EAST_SIDE, KARACHI, IRAQ]), max_size=3).map(tuple),
    quotations=st.lists(st.integers(0, 9), max_size=5, unique=True).map(tuple),
    words=st.lists(st.sampled_from(telling_words("orchardia harbourine kilnworth vellmoor")), max_size=4, unique=True).map(tuple),
    persons=st.lists(st.sampled_from(["salim rahal", "nadia osei"]), max_size=2, unique=True).map(tuple),
)  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(outlines, outlines)
def test_candidates_are_mutual(left: Outline, right: Outline) -> None:
    assert bool({*probes(left)} & {*keys(right)}) == bool({*probes(right)} & {*keys(left)})


@settings(deadline=None, max_examples=50)
@given(outlines)
def test_an_outline_survives_the_ledger(outline: Outline) -> None:
    assert outline_from_json(outline_to_json(outline)) == outline


@settings(deadline=None, max_examples=50)
@given(outlines)
def test_the_number_of_keys_is_bounded(outline: Outline) -> None:
    assert len(keys(outline)) < 1000


@settings(deadline=None, max_examples=50)
@given(outlines)
def test_of_words_and_names_every_coarse_key_has_a_fine_one_to_stand_in(outline: Outline) -> None:
    filed = keys(replace(outline, published=NOON, recalled=False))
    coarse = {key[:1] for key in filed if is_coarse(key)} - {"u"}
    fine = {key[:1] for key in filed if not is_coarse(key)}
    assert coarse <= fine


def meet(left: dict[str, Any], right: dict[str, Any]) -> bool:
    return bool({*probes(make("r_1", **left))} & {*keys(make("r_2", **right))})


NEAR_CELL_EDGE = Spot(name="A", key="a", country="IQ", lat=35.99, lon=43.99, radius_km=2, kind="city")
OVER_CELL_EDGE = Spot(name="B", key="b", country="IQ", lat=36.01, lon=44.01, radius_km=2, kind="city")
UNLISTED = Spot(
    name="Tal Sarab", key="tal sarab", country=None, lat=None, lon=None, radius_km=None, kind="site"
)
LONG_AFTER = datetime(2024, 9, 1, tzinfo=UTC)
RARE, COMMON = telling_words("orchardia harbourine kilnworth"), telling_words("police said people killed")
NOWHERE: dict[str, Any] = {"days": None, "published": None}


@pytest.mark.parametrize(
    ("left", "right", "met"),
    [
        pytest.param({}, {}, True, id="same day and city"),
        pytest.param({}, {"spots": (MARKET,)}, True, id="a city and its market"),
        pytest.param({"spots": (NEAR_CELL_EDGE,)}, {"spots": (OVER_CELL_EDGE,)}, True, id="over a cell's edge"),
        pytest.param({}, {"spots": (KARACHI,)}, False, id="another country"),
        pytest.param({}, {"days": day(date(2024, 3, 12))}, False, id="another week"),
        pytest.param({"spots": (UNLISTED,)}, {"spots": (MOSUL, UNLISTED)}, True, id="a place that is on no map"),
        pytest.param({}, {"days": None}, True, id="no day said, printed soon after"),
        pytest.param({}, {"days": None, "recalled": True}, False, id="looking back without a day"),
        pytest.param({}, {"spots": (IRAQ,)}, True, id="only the country is named"),
        pytest.param({}, {**NOWHERE, "weekday": 1}, True, id="an undated Tuesday"),
        pytest.param({}, {**NOWHERE, "weekday": 4}, False, id="an undated Friday"),
        pytest.param({}, {**NOWHERE, "weekday": 1, "kind": "kidnapping"}, False, id="an undated Tuesday, another kind"),
        pytest.param({"quotations": (5, 6)}, {**NOWHERE, "quotations": (6, 7)}, True, id="quoted words, no date"),
        pytest.param({"persons": ("salim rahal",)}, {**NOWHERE, "persons": ("salim rahal",)}, True, id="a name, no date"),
        pytest.param({"words": RARE}, {**NOWHERE, "words": RARE[1:]}, True, id="two rare words, no date"),
        pytest.param({"words": RARE}, {**NOWHERE, "words": RARE[:1]}, False, id="one rare word"),
        pytest.param({"words": RARE}, {"days": None, "published": LONG_AFTER, "words": RARE}, False, id="rare words in another season"),
        pytest.param({"persons": ("salim rahal",)}, {"days": None, "published": LONG_AFTER, "persons": ("salim rahal",)}, True, id="a name in another season"),
        pytest.param({"words": COMMON}, {**NOWHERE, "words": COMMON}, False, id="common words"),
        pytest.param({"days": day(date(2024, 1, 1), date(2024, 12, 31))}, {}, False, id="a year is looked up nowhere"),
    ],
)  # fmt: skip
def test_reports_meet_where_they_may_be_one(left: dict[str, Any], right: dict[str, Any], met: bool) -> None:
    assert meet(left, right) is met


def test_fine_reports_do_not_meet_on_the_country_alone() -> None:
    south = Spot(name="Basra", key="basra", country="IQ", lat=30.5, lon=47.8, radius_km=10, kind="city")
    assert not meet({}, {"spots": (south,)})

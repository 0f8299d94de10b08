from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.link.samples import EAST_SIDE, IRAQ, KARACHI, MARKET, MOSUL, NOON, clock, day, figure, make
from twosource.link import FEATURES
from twosource.link.apart import lie_apart
from twosource.link.finding import Pair
from twosource.link.judging import NEEDS
from twosource.link.place_features import other_country, places_apart
from twosource.link.shape import ASKED
from twosource.link.time_features import days_apart, printed_before, printed_long_after

FAR = (days_apart, printed_before, printed_long_after, other_country, places_apart)
MARCH = date(2024, 3, 1)

stretches = st.none() | st.builds(
    lambda start, width: day(MARCH + timedelta(days=start), MARCH + timedelta(days=start + width)),
    st.integers(0, 20),
    st.integers(0, 3),
)
outlines = st.fixed_dictionaries(
    {
        "days": stretches,
        "published": st.none() | st.integers(-10, 30).map(lambda days: NOON + timedelta(days=days)),
        "recalled": st.booleans(),
        "weekday": st.none() | st.integers(0, 6),
        "spots": st.lists(st.sampled_from((MOSUL, MARKET, EAST_SIDE, KARACHI, IRAQ)), unique=True).map(tuple),
        "clock": st.none() | st.integers(0, 23).map(clock),
        "killed": st.none() | st.integers(0, 30).map(figure),
        "weapons": st.sampled_from(((), ("car bomb",), ("rocket",))),
        "targets": st.sampled_from(((), ("the market",), ("a school", "police"))),
        "perpetrators": st.sampled_from(((), ("the northern front",), ("northern front", "two men"))),
        "persons": st.sampled_from(((), ("ada lind",), ("ada lind", "omar haddad"))),
        "streets": st.sampled_from(((), ("alder",), ("birch", "alder"))),
        "ages": st.sampled_from(((), (31,), (31, 8))),
        "tallies": st.sampled_from(((), ("3-3 attacks",))),
        "quotations": st.sampled_from(((), tuple(range(8)), tuple(range(6, 12)))),
        "sketch": st.sampled_from(((), tuple(range(20)), tuple(range(12, 40)))),
        "words": st.sampled_from(((), tuple(range(0, 4000, 41)), tuple(range(0, 8000, 71)))),
    }
)


@settings(deadline=None, max_examples=200)
@given(outlines, outlines)
def test_reports_lie_apart_where_a_reason_says_that_they_do(
    ours: dict[str, object], theirs: dict[str, object]
) -> None:
    left, right = make("r_1", **ours), make("r_2", **theirs)
    pair = Pair(left=left, right=right)
    assert lie_apart(left, right) == any(feature(pair) is not None for feature in FAR)
    assert lie_apart(right, left) == lie_apart(left, right)


@settings(deadline=None, max_examples=200)
@given(outlines, outlines)
def test_a_feature_says_nothing_where_either_report_lacks_what_it_needs(
    ours: dict[str, object], theirs: dict[str, object]
) -> None:
    left, right = make("r_1", **ours), make("r_2", **theirs)
    both = left.told & right.told
    lacking = [feature for feature, name in NEEDS.items() if not both >> ASKED.index(name) & 1]
    assert [feature(Pair(left=left, right=right)) for feature in lacking] == [None] * len(lacking)


def test_what_features_need_is_known_of_features_of_the_table() -> None:
    assert NEEDS.keys() <= set(FEATURES)
    assert set(NEEDS.values()) <= set(ASKED)


def test_an_outline_tells_what_of_the_asked_it_holds() -> None:
    outline = make(clock=clock(0), weapons=("rocket",), persons=("ada lind",))
    told = {name for bit, name in enumerate(ASKED) if outline.told >> bit & 1}
    assert told == {"days", "weekdays", "published", "clock", "towns", "countries", "weapons", "persons"}


def test_a_pair_asks_a_feature_once() -> None:
    asked = list[str]()

    def ask(pair: Pair) -> tuple[str, str]:
        asked.append(pair.left.kind)
        return "level", "a sentence"

    pair = Pair(left=make("r_1"), right=make("r_2"))
    assert [pair.ask(ask), pair.ask(ask)] == [("level", "a sentence")] * 2
    assert asked == ["bombing"]


@pytest.mark.parametrize(
    ("changes", "apart"),
    [
        pytest.param({}, False, id="one day and town"),
        pytest.param({"days": day(date(2024, 3, 6))}, False, id="the next day"),
        pytest.param({"days": day(date(2024, 3, 7))}, True, id="two days later"),
        pytest.param({"days": None, "published": NOON + timedelta(days=9)}, True, id="printed long after"),
        pytest.param({"spots": (KARACHI,)}, True, id="another country"),
        pytest.param({"spots": (IRAQ,)}, False, id="no more than the country"),
        pytest.param({"spots": ()}, False, id="no place"),
    ],
)
def test_reports_lie_apart_in_time_or_place(changes: dict[str, object], apart: object) -> None:
    assert lie_apart(make("r_1"), make("r_2", **changes)) is apart

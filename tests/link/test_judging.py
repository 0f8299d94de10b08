from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.link.samples import EAST_SIDE, IRAQ, KARACHI, MARKET, MOSUL, NOON, clock, day, figure, make
from twosource.link import FEATURES, judge
from twosource.link.finding import HARD, MISREAD
from twosource.link.judging import find_levels, is_worth_judging
from twosource.link.shape import Spot
from twosource.link.weights import load_weights
from twosource.link.wording import telling_words
from twosource.model import Judgement, Verdict

WEIGHTS = load_weights().points
QUOTED = tuple(range(1, 9))
SKETCH = tuple(range(100, 140))
WORDS = telling_words(" ".join(f"orchard{letter}" for letter in "abcdefghijklmnopqrst"))
OTHER_WORDS = telling_words(" ".join(f"harbour{letter}" for letter in "abcdefghijklmnopqrst"))
VILLAGE = Spot(name="Tal Kaif", key="tal kaif", country="IQ", lat=36.49, lon=43.12, radius_km=3, kind="city")
NAMED = {"persons": ("salim rahal", "huda jasim")}


def judged(left: dict[str, Any], right: dict[str, Any]) -> Judgement:
    return judge(make("r_1", **left), make("r_2", **right), decided_at=NOON)


def points(judgement: Judgement) -> dict[str, float]:
    return {reason.name: reason.points for reason in judgement.reasons}


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.__name__)
def test_every_reason_explains_itself_in_a_full_sentence(feature: Any) -> None:
    doc = " ".join((feature.__doc__ or "").split())
    assert doc[:1].isupper()
    assert doc.endswith(".")
    assert len(doc.split()) > 3


def test_reasons_have_names_of_their_own() -> None:
    names = [getattr(feature, "__name__", "") for feature in FEATURES]
    assert len(set(names)) == len(names)


def levels(left: dict[str, Any], right: dict[str, Any]) -> dict[str, str]:
    return {
        told.name: told.level
        for told in find_levels(make("r_1", **left), make("r_2", **right), load_weights())
    }


SAME_FIGURES = {"killed": figure(7), "spots": (MARKET, MOSUL)}


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        pytest.param(SAME_FIGURES, SAME_FIGURES, Verdict.SAME, id="same day, market, kind and toll"),
        pytest.param({}, {}, Verdict.UNSURE, id="same day, city and kind alone are not enough"),
        pytest.param(
            {"clock": clock(9, 15)},
            {"clock": clock(9), "killed": figure(3)},
            Verdict.SAME,
            id="and the same hour",
        ),
        pytest.param(
            {"kind": "shooting", "spots": (MARKET,)},
            {"kind": "kidnapping", "spots": (MARKET,)},
            Verdict.DIFFERENT,
            id="another kind at the same place and day",
        ),
        pytest.param(
            {**SAME_FIGURES, "quotations": QUOTED},
            {**SAME_FIGURES, "quotations": QUOTED, "spots": (KARACHI,)},
            Verdict.DIFFERENT,
            id="a shared quotation does not join two countries",
        ),
        pytest.param(
            {**SAME_FIGURES, "quotations": QUOTED, "sketch": SKETCH},
            {**SAME_FIGURES, "quotations": QUOTED, "sketch": SKETCH, "days": day(date(2024, 3, 9))},
            Verdict.DIFFERENT,
            id="likeness alone never merges: days apart",
        ),
        pytest.param(
            {"days": None, "published": None, "weekday": 1, "spots": (MARKET,), "quotations": QUOTED},
            {"spots": (MARKET,), "quotations": QUOTED},
            Verdict.SAME,
            id="an undated Tuesday, the same site and the same quotation",
        ),
        pytest.param(
            {"days": None, "published": None, "weekday": 1, "spots": (MARKET,), "clock": clock(9)},
            {"spots": (MARKET,), "clock": clock(9), "killed": figure(7)},
            Verdict.UNSURE,
            id="an undated Tuesday and the same site without anything specific",
        ),
        pytest.param(
            {
                "days": None,
                "published": None,
                "weekday": 1,
                "spots": (MARKET,),
                "clock": clock(9),
                "killed": figure(7),
            },
            {"spots": (MARKET,), "clock": clock(9), "killed": figure(7)},
            Verdict.SAME,
            id="an undated Tuesday, the same site, hour and toll",
        ),
        pytest.param(
            {"days": None, "published": None, "weekday": 4, "spots": (MARKET,), "quotations": QUOTED},
            {"spots": (MARKET,), "quotations": QUOTED},
            Verdict.DIFFERENT,
            id="an undated Friday is not a Tuesday",
        ),
        pytest.param(
            {"spots": (IRAQ,), "killed": figure(7)},
            {"killed": figure(7), "clock": clock(9)},
            Verdict.UNSURE,
            id="only the country is known",
        ),
        pytest.param(
            {"words": WORDS},
            {"words": WORDS, "days": day(date(2024, 3, 9)), "published": datetime(2024, 3, 10, tzinfo=UTC)},
            Verdict.DIFFERENT,
            id="the same words never join two days",
        ),
        pytest.param(
            {**NAMED, "words": WORDS},
            {
                **NAMED,
                "words": WORDS,
                "days": day(date(2024, 3, 9)),
                "published": datetime(2024, 3, 10, tzinfo=UTC),
            },
            Verdict.SAME,
            id="the same people in the same words and town, one day misread",
        ),
        pytest.param(
            {**NAMED, "words": WORDS},
            {**NAMED, "words": WORDS, "spots": (KARACHI,)},
            Verdict.SAME,
            id="the same people in the same words on one day, one place misread",
        ),
        pytest.param(
            {**NAMED, "words": WORDS},
            {**NAMED, "words": WORDS, "spots": (KARACHI,), "days": day(date(2024, 3, 9))},
            Verdict.UNSURE,
            id="the same people at another place on another day",
        ),
        pytest.param(
            {"words": WORDS},
            {"words": WORDS, "spots": ()},
            Verdict.SAME,
            id="the same day, no place said, in the same words",
        ),
        pytest.param(
            {"days": None, "killed": figure(7), "spots": (MARKET,)},
            {"killed": figure(7), "spots": (MARKET,)},
            Verdict.SAME,
            id="no day said, printed the day after",
        ),
    ],
)
def test_verdict_follows_time_place_and_kind(
    left: dict[str, Any], right: dict[str, Any], verdict: Verdict
) -> None:
    assert judged(left, right).verdict is verdict


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(
            {"spots": (MARKET, MOSUL), "clock": clock(9)},
            {"spots": (EAST_SIDE, MOSUL), "clock": clock(17)},
            id="another district at another hour",
        ),
        pytest.param(
            {"targets": ("a market",), "killed": figure(1)},
            {"targets": ("police checkpoint",), "killed": figure(20)},
            id="another target with another toll",
        ),
        pytest.param(
            {"kind": "shooting", "clock": clock(8)},
            {"kind": "car bombing", "clock": clock(20)},
            id="another kind at another hour",
        ),
    ],
)
def test_two_attacks_in_one_city_on_one_day_are_held_apart_by_hard_evidence(
    left: dict[str, Any], right: dict[str, Any]
) -> None:
    judgement = judged(left, right)
    assert judgement.verdict is Verdict.DIFFERENT
    assert points(judgement)["two_attacks"] == HARD


def test_one_differing_detail_does_not_make_two_attacks() -> None:
    assert "two_attacks" not in points(judged({"clock": clock(9)}, {"clock": clock(17)}))


@pytest.mark.parametrize(
    ("change", "name", "level"),
    [
        ({"killed": figure(7)}, "same_toll", "many"),
        ({"killed": figure(9), "published": NOON + timedelta(hours=5)}, "toll_rises", "somewhat"),
        ({"killed": figure(2), "published": NOON + timedelta(hours=5)}, "toll_falls", "far"),
        ({"killed": figure(40)}, "tolls_apart", "far"),
        ({"killed": figure(8)}, "tolls_apart", "a little"),
        ({"clock": clock(10)}, "same_hour", "same"),
        ({"clock": clock(14)}, "other_hour", "apart"),
        ({"clock": clock(6, 10, "UTC")}, "same_hour", "same"),
        ({"weapons": ("car bomb",)}, "same_weapon", None),
        ({"weapons": ("katyusha rocket",)}, "other_weapon", "named"),
        ({"weapons": ("knife",)}, "other_weapon", "named"),
        ({"targets": ("the crowded market",)}, "same_target", "sort"),
        ({"targets": ("a mosque",)}, "other_target", "sort"),
        ({"tallies": ("12-12 bombings",)}, "shared_tally", "count"),
        ({"quotations": QUOTED}, "shared_quotation", "words"),
        ({"sketch": SKETCH}, "same_text", "runs"),
        ({"persons": ("salim rahal", "omar jasim")}, "shared_person", "one"),
        ({"persons": ("salim rahal", "huda jasim")}, "shared_person", "several"),
        ({"persons": ("omar jasim",)}, "shared_person", None),
        ({"streets": ("jumhuriya", "nabi younes")}, "same_street", "named"),
        ({"streets": ("nabi younes",)}, "other_street", "named"),
        ({"ages": (19,)}, "same_ages", "one"),
        ({"ages": (19, 42)}, "same_ages", "several"),
        ({"ages": (7,)}, "other_ages", "told"),
        ({"words": WORDS}, "alike_words", "from 50"),
        ({"words": OTHER_WORDS}, "unlike_words", "under 5"),
        ({"words": OTHER_WORDS[:5]}, "unlike_words", None),
        ({"recalled": True}, "looking_back", "dated"),
        ({"days": None, "recalled": True}, "looking_back", "undated"),
        ({"days": day(date(2024, 3, 6))}, "next_day", "one"),
        ({"days": None}, "printed_near", "two days"),
        ({"days": None, "published": NOON + timedelta(days=9)}, "printed_long_after", "days"),
        ({"days": None, "published": NOON + timedelta(days=19)}, "printed_long_after", "weeks"),
        ({"published": NOON + timedelta(days=60)}, "printed_apart", "months"),
        ({"published": NOON + timedelta(days=600)}, "printed_apart", "years"),
        ({"published": datetime(2024, 3, 1, tzinfo=UTC)}, "printed_before", "days"),
        ({"spots": (KARACHI,)}, "other_country", "named"),
        ({"spots": (KARACHI,)}, "places_apart", "far"),
        ({"spots": (IRAQ,)}, "same_country", "country"),
        ({}, "same_kind", "exact"),
        ({"kind": "attack"}, "same_kind", "case"),
        ({"kind": "explosion"}, "same_kind", "mixed"),
        ({"kind": "shooting"}, "other_kind", "far"),
        ({"kind": "kidnapping"}, "other_kind", "unlike"),
    ],
)  # fmt: skip
def test_each_reason_has_its_levels(change: dict[str, Any], name: str, level: str | None) -> None:
    rich: dict[str, Any] = {
        "killed": figure(7),
        "clock": clock(9, 15, "+03:00"),
        "weapons": ("bomb",),
        "targets": ("bab al-toob market",),
        "persons": ("salim rahal", "huda jasim"),
        "streets": ("jumhuriya",),
        "ages": (19, 42),
        "words": WORDS,
        "tallies": ("12-12 bombings",),
        "quotations": QUOTED,
        "sketch": SKETCH,
    }
    assert levels(rich, {"killed": None, **change}).get(name) == level


def test_a_pair_is_judged_alike_in_either_order() -> None:
    left, right = make("r_1", spots=(MARKET,)), make("r_2", spots=(EAST_SIDE,), killed=figure(3))
    assert judge(left, right, decided_at=NOON) == judge(right, left, decided_at=NOON)


def test_two_reports_of_one_article_are_two_incidents() -> None:
    one = {**SAME_FIGURES, "article": "a_1"}
    assert points(judged(one, one))["same_article"] == HARD


def test_a_report_is_not_judged_against_itself() -> None:
    with pytest.raises(ValueError, match="left report before its right"):
        judge(make(), make(), decided_at=NOON)


@pytest.mark.parametrize(
    ("weapon", "level"),
    [("grenade", "named"), ("bomb", None)],
    ids=["a grenade", "a bomb in a bombing says nothing new"],
)
def test_a_shared_weapon_counts_where_the_kind_does_not_say_it(weapon: str, level: str | None) -> None:
    assert levels({"weapons": (weapon,)}, {"weapons": (weapon,)}).get("same_weapon") == level


def test_a_village_on_the_road_speaks_a_little_against_the_town() -> None:
    village = replace(MOSUL, name="Badush", key="badush", lat=36.55, radius_km=2)
    assert not {"places_beside", "places_apart"} & points(judged({}, {"spots": (village,)})).keys()
    far = replace(MOSUL, name="Zummar", key="zummar", lat=36.70, radius_km=2)
    assert levels({}, {"spots": (far,)})["places_beside"] == "near"


def test_an_unnamed_house_is_no_site_to_meet_at() -> None:
    house = replace(MARKET, name="house", key="house")
    assert "same_site" not in points(judged({"spots": (house,)}, {"spots": (house,)}))
    assert "other_site" not in points(judged({"spots": (house,)}, {"spots": (EAST_SIDE,)}))


def test_a_small_town_says_more_than_a_city() -> None:
    assert levels({"spots": (VILLAGE,)}, {"spots": (VILLAGE,)})["same_area"] == "small town"
    assert levels({}, {})["same_area"] == "town"


def test_a_day_or_place_against_much_else_is_taken_for_misread() -> None:
    there = {**NAMED, "words": WORDS}
    reasons = points(judged(there, {**there, "spots": (KARACHI,)}))
    assert (reasons["places_apart"], reasons["other_country"]) == (
        WEIGHTS["places_apart"][MISREAD],
        WEIGHTS["other_country"][MISREAD],
    )


def test_candidates_of_other_days_are_judged_only_where_people_or_words_are_shared() -> None:
    later: dict[str, Any] = {"days": day(date(2024, 3, 19)), "published": datetime(2024, 3, 20, tzinfo=UTC)}
    assert is_worth_judging(make("r_1"), make("r_2"))
    assert not is_worth_judging(make("r_1"), make("r_2", **later))
    assert is_worth_judging(make("r_1", **NAMED), make("r_2", **NAMED, **later))
    assert is_worth_judging(make("r_1", words=WORDS), make("r_2", words=WORDS, **later))


def test_day_town_and_kind_need_a_little_more_unless_the_town_is_small() -> None:
    assert judged({}, {}).verdict is Verdict.UNSURE
    assert judged({"targets": ("market",)}, {"targets": ("market",)}).verdict is Verdict.SAME
    assert judged({"spots": (VILLAGE,)}, {"spots": (VILLAGE,)}).verdict is Verdict.SAME

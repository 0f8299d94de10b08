"""The published ways to aggregate event reports, on numbers that can be checked by hand."""

from datetime import date

import pytest
from eval.scorers.aggregation import (
    find_date_mode,
    find_modes,
    find_modes_at,
    find_narrowest,
    find_numeric_mode,
    find_widest,
    mean_deviation,
    mean_divergence,
    mean_range,
    modal_confidence,
)
from eval.sets.maverick_profiles import expect, find_wrong, take

MONDAY, TUESDAY, FRIDAY = date(2024, 1, 1), date(2024, 1, 2), date(2024, 1, 5)


def test_a_mode_is_what_is_given_most_often_and_several_where_they_tie() -> None:
    assert find_modes(["lake", "hill", "lake"]) == {"lake"}
    assert find_modes(["lake", "hill"]) == {"lake", "hill"}
    assert find_modes([]) == frozenset()


def test_of_numbers_that_tie_the_lowest_is_the_mode() -> None:
    assert find_numeric_mode([4, 2, 2, 4, 9]) == 2


@pytest.mark.parametrize(("most_precise", "modes"), [(True, {"quay"}), (False, {"town"})])
def test_modes_are_found_at_one_precision(most_precise: bool, modes: set[str]) -> None:
    told = [("town", 1.0), ("town", 1.0), ("quay", 3.0), ("mill", 2.0)]
    assert find_modes_at(told, most_precise=most_precise) == modes


def test_days_are_widest_narrowest_or_exclude_each_other() -> None:
    assert find_widest([(MONDAY, TUESDAY), (TUESDAY, FRIDAY)]) == (MONDAY, FRIDAY)
    assert find_narrowest([(MONDAY, TUESDAY), (TUESDAY, FRIDAY)]) == (TUESDAY, TUESDAY)
    assert find_narrowest([(MONDAY, MONDAY), (FRIDAY, FRIDAY)]) is None


def test_days_that_tie_have_their_mean() -> None:
    assert find_date_mode([MONDAY, FRIDAY]) == date(2024, 1, 3)
    assert find_date_mode([MONDAY, TUESDAY]) == MONDAY


def test_spread_is_counted_per_event_and_averaged() -> None:
    events = [[1, 1, 3], [2]]
    assert mean_divergence(events) == 0.5
    assert mean_range(events) == 1.0
    assert mean_deviation([[1, 3], [5]]) == pytest.approx(2**0.5)
    assert modal_confidence([["a", "a", "b", None], ["c"]]) == pytest.approx((2 / 3 + 1) / 2)


def _row(number: int, deaths: int, actor: str, precision: int, day: str) -> dict[str, object]:
    numbers = {
        f"{harm}_{side}": deaths for harm in ("deaths", "injuries") for side in ("low", "best", "high")
    }
    return {
        **numbers, "id": f"row{number}", "country": "Kenya", "date_start": day, "date_end": day, "city": "Kisumu",
        "location": "Quayside" if precision else "", "geo_precision": precision, "actor1": actor,
        "actor1_id": actor[:3], "actor1_precision": precision, "source": f"Night of fire {number}",
        "source_author": f"Lakeside Courier {number}",
    }  # fmt: skip


EVENT = [
    _row(1, 4, "Unknown youths", 0, "2007-12-30"),
    _row(2, 4, "Lake Front", 3, "2007-12-30"),
    _row(3, 9, "Unknown youths", 0, "2007-12-31"),
]


@pytest.mark.parametrize("profile", ["conservative", "range", "widest", "informative", "representative"])
def test_a_profile_takes_what_its_model_takes(profile: str) -> None:
    assert find_wrong(EVENT, take(EVENT), profile) == ()
    assert len(expect(EVENT)[profile]) >= 7


def test_what_a_profile_takes_is_told_where_it_is_not_the_models() -> None:
    taken = take(EVENT)
    taken["conservative"]["deaths_best"] = [5, 5]
    assert find_wrong(EVENT, taken, "conservative") == ("deaths_best",)
    assert (taken["informative"]["actor1"], taken["conservative"]["location"]) == ("Lake Front", "")

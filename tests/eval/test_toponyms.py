"""Toponyms found and put on the map, on examples worked by hand."""

from math import log

import pytest
from eval.scorers.rates import count
from eval.scorers.toponyms import (
    FARTHEST_KM,
    Errors,
    Toponym,
    count_detected,
    find_area,
    find_distance,
    find_mean,
    find_median,
    is_excused,
    measure_errors,
)


def _at(start: int, end: int, lat: float | None = None, lon: float | None = None) -> Toponym:
    return Toponym(start=start, end=end, lat=lat, lon=lon)


def test_a_degree_of_latitude_is_111_km() -> None:
    assert find_distance(_at(0, 1, 10.0, 20.0), _at(0, 1, 11.0, 20.0)) == pytest.approx(111.19, abs=0.01)


def test_what_has_no_point_is_as_far_off_as_can_be() -> None:
    assert find_distance(_at(0, 1, 10.0, 20.0), _at(0, 1)) == FARTHEST_KM


@pytest.mark.parametrize(
    ("exact", "expected"),
    [(True, count(right=1, given=3, gold=3)), (False, count(right=2, given=3, gold=3))],
    ids=["exact", "overlapping"],
)
def test_detection_is_one_to_one(exact: bool, expected: object) -> None:
    gold = [(0, 5), (10, 20), (22, 30)]

    assert count_detected(gold, [(0, 5), (8, 32), (40, 44)], exact=exact) == expected


def test_ours_on_neutral_words_are_not_counted() -> None:
    counts = count_detected([(0, 5)], [(0, 5), (10, 15), (20, 25)], [(9, 16)], exact=False)

    assert counts == count(right=1, given=2, gold=1)


@pytest.mark.parametrize(
    ("one", "excused"),
    [((10, 15), True), ((4, 12), False), ((20, 22), False)],
    ids=["only neutral words", "gold too", "neither"],
)
def test_neutral_words_excuse_only_what_meets_no_gold(one: tuple[int, int], excused: bool) -> None:
    assert is_excused(one, [(0, 5)], [(9, 16)]) is excused


def test_errors_are_of_pairs_where_gold_has_a_point() -> None:
    gold = [_at(0, 5, 0.0, 0.0), _at(10, 15), _at(20, 25, 0.0, 0.0), _at(30, 35, 0.0, 0.0)]
    ours = [_at(0, 5, 0.0, 0.0), _at(10, 15, 1.0, 1.0), _at(20, 22)]

    assert measure_errors(gold, ours) == Errors(km=(0.0, FARTHEST_KM), gold=3)


def test_one_wide_answer_serves_one_toponym() -> None:
    gold = [_at(0, 5, 0.0, 0.0), _at(7, 12, 0.0, 0.0)]

    assert measure_errors(gold, [_at(0, 12, 0.0, 0.0)]) == Errors(km=(0.0,), gold=2)


def test_errors_add_up() -> None:
    total = Errors(km=(1.0, 161.0), gold=2) + Errors(km=(161.5,), gold=4)

    assert total == Errors(km=(1.0, 161.0, 161.5), gold=6)
    assert total.near == 2


@pytest.mark.parametrize(
    ("km", "area"),
    [
        ((), None),
        ((0.0, 0.0), 0.0),
        ((FARTHEST_KM, FARTHEST_KM, FARTHEST_KM), 1.0),
        ((FARTHEST_KM, 0.0), 0.5),
        ((9.0,), log(10) / log(FARTHEST_KM)),
    ],
    ids=["none", "all right", "all as wrong as can be", "half and half", "one"],
)
def test_area_under_the_curve(km: tuple[float, ...], area: float | None) -> None:
    assert find_area(km) == (None if area is None else pytest.approx(area, abs=1e-4))


def test_the_area_does_not_hang_on_the_order() -> None:
    assert find_area((5.0, 900.0, 40.0)) == find_area((900.0, 5.0, 40.0))


def test_mean_and_median_of_none_are_none() -> None:
    assert find_mean(()) is None
    assert find_median(()) is None
    assert find_mean((1.0, 2.0, 9.0)) == 4.0
    assert find_median((1.0, 2.0, 9.0)) == 2.0

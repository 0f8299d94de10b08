"""Counting disputed events plainly, on small worked examples."""

import pytest
from eval.scorers.disagreement import (
    Values,
    are_apart,
    count_differing,
    count_differing_or_silent,
    count_flags,
    differ,
)
from eval.scorers.rates import count


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        pytest.param([3, 3], False, id="two-alike"),
        pytest.param([3, 4, 3], True, id="one-differs"),
        pytest.param(["", "Quayside"], True, id="an-empty-word-is-a-value"),
        pytest.param([None, "militia", "militia"], False, id="silence-is-no-value"),
        pytest.param([None, 3], None, id="one-value-alone"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_reports_differ_by_more_than_one_value(values: Values, answer: bool | None) -> None:
    assert differ(values) is answer


def test_the_share_is_of_events_that_two_reports_give_a_value_for() -> None:
    events: list[Values] = [[1, 2], [1, 1], [None, 1], [7]]
    assert count_differing(events) == (1, 2)


def test_the_package_takes_silence_for_a_value() -> None:
    events: list[Values] = [[1, 2], [1, 1], [None, 1], [7]]
    assert count_differing_or_silent(events) == (2, 3)


@pytest.mark.parametrize(
    ("ranges", "answer"),
    [
        pytest.param([(1, 3), (3, 9)], False, id="they-touch"),
        pytest.param([(1, 2), (3, 9)], True, id="a-gap"),
        pytest.param([(0, 9), (1, 1), (4, 4)], True, id="two-inside-a-third"),
        pytest.param([(5, 5)], False, id="alone"),
    ],
)
def test_ranges_are_apart_that_share_no_number(ranges: list[tuple[float, float]], answer: bool) -> None:
    assert are_apart(ranges) is answer


def test_flags_are_counted_once_each() -> None:
    found = count_flags([True, True, False, False], [True, False, True, False])
    assert found == count(right=1, given=2, gold=2)

"""Scoring how surely something is told, on lists small enough to count by hand."""

import pytest
from eval.scorers.certainty import correlation, count_class, get_class, macro_f1, mean_absolute_error
from eval.scorers.rates import count


@pytest.mark.parametrize(
    ("label", "name"),
    [
        (3.0, "asserted"),
        (1.5, "asserted"),
        (1.4, "hedged"),
        (0.0, "hedged"),
        (-1.4, "hedged"),
        (-1.5, "denied"),
        (-3.0, "denied"),
    ],
)
def test_a_judgement_belongs_to_the_nearest_degree(label: float, name: str) -> None:
    assert get_class(label) == name


GOLD = ["asserted", "asserted", "hedged", "denied"]
OURS = ["asserted", "hedged", "hedged", "asserted"]


def test_a_class_counts_its_own() -> None:
    assert count_class(GOLD, OURS, "asserted") == count(right=1, given=2, gold=2)


def test_macro_f1_weighs_every_class_alike() -> None:
    assert macro_f1(GOLD, OURS) == pytest.approx((0.5 + 2 / 3 + 0) / 3)


def test_macro_f1_leaves_out_a_class_gold_never_has() -> None:
    assert macro_f1(["asserted"], ["asserted"]) == 1.0


def test_correlation_is_pearsons() -> None:
    assert correlation([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert correlation([3, -3, 3, -3], [3, 3, -3, -3]) == pytest.approx(0)


def test_what_does_not_vary_has_no_correlation() -> None:
    assert correlation([1, 2], [3, 3]) is None


def test_error_is_the_mean_distance() -> None:
    assert mean_absolute_error([3, -3], [2, 0]) == 2
    assert mean_absolute_error([], []) is None

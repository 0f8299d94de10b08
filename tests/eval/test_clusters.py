"""Groupings beside groupings, on examples small enough to be worked out by hand."""

import pytest
from eval.scorers.clusters import adjusted_rand, count_b_cubed, count_pairs, exact_share
from eval.scorers.rates import Counts
from hypothesis import given
from hypothesis import strategies as st

# Five things, then two, then five; a system that runs the second and third group together.
GOLD = "aaaaabbccccc"
MERGED = "111112222222"


def test_b_cubed_weighs_every_thing_the_same_as_in_the_paper() -> None:
    counts = count_b_cubed(GOLD, MERGED)
    assert counts.precision == pytest.approx((5 + 2 * 2 / 7 + 5 * 5 / 7) / 12)
    assert counts.recall == 1.0


def test_b_cubed_of_things_kept_alone_is_precise_and_finds_little() -> None:
    counts = count_b_cubed("aab", "123")
    assert counts.precision == 1.0
    assert counts.recall == pytest.approx((1 / 2 + 1 / 2 + 1) / 3)


def test_pairs_are_counted_within_groups() -> None:
    right = 10 + 1 + 10
    assert count_pairs(GOLD, MERGED) == Counts(right_given=right, given=10 + 21, right_gold=right, gold=21)


def test_pairs_of_things_kept_alone_are_none() -> None:
    assert count_pairs("ab", "12").f1 is None


@pytest.mark.parametrize(
    ("gold", "ours", "wanted"),
    [("aabb", "2211", 1.0), ("aabb", "1212", -0.5), ("", "", None)],
    ids=["the same groups", "crosswise", "nothing"],
)
def test_adjusted_rand_is_one_for_the_same_groups(gold: str, ours: str, wanted: float | None) -> None:
    assert adjusted_rand(gold, ours) == wanted


@pytest.mark.parametrize(
    ("gold", "ours", "wanted"),
    [
        (GOLD, MERGED, 1 / 3),
        ("aab", "112", 1.0),
        ("aab", "123", 1 / 2),
        ("aab", "111", 0.0),
        ("", "", None),
    ],
    ids=["two run together", "the same", "one torn", "all run together", "nothing"],
)
def test_a_group_is_exact_where_nothing_is_missing_or_added(
    gold: str, ours: str, wanted: float | None
) -> None:
    assert exact_share(gold, ours) == wanted


def test_groupings_of_different_things_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        count_b_cubed("aab", "1")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("123")), min_size=1, max_size=12))
def test_exchanging_the_sides_exchanges_precision_and_recall(labels: list[tuple[str, str]]) -> None:
    gold, ours = [one for one, _ in labels], [other for _, other in labels]
    there, back = count_b_cubed(gold, ours), count_b_cubed(ours, gold)
    assert there.precision == pytest.approx(back.recall)
    assert there.recall == pytest.approx(back.precision)

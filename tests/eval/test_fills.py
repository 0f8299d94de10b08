"""Matching fillers of a field by words or by overlap, one to one."""

import pytest
from eval.scorers.fills import Fill, count_fills, make_fill, merge_fills
from eval.scorers.rates import count


def test_the_same_words_at_another_place_are_the_same_filler() -> None:
    assert count_fills(
        [make_fill("the Hillside Clinic", (10, 25))], [make_fill("Hillside clinic", (90, 105))]
    ) == count(right=1, given=1, gold=1)


def test_other_words_that_overlap_are_right() -> None:
    wanted, mine = make_fill("black pistol", (10, 22)), make_fill("pistol", (16, 22))
    assert count_fills([wanted], [mine]) == count(right=1, given=1, gold=1)


def test_words_that_only_touch_are_wrong() -> None:
    assert count_fills([make_fill("rifle", (0, 5))], [make_fill("pistol", (5, 11))]) == count(
        right=0, given=1, gold=1
    )


def test_one_wide_span_answers_for_one_filler_only() -> None:
    gold = [make_fill("rifle", (0, 5)), make_fill("pistol", (10, 16))]
    assert count_fills(gold, [make_fill("rifle and a pistol", (0, 16))]) == count(right=1, given=1, gold=2)


def test_a_first_choice_gives_way_where_another_has_no_second() -> None:
    gold = [make_fill("b", (0, 9)), make_fill("a", (0, 2))]
    ours = [make_fill("x", (0, 3)), make_fill("y", (5, 9))]
    assert count_fills(gold, ours) == count(right=2, given=2, gold=2)


def test_any_mention_of_a_cluster_counts() -> None:
    cluster = Fill(spans=frozenset({(0, 5), (40, 44)}))
    assert count_fills([cluster], [make_fill("they", (40, 44))]) == count(right=1, given=1, gold=1)


@pytest.mark.parametrize(
    ("fills", "left"),
    [
        ([make_fill("Leeds", (0, 5)), make_fill("LEEDS", (30, 35))], 1),
        ([make_fill("Leeds", (0, 5)), make_fill("York", (30, 34))], 2),
        ([make_fill("a", (0, 5)), make_fill("b", (9, 12)), make_fill("c", (4, 10))], 1),
    ],
    ids=["same words", "different", "a third joins two"],
)
def test_merging_makes_one_of_each_value(fills: list[Fill], left: int) -> None:
    assert len(merge_fills(fills)) == left

"""Spans the same and spans that overlap."""

from eval.scorers.rates import count
from eval.scorers.spans import count_exact, count_overlapping, pair_overlapping
from hypothesis import given, settings
from hypothesis import strategies as st

_SPANS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda at: (at[0], at[0] + at[1])), max_size=6
)


def test_exact_spans_need_both_ends() -> None:
    assert count_exact([(0, 5), (7, 9)], [(0, 5), (7, 10)]) == count(right=1, given=2, gold=2)


def test_one_wide_span_does_not_earn_two() -> None:
    assert count_overlapping([(0, 5), (6, 9)], [(0, 9)]) == count(right=1, given=1, gold=2)


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert pair_overlapping([(0, 5)], [(5, 9)]) == []


def test_the_same_span_goes_before_a_wider_one() -> None:
    assert pair_overlapping([(2, 4)], [(0, 9), (2, 4)]) == [((2, 4), (2, 4))]


@settings(deadline=None, max_examples=60)
@given(gold=_SPANS, ours=_SPANS)
def test_what_is_the_same_overlaps_and_nobody_is_used_twice(
    gold: list[tuple[int, int]], ours: list[tuple[int, int]]
) -> None:
    exact, relaxed = count_exact(gold, ours), count_overlapping(gold, ours)
    pairs = pair_overlapping(sorted(set(gold)), sorted(set(ours)))
    assert exact.right_gold <= relaxed.right_gold <= min(len(set(gold)), len(set(ours)))
    assert len({pair[0] for pair in pairs}) == len({pair[1] for pair in pairs}) == len(pairs)

"""Precision, recall and F1 of counts."""

import pytest
from eval.scorers.rates import Counts, count, make_figures


def test_rates_of_one_to_one_matches() -> None:
    counts = count(right=3, given=4, gold=6)
    assert (counts.precision, counts.recall) == (0.75, 0.5)
    assert counts.f1 == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (count(right=0, given=0, gold=0), (None, None, None)),
        (count(right=0, given=2, gold=0), (0.0, None, 0.0)),
        (count(right=0, given=0, gold=2), (None, 0.0, 0.0)),
    ],
    ids=["nothing at all", "only false ones", "nothing found"],
)
def test_empty_sides(counts: Counts, expected: tuple[float | None, ...]) -> None:
    assert (counts.precision, counts.recall, counts.f1) == expected


def test_counts_add_up() -> None:
    assert count(right=1, given=2, gold=3) + count(right=2, given=2, gold=2) == count(
        right=3, given=4, gold=5
    )


def test_only_the_f1_is_a_headline() -> None:
    figures = make_figures("demo.span", count(right=1, given=2, gold=2), "spans", headline=True)
    assert [(figure.name, figure.headline) for figure in figures] == [
        ("demo.span_f1", True),
        ("demo.span_precision", False),
        ("demo.span_recall", False),
    ]

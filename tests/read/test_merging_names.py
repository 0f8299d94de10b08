"""Names and times that a grammar reads, joined with those a trained reader marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.read.merging_names import Joined, join_readings
from twosource.read.proposals import Proposed
from twosource.text import Span

READ = (Span(0, 6), Span(20, 30))


def marked(start: int, end: int, score: float = 0.95) -> Proposed:
    return Proposed(label="place", span=Span(start, end), score=score)


@pytest.mark.parametrize(
    ("proposed", "joined"),
    [
        pytest.param((), [(0, 6, 0), (20, 30, 1)], id="the grammar's stand by themselves"),
        pytest.param((marked(0, 12),), [(0, 6, 0), (20, 30, 1)], id="and keep their borders"),
        pytest.param((marked(10, 15),), [(0, 6, 0), (10, 15, None), (20, 30, 1)], id="what is sure and new is added"),
        pytest.param((marked(10, 15, 0.6),), [(0, 6, 0), (20, 30, 1)], id="what is not sure is not"),
    ],
)  # fmt: skip
def test_beside_the_rules(proposed: tuple[Proposed, ...], joined: list[tuple[int, int, int | None]]) -> None:
    assert [(one.span.start, one.span.end, one.reading) for one in join_readings(READ, proposed)] == joined


def test_without_the_rules_the_marked_stretches_stand_with_the_grammars_meaning() -> None:
    proposed = (marked(0, 12), marked(13, 16, 0.3), marked(31, 35, 0.6))

    assert join_readings(READ, proposed, rules=False) == (
        Joined(span=Span(0, 12), reading=0),
        Joined(span=Span(31, 35), reading=None),
    )


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9), st.floats(0, 1)), max_size=12), st.booleans()
)
def test_what_is_joined_is_in_order(drawn: list[tuple[int, int, float]], rules: bool) -> None:
    proposed = sorted((marked(at, at + long, score) for at, long, score in drawn), key=lambda one: one.span)
    spans = [one.span for one in join_readings(READ, proposed, rules=rules)]

    assert spans == sorted(spans)
    assert not rules or set(READ) <= set(spans)

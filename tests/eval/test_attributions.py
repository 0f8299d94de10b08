"""Scoring who said what, on sentences small enough to count by hand."""

import pytest
from eval.scorers.attributions import (
    Attribution,
    count_exact,
    count_linked,
    count_overlapping,
    count_partly,
    count_tokens,
    find_words,
    make_attribution,
)
from eval.scorers.rates import Counts, count

TEXT = 'The mayor said "the old bridge is closed" today.'
MAYOR, SAID, BRIDGE = [[0, 9]], [[10, 14]], [[15, 41]]


def _words(*starts: int) -> frozenset[int]:
    return frozenset(starts)


def test_a_span_is_its_words_whatever_marks_stand_at_its_edges() -> None:
    with_marks = make_attribution(TEXT, {"source": MAYOR, "cue": SAID, "content": BRIDGE})
    without = make_attribution(TEXT, {"source": MAYOR, "cue": SAID, "content": [[16, 40]]})
    assert with_marks == without
    assert with_marks == Attribution(
        source=_words(0, 4), cue=_words(10), content=_words(16, 20, 24, 31, 34), direct=True
    )


def test_content_without_marks_is_not_direct() -> None:
    assert not make_attribution(TEXT, {"content": [[20, 33]]}).direct


def test_words_in_pieces_are_one_span() -> None:
    content = make_attribution(TEXT, {"content": [[16, 19], [31, 33]]}).content
    assert content == _words(16, 31)


def test_a_word_with_an_apostrophe_or_hyphen_is_one() -> None:
    assert find_words("It’s a well-built dam.") == [0, 5, 7, 18]


GOLD = [_words(1, 2, 3, 4), _words(10, 11)]
OURS = [_words(1, 2), _words(4, 5), _words(10, 11)]


def test_exact_needs_the_same_words() -> None:
    assert count_exact(GOLD, OURS) == count(right=1, given=3, gold=2)


def test_overlap_is_one_to_one() -> None:
    assert count_overlapping(GOLD, OURS) == count(right=2, given=3, gold=2)


def test_partly_counts_the_share_of_words() -> None:
    assert count_partly(GOLD, OURS) == Counts(right_given=2.0, given=3, right_gold=1.5, gold=2)


def test_tokens_count_each_word_once() -> None:
    assert count_tokens(GOLD, OURS) == count(right=5, given=6, gold=6)


def test_nothing_beside_nothing_counts_nothing() -> None:
    assert count_tokens([], []) == count_overlapping([], []) == Counts()


def _made(source: int | None, cue: int, content: int) -> Attribution:
    return Attribution(
        source=_words() if source is None else _words(source), cue=_words(cue), content=_words(content)
    )


@pytest.mark.parametrize(
    ("ours", "right"),
    [
        (_made(1, 2, 3), 1),
        (_made(9, 2, 3), 0),
        (_made(1, 9, 3), 0),
        (_made(1, 2, 9), 0),
        (_made(None, 2, 3), 0),
    ],
    ids=["all three", "another source", "another cue", "another content", "no source"],
)
def test_linked_needs_all_three(ours: Attribution, right: int) -> None:
    assert count_linked([_made(1, 2, 3)], [ours]) == count(right=right, given=1, gold=1)


def test_an_implicit_source_meets_only_an_implicit_one() -> None:
    assert count_linked([_made(None, 2, 3)], [_made(None, 2, 3)]) == count(right=1, given=1, gold=1)

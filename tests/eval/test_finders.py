"""Finders against marked names: trimming, open spans, which times and parties count."""

import pytest
from eval.finders import Marks, count_class, find_all, trim
from eval.scorers.rates import count
from eval.scorers.spans import Stretch


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("the Harbour Police", "Harbour Police"),
        ("An island", "island"),
        ("Kenya's", "Kenya"),
        ("rebels'", "rebels"),
        ("Theatre", "Theatre"),
        ("the", "the"),
    ],
    ids=["article", "capital article", "possessive", "plural possessive", "no article", "article alone"],
)
def test_articles_and_possessives_do_not_count(text: str, left: str) -> None:
    start, end = trim(text, 0, len(text))
    assert text[start:end] == left


@pytest.mark.parametrize(
    ("given", "exact", "near"),
    [
        ([(0, 5)], count(right=1, given=1, gold=1), count(right=1, given=1, gold=1)),
        ([(3, 9)], count(right=0, given=1, gold=1), count(right=1, given=1, gold=1)),
        ([(22, 25)], count(right=0, given=0, gold=1), count(right=0, given=0, gold=1)),
        ([(40, 45)], count(right=0, given=1, gold=1), count(right=0, given=1, gold=1)),
    ],
    ids=["the same", "overlapping", "on an open span", "elsewhere"],
)
def test_open_spans_are_neither_wanted_nor_wrong(given: list[Stretch], exact: object, near: object) -> None:
    assert count_class(Marks(wanted=((0, 5),), open=((20, 30),)), given) == (exact, near)


def test_finders_find_by_class() -> None:
    text = "On Tuesday the Taliban said police had found two rifles in Nairobi today."
    found = {name: [text[start:end] for start, end in spans] for name, spans in find_all(text).items()}
    assert found == {
        "party": ["Taliban", "police"],
        "name": ["Taliban"],
        "place": ["Nairobi"],
        "weapon": ["rifles"],
        "count": ["two"],
        "time": ["Tuesday", "today"],
        "date": ["Tuesday"],
    }

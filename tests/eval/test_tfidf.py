"""The grouping by likeness: alike and near in time, joined step by step, nothing else."""

from datetime import date

import pytest
from eval.scorers.tfidf import group_by_likeness

BRIDGE = "gunman wounded bridge Marlow ferry"
FERRY = "ferry Marlow gunman arrested harbour"
BAKERY = "bakery Tessel fire cooks"
OVEN = "bakery Tessel oven cooks"


def is_together(groups: list[int], left: int, right: int) -> bool:
    return groups[left] == groups[right]


def test_texts_that_share_rare_words_are_joined_and_others_are_not() -> None:
    groups = group_by_likeness([BRIDGE, FERRY, BAKERY, OVEN], [date(2021, 5, 3)] * 4)
    assert is_together(groups, 0, 1)
    assert is_together(groups, 2, 3)
    assert not is_together(groups, 0, 2)


def test_joins_connect_what_is_not_alike_itself() -> None:
    texts = ["quarry Ostrel", "quarry Ostrel tannery Veldt", "tannery Veldt"]
    groups = group_by_likeness(texts, [date(2021, 5, 3)] * 3, threshold=0.6)
    assert len(set(groups)) == 1


@pytest.mark.parametrize(
    ("other", "wanted"),
    [(date(2021, 5, 13), True), (date(2021, 5, 14), False), (None, False)],
    ids=["ten days on", "eleven days on", "no day"],
)
def test_the_window_is_ten_days(other: date | None, wanted: object) -> None:
    groups = group_by_likeness([BAKERY, OVEN], [date(2021, 5, 3), other])
    assert is_together(groups, 0, 1) is wanted


@pytest.mark.parametrize("texts", [[], ["", ""], ["alone"], ["one", "other"]])
def test_texts_without_a_word_in_common_stay_alone(texts: list[str]) -> None:
    assert len(set(group_by_likeness(texts, [None] * len(texts)))) == len(texts)

"""Words that few articles use weigh most, and what is shared is weighed the same way round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.link.wording import WORDS, Weighed, likeness, rare_words, telling_words, weigh_words

STORY = (
    "gunmen shot two beekeepers at the orlavenn apiary near marlow, and the apiary burned. the hives had stood"
    " beneath the quarry since the floods, and the widow orlavenn kept ledgers of every swarm"
)
OTHER = (
    "beekeepers mourned two dead after the shooting at the orlavenn apiary near marlow. the widow said the hives"
    " beneath the quarry would not be moved, whatever the floods and the gunmen had taken"
)
ELSEWHERE = "voters in tessel chose a new council on sunday"


def weighed(text: str) -> Weighed:
    return weigh_words(telling_words(text))


def test_a_report_is_wholly_like_itself_and_unlike_one_without_a_word_in_common() -> None:
    assert likeness(weighed(STORY), weighed(STORY)) == pytest.approx(1.0)
    assert likeness(weighed(STORY), weighed(ELSEWHERE)) == 0.0
    assert likeness(weighed(""), weighed(STORY)) == 0.0


def test_two_stories_of_one_thing_are_more_alike_than_two_things() -> None:
    assert likeness(weighed(STORY), weighed(OTHER)) > 0.3


def test_a_line_that_is_the_same_is_not_wholly_alike() -> None:
    line = weighed("gunmen killed two at a market, police said")
    assert likeness(line, line) < 0.5


def test_common_words_say_next_to_nothing() -> None:
    ours, theirs = "police said the man was shot and killed", "police said two men were shot"
    assert likeness(weighed(f"{ours} {STORY}"), weighed(f"{theirs} {ELSEWHERE}")) < 0.1


def test_words_on_no_list_come_out_as_rare_the_repeated_first() -> None:
    (first,) = rare_words(telling_words("apiary apiary apiary police said"))
    repeated, *others = rare_words(telling_words(STORY))
    assert repeated == first
    assert others


def test_an_ending_s_is_no_part_of_a_word() -> None:
    assert telling_words("orlavenn's") == telling_words("orlavenn")


@given(st.text(max_size=300), st.text(max_size=300))
def test_likeness_lies_between_none_and_all_either_way_round(ours: str, theirs: str) -> None:
    one, other = weighed(ours), weighed(theirs)
    assert 0 <= likeness(one, other) <= 1.0001
    assert likeness(one, other) == likeness(other, one)
    assert len(one.weights) <= WORDS

"""Triage: news of an incident scores high, other news low, in any case, spelling or length."""

from dataclasses import replace
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.knowledge.triage import TriageWeights, load_sorts, load_triage_weights
from twosource.read.triage import (
    BELOW,
    HEAD_WORDS,
    IN_HEAD,
    MOST_CHARACTERS,
    NOTHING_KNOWN,
    find_terms,
    is_worth_reading,
    score,
    triage,
)

ATTACK = (
    "Gunmen opened fire on a bus near Kisumu on Tuesday, killing four passengers and wounding nine, police said. "
    "No group has claimed responsibility for the attack. Witnesses said the men fled on motorcycles."
)
ROCKETS = (
    "Three rockets were fired at a base that houses foreign troops outside Erbil before dawn on Friday. "
    "A militia official said drones had also been launched. The army reported no casualties."
)
BUDGET = (
    "The finance minister presented a budget on Monday that raises spending on schools and roads by 3 percent. "
    "Opposition members said the plan would add to the debt over the next years. A vote is due in March."
)
RECIPE = (
    "She has baked bread for twenty years, and her new book shows how. For a soft crumb, she says, use more water "
    "than you would think and let the dough rest. The team at her bakery now sells to restaurants in the region."
)
WEIGHTS = TriageWeights(
    bias=-1.0, low=0.2, alone=0.4, terms={"bomb": 2_000, "the bomb": 1_000, "dough": -3_000}
)


@pytest.mark.parametrize("text", [ATTACK, ROCKETS, ATTACK.upper(), ROCKETS.lower()])
def test_news_of_an_incident_is_likely(text: str) -> None:
    assert triage(text) > 0.5


@pytest.mark.parametrize("text", [BUDGET, RECIPE, BUDGET.upper()])
def test_other_news_is_let_go(text: str) -> None:
    assert not is_worth_reading(text, None, has_trigger=lambda: False)


def test_case_does_not_count() -> None:
    assert triage(ATTACK) == triage(ATTACK.upper()) == triage(ATTACK.lower())


def test_a_title_counts_as_the_head_of_its_text() -> None:
    assert triage("More soon.", "Bomb kills two in market") == triage("Bomb kills two in market\nMore soon.")


def test_terms_count_less_below_the_head() -> None:
    text = "bomb " + "the " * HEAD_WORDS + "dough"
    terms = find_terms(text)
    assert (terms["bomb"], terms["dough"], terms["the dough"]) == (IN_HEAD, BELOW, BELOW)
    assert terms["the"] == IN_HEAD


def test_triggers_and_weapons_count_for_their_sort() -> None:
    assert find_terms("a pistol")["*weapon"] == IN_HEAD
    assert "*weapon" not in find_terms("a pencil")


def test_every_trigger_of_one_or_two_words_has_a_sort() -> None:
    assert set(load_sorts().values()) == {"*strong", "*weak", "*weapon"}
    assert all(term.count(" ") < 2 for term in load_sorts())


@pytest.mark.parametrize(
    "text", ["", "   \n ", "\x00\x07", "爆炸 انفجار взрыв", "🔥" * 50, "x y z", "k i l l e d"]
)
def test_a_text_without_a_known_word_is_no_news_of_an_incident(text: str) -> None:
    assert triage(text) == NOTHING_KNOWN


def test_the_score_is_worked_out_by_hand() -> None:
    # "the" "bomb" "the bomb": known are the last two, at 5 each; (2 x 5 + 1 x 5) / sqrt(50) - 1 = 1.1213
    assert isclose(score(WEIGHTS, "The bomb"), 0.7542, abs_tol=1e-4)


def test_what_stands_beyond_the_bound_does_not_count() -> None:
    padding = "dough " * (MOST_CHARACTERS // 6)
    assert triage(padding + ATTACK) == triage(padding)


@pytest.mark.parametrize(
    ("text", "trigger", "worth"),
    [(ATTACK, False, True), (ATTACK, True, True), (RECIPE, True, False), ("", True, False)],
)
def test_a_sure_score_needs_no_trigger(text: str, trigger: bool, worth: bool) -> None:
    assert is_worth_reading(text, None, has_trigger=lambda: trigger) is worth


def test_between_the_thresholds_a_trigger_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    likely = triage(ATTACK)
    weights = replace(load_triage_weights(), low=likely, alone=likely + 1e-6)
    monkeypatch.setattr("twosource.read.triage.load_triage_weights", lambda: weights)
    assert is_worth_reading(ATTACK, None, has_trigger=lambda: True)
    assert not is_worth_reading(ATTACK, None, has_trigger=lambda: False)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400), st.none() | st.text(max_size=60))
def test_any_text_gets_a_probability_and_always_the_same(text: str, title: str | None) -> None:
    likely = triage(text, title)
    assert 0.0 <= likely <= 1.0
    assert triage(text, title) == likely

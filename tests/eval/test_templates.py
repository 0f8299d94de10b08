"""Scoring templates, on small worked examples."""

import pytest
from eval.scorers.rates import Counts, count
from eval.scorers.templates import (
    Fill,
    Six,
    Template,
    agree_about,
    agree_on_words,
    align,
    count_six,
    count_slots,
    entity,
    normalise,
)
from hypothesis import given, settings
from hypothesis import strategies as st


def six(kind: str, **roles: list[list[str]]) -> Six:
    """Build a template of the papers from lists of mention strings."""
    return Six(kind=kind, roles={role: tuple(map(entity, entities)) for role, entities in roles.items()})


def fills(*values: str, optional: bool = False) -> tuple[Fill, ...]:
    """Build the fills of a slot, one alternative each."""
    return tuple(Fill(values=entity([value]), optional=optional) for value in values)


def template(kind: str = "ATTACK", *, optional: bool = False, **slots: tuple[Fill, ...]) -> Template:
    """Build a template of MUC-4."""
    return Template(kinds=frozenset({kind}), slots=slots, optional=optional)


@pytest.mark.parametrize(
    ("words", "normal"),
    [
        pytest.param("The RIVER Front (RF)", "river front rf", id="case and marks"),
        pytest.param("a bomb", "bomb", id="article"),
        pytest.param("anthem", "anthem", id="no article inside a word"),
    ],
)
def test_normalising_keeps_what_the_papers_compare(words: str, normal: str) -> None:
    assert normalise(words) == normal


def test_any_mention_of_an_entity_counts_and_a_string_beside_it_does_not() -> None:
    gold = [six("attack", PerpOrg=[["River Front", "RF"]], Weapon=[["rifles"]])]
    ours = [six("attack", PerpOrg=[["the RF"]], Weapon=[["two rifles"]])]
    counted = count_six(gold, ours)
    assert counted["PerpOrg"] == count(right=1, given=1, gold=1)
    assert counted["Weapon"] == count(right=0, given=1, gold=1)
    assert counted["incident_type"] == count(right=1, given=1, gold=1)


def test_an_entity_named_twice_is_right_twice_and_found_once() -> None:
    gold = [six("bombing", Weapon=[["bomb", "car bomb"]])]
    ours = [six("bombing", Weapon=[["bomb"], ["car bomb"]])]
    assert count_six(gold, ours)["Weapon"] == Counts(right_given=2, given=2, right_gold=1, gold=1)


def test_templates_of_other_types_earn_nothing() -> None:
    counted = count_six([six("arson", Target=[["mill"]])], [six("attack", Target=[["mill"]])])
    assert counted["incident_type"] == count(right=0, given=1, gold=1)
    assert counted["Target"] == count(right=0, given=1, gold=1)


def test_a_key_of_two_types_takes_either() -> None:
    assert count_six([six("bombing / attack")], [six("attack")])["incident_type"].f1 == 1.0


def test_templates_are_paired_for_the_most_right_answers() -> None:
    gold = [six("attack", Victim=[["Ana Ruiz"]]), six("attack", Victim=[["Luis Mora"]], Weapon=[["knife"]])]
    ours = [six("attack", Victim=[["luis mora"]], Weapon=[["knife"]]), six("attack", Victim=[["ana ruiz"]])]
    assert sum(count_six(gold, ours).values(), Counts()).f1 == 1.0


def test_a_part_of_a_string_is_half_right() -> None:
    gold, ours = Fill(values=entity(["two hooded men"])), Fill(values=entity(["hooded men"]))
    assert (agree_on_words(gold, ours), agree_on_words(gold, gold)) == (0.5, 1.0)
    assert agree_on_words(gold, Fill(values=entity(["ed men"]))) == 0.0


def test_an_effect_counts_for_the_one_it_befell() -> None:
    gold = Fill(values=entity(["DEATH"]), about=entity(["Ana Ruiz", "the mayor"]))
    assert agree_about(gold, Fill(values=entity(["death"]), about=entity(["mayor"]))) == 1.0
    assert agree_about(gold, Fill(values=entity(["death"]), about=entity(["Luis Mora"]))) == 0.0
    assert agree_about(gold, Fill(values=entity(["injury"]), about=entity(["mayor"]))) == 0.0


def test_slots_are_counted_over_paired_missing_and_spurious_templates() -> None:
    gold = [template(weapon=fills("rifle")), template("ARSON", target=fills("mill"))]
    ours = [template(weapon=fills("rifle", "knife")), template("BOMBING", target=fills("bridge"))]
    assert count_slots(gold, ours, {}) == {
        "type": count(right=1, given=2, gold=2),
        "weapon": count(right=1, given=2, gold=1),
        "target": count(right=0, given=1, gold=1),
    }


def test_what_is_optional_costs_nothing_left_out_and_counts_when_given() -> None:
    gold = [template(weapon=fills("rifle", optional=True)), template("ARSON", optional=True)]
    assert count_slots(gold, [template()], {}) == {
        "type": count(right=1, given=1, gold=1),
        "weapon": count(right=0, given=0, gold=0),
    }
    assert count_slots(gold, [template(weapon=fills("rifle"))], {})["weapon"].f1 == 1.0


def test_nothing_is_aligned_with_nothing() -> None:
    assert align(0, 3, lambda _row, _column: 1.0) == []
    assert align(2, 2, lambda _row, _column: 0.0) == []


_NAMES = st.lists(
    st.sampled_from(["bomb", "knife", "rifle", "mayor"]).map(lambda name: [name]), max_size=3, unique_by=tuple
)
_TEMPLATES = st.lists(
    st.builds(lambda kind, weapons: six(kind, Weapon=weapons), st.sampled_from(["attack", "arson"]), _NAMES),
    max_size=4,
)


@given(_TEMPLATES, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_gold_answers_itself_in_any_order(templates: list[Six], chance: object) -> None:
    shuffled = sorted(templates, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert sum(count_six(templates, shuffled).values(), Counts()).f1 in {1.0, None}

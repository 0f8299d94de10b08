"""The weights of triage: read from their file, made of common words only."""

import pytest

from twosource.knowledge.kinds import load_kinds
from twosource.knowledge.triage import load_sorts, load_triage_weights, parse_triage_weights
from twosource.knowledge.vocabulary import load_vocabulary

SET = "-0.5 =bias\n0.1 =low\n0.2 =alone\n"


def test_lines_become_weights() -> None:
    weights = parse_triage_weights(f"# a comment\n{SET}120 the bomb\n-7 dough\n")
    assert (weights.bias, weights.low, weights.alone) == (-0.5, 0.1, 0.2)
    assert weights.terms == {"the bomb": 120, "dough": -7}


@pytest.mark.parametrize(
    "text",
    ["", SET.replace("=low", "=high"), f"{SET}many bombs\n", f"{SET}1.5 bomb\n", SET.splitlines()[0]],
    ids=["empty", "another setting", "no number", "no whole number", "settings missing"],
)
def test_a_file_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"sets|invalid literal"):
        parse_triage_weights(text)


def test_the_packaged_weights_hold_common_words_only() -> None:
    own = {word for term in (*load_sorts(), *load_kinds()) for word in term.split()}
    words = {word for term in load_triage_weights().terms for word in term.split() if word[0] != "*"}
    assert words - load_vocabulary() - own == set()


def test_the_packaged_thresholds_are_in_order() -> None:
    weights = load_triage_weights()
    assert 0.0 < weights.low < weights.alone < 0.5
    assert len(weights.terms) > 1_000

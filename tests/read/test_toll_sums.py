"""Totals, parts and single people among the tolls of one incident."""

import pytest

from tests.read.scenes import claims_of, make_told
from twosource.model import Field
from twosource.values.count import Count

Line = tuple[str, int | None, str]


def told(text: str, *fields: Field) -> list[Line]:
    """Return field, lowest number and scope of the tolls an article gives, in its order."""
    article = make_told(text, title="Shooting in Kisumu")
    return [
        (claim.field, claim.value.low, claim.scope)
        for claim in claims_of(article, *(fields or ("killed", "injured")))
        if isinstance(claim.value, Count)
    ]


LEAD = "Shots were fired at a bus station in Kisumu on Tuesday, police said. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "A 20-year-old man was shot dead. He died at the scene.",
            [("killed", 1, "") ],
            id="told-twice",
        ),
        pytest.param(
            "A boy, 14, was wounded in the foot. A woman was hit in the leg.",
            [("injured", 1, "a boy"), ("injured", 1, "a woman")],
            id="two-people",
        ),
        pytest.param(
            "A girl was taken to hospital. The girl later died.",
            [("killed", 1, "")],
            id="injured-and-died-since",
        ),
        pytest.param(
            "Three people were wounded. A man was shot in the calf.",
            [("injured", 3, ""), ("injured", 1, "a man")],
            id="one-of-those-counted",
        ),
        pytest.param(
            "A seven-year-old girl was wounded. The 7-year-old was shot in the arm.",
            [("injured", 1, "")],
            id="one-age-in-two-spellings",
        ),
        pytest.param(
            "A man was wounded in the knee and another man was hit in the arm.",
            [("injured", 1, "a man"), ("injured", 1, "a man (2)")],
            id="another",
        ),
        pytest.param(
            "His wife was wounded. His mother was wounded.",
            [("injured", 1, "a wife"), ("injured", 1, "a mother")],
            id="two-relatives-of-one",
        ),
        pytest.param(
            "A man was shot dead. His mother was also shot.",
            [("killed", 1, ""), ("injured", 1, "")],
            id="also-shot-beside-the-dead",
        ),
        pytest.param(
            "A teacher is in critical condition.", [("injured", 1, "")], id="critical-and-nothing-else"
        ),
        pytest.param(
            "No soldier was hurt. A farmer died.", [("killed", 1, "")], id="none-of-a-kind-is-not-none",
        ),
    ],
)  # fmt: skip
def test_people_told_of_one_by_one_are_told_apart(text: str, expected: list[Line]) -> None:
    found = [line for line in told(LEAD + text) if line[1]]
    assert found == expected


def test_who_shot_himself_is_the_one_harmed_where_nobody_else_is() -> None:
    assert told(LEAD + "A guard shot himself in the foot.", "casualties") == [("casualties", 1, "")]


def test_who_shot_others_and_himself_stays_the_attacker() -> None:
    found = told(LEAD + "The gunman killed two guards and then shot himself.", "killed", "casualties")
    assert found == [("killed", 2, ""), ("casualties", 1, "attacker")]


def test_a_place_is_nobody() -> None:
    assert told(LEAD + "A woman from near Lake Victoria died.") == [("killed", 1, "")]

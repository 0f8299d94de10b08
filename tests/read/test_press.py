"""What the press counts, its "first since", and figures of the setting."""

import pytest

from tests.read.scenes import claims_of, make_told, told

A = "asserted"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("More than 40 such attacks have been recorded since March.", [("41.. attacks", A)]),
        ("It was the third bombing in the county this year.", [("3 bombing in the county", A)]),
        (
            "At least 90 people have been killed in the county since March.",
            [("90.. people have been killed in the county", A)],
        ),
        (
            "Since the raids that killed 90 in Bassar last May, patrols have doubled.",
            [("90 people", A)],
        ),
    ],
    ids=["such", "ordinal", "cumulative", "a bare figure"],
)
def test_a_tally_counts_over_a_time(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence, "tally", after_lead=True) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Four people were killed.",
        "He was the third son of a farmer.",
        "Two blasts shook the town on Tuesday.",
    ],
    ids=["toll", "ordinal", "blasts"],
)
def test_a_toll_and_an_order_of_birth_are_no_tally(sentence: str) -> None:
    assert told(sentence, "tally", after_lead=True) == []


def test_the_first_since_keeps_its_since() -> None:
    sentence = "It was the first attack on the port since January 2021."
    assert told(sentence, "first since", after_lead=True) == [
        ("attack on the port since since January 2021", A)
    ]


def test_a_first_day_is_no_first_since() -> None:
    assert told("It was the first day of school.", "first since", after_lead=True) == []


def test_forces_that_are_just_there_are_background() -> None:
    sentence = "The force has about 300 peacekeepers in Kisumu."
    assert told(sentence, "background", after_lead=True) == [("250..350 peacekeepers in Kisumu", A)]


def test_forces_that_were_hit_are_no_background() -> None:
    assert told("Five soldiers were wounded.", "background", after_lead=True) == []


def test_the_quote_of_a_tally_holds_the_time_it_starts_from() -> None:
    sentence = (
        "A violent spring in Orhun left 40 injured in 17 shootings across the city since March,"
        " according to Mayor Aydin Kaplan, who called it the worst in his term."
    )
    article = make_told(sentence, after_lead=True)
    (found,) = [claim for claim in claims_of(article, "tally") if claim.as_said == "17"]
    assert "since March" in found.evidence.quote

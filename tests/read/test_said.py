"""Quotations with their speaker, and motives as said."""

import pytest

from tests.read.scenes import claims_of, make_told, told

A = "asserted"


def test_a_quotation_is_kept_with_its_speaker() -> None:
    text = "“They came from the lake and shot at everybody,” said Achieng Otieno."
    (claim,) = claims_of(make_told(text, after_lead=True), "quote")
    assert (claim.value, claim.voice.name) == (
        "They came from the lake and shot at everybody",
        "Achieng Otieno",
    )


def test_a_quotation_that_runs_on_keeps_its_speaker() -> None:
    text = "“They came from the lake,” said Achieng Otieno. “Nobody stopped them on the road.”"
    claims = claims_of(make_told(text, after_lead=True), "quote")
    assert [(claim.value, claim.voice.name) for claim in claims] == [
        ("They came from the lake", "Achieng Otieno"),
        ("Nobody stopped them on the road.", "Achieng Otieno"),
    ]


def test_words_in_scare_quotes_are_no_quotation() -> None:
    assert told("He called it a “dark day”.", "quote", after_lead=True) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The attack was in retaliation for a raid, the group said.", [("in retaliation for a raid", A)]),
        ("The motive was revenge, police said.", [("The motive was revenge", A)]),
    ],
    ids=["retaliation", "motive"],
)
def test_a_motive_is_kept_as_said(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence, "motive", after_lead=True) == expected


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("The attack may have been in retaliation for a raid.", "possible"),
        ("The attack was allegedly in retaliation for a raid.", "suspected"),
        ("In retaliation for a raid, rebels fired at the bus.", "asserted"),
        ("Suspected rebels fired in retaliation for a raid.", "asserted"),
    ],
    ids=["possible", "alleged", "opening", "suspects"],
)
def test_a_motive_is_as_sure_as_its_words(sentence: str, certainty: str) -> None:
    assert [sure for _, sure in told(sentence, "motive", after_lead=True)] == [certainty]


@pytest.mark.parametrize(
    "sentence",
    ["The motive was unclear.", "The motive is under investigation.", "The attack shocked the town."],
    ids=["unclear", "investigated", "shock"],
)
def test_an_unknown_motive_is_none(sentence: str) -> None:
    assert told(sentence, "motive", after_lead=True) == []


def test_a_motive_belongs_to_who_owns_up() -> None:
    text = "The Lakeland Front claimed responsibility and said it was in retaliation for a raid."
    (claim,) = claims_of(make_told(text, after_lead=True), "motive")
    assert (claim.value, claim.voice.name) == ("in retaliation for a raid", "Lakeland Front")

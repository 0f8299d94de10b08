"""Persons by name who were killed, hurt or taken."""

import pytest

from tests.read.scenes import told


def names(sentence: str) -> list[str]:
    """Return the targets that a sentence after a lead tells of."""
    return [name for name, _ in told(sentence, "target", after_lead=True)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Halima Oduya was killed.", ["Halima Oduya"]),
        ("Halima Oduya, a lawyer and mother of two, was shot dead.", ["Halima Oduya"]),
        ("Halima Oduya, 43, and Peter Lusweti were wounded.", ["Halima Oduya", "Peter Lusweti"]),
        ("Gunmen kidnapped the trader Peter Lusweti.", ["Peter Lusweti"]),
        ("The blast killed teacher Halima Oduya and her driver.", ["Halima Oduya"]),
        ("The murder of Judge Halima Oduya shocked the town.", ["Halima Oduya"]),
        ("There has been an attempt on the life of Halima Oduya.", ["Halima Oduya"]),
        ("Halima Oduya's murder shocked the town.", ["Halima Oduya"]),
        ("Also injured was Peter Lusweti.", ["Peter Lusweti"]),
        ("Nine people were killed, including the singer Halima Oduya.", ["Halima Oduya"]),
        ("Among the dead was Halima Oduya.", ["Halima Oduya"]),
        ("Halima Oduya left at noon. Oduya was killed.", ["Halima Oduya"]),
    ],
    ids=[
        "passive", "aside", "list", "object", "with-others", "of", "attempt", "whose", "inverted",
        "including", "among", "surname",
    ],
)  # fmt: skip
def test_a_person_is_named_as_harmed(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The attackers were killed by Halima Oduya.",
        "Three people were killed in Nakuru Town.",
        "Three people were killed, said Halima Oduya.",
        "The murder of three students under Peter Lusweti is recalled.",
        "The Lakeside Liberation Front was attacked.",
        "Halima Oduya was elected.",
    ],
    ids=["by", "place", "speaker", "under", "body", "no-harm"],
)
def test_nobody_is_named_as_harmed(sentence: str) -> None:
    assert not {"Halima Oduya", "Peter Lusweti", "Nakuru Town"} & set(names(sentence))


@pytest.mark.parametrize(
    "piece", ["Halima Oduya and Peter Lusweti and ", "killed Halima, ", "Halima Oduya, 43, a lawyer, "]
)
def test_a_list_without_end_is_read_in_no_time(piece: str) -> None:
    assert len(names(piece * 300 + "killed.")) < 400

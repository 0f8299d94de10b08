"""How many texts stand behind some articles."""

from eval.scorers.oneness import count_texts

WIRE = (
    "Two rockets fell near the old mill outside Harvan on Tuesday night and nobody was hurt, the mayor said."
)
OWN = "Residents of the town told this newspaper that they heard an explosion and saw smoke over the river bank."


def test_a_shortened_wire_is_the_same_text() -> None:
    assert count_texts([WIRE, WIRE + " " + OWN, " ".join(WIRE.split()[:14])]) == 1


def test_two_newsrooms_are_two_texts() -> None:
    assert count_texts([WIRE, OWN]) == 2


def test_nothing_is_no_text() -> None:
    assert count_texts([]) == 0

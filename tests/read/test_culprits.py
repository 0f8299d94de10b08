"""Who did it, by nouns of deeds, by acts that are no word of an incident, by accusations."""

import pytest

from tests.read.scenes import told


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The murder of the mayor by hooded men shocked the town.", [("hooded men", "asserted")]),
        ("The attack on the post was a reprisal by rebels.", [("rebels", "asserted")]),
        ("Guerrillas placed a bomb at the bank.", [("Guerrillas", "asserted")]),
        ("Gunmen burst into the house and shot a trader.", [("Gunmen", "asserted")]),
        ("The paramilitaries are accused of the killing.", [("paramilitaries", "suspected")]),
        ("Police attributed the attack to rebels.", [("rebels", "suspected")]),
    ],
    ids=["noun-by", "far-by", "placed", "burst", "accused", "attributed"],
)
def test_a_culprit_is_read(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence, "perpetrator", after_lead=True) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The attack was condemned by the rebels.",
        "The attack was claimed by the rebels.",
        "The village was attacked and is now held by rebels.",
        "The attack was repelled by soldiers.",
        "Police launched a search.",
    ],
    ids=["condemned", "claimed", "held", "repelled", "police"],
)
def test_nobody_is_a_culprit(sentence: str) -> None:
    assert told(sentence, "perpetrator", after_lead=True) == []

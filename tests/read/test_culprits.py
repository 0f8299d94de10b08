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
        ("Peter Lusweti was arrested for the murder of the mayor.", [("Peter Lusweti", "suspected")]),
        ("Fighters of the Oroman League (OL) blew up a bridge.", [("Fighters of the Oroman League", "asserted")]),
        ("The rebels, who ambushed a bus, fled.", [("rebels", "asserted")]),
        ("A bomb planted by rebels was found.", [("rebels", "asserted")]),
        ("The trader was kidnapped by heavily armed men.", [("heavily armed men", "asserted")]),
    ],
    ids=[
        "noun-by", "far-by", "placed", "burst", "accused", "attributed", "held", "short-form", "who",
        "laid-by", "adverb",
    ],
)  # fmt: skip
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
        "The minister accused Peter Lusweti of lying about the attack.",
        "Peter Lusweti was arrested at a rally.",
        "The terrorist acts were condemned.",
    ],
    ids=["condemned", "claimed", "held", "repelled", "police", "accused-of-less", "arrested", "acts"],
)
def test_nobody_is_a_culprit(sentence: str) -> None:
    assert told(sentence, "perpetrator", after_lead=True) == []

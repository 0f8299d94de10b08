"""What an incident did: tolls as claims, damage, warnings."""

import pytest

from tests.read.scenes import claims_of, make_told, told

A = "asserted"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The blast damaged six shops and shattered windows.",
            [("damaged six shops and shattered windows", A)],
        ),
        (
            "A door was broken and two cars were destroyed.",
            [("A door was broken and two cars were destroyed", A)],
        ),
        ("The house lost its roof.", [("The house lost its roof", A)]),
        ("The attackers set a clinic on fire.", [("set a clinic on fire", A)]),
        ("There were no reports of damage.", [("none", "reported")]),
        ("The rockets caused no damage.", [("none", A)]),
        ("The blast caused minor damage to the school.", [("minor damage to the school", A)]),
        ("Houses were burning in the village.", [("Houses were burning", A)]),
    ],
    ids=["damaged", "passive", "lost", "fire", "none-reported", "none", "minor", "burning"],
)
def test_damage_is_what_was_broken_or_burnt(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence, "damage", after_lead=True) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Nine people lost their lives.",
        "The fire at 05:35 was small.",
        "The attackers broke the ceasefire.",
        "The attack damaged trust.",
        "He has broken a leg.",
    ],
    ids=["lives", "hour", "ceasefire", "trust", "leg"],
)
def test_lives_truces_and_bones_are_no_damage(sentence: str) -> None:
    assert told(sentence, "damage", after_lead=True) == []


@pytest.mark.parametrize(
    "sentence",
    ["Sirens sounded at the base.", "Residents were told to stay indoors.", "About 40 homes were evacuated."],
    ids=["sirens", "indoors", "evacuated"],
)
def test_a_warning_is_quoted_whole(sentence: str) -> None:
    assert told(sentence, "warning", after_lead=True) == [(sentence.rstrip("."), A)]


def test_a_warning_of_something_else_is_none() -> None:
    assert told("The mayor warned of higher prices.", "warning", after_lead=True) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("At least nine people were wounded.", [("9..", A)]),
        ("The gunmen abducted nine villagers.", [("9", A)]),
        ("There were no casualties.", [("0", A)]),
        ("The attack could have killed dozens.", []),
        ("More than 90 people have been killed in the county since March.", []),
    ],
    ids=["injured", "captured", "none", "could-have", "cumulative"],
)
def test_tolls_of_this_incident_become_claims(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence, "killed", "injured", "captured", "casualties", after_lead=True) == expected


def test_a_part_of_a_toll_says_whom_it_is_about() -> None:
    article = make_told("Nine people, including two children, were wounded.", after_lead=True)
    claims = [(claim.value, claim.scope) for claim in claims_of(article, "injured")]
    assert [(getattr(value, "low", None), scope) for value, scope in claims] == [(9, ""), (2, "children")]


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("An earlier report that four people were killed in the blast was wrong.", "denied"),
        ("Reports of four people killed turned out to be false.", "denied"),
        ("Police wrongly said on Monday that four people were killed.", "denied"),
        ("Police said four people were killed, and the mayor was wrong to stay away.", A),
        ("Reports said that four people were killed.", A),
        ("Four people were killed; reports of a second blast were false.", A),
    ],
    ids=["a report", "reports of", "wrongly said", "somebody is wrong", "a report stands", "another report"],
)
def test_a_toll_that_is_called_wrong_is_denied(sentence: str, certainty: str) -> None:
    assert [sure for _, sure in told(sentence, "killed", after_lead=True)] == [certainty]


def test_someone_told_of_alone_adds_nothing_to_a_stated_figure() -> None:
    article = make_told("One of the passengers, Akinyi Odera, died at the scene.", after_lead=True)
    assert next(getattr(claim.value, "low", None) for claim in claims_of(article, "killed")) == 4

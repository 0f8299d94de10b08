"""What happened and with what: kind, weapon, munitions, salvos."""

import pytest

from tests.read.scenes import claims_of, make_told, told

A = "asserted"


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Rockets hit a depot in Kisumu on Tuesday, killing two guards.", [("rocket attack", A)]),
        (
            "A car bomb exploded outside a court in Kisumu on Tuesday, killing two guards.",
            [("car bombing", A)],
        ),
        (
            "Three people were killed when a bomb went off in a market in Kisumu on Tuesday.",
            [("bombing", A)],
        ),
        ("Gunmen shot dead two guards in Kisumu on Tuesday, police said.", [("shooting", A)]),
        (
            "A gunman killed two guards in Kisumu on Tuesday. The shooting lasted an hour.",
            [("shooting", A)],
        ),
    ],
    ids=["rockets", "car-bomb", "went-off", "shot", "gunman"],
)
def test_the_kind_is_what_the_lead_says(lead: str, expected: list[tuple[str, str]]) -> None:
    assert told(lead, "kind") == expected


@pytest.mark.parametrize(
    "sentence",
    ["Five of the wounded are children.", "Nobody claimed responsibility for the shooting."],
    ids=["harm", "retold"],
)
def test_harm_and_words_that_point_back_say_no_kind(sentence: str) -> None:
    assert told(sentence, "kind", after_lead=True) == []


def test_the_kind_quotes_the_deed_with_the_harm_before_it() -> None:
    article = make_told("Three people were killed when a bomb went off in a market in Kisumu on Tuesday.")
    (claim,) = claims_of(article, "kind")
    assert claim.evidence.quote.startswith("Three people were killed when a bomb went off")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The attackers used AK-47 rifles.", [("AK-47 rifle", A)]),
        ("Officers recovered a handgun at the scene.", [("handgun", A)]),
        ("The army said two S-300 missiles hit the depot.", [("S-300 missile", A)]),
        ("The attackers may have used a hand grenade.", [("grenade", "possible")]),
    ],
    ids=["used", "one-found", "model", "possible"],
)
def test_a_weapon_is_what_was_used(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence, "weapon", after_lead=True) == expected


@pytest.mark.parametrize(
    "sentence",
    ["Police seized rifles and grenades from a house.", "The county bought rifles last week."],
    ids=["cache", "bought"],
)
def test_weapons_found_in_store_were_not_used(sentence: str) -> None:
    assert told(sentence, "weapon", after_lead=True) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Three rockets landed in a field.", [("3", A)]),
        ("At least 12 mortar shells hit the depot.", [("12..", A)]),
        ("The two drones came from the hills.", [("2", A)]),
        ("A rocket hit the depot.", [("1", A)]),
    ],
    ids=["rockets", "bound", "definite", "one"],
)
def test_munitions_count_what_was_fired(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence, "munitions", after_lead=True) == expected


@pytest.mark.parametrize(
    "sentence",
    ["A bomb exploded at the depot.", "Twelve attacks were recorded.", "About 20 motorcycles came."],
    ids=["a-bomb", "attacks", "motorcycles"],
)
def test_a_named_weapon_and_a_series_are_no_munitions(sentence: str) -> None:
    assert told(sentence, "munitions", after_lead=True) == []


def test_salvos_are_counted_apart_from_munitions() -> None:
    lead = "Six rockets in two salvos were fired at a base in Kisumu on Tuesday, officials said."
    assert told(lead, "munitions", "salvos") == [("6", A), ("2", A)]


def test_a_salvo_of_something_else_is_none() -> None:
    assert told("A barrage of questions met the mayor.", "salvos", after_lead=True) == []

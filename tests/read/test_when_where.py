"""When and where it happened, and the days and places that only the telling or the aftermath have."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.read.scenes import claims_of, make_told, told

A = "asserted"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The attack happened on Sunday.", [("04-28T00:00..04-28T23:59 day", A)]),
        ("The attack happened in the early hours of Tuesday.", [("04-30T00:00..04-30T06:00 part", A)]),
    ],
    ids=["day", "part"],
)
def test_when_is_the_day_told_of_the_incident(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence, "when", after_lead=True) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The funeral will be held on Wednesday.",
        "A suspect appeared in court on Wednesday.",
        "Police said on Wednesday that the gunmen fled.",
        "The chairman, Monday Otieno, said the attack lasted an hour.",
        "The Lakeland Front denied any role in the attack on Wednesday.",
        "More than 30 attacks have been recorded since January.",
    ],
    ids=["funeral", "court", "telling", "name", "denial", "tally"],
)
def test_days_of_the_telling_and_of_the_aftermath_are_not_its_day(sentence: str) -> None:
    assert told(sentence, "when", after_lead=True) == []


@pytest.mark.parametrize(
    ("said", "quotes"),
    [("on Tuesday night", ["on Tuesday night"]), ("on May 4", [])],
    ids=["the same night", "days ahead"],
)
def test_where_the_day_of_printing_alone_is_known_all_of_it_has_come(said: str, quotes: list[str]) -> None:
    text = f"Gunmen killed two guards in Seattle {said}, police said."
    article = replace(make_told(text), published=datetime(2024, 4, 30, tzinfo=UTC), published_precision="day")
    assert [claim.evidence.quote for claim in claims_of(article, "when")] == quotes


def test_the_day_of_a_dateline_is_not_the_incidents() -> None:
    text = "KISUMU, Kenya, April 30 (Halcyon) - Gunmen killed two guards near Ahero on Tuesday, police said."
    quotes = [claim.evidence.quote for claim in claims_of(make_told(text), "when")]
    assert quotes == ["on Tuesday"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The attack began at about 9 p.m., witnesses said.", [("04-30T20:30..04-30T21:30 hour", A)]),
        ("The first shots were heard shortly before midnight.", [("04-30T23:30..05-01T00:00 hour", A)]),
        ("The attack took place between 7 and 8 p.m.", [("04-30T19:00..04-30T20:00 hour", A)]),
        ("The attackers came in the afternoon.", [("04-30T12:00..04-30T18:00 part", A)]),
    ],
    ids=["about", "before-midnight", "between", "afternoon"],
)
def test_an_hour_falls_on_the_day_of_the_lead(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence, "time", after_lead=True) == expected


@pytest.mark.parametrize(
    "sentence",
    ["A fire was put out at 5.35 a.m.", "The victim was pronounced dead at 11 p.m.", "Updated: 3:10 p.m."],
    ids=["put-out", "pronounced", "updated"],
)
def test_hours_of_the_aftermath_are_not_its_hour(sentence: str) -> None:
    assert told(sentence, "time", after_lead=True) == []


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Gunmen killed two guards in Homa Bay on Tuesday, police in Nairobi said.", [("Homa Bay", A)]),
        (
            "Gunmen stormed Kaliri, a fishing village near Homa Bay, on Tuesday and killed two guards.",
            [("Kaliri", A)],
        ),
        ("Gunmen attacked a hospital in Homa Bay on Tuesday, killing two guards.", [("hospital", A)]),
    ],
    ids=["town", "unlisted", "site"],
)
def test_the_place_is_where_it_happened(lead: str, expected: list[tuple[str, str]]) -> None:
    assert told(lead, "place") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The wounded were taken to Nakuru General Hospital.",
        "A suspect was arraigned in Nairobi after the attack.",
        "The gunmen fled to Nakuru.",
        "An official in Nairobi condemned the attack.",
        "Kisumu police said the attack lasted an hour.",
        "The attackers hid in a house.",
    ],
    ids=["hospital", "court", "fled", "speaker", "police", "nameless"],
)
def test_places_of_the_telling_and_of_the_aftermath_are_not_its_place(sentence: str) -> None:
    assert told(sentence, "place", after_lead=True) == []


def test_where_it_came_down_is_told_apart() -> None:
    lead = "Rockets were fired at a base in Homa Bay on Tuesday and fell near Kisumu, officials said."
    assert told(lead, "impact place") == [("Kisumu", A)]


def test_nothing_came_down_where_nothing_fell() -> None:
    assert told("Rockets were fired at a base in Homa Bay on Tuesday.", "impact place") == []


def test_the_quote_of_a_night_holds_the_word_that_makes_it_a_time() -> None:
    article = make_told("Gunmen killed two people at a farm near Bannu during the night.")
    (found,) = claims_of(article, "time")
    assert found.evidence.quote == "during the night"

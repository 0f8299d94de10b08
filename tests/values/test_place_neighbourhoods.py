"""Streets, parks and neighbourhoods of the town an article is about, whatever far town shares their names."""

import pytest

from twosource.knowledge.places import load_gazetteer
from twosource.values.place import find_places, find_toponyms


def _within(text: str) -> dict[str, tuple[str, ...]]:
    found = find_places(text, load_gazetteer())
    return {mention.place.name: mention.place.within for mention in found if mention.place.lat is not None}


@pytest.mark.parametrize(
    ("text", "name", "town"),
    [
        ("Shots rang out in Evanston late on Monday. Cincinnati police found two men.", "Evanston", "Cincinnati"),
        ("Toledo police said a boy was shot on Alvin Street.", "Alvin Street", "Toledo"),
        ("Dayton police said a boy was shot at Owen Davis Park.", "Owen Davis park", "Dayton"),
        ("CINCINNATI (WXYZ) - A bomb went off in Madisonville.", "Madisonville", "Cincinnati"),
    ],
    ids=["neighbourhood", "street", "park", "dateline"],
)  # fmt: skip
def test_parts_of_a_town_are_in_it(text: str, name: str, town: str) -> None:
    assert _within(text)[name][0] == town


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("He was held in Evanston, Illinois. Cincinnati police found two men.", "Evanston", "Illinois"),
        ("He was held in Evanston, near Skokie. Cincinnati police found two men.", "Evanston", "Illinois"),
        ("He was held in Norwood. Cincinnati police found two men.", "Norwood", "Ohio"),
        ("He was held in Chicago. Cincinnati police found two men.", "Chicago", "Illinois"),
    ],
    ids=["its state is said", "its neighbour is said", "a suburb", "a larger city"],
)
def test_other_towns_stay_where_they_are(text: str, name: str, state: str) -> None:
    assert _within(text)[name][0] == state


def test_streets_that_are_on_the_map_are_names_too() -> None:
    text = "Toledo police said a boy was shot on Alvin Street."
    found = find_toponyms(text, load_gazetteer())

    assert [mention.place.as_said for mention in found] == ["Toledo", "Alvin Street"]


def test_a_town_of_the_title_holds_the_sites_of_a_text_that_names_none() -> None:
    text = "A boy was shot on Alvin Street."
    found = find_places(text, load_gazetteer(), title="Boy shot in Baltimore")

    assert [mention.place.within[0] for mention in found] == ["Baltimore"]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Stafford was there. A shot was fired from Stafford's gun. Stafford fled, John Stafford ran.",
        "It began at Murphy's Tavern on Monday.",
    ],
    ids=["a person's name", "a bar"],
)
def test_names_of_people_are_no_towns(text: str) -> None:
    assert not {"Stafford", "Murphy"} & set(_within(text))

"""Rows of counties, and states by their abbreviations."""

import pytest

from twosource.knowledge.places import load_gazetteer
from twosource.values.place import find_places, find_toponyms


def _names(text: str) -> list[tuple[str, str]]:
    return [(m.place.as_said, m.place.name) for m in find_toponyms(text, load_gazetteer())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Roads in Barrow, Jackson and Madison counties are shut.",
            [("Barrow", "Barrow County"), ("Jackson", "Jackson County"), ("Madison", "Madison County")],
        ),
        (
            "It rained across Otter Tail and Wilkin Counties.",
            [("Otter Tail", "Otter Tail County"), ("Wilkin", "Wilkin County")],
        ),
        ("All counties were asked.", []),
        ("Few counties and parishes were asked.", []),
    ],
)
def test_a_row_of_counties_names_each(text: str, expected: list[tuple[str, str]]) -> None:
    assert _names(text) == expected


def test_counties_in_a_row_are_of_one_state() -> None:
    text = "Roads in Georgia were shut, most in Barrow, Jackson and Madison counties."
    found = [mention.place for mention in find_places(text, load_gazetteer())]

    assert [place.within[0] for place in found[1:]] == ["Georgia"] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Senator Ann Oyle, D-N.D., was there.", [("N.D.", "North Dakota")]),
        ("She was born in Amsabury, Pa., in May.", [("Pa.", "Pennsylvania")]),
        ("They met in D.C. on Monday.", [("D.C.", "Washington")]),
        ("Miss. Oyle and S.D. Pike left.", []),
        ("He is ill. Pa. said so.", []),
    ],
)
def test_states_by_abbreviation(text: str, expected: list[tuple[str, str]]) -> None:
    assert [found for found in _names(text) if found[0].endswith(".")] == expected


@pytest.mark.parametrize(
    "text",
    [
        "He lives at 12 Elm St., Winder, they said.",
        "A vote is due. WINDER - The council met on Monday.",
        "The Hughes family moved to Winder, Georgia, then.",
    ],
    ids=["address", "dateline within a line", "state after"],
)
def test_small_towns_where_the_words_say_so(text: str) -> None:
    assert "Winder" in {name for _, name in _names(text)}


def test_a_body_named_after_a_country_casts_no_doubt_on_the_country() -> None:
    names = _names("The US Treasury met envoys. US rhetoric cooled.")

    assert names == [("US", "United States"), ("US", "United States")]

"""Namesakes told apart by the other names of the article."""

import pytest

from twosource.knowledge.places import load_gazetteer
from twosource.values.place import find_toponyms


def _states(text: str) -> dict[str, str]:
    found = find_toponyms(text, load_gazetteer())
    return {mention.place.as_said: mention.place.within[0] for mention in found if mention.place.within}


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("It rained in Athens, in Oconee County and in Winder.", "Athens", "Georgia"),
        ("It rained in Athens, in Thessaloniki and in Patras.", "Athens", "Greece"),
        ("It rained in Dublin, in Hilliard and in Westerville.", "Dublin", "Ohio"),
        ("It rained in Dublin, in Cork and in Limerick.", "Dublin", "Ireland"),
        ("Roads were shut in Hall County. Crews left Gainesville for Oakwood and Flowery Branch.",
         "Hall County", "Georgia"),
    ],
)  # fmt: skip
def test_the_namesake_amid_the_other_names_is_meant(text: str, name: str, state: str) -> None:
    assert _states(text)[name] == state


def test_a_small_town_is_believed_where_its_neighbours_are_named() -> None:
    text = "Winder parents met teachers. It rained in Athens, in Watkinsville and in Oconee County."

    assert _states(text)["Winder"] == "Georgia"
    assert "Winder" not in _states("Winder parents met teachers. It rained in London.")

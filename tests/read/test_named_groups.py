"""Groups that only the article makes known: by what they are called, claim, deny or are blamed for."""

import pytest

from tests.builders import make_article
from twosource.read.scene import look_at


def armed(text: str) -> list[str]:
    scene = look_at(make_article(text))
    return [m.party.as_said for m in scene.parties if m.party.kind == "armed group"]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("The Lakeland Movement claimed responsibility for it.", ["Lakeland Movement"]),
        ("The Lakeland Movement claimed the latest attack.", ["Lakeland Movement"]),
        ("Police blamed the Lakeland Workers Party for the raid.", ["Lakeland Workers Party"]),
        (
            "The Lakeland Workers Party (LWP) denied it. The LWP met.",
            ["Lakeland Workers Party", "LWP", "LWP"],
        ),
        ("the gunmen known as Red Lanterns left", ["Red Lanterns"]),
    ],
    ids=["claims", "claims an attack", "blamed", "with its short name", "called"],
)
def test_what_an_article_says_of_a_name_makes_it_an_armed_group(text: str, groups: list[str]) -> None:
    assert [name for name in armed(text) if name != "gunmen"] == groups


@pytest.mark.parametrize(
    "text",
    [
        "Ada Obi Marsh claimed the prize on Monday.",
        "The waterfall known as Parrot Steps lies to the north.",
        "Members of Lakeland's council met; members of the Lakeland Teachers Union stayed away.",
        "A spokesman for the Lakeland Relief Committee said so.",
    ],
    ids=["a prize", "a waterfall", "owner and union", "spokesman"],
)
def test_these_words_make_no_armed_group(text: str) -> None:
    assert armed(text) == []

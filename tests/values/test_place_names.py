"""Names by themselves, as places are read from them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.knowledge.places import load_gazetteer
from twosource.values.place import find_toponyms


def _names(text: str, title: str = "") -> list[tuple[str, str]]:
    found = find_toponyms(text, load_gazetteer(), title=title)
    assert all(mention.span.of(text) == mention.place.as_said for mention in found)
    return [(mention.place.as_said, mention.place.name) for mention in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb hit Karrada, Baghdad.", [("Karrada", "Karrada"), ("Baghdad", "Baghdad")]),
        ("It burned in Paris, Texas, for days.", [("Paris", "Paris"), ("Texas", "Texas")]),
        ("It burned in Macon, Ga., for days.", [("Macon", "Macon"), ("Ga.", "Georgia")]),
        ("Iraqi troops left Mosul.", [("Iraqi", "Iraq"), ("Mosul", "Mosul")]),
        ("South Korean and European envoys met.", [("South Korean", "South Korea"), ("European", "Europe")]),
        (
            "Central American envoys met in Mosul.",
            [("Central American", "Central America"), ("Mosul", "Mosul")],
        ),
        ("Iran-backed groups were blamed.", [("Iran", "Iran")]),
        ("Fire swept Idlib province.", [("Idlib province", "Idlib province")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_name_stands_by_itself(text: str, expected: list[tuple[str, str]]) -> None:
    assert _names(text) == expected


@pytest.mark.parametrize("text", ["Lena Mason, 35, died at once.", "Mr Washington spoke.", "They spoke."])
def test_people_are_no_names_of_places(text: str) -> None:
    assert _names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Georgia Housing Authority said no.", [("Georgia", "Georgia")]),
        ("The EU and the US Treasury agreed.", [("EU", "Europe"), ("US", "United States")]),
        ("They flew with Air Tanzania.", [("Tanzania", "Tanzania")]),
        (
            "A shop burned in Nairobi. The Nairobi Arts Forum will pay.",
            [("Nairobi", "Nairobi"), ("Nairobi", "Nairobi")],
        ),
    ],
    ids=["body", "adjective", "company", "known elsewhere"],
)
def test_names_within_longer_names_count_as_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert _names(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Jordan Ames left.", "Kingston Obuya left.", "Michael Jordan left.", "Paris Ames told the Mason Group."],
)
def test_a_first_name_is_no_name_of_a_place(text: str) -> None:
    assert _names(text) == []


_PIECES = st.sampled_from(
    ["Athens", "Oconee", "and", ", ", "Ga.", "Iraqi", "counties", "Elm St., ", "Police", "in", "İzmir", ". ",
     "D-N.D.", "WINDER - ", "Owen Davis Park", "'s", "South Korean", "Jackson County", "\n", "(AP) - ", "US"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(_PIECES, max_size=14), title=st.lists(_PIECES, max_size=4))
def test_names_come_in_order_apart_and_as_printed(pieces: list[str], title: list[str]) -> None:
    text = " ".join(pieces)
    found = find_toponyms(text, load_gazetteer(), title=" ".join(title))

    assert all(mention.span.of(text) == mention.place.as_said for mention in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    assert all(mention.span.end <= len(text) for mention in find_toponyms(text, load_gazetteer()))


@pytest.mark.parametrize(
    "text",
    [
        "They spoke of Iran. Washington seems ready.",
        "A vote is due in Henderson, Nevada. Henderson has the money.",
    ],
    ids=["a sentence ends before", "a town has something"],
)
def test_towns_that_act_stay_towns(text: str) -> None:
    last = text.rsplit(". ", 1)[1].split(maxsplit=1)[0]

    assert _names(text)[-1][0] == last

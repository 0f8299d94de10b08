"""Who something was done by or to is named; who speaks of it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.link.people import PEOPLE, find_people, find_person_name

NAMED = {
    "an age before": "Officers found 24-year-old Orla Venn in a parked car.",
    "an age and a trade before": "A 24-year-old electrician, Orla Venn, was in the car.",
    "an age after": "Orla Venn, 24, of Marlow was in the car.",
    "an age in brackets": "The dead are Orla Venn (24) and a neighbour.",
    "an age in words after": "Orla Venn, a 24-year-old electrician, drove the car.",
    "what became of her": "Orla Venn was later pronounced dead.",
    "an aside and what became of her": "Orla Venn, a mother of two, was found in the car.",
    "what she is charged with": "Orla Venn pleaded not guilty.",
    "her family": "Orla Venn's mother spoke at the vigil.",
    "the death of": "A vigil marked the death of Orla Venn.",
    "identified as": "Police identified the woman in the car as Orla Venn.",
    "killed": "The blast killed Orla Venn and wounded two others.",
    "a role": "The suspect, Orla Venn, gave herself up.",
    "a middle letter and a suffix": "Orla B. Venn Jr., 24, drove the car.",
    "a nickname": "Orla “Bee” Venn, 24, drove the car.",
    "a rank": "Officer Orla Venn was shot at the bridge.",
}
UNNAMED = {
    "a speaker": "Sheriff Orla Venn said the car was stolen.",
    "an office": "The shooting was reported to the Marlow Police Department, 24 miles away.",
    "a street": "A man was shot on Orla Venn Street.",
    "a month": "He was arrested in March.",
    "a surname alone": "The death of Venn shook the town.",
    "the end of the sentence before": "They spoke of a suspect. Orla Venn sings on Friday.",
    "a host": "Orla Venn reports from the scene.",
}


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED)
def test_a_name_is_found_where_its_words_say_what_became_of_its_bearer(text: str) -> None:
    assert find_people(text.replace("“", '"').replace("”", '"')) == ("orla venn",)


@pytest.mark.parametrize("text", UNNAMED.values(), ids=UNNAMED)
def test_other_names_are_left(text: str) -> None:
    assert find_people(text) == ()


def test_names_are_given_once_in_order_and_not_without_end() -> None:
    letters = "abcdefghijkl"
    text = " ".join(f"Orla V{letter}nn, 24, died." for letter in letters) + " Orla Vann, 24, died."
    assert find_people(text) == tuple(f"orla v{letter}nn" for letter in letters)[:PEOPLE]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Orla Venn", "orla venn"),
        ("Deputy Orla B. Venn", "orla venn"),
        ("the driver", None),
        ("Venn", None),
        ("Marlow Police Department", None),
    ],
    ids=["in full", "with a title and a letter", "no name", "a surname", "an office"],
)
def test_a_name_given_by_the_reader_is_brought_to_first_and_last(name: str, wanted: str | None) -> None:
    assert find_person_name(name) == wanted


@given(st.text(alphabet="Ab c.,'\"()-1\n", max_size=400))
def test_any_text_is_read(text: str) -> None:
    assert len(find_people(text)) <= PEOPLE

"""Streets go by their name, ages by the number of years."""

import pytest

from twosource.link.particulars import AGES, STREETS, find_ages, find_streets

SAME_STREET = {
    "a block": "in the 1200 block of North Alder Street",
    "a block without its kind": "in the 1200 block of N. Alder, police said",
    "shortened": "at 1214 Alder St. on Monday",
    "an avenue of that name": "near Alder Avenue",
    "in lower case": "on the Alder Road bridge",
}


@pytest.mark.parametrize("text", SAME_STREET.values(), ids=SAME_STREET)
def test_a_street_is_known_by_its_name(text: str) -> None:
    assert find_streets(f"A man was shot {text}.") == ("alder",)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("at 41st Street and Lind Avenue", ("41st", "lind")),
        ("on Martin Vale Boulevard", ("martin vale",)),
        ("in the block of flats on Monday", ()),
        ("He went his own Way", ()),
        ("down the street", ()),
    ],
    ids=["a corner", "two words", "no street's block", "no name", "no street"],
)
def test_streets_are_found_by_their_kind(text: str, wanted: tuple[str, ...]) -> None:
    assert find_streets(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A 19-year-old died.", (19,)),
        ("Two 7-year-olds and a 40 year old died.", (7, 40)),
        ("Orla Venn, 24, and her son, aged 3, died.", (24, 3)),
        ("On March 24, 2021, at 7, somebody called.", ()),
    ],
    ids=["a hyphen", "several", "after a name", "days and hours"],
)
def test_ages_are_those_of_people(text: str, wanted: tuple[int, ...]) -> None:
    assert find_ages(text) == wanted


def test_no_more_is_kept_than_an_outline_needs() -> None:
    assert len(find_streets("".join(f"on Alder{letter} Street. " for letter in "abcdefghijkl"))) == STREETS
    assert len(find_ages(" ".join(f"a {number}-year-old," for number in range(20, 40)))) == AGES

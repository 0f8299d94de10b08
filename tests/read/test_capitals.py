"""Small letters given back to a text in capitals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.scenes import told
from twosource.read.capitals import is_in_capitals, restore_case


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("THE MAYOR OF AREQUIPA WAS WOUNDED ON MONDAY.", "The mayor of Arequipa was wounded on Monday."),
        ("PRESIDENT LUISA OYARZUN SAID SO.", "President Luisa Oyarzun said so."),
        (
            "THE OROMAN PEASANT LEAGUE [OPL] AND THE OPL SPOKE.",
            "The Oroman Peasant League [OPL] and the OPL spoke.",
        ),
        ("SOLDIERS OF THE NATIONAL POLICE LEFT.", "Soldiers of the National Police left."),
        ("THE U.S. EMBASSY IN EL SALVADOR CLOSED.", "The U.S. embassy in El Salvador closed."),
        ("ON 3 MAY SHE MAY COME.", "On 3 May she may come."),
        ("OYARZUN'S CAR STOPPED. NOBODY SAW IT.", "Oyarzun's car stopped. Nobody saw it."),
    ],
    ids=["names", "title", "acronym", "body", "dotted", "month", "sentences"],
)
def test_names_alone_keep_their_capitals(sent: str, read: str) -> None:
    assert restore_case(sent) == read


@pytest.mark.parametrize("text", ["", "Police said a MAN was SHOT in LAGOS.", "1,200"])
def test_a_text_with_small_letters_is_left_as_it_is(text: str) -> None:
    assert restore_case(text) == text
    assert not is_in_capitals(text)


@given(st.text(max_size=120))
@settings(max_examples=60, deadline=None)
def test_no_letter_is_added_or_lost(text: str) -> None:
    shouted = text.upper()
    restored = restore_case(shouted)
    assert len(restored) == len(shouted)
    assert restored.upper() == shouted.upper()


def test_a_wire_in_capitals_is_quoted_as_it_stands_and_read_by_its_names() -> None:
    text = "GUNMEN SHOT DEAD JUDGE LUISA OYARZUN IN AREQUIPA ON MONDAY, POLICE SAID."
    assert ("Judge Luisa Oyarzun", "asserted") in told(text, "target")

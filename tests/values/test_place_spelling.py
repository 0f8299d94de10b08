"""One name, one key, however it is spelt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.values.place_spelling import loose_key, name_key, without_article


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Al-Hawijah", "el Hawija"),
        ("Ar-Raqqah", "al-Raqqa"),
        ("ez-Zor", "al-Zor"),
        ("Iskandariyah", "Iskandariyya"),
        ("Sulaymaniyah", "Sulaymaniyeh"),
        ("Ta'izz", "Ta‘izz"),
        ("Tel Afar", "Tall Afar"),
        ("St. Louis", "Saint Louis"),
        ("Mt. Hermon", "Mount Hermon"),
        ("Dayr az-Zawr", "Deir al-Zawr"),
        ("Kandahār", "Kandahar"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_name_share_a_key(left: str, right: str) -> None:
    assert name_key(left) == name_key(right)


@pytest.mark.parametrize(
    ("left", "right"), [("Makhmour", "Makhmur"), ("Qamishli", "Kamishly"), ("al-Qusayr", "Kusair")]
)
def test_looser_spellings_share_a_loose_key(left: str, right: str) -> None:
    assert loose_key(name_key(left)) == loose_key(name_key(right))


@pytest.mark.parametrize(
    ("left", "right"), [("Basra", "Busra al-Sham"), ("Niger", "Nigeria"), ("Iran", "Iraq")]
)
def test_different_names_do_not(left: str, right: str) -> None:
    assert loose_key(name_key(left)) != loose_key(name_key(right))


def test_an_article_is_taken_off_only_where_there_is_one() -> None:
    assert without_article("al tanf") == "tanf"
    assert without_article("aleppo") == ""


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_any_text_has_a_key_that_does_not_depend_on_case(text: str) -> None:
    assert name_key(text.lower()) == name_key(text.lower().capitalize().lower())

"""Whom a count is about: one person, or a kind of people."""

import pytest

from twosource.values.count_scopes import is_one, name_one


@pytest.mark.parametrize(
    ("words", "number", "scope"),
    [
        pytest.param("the 30-year-old man", 1, "a 30-year-old man", id="pointed-at"),
        pytest.param("another woman", 1, "a woman", id="one-more"),
        pytest.param("8-year-old girl", 1, "an 8-year-old girl", id="before-a-vowel"),
        pytest.param("Ada Obi", 1, "Ada Obi", id="a-name"),
        pytest.param("Teen", 1, "a teen", id="a-noun-that-begins-a-headline"),
        pytest.param("she", 1, "a person", id="a-pronoun"),
        pytest.param("man", 2, "a man (2)", id="the-second-told-of-alike"),
    ],
)
def test_one_person_is_named_with_an_article_or_by_name(words: str, number: int, scope: str) -> None:
    assert name_one(words, number) == scope
    assert is_one(scope)


@pytest.mark.parametrize("scope", ["", "children", "attacker", "some of them", "police officers"])
def test_everybody_and_kinds_of_people_are_not_one(scope: str) -> None:
    assert not is_one(scope)

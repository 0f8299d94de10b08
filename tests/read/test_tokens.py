"""Where a noun phrase begins and ends, read without a parser."""

import pytest

from twosource.read.tokens import bare, phrase_after, phrase_before, token_at, tokenize
from twosource.text import Span


@pytest.mark.parametrize(
    ("text", "after", "phrase"),
    [
        ("Rockets fell on the fuel depot near the port.", "on", "the fuel depot"),
        ("They attacked police and army posts in the north.", "attacked", "police and army posts"),
        ("A mine hit the convoy and killed two drivers.", "hit", "the convoy"),
        ("Shells struck the ministry of public works on Monday.", "struck", "the ministry of public works"),
        ("Drones targeted the Kalar airfield fell short.", "targeted", "the Kalar airfield"),
    ],
    ids=["simple", "joined-nouns", "stops-at-a-clause", "of", "stops-at-a-verb"],
)
def test_a_phrase_ends_where_its_clause_goes_on(text: str, after: str, phrase: str) -> None:
    tokens = tokenize(text, Span(0, len(text)))
    found = phrase_after(tokens, token_at(tokens, text.index(after)) + 1)
    assert found is not None
    assert found.of(text) == phrase


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("On Monday, the provincial police said two men fled.", "said", "the provincial police"),
        ("The group, formed in the hills two years ago, said it fired first.", "said", "The group"),
        ("Two men fled and the police said nothing.", "said", "the police"),
        ("Officials in the capital said little.", "said", "Officials"),
    ],
    ids=["after-an-adverbial", "over-a-parenthesis", "second-clause", "without-its-place"],
)
def test_a_subject_is_the_first_phrase_of_its_clause(text: str, verb: str, subject: str) -> None:
    tokens = tokenize(text, Span(0, len(text)))
    found = phrase_before(tokens, token_at(tokens, text.index(verb)))
    assert found is not None
    assert found.of(text) == subject


def test_articles_and_possessives_are_not_part_of_a_name() -> None:
    assert bare("the city's") == "city"

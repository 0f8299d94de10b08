"""A claim can be got again from its own quote."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from eval.scorers.derivation import is_derivable, is_verbatim

from tests.read.scenes import claims_of, make_told
from twosource.model import Claim
from twosource.values.count import Count
from twosource.values.place import Place
from twosource.values.when import When
from twosource.values.when_grammar import parse_when

PUBLISHED = datetime(2024, 6, 14, 12, tzinfo=UTC)


def _count(low: int | None, high: int | None, said: str) -> Count:
    return Count(low=low, high=high, as_said=said)


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        (_count(4, 4, "four"), "four people died"),
        (_count(0, 0, "no"), "no one was hurt"),
        (_count(1, 1, "the 19-year-old"), "the 19-year-old was taken to a clinic"),
        (_count(5, 5, "two men and three women"), "two men and three women were hurt"),
        (_count(13, 13, "her sister and 12 others"), "her sister and 12 others were killed"),
        (_count(12, 12, "12th"), "the 12th such attack this year"),
        (parse_when("on Friday", published=PUBLISHED), "a blast on Friday morning"),
    ],
    ids=["figure", "none", "one person", "sum", "people and a figure", "ordinal", "day"],
)
def test_the_quote_gives_the_value(value: Count | When, quote: str) -> None:
    assert is_derivable(_claim(value, quote), PUBLISHED)


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        (_count(7, 7, "seven"), "four people died"),
        (_count(0, 0, "0"), "the road was busy"),
        (_count(1, 1, "two dozen"), "two dozen were taken away"),
        (parse_when("on Friday", published=PUBLISHED), "a blast on Monday"),
        (Place(name="Bannu", as_said="Bannu", country="PK", lat=33.0, lon=70.6, radius_km=5.0), "in Kohat"),
    ],
    ids=["another figure", "nothing denied", "a bare one", "another day", "another place"],
)  # fmt: skip
def test_a_quote_that_says_otherwise_gives_nothing(value: Count | When | Place, quote: str) -> None:
    assert not is_derivable(_claim(value, quote), PUBLISHED)


def test_a_quote_is_verbatim_only_where_it_stands() -> None:
    article = make_told("Gunmen killed four people in Bannu on Friday.")
    claim = claims_of(article, "killed")[0]
    moved = replace(claim, evidence=replace(claim.evidence, quote=claim.evidence.quote.upper()))
    assert (is_verbatim(claim, article), is_verbatim(moved, article)) == (True, False)


def _claim(value: Count | When | Place, quote: str) -> Claim:
    base = claims_of(make_told("Gunmen killed four people in Bannu on Friday."), "killed")[0]
    return replace(base, value=value, as_said=value.as_said, evidence=replace(base.evidence, quote=quote))


def test_a_quote_in_capitals_gives_what_its_small_letters_give() -> None:
    assert is_derivable(_claim(parse_when("this morning", published=PUBLISHED), "THIS MORNING"), PUBLISHED)
    assert is_derivable(_claim(parse_when("9 June", published=PUBLISHED), "ON 9 JUNE"), PUBLISHED)

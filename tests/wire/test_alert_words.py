import pytest

from tests.alert_making import make_alert, make_known, make_quoted
from twosource.model import Certainty, Status
from twosource.watches import Known, Quoted
from twosource.wire.alert_words import clean_words, facts_of, headline_of, quote_of, standing_of


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (make_known(), "agreed, 2 voices, 2 newsrooms, confirmed"),
        (make_known(certainty=Certainty.SUSPECTED), "agreed, suspected, 2 voices, 2 newsrooms, confirmed"),
        (
            make_known(status=Status.COMPATIBLE, confirmed=False, newsrooms=1),
            "compatible, asserted, 2 voices, 1 newsroom, not confirmed",
        ),
        (
            make_known(status=Status.SINGLE_SOURCE, confirmed=False, voices=1, newsrooms=1),
            "single source, asserted",
        ),
        (make_known(status=Status.SINGLE_SOURCE, certainty=None), "single source"),
    ],
)
def test_how_a_fact_stands_is_said_once(known: Known, words: str) -> None:
    assert standing_of(known) == words


@pytest.mark.parametrize(
    ("quoted", "who"),
    [
        (make_quoted("x"), "Kisumu police, in Lakeside Courier"),
        (make_quoted("x", voice="Lakeside Courier itself"), "Lakeside Courier"),
        (make_quoted("x", voice="Lakeside Courier"), "Lakeside Courier"),
        (make_quoted("x", outlet=None), "Kisumu police"),
        (make_quoted("x", voice=None), "official, in Lakeside Courier"),
        (make_quoted("x", voice="\x00", outlet=None), "official"),
    ],
    ids=["in print", "itself", "one name", "no outlet", "nobody named", "no words"],
)
def test_who_says_it_and_who_prints_it_are_named_once(quoted: Quoted, who: str) -> None:
    assert quote_of(quoted) == f"“x” ({who})"


def test_the_kind_is_told_by_the_headline_unless_it_is_disputed() -> None:
    assert [known.field for known in facts_of(make_alert())] == ["killed"]
    disputed = make_alert(known=(make_known(status=Status.CONTRADICTED),))
    assert [known.field for known in facts_of(disputed)] == ["kind"]


@pytest.mark.parametrize(
    ("words", "most", "cleaned"),
    [
        ("a\r\n b\tc", 9, "a b c"),
        ("a\x00\x1b[31mb\u202ec", 20, "a [31mb c"),
        ("abcdef", 4, "abc…"),
        ("\ud800\ufdd0", 4, ""),
        ("x" * 10**6, 3, "xx…"),
    ],
    ids=["lines", "signs", "too long", "none of it is allowed", "very long"],
)
def test_words_are_cleaned_and_cut(words: str, most: int, cleaned: str) -> None:
    assert clean_words(words, most) == cleaned


def test_a_headline_that_holds_nothing_is_what_happened() -> None:
    assert headline_of(make_alert(headline="\x00", move="cancel", rehearsal=True)) == (
        "Exercise: Cancelled: Shooting"
    )

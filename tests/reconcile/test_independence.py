from typing import Any

import pytest

from tests.reconcile.samples import HOSPITAL, MINISTRY, NEWSROOM, article, claim, copy, sources
from twosource.model import Voice
from twosource.reconcile.independence import Standing, count_standing

A, B, C = article("Alpha"), article("Beta"), article("Gamma")


def official(name: str, body: str | None = None, kind: Any = "official") -> Voice:
    return Voice(name=name, kind=kind, body=body)


def standing(*voices: tuple[str, Voice], copies: Any = ()) -> Standing:
    told = [
        claim(where, "killed", "x", voice, said=str(index)) for index, (where, voice) in enumerate(voices)
    ]
    return count_standing(told, sources([A, B, C], *copies))


def test_a_copy_adds_an_outlet_and_nothing_else() -> None:
    found = standing(("Alpha", NEWSROOM), ("Beta", NEWSROOM), copies=[copy("Beta", "Alpha")])
    assert found == Standing(voices=1, newsrooms=1, outlets=2)


def test_a_copy_of_a_copy_is_the_first_originals() -> None:
    chain = [copy("Beta", "Alpha"), copy("Gamma", "Beta")]
    found = standing(("Alpha", NEWSROOM), ("Beta", NEWSROOM), ("Gamma", NEWSROOM), copies=chain)
    assert found == Standing(voices=1, newsrooms=1, outlets=3)


def test_copies_in_a_ring_are_still_counted() -> None:
    ring = [copy("Beta", "Alpha"), copy("Alpha", "Beta")]
    assert standing(("Alpha", NEWSROOM), ("Beta", NEWSROOM), copies=ring).outlets == 2


def test_newsrooms_that_speak_for_themselves_are_voices() -> None:
    assert standing(("Alpha", NEWSROOM), ("Beta", NEWSROOM)) == Standing(voices=2, newsrooms=2, outlets=2)


def test_two_newsrooms_that_quote_one_body_are_one_voice() -> None:
    assert standing(("Alpha", MINISTRY), ("Beta", MINISTRY)) == Standing(voices=1, newsrooms=2, outlets=2)


@pytest.mark.parametrize(
    ("left", "right", "voices"),
    [
        pytest.param(official("US embassy in Tripoli"), official("United States"), 1, id="the state of an embassy"),
        pytest.param(official("a U.S. official", kind="anonymous official"), official("US embassy in Tripoli"), 1, id="an unnamed official of its side"),
        pytest.param(official("American officials"), official("U.S. Africa Command"), 1, id="an adjective"),
        pytest.param(official("embassy spokesperson", "Tripoli embassy"), official("US embassy in Tripoli"), 1, id="short form"),
        pytest.param(official("Iraqi officials"), official("Oil Ministry of Iraq"), 1, id="could be the ministry's"),
        pytest.param(official("Libya"), official("US embassy in Libya"), 2, id="the seat of an embassy is not its body"),
        pytest.param(official("US embassy in Tripoli"), official("US Africa Command"), 2, id="two bodies of one state"),
        pytest.param(MINISTRY, HOSPITAL, 2, id="a ministry and a hospital"),
        pytest.param(official("a witness", kind="witness"), official("witnesses", kind="witness"), 1, id="nameless witnesses"),
        pytest.param(official("a witness", kind="witness"), official("officials"), 2, id="a nameless witness and officials"),
        pytest.param(official("Huda Saleh", kind="witness"), official("Omar Aziz", kind="witness"), 2, id="two named witnesses"),
    ],
)  # fmt: skip
def test_what_could_be_one_voice_is_counted_once(left: Voice, right: Voice, voices: int) -> None:
    assert standing(("Alpha", left), ("Beta", right)).voices == voices


def test_a_wide_voice_does_not_melt_two_narrow_ones() -> None:
    narrow = [("Alpha", official("US embassy in Tripoli")), ("Beta", official("US Africa Command"))]
    assert standing(*narrow, ("Gamma", official("United States"))).voices == 2


def test_an_article_of_no_known_newsroom_or_outlet_counts_for_itself() -> None:
    bare = [article("Alpha", outlet=None, newsroom=None), article("Beta", outlet=None, newsroom=None)]
    told = [claim("Alpha", "killed", "x"), claim("Beta", "killed", "x")]
    assert count_standing(told, sources(bare)) == Standing(voices=2, newsrooms=2, outlets=2)
    copied = count_standing(told, sources(bare, copy("Beta", "Alpha")))
    assert copied == Standing(voices=1, newsrooms=1, outlets=2)

"""What a source told people to do to be safe, and what only looks like it."""

import pytest

from tests.builders import POLICE, make_article, make_claim, make_incident, make_report
from twosource.alerting.instructions import find_instruction, find_instructions
from twosource.lens import Seen
from twosource.model import Article, Incident, Report
from twosource.text import Span


@pytest.mark.parametrize(
    "sentence",
    [
        "officers asked people to keep away from the ferry landing until dark.",
        "the public is asked to stay clear of the bridge until it has been searched.",
        "the mayor ordered a curfew and asked residents to stay indoors.",
        '"take cover and stay away from windows," the mission said.',
        "shelter in place until you are told otherwise.",
        "the consulate urged u.s. citizens to avoid the market district.",
        "residents of the lower town were told to evacuate their homes.",
        "residents urged to stay indoors after blast at depot",
        "the ministry warned citizens against travelling to the border.",
        "families were told to evacuate.",
        "police asked drivers not to enter the tunnel.",
        "officials advised motorists to avoid the lake road.",
        "staff were instructed to shelter in place, a spokesman said.",
        "the university issued a shelter-in-place order for the campus.",
        "the consulate said foreigners should remain indoors and keep a low profile.",
        'he said: "leave the area immediately."',
        "people living within a kilometre have been advised to keep windows and doors closed.",
        '"do not approach any device that has not gone off," the army said.',
    ],
)
def test_an_instruction_is_found(sentence: str) -> None:
    assert find_instruction(sentence) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("troops took cover behind a wall.", id="what troops did"),
        pytest.param("residents were told they could return on friday.", id="leave to return"),
        pytest.param("the commander ordered troops to leave the base.", id="told to troops"),
        pytest.param("he told reporters to leave the courtroom.", id="told to reporters"),
        pytest.param("some 60 families were evacuated during the night.", id="what was done"),
        pytest.param("a shelter-in-place order was lifted at noon.", id="lifted"),
        pytest.param("residents are no longer asked to stay indoors.", id="no longer"),
        pytest.param("police asked anyone with information to call them.", id="an appeal to witnesses"),
        pytest.param("leave was cancelled for all officers.", id="another leave"),
        pytest.param("the lawyer asked the court to stay the execution.", id="another stay"),
        pytest.param("one capital urged another to avoid civilian casualties.", id="between governments"),
        pytest.param("residents took shelter in a school.", id="what residents did"),
        pytest.param("the governor did not ask residents to leave.", id="denied"),
        pytest.param("people fled to avoid the shelling.", id="why they fled"),
        pytest.param("residents may be told to evacuate.", id="left open"),
        pytest.param("the army said residents ignored orders to leave.", id="ignored"),
        pytest.param("the group told fighters to avoid the road.", id="told to fighters"),
        pytest.param("people were told to leave the party.", id="leaving a party"),
        pytest.param("he told them it was time to leave.", id="told to somebody"),
        pytest.param("the family asked people to refrain from comments.", id="manners"),
        pytest.param('"get down," the robber shouted.', id="what an attacker shouts"),
        pytest.param("many workers leave the city each summer.", id="a habit"),
    ],
)
def test_what_only_looks_like_one_is_not(sentence: str) -> None:
    assert find_instruction(sentence) is None


FIRST = "Gunmen opened fire near Kisumu."
ASKED = "Police asked residents to stay indoors."
RECALLED = "In March people were told to leave the town."
ARTICLE = make_article(f"{FIRST}\n{ASKED}\n{RECALLED}", outlet="Lakeside Courier")


def sentence(article: Article, words: str) -> Span:
    start = article.text.index(words)
    return Span(start, start + len(words))


def seen(*reports: Report) -> Seen:
    incident: Incident = make_incident()
    return Seen(incident=incident, reports=reports, articles={ARTICLE.id: ARTICLE}, copies={})


def test_an_instruction_is_quoted_with_its_place_and_the_voice_of_its_sentence() -> None:
    claim = make_claim(
        ARTICLE, "warning", "asked residents to stay indoors", "asked residents to stay indoors"
    )
    report = make_report(ARTICLE, claim, spans=(sentence(ARTICLE, FIRST), sentence(ARTICLE, ASKED)))

    (quoted,) = find_instructions(seen(report))

    assert (quoted.words, quoted.voice, quoted.voice_kind, quoted.outlet) == (
        ASKED, f"{POLICE.name} (official)", "official", "Lakeside Courier",
    )  # fmt: skip
    assert ARTICLE.text[quoted.start : quoted.end] == ASKED


def test_without_a_claim_it_is_the_newsroom_that_tells() -> None:
    report = make_report(ARTICLE, spans=(sentence(ARTICLE, ASKED),))

    (quoted,) = find_instructions(seen(report))

    assert (quoted.voice, quoted.voice_kind) == ("Lakeside Courier itself", "newsroom")


def test_what_was_told_long_ago_is_none() -> None:
    report = make_report(ARTICLE, spans=(sentence(ARTICLE, RECALLED),), recalled=True)

    assert find_instructions(seen(report)) == ()


def test_a_long_sentence_is_quoted_from_where_it_tells() -> None:
    before = "after a night in which " + "the fire burnt on and " * 12
    told = before + "residents were told to leave their homes at once."

    span = find_instruction(told)

    assert span is not None
    assert span.of(told) == "residents were told to leave their homes at once."

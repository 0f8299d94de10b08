"""Who says what, with which words, and for which stretch."""

import pytest

from twosource.model import Voice
from twosource.read.sentences import split_sentences
from twosource.read.speakers import Speakers
from twosource.read.voices import Voices, find_voices
from twosource.text import Span, plain

NEWSROOM = Voice(name="Halcyon", kind="newsroom", body="Halcyon")


def _voices(text: str) -> Voices:
    text = plain(text)
    return find_voices(text, split_sentences(text), Speakers(text=text), NEWSROOM)


def _speaker_of(text: str, words: str) -> Voice:
    start = plain(text).index(plain(words))
    return _voices(text).at(Span(start, start + len(words)))[0]


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("Gunmen shot two guards at the depot, police said.", "shot two guards", "Police", "official"),
        ("Police said gunmen shot two guards at the depot.", "shot two guards", "Police", "official"),
        (
            "Two guards died, according to a hospital director.",
            "Two guards died",
            "hospital director",
            "medical",
        ),
        ("According to residents, three shells fell on the school.", "three shells", "Residents", "witness"),
        (
            "“They fired for ten minutes without a pause,” said a shopkeeper.",
            "They fired for ten",
            "Shopkeeper",
            "witness",
        ),
        (
            "In a statement, the interior ministry said two boats were hit.",
            "two boats were hit",
            "interior ministry",
            "official",
        ),
        (
            "Smoke rose over the port, videos on social media showed.",
            "Smoke rose over the port",
            "Videos",
            "social media",
        ),
        (
            "Rebels claimed they had captured nine soldiers near the bridge.",
            "captured nine soldiers",
            "Rebels",
            "armed group",
        ),
        ("Karim Aziz said the blast threw him off his feet.", "the blast threw him", "Karim Aziz", "person"),
    ],
    ids=[
        "after",
        "before",
        "according",
        "according-first",
        "inverted",
        "statement",
        "video",
        "claimed",
        "named",
    ],
)
def test_a_stretch_belongs_to_whom_its_sentence_names(text: str, words: str, name: str, kind: str) -> None:
    voice = _speaker_of(text, words)
    assert (voice.name, voice.kind) == (name, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Two rockets hit the depot before dawn on Monday.",
        "No group has claimed responsibility for the attack on the depot.",
        "The army denied involvement in the strike on the market.",
        "The sign at the gate showed a skull.",
    ],
    ids=["plain", "claimed-responsibility", "denied-involvement", "a-sign-shows"],
)
def test_what_nobody_is_named_for_is_the_newsrooms(text: str) -> None:
    assert _speaker_of(text, text[:-1]) == NEWSROOM


def test_a_tail_that_sets_the_scene_is_not_the_speakers() -> None:
    text = "Two rockets hit the depot, the ministry said, the latest in a string of attacks on the port."
    assert _speaker_of(text, "the latest in a string") == NEWSROOM


def test_a_short_form_is_the_speaker_met_before() -> None:
    text = "“The fire is out and nobody is inside,” said a Danish spokesperson.\n\n“We will rebuild the hall,” the spokesperson added."
    first = _speaker_of(text, "The fire is out and nobody")
    assert (
        _speaker_of(text, "We will rebuild the hall")
        == first
        == Voice(name="Danish spokesperson", kind="official", body="Danish")
    )


def test_an_office_is_completed_with_its_institution() -> None:
    text = "The Dutch embassy in Niamey was pelted with stones, an embassy spokeswoman said."
    voice = _speaker_of(text, "was pelted with stones")
    assert voice == Voice(name="Dutch embassy spokeswoman", kind="official", body="Dutch embassy in Niamey")


def test_the_mission_is_the_embassy_named_before() -> None:
    text = "Stones were thrown at the Dutch embassy in Niamey, the mission said."
    assert _speaker_of(text, "Stones were thrown").name == "Dutch embassy in Niamey"


def test_a_quotation_left_open_runs_on_to_the_speaker_of_the_next_paragraph() -> None:
    text = "“We ask every side to let the convoy through tonight.\n\n“Nobody may be left behind,” a relief worker said."
    assert _speaker_of(text, "We ask every side").name == "relief worker"


def test_words_of_anonymity_after_the_fact_hide_the_official() -> None:
    text = "A Kenyan army officer said the patrol was hit by a mine. He spoke on condition of anonymity."
    voice = _speaker_of(text, "the patrol was hit by a mine")
    assert (voice.name, voice.kind) == ("Kenyan army officer", "anonymous official")


def test_a_group_named_in_passing_speaks_under_its_name() -> None:
    text = "The fighters, who go by the name of the Northern Shield, said they fired six rockets."
    assert _speaker_of(text, "they fired six rockets").name == "Northern Shield"


def test_a_later_surname_is_the_person_named_in_full() -> None:
    text = "Mayor Lucía Ferrer said the market was empty. The stalls will stay shut, Ferrer said."
    assert (
        _speaker_of(text, "The stalls will stay shut").name == _speaker_of(text, "the market was empty").name
    )

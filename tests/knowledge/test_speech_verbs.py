"""The lexicon of speech: every verb in all its forms."""

import pytest

from twosource.knowledge.speech_verbs import load_speech_words


@pytest.mark.parametrize(
    ("word", "lemma", "form"),
    [
        ("claims", "claim", "s"),
        ("replies", "reply", "s"),
        ("stresses", "stress", "s"),
        ("denied", "deny", "past"),
        ("agreed", "agree", "past"),
        ("agreeing", "agree", "ing"),
        ("urging", "urge", "ing"),
        ("admitted", "admit", "past"),
        ("thought", "think", "past"),
        ("written", "write", "past"),
        ("put", "put", "past"),
        ("puts", "put", "s"),
    ],
)
def test_a_form_finds_its_verb(word: str, lemma: str, form: str) -> None:
    verb = load_speech_words().verbs[word]
    assert (verb.lemma, verb.form) == (lemma, form)


@pytest.mark.parametrize("word", ["admited", "thinked", "agreeed", "urgeing", "replys"])
def test_no_form_is_made_up(word: str) -> None:
    assert word not in load_speech_words().verbs


def test_a_verb_has_the_frames_of_every_list_it_stands_in() -> None:
    assert {"statement", "p:about", "p:of"} <= load_speech_words().verbs["warned"].frames
    assert "statement" not in load_speech_words().verbs["thinks"].frames

"""By which word a proposed cue goes."""

import pytest

from twosource.read.cue_words import main_word, name_cue
from twosource.read.handing import Handing
from twosource.text import Span


def _handing(text: str, cue: str, content: str) -> Handing:
    return Handing(
        source=None,
        cue=Span(text.index(cue), text.index(cue) + len(cue)),
        contents=(Span(text.index(content), text.index(content) + len(content)),),
        word="",
        states=False,
    )


WORDS = {
    "auxiliaries": (["has", "been", "telling", "reporters"], "telling"),
    "a noun beside a verb": (["said", "in", "a", "statement"], "said"),
    "a noun alone": (["an", "opinion", "of", "hers"], "opinion"),
    "according to": (["according", "to"], "according"),
    "a mark": ([":"], ":"),
    "nothing known": (["poll", "of", "drivers"], "drivers"),
    "nothing": ([], ""),
}


@pytest.mark.parametrize(("words", "expected"), WORDS.values(), ids=WORDS)
def test_the_word_that_hands_over(words: list[str], expected: str) -> None:
    assert main_word(words) == expected


NAMED = {
    "a listed form": ("Ada said it rained.", "said", "it rained", ("said", True)),
    "a form left out": ("Ada, denying it rained, left.", "denying", "it rained", ("denied", True)),
    "a clause": ("Ada grumbled that it rained.", "grumbled", "that it rained", ("said", True)),
    "a clause before it": ("It rained, Ada grumbled.", "grumbled", "It rained", ("said", True)),
    "a quotation": ('Ada grumbled: "It rained."', "grumbled", "It rained.", ("said", True)),
    "an idiom with a quotation": ('Ada went on: "It rained."', "went on", "It rained.", ("said", True)),
    "a thing": ("Ada bemoaned the rain.", "bemoaned", "the rain", ("bemoaned", True)),
    "an attitude": ("Ada wants more rain.", "wants", "more rain", ("wants", False)),
}


@pytest.mark.parametrize(("text", "cue", "content", "expected"), NAMED.values(), ids=NAMED)
def test_a_cue_goes_by_a_word_that_voices_know(
    text: str, cue: str, content: str, expected: tuple[str, bool]
) -> None:
    named = name_cue(text, _handing(text, cue, content))
    assert (named.word, named.states) == expected

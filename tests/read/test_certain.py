"""Whether something is told as having happened, likely, open, ahead or denied."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.model import Certainty
from twosource.read.certain import Standing, certainty_at, standing_at
from twosource.text import Span, plain


def _standing(text: str, word: str) -> Standing:
    text = plain(text)
    start = text.index(word)
    return standing_at(text, Span(0, len(text)), Span(start, start + len(word)))


TOLD: dict[str, tuple[str, str, Standing]] = {
    "plain": ("Gunmen attacked the depot.", "attacked", Standing.HAPPENED),
    "perfect": ("Gunmen have attacked the depot.", "attacked", Standing.HAPPENED),
    "said": ("The mayor said gunmen attacked the depot.", "attacked", Standing.HAPPENED),
    "denied": ("Gunmen did not attack the depot.", "attack", Standing.DENIED),
    "never": ("Gunmen never attacked the depot.", "attacked", Standing.DENIED),
    "cut off": ("Gunmen did n't attack the depot .", "attack", Standing.DENIED),
    "no attack": ("There was no attack on the depot.", "attack", Standing.DENIED),
    "nobody": ("No rebels attacked the depot.", "attacked", Standing.DENIED),
    "without": ("They left without attacking the depot.", "attacking", Standing.DENIED),
    "kept from": ("Guards stopped them from attacking the depot.", "attacking", Standing.DENIED),
    "failed": ("Gunmen failed to attack the depot.", "attack", Standing.DENIED),
    "did not fail": ("Gunmen did not fail to attack the depot.", "attack", Standing.HAPPENED),
    "managed": ("Gunmen managed to attack the depot.", "attack", Standing.HAPPENED),
    "had to": ("The guards had to leave.", "leave", Standing.HAPPENED),
    "has to": ("The guard has to leave.", "leave", Standing.AHEAD),
    "future": ("Gunmen will attack the depot.", "attack", Standing.AHEAD),
    "going to": ("Gunmen are going to attack the depot.", "going", Standing.AHEAD),
    "threatened": ("Gunmen threatened to attack the depot.", "attack", Standing.AHEAD),
    "ought": ("Gunmen should leave the depot.", "leave", Standing.AHEAD),
    "order": ("Leave the depot.", "Leave", Standing.AHEAD),
    "please": ("Now please leave the depot.", "leave", Standing.AHEAD),
    "joined order": ("Take the keys and leave the depot.", "leave", Standing.AHEAD),
    "may": ("Gunmen may have attacked the depot.", "attacked", Standing.POSSIBLE),
    "perhaps": ("Perhaps gunmen attacked the depot.", "attacked", Standing.POSSIBLE),
    "planned": ("Police knew of a planned attack.", "attack", Standing.POSSIBLE),
    "could they": ("Could they attack the depot?", "attack", Standing.POSSIBLE),
    "allegedly": ("Gunmen allegedly attacked the depot.", "attacked", Standing.PROBABLE),
    "believed to": ("Gunmen are believed to have attacked the depot.", "attacked", Standing.PROBABLE),
    "by suspects": ("Suspected rebels attacked the depot.", "attacked", Standing.HAPPENED),
    "if": ("If gunmen attacked the depot, nobody saw it.", "attacked", Standing.OPEN),
    "after if": ("If nobody saw it, gunmen attacked the depot.", "attacked", Standing.HAPPENED),
    "asked": ("Did gunmen attack the depot?", "attack", Standing.OPEN),
    "asked who": ("Who attacked the depot?", "attacked", Standing.HAPPENED),
    "purpose": ("Gunmen came to attack the depot.", "attack", Standing.HAPPENED),
    "in order to": ("They bought rifles to attack the depot.", "attack", Standing.OPEN),
    "sought": ("The union sought a truce.", "truce", Standing.OPEN),
    "opposed the": ("The union opposed the truce.", "truce", Standing.HAPPENED),
    "object of a wish": ("The union hoped to gain approval.", "approval", Standing.OPEN),
    "own words": ("Thank you for the keys.", "Thank", Standing.HAPPENED),
}


@pytest.mark.parametrize(("text", "word", "standing"), TOLD.values(), ids=TOLD)
def test_the_words_around_an_event_tell_how_it_is_told(text: str, word: str, standing: Standing) -> None:
    assert _standing(text, word) is standing


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Gunmen attacked the depot.", Certainty.ASSERTED),
        ("Gunmen reportedly attacked the depot.", Certainty.SUSPECTED),
        ("Gunmen could have attacked the depot.", Certainty.POSSIBLE),
        ("Gunmen never attacked the depot.", Certainty.DENIED),
    ],
    ids=["told", "likely", "possible", "denied"],
)
def test_a_standing_is_a_certainty_of_a_claim(text: str, certainty: Certainty) -> None:
    start = text.index("attacked")
    assert certainty_at(text, Span(0, len(text)), Span(start, start + 8)) is certainty


def test_only_the_events_own_sentence_is_read() -> None:
    text = "It may rain. Gunmen attacked the depot."
    assert certainty_at(text, Span(13, len(text)), Span(20, 28)) is Certainty.ASSERTED


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["to", "not", "may", "if", "and", "please", ",", "attack", "no", "the", "?"]),
        min_size=1,
        max_size=12,
    )
)
def test_any_row_of_words_has_a_standing(words: list[str]) -> None:
    text = " ".join(words)
    for word in set(words):
        start = text.index(word)
        assert standing_at(text, Span(0, len(text)), Span(start, start + len(word))) in Standing

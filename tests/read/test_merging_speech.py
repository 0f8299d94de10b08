"""Joining what the rules and a trained reader find of who says what."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.read.handing import Handing
from twosource.read.merging_speech import (
    Limits,
    Print,
    merge_handings,
    print_of,
    read_handings,
    take_proposed,
)
from twosource.read.proposals import Proposals, ProposedHanding
from twosource.read.sentences import split_sentences
from twosource.read.speech import find_handings
from twosource.text import Span

#: Limits of these tests, so that thresholds can be chosen anew without touching them.
LIMITS = Limits(
    needed={Print.SPOKEN: 0.0, Print.STATED: 0.2, Print.HELD: 0.4, Print.NESTED: 0.6},
    alone=0.5,
    within=0.8,
    without_rules=0.4,
    sure={Print.SPOKEN: 0.9, Print.STATED: 0.7, Print.HELD: 0.7, Print.NESTED: 0.7},
)
SAID = "The mayor said the bridge was closed."
WANTED = "The mayor praised the new bridge."
POLLED = "In a poll of drivers, most saw no danger on the bridge."


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _handing(text: str, source: str, cue: str, *contents: str) -> Handing:
    return Handing(
        source=_span(text, source) if source else None,
        cue=_span(text, cue),
        contents=tuple(_span(text, content) for content in contents),
        word=cue.rsplit(maxsplit=1)[-1].lower(),
        states=cue in {"said", "shouted"},
    )


def _proposed(text: str, score: float, source: str, cue: str, *contents: str) -> ProposedHanding:
    return ProposedHanding(handing=_handing(text, source, cue, *contents), score=score)


SPOKEN = _handing(SAID, "The mayor", "said", "the bridge was closed")
HELD = _handing(WANTED, "The mayor", "praised", "the new bridge")


def test_what_both_find_stays_as_the_rules_have_it() -> None:
    proposed = _proposed(SAID, 0.9, "mayor", "said", "bridge was closed.")
    assert merge_handings(SAID, [SPOKEN], [proposed], LIMITS) == (SPOKEN,)


def test_plain_speech_needs_no_second_reader() -> None:
    assert merge_handings(SAID, [SPOKEN], [], LIMITS) == (SPOKEN,)


@pytest.mark.parametrize(("score", "stands"), [(None, False), (0.3, False), (0.4, True), (0.9, True)])
def test_an_attitude_needs_the_trained_reader(score: float | None, *, stands: bool) -> None:
    proposed = [] if score is None else [_proposed(WANTED, score, "The mayor", "praised", "the new bridge")]
    assert merge_handings(WANTED, [HELD], proposed, LIMITS) == ((HELD,) if stands else ())


@pytest.mark.parametrize(("score", "stands"), [(0.49, False), (0.5, True)])
def test_what_only_the_trained_reader_finds_stands_from_a_score_on(score: float, *, stands: bool) -> None:
    proposed = _proposed(POLLED, score, "most", "In a poll", "no danger on the bridge")
    assert merge_handings(POLLED, [], [proposed], LIMITS) == ((proposed.handing,) if stands else ())


@pytest.mark.parametrize(("score", "stands"), [(0.39, False), (0.4, True)])
def test_the_trained_reader_alone_has_a_limit_of_its_own(score: float, *, stands: bool) -> None:
    proposed = _proposed(POLLED, score, "most", "In a poll", "no danger on the bridge")
    assert take_proposed([proposed], LIMITS) == ((proposed.handing,) if stands else ())


def test_a_speaker_that_only_one_side_sees_is_taken() -> None:
    nobody = replace(SPOKEN, source=None)
    proposed = _proposed(SAID, 0.5, "The mayor", "said", "the bridge was closed")
    assert merge_handings(SAID, [nobody], [proposed], LIMITS) == (SPOKEN,)


TWO = 'The driver and the mayor, who was there, shouted that the bridge was closed, "for good".'


@pytest.mark.parametrize(("score", "speaker"), [(0.6, "The driver"), (0.8, "the mayor")])
def test_another_speaker_is_taken_from_a_sure_reader(score: float, speaker: str) -> None:
    ours = _handing(TWO, "The driver", "shouted", "that the bridge was closed")
    theirs = _proposed(TWO, score, "the mayor", "shouted", "that the bridge was closed")
    (merged,) = merge_handings(TWO, [ours], [theirs], LIMITS)
    assert merged.source == _span(TWO, speaker)


@pytest.mark.parametrize(("score", "content"), [(0.6, "that the bridge was closed"), (0.8, "for good")])
def test_another_content_is_taken_from_a_sure_reader(score: float, content: str) -> None:
    ours = _handing(TWO, "the mayor", "shouted", "that the bridge was closed")
    theirs = _proposed(TWO, score, "the mayor", "shouted", "for good")
    (merged,) = merge_handings(TWO, [ours], [theirs], LIMITS)
    assert merged.contents == (_span(TWO, content),)


@pytest.mark.parametrize(("score", "speaker"), [(0.8, "The mayor"), (0.9, "the council")])
def test_the_speaker_of_plain_speech_is_only_a_very_sure_readers(score: float, speaker: str) -> None:
    text = "The mayor said, the council recalls, that the bridge was closed."
    ours = _handing(text, "The mayor", "said", "that the bridge was closed")
    theirs = _proposed(text, score, "the council", "said", "that the bridge was closed")
    (merged,) = merge_handings(text, [ours], [theirs], LIMITS)
    assert merged.source == _span(text, speaker)


@pytest.mark.parametrize(("score", "count"), [(0.7, 1), (0.8, 2)])
def test_words_handed_over_already_are_claimed_only_surely(score: float, count: int) -> None:
    theirs = _proposed(SAID, score, "bridge", "was", "closed")
    assert len(merge_handings(SAID, [SPOKEN], [theirs], LIMITS)) == count


def test_one_content_under_two_cues_goes_to_the_surer_one() -> None:
    text = "Asked by the council, officials hailed the new bridge over the river."
    ours = _handing(text, "officials", "hailed", "the new bridge over the river")
    theirs = _proposed(text, 0.9, "the council", "Asked by", "the new bridge over the river")
    assert merge_handings(text, [ours], [theirs], LIMITS) == (theirs.handing,)
    less = replace(theirs, score=0.6)
    assert merge_handings(text, [ours], [less], LIMITS) == (ours,)


@pytest.mark.parametrize(("score", "content"), [(0.6, "the new bridge"), (0.7, "bridge")])
def test_what_an_attitude_is_about_is_the_sure_readers(score: float, content: str) -> None:
    theirs = _proposed(WANTED, score, "mayor", "praised", "bridge")
    (merged,) = merge_handings(WANTED, [HELD], [theirs], LIMITS)
    assert merged.contents == (_span(WANTED, content),)
    assert merged.word == HELD.word


def test_a_nested_attribution_is_lifted_where_the_trained_reader_sees_it() -> None:
    nested = replace(HELD, nested=True)
    proposed = _proposed(WANTED, 0.6, "The mayor", "praised", "the new bridge")
    assert merge_handings(WANTED, [nested], [proposed], LIMITS) == (HELD,)
    assert merge_handings(WANTED, [nested], [], LIMITS) == (nested,)


def test_a_speaker_without_words_stays() -> None:
    silent = replace(HELD, contents=())
    assert merge_handings(WANTED, [silent], [], LIMITS) == (silent,)


PRINTS = {
    "said": (SAID, SPOKEN, Print.SPOKEN),
    "a quotation": (
        '"The bridge is closed," shouted the mayor.',
        _handing(
            '"The bridge is closed," shouted the mayor.', "the mayor", "shouted", "The bridge is closed"
        ),
        Print.SPOKEN,
    ),
    "another verb of saying": (
        "The mayor shouted that the bridge was closed.",
        _handing("The mayor shouted that the bridge was closed.", "The mayor", "shouted", "that the bridge"),
        Print.STATED,
    ),
    "an attitude": (WANTED, HELD, Print.HELD),
    "inside another's words": (SAID, replace(SPOKEN, nested=True), Print.NESTED),
}


@pytest.mark.parametrize(("text", "handing", "expected"), PRINTS.values(), ids=PRINTS)
def test_how_an_attribution_is_printed(text: str, handing: Handing, expected: Print) -> None:
    assert print_of(text, handing) is expected


def test_readers_are_asked_as_chosen() -> None:
    text = "The mayor said the bridge was closed. In a poll, most cared little."
    parts = split_sentences(text)
    proposed = _proposed(text, 1.0, "most", "In a poll", "cared little")
    proposals = Proposals(version="model/1-abcdef", handings=(proposed,))
    ours = find_handings(text, parts)
    theirs = replace(proposed.handing, word="poll")
    assert read_handings(text, parts) == ours
    assert read_handings(text, parts, rules=False) == ours
    assert read_handings(text, parts, proposals, rules=False) == (theirs,)
    assert read_handings(text, parts, proposals) == (*ours, theirs)


spans = st.integers(0, 30).flatmap(lambda start: st.integers(start + 1, 40).map(lambda end: Span(start, end)))
handings = st.builds(
    Handing,
    source=st.none() | spans,
    cue=spans,
    contents=st.lists(spans, max_size=2).map(tuple),
    word=st.sampled_from(["said", "praised"]),
    states=st.booleans(),
    nested=st.booleans(),
)
proposed_handings = st.builds(ProposedHanding, handing=handings, score=st.floats(0, 1))


@settings(deadline=None, max_examples=60)
@given(rules=st.lists(handings, max_size=4), proposed=st.lists(proposed_handings, max_size=4))
def test_nothing_is_found_that_neither_side_proposes(
    rules: list[Handing], proposed: list[ProposedHanding]
) -> None:
    merged = merge_handings("x" * 40, rules, proposed)
    cues = {handing.cue for handing in (*rules, *(one.handing for one in proposed))}
    assert {handing.cue for handing in merged} <= cues
    assert len(merged) <= len(rules) + len(proposed)
    assert list(merged) == sorted(merged, key=lambda handing: (handing.cue.start, handing.cue.end))

"""Joining how the rules and a trained reader take a happening to be told."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.model import Certainty
from twosource.read.certain import Standing, certainty_of
from twosource.read.merging_standing import (
    WITNESS,
    Told,
    by_rules,
    by_shares,
    find_doubt,
    sureness_of,
    weigh,
)
from twosource.read.proposals import Proposals, Sureness
from twosource.text import Span


def _sure(degree: float, asserted: float, hedged: float, denied: float, span: Span | None = None) -> Sureness:
    shares = {"asserted": asserted, "hedged": hedged, "denied": denied}
    return Sureness(span=span or Span(0, 1), degree=degree, shares=shares)


SURE = _sure(2.8, 0.96, 0.03, 0.01)
OPEN = _sure(0.0, 0.1, 0.8, 0.1)
NOT_SO = _sure(-2.5, 0.02, 0.08, 0.9)
EVEN = _sure(0.5, 0.4, 0.2, 0.4)

WEIGHED = {
    "both take it for so": (Standing.HAPPENED, SURE, "asserted", Standing.HAPPENED),
    "no cue, but open": (Standing.HAPPENED, OPEN, "hedged", Standing.POSSIBLE),
    "no cue, but not so": (Standing.HAPPENED, NOT_SO, "denied", Standing.AHEAD),
    "a cue against a sure reader": (Standing.OPEN, SURE, "asserted", Standing.HAPPENED),
    "a cue decides for an unsure one": (Standing.AHEAD, EVEN, "denied", Standing.AHEAD),
    "a negation stays one": (Standing.DENIED, OPEN, "hedged", Standing.DENIED),
    "probable stays probable": (Standing.PROBABLE, SURE, "asserted", Standing.PROBABLE),
}


@pytest.mark.parametrize(("standing", "sureness", "told_as", "expected"), WEIGHED.values(), ids=WEIGHED)
def test_both_are_weighed(standing: Standing, sureness: Sureness, told_as: str, expected: Standing) -> None:
    told = weigh(standing, sureness, negated=False)
    assert (told.told_as, told.standing) == (told_as, expected)


def test_the_degree_lies_between_both() -> None:
    assert -1.0 > weigh(Standing.AHEAD, NOT_SO, negated=False).degree > NOT_SO.degree


@pytest.mark.parametrize(("negated", "expected"), [(True, Standing.DENIED), (False, Standing.AHEAD)])
def test_only_a_negation_denies(expected: Standing, *, negated: bool) -> None:
    assert by_shares(NOT_SO, negated=negated).standing is expected


TEXT = "No guards were hurt, and the driver may have escaped."
HURT = Span(TEXT.index("hurt"), TEXT.index("hurt") + 4)
WHOLE = Span(0, len(TEXT))


def test_rules_alone_where_nothing_is_proposed() -> None:
    assert sureness_of(TEXT, WHOLE, HURT, None) == by_rules(Standing.DENIED)
    assert sureness_of(TEXT, WHOLE, HURT, None, rules=False) == by_rules(Standing.DENIED)


def test_the_trained_reader_alone() -> None:
    assert sureness_of(TEXT, WHOLE, HURT, NOT_SO, rules=False) == Told(
        told_as="denied", degree=-2.5, standing=Standing.DENIED
    )


def test_a_claim_is_as_certain_as_both_tell_it() -> None:
    proposals = Proposals(version="model/1-abcdef", sureness=(_sure(2.9, 1.0, 0.0, 0.0, HURT),))

    def certainty(event: Span, sureness: Sureness | None) -> Certainty:
        return certainty_of(sureness_of(TEXT, WHOLE, event, sureness).standing)

    assert certainty(HURT, None) is Certainty.DENIED
    assert certainty(HURT, proposals.sureness_at(HURT)) is Certainty.ASSERTED
    assert certainty(Span(0, 2), proposals.sureness_at(Span(0, 2))) is Certainty.ASSERTED


DOUBTED = {
    "nothing proposed": ("may have escaped", "escaped", None, None),
    "surely asserted": ("may have escaped", "escaped", SURE, None),
    "left open": ("may have escaped", "escaped", OPEN, Certainty.POSSIBLE),
    "negated": ("were not hurt", "hurt", NOT_SO, Certainty.DENIED),
    "foretold": ("will leave", "leave", NOT_SO, Certainty.POSSIBLE),
    "left open without a cue": ("left", "left", OPEN, Certainty.POSSIBLE),
}


@pytest.mark.parametrize(("verb", "word", "sureness", "expected"), DOUBTED.values(), ids=DOUBTED)
def test_a_happening_is_doubted_where_the_trained_reader_surely_does(
    verb: str, word: str, sureness: Sureness | None, expected: Certainty | None
) -> None:
    text = f"The guards {verb}."
    event = Span(text.index(word), text.index(word) + len(word))
    given = () if sureness is None else (replace(sureness, span=event),)
    proposals = Proposals(version="model/1-abcdef", sureness=given)
    assert find_doubt(text, Span(0, len(text)), event, proposals) is expected


def test_the_shares_of_each_class_sum_to_one() -> None:
    for name in ("asserted", "hedged", "denied"):
        assert sum(WITNESS[standing][name] for standing in Standing) == pytest.approx(1, abs=0.005)


@settings(deadline=None, max_examples=60)
@given(standing=st.sampled_from(Standing), shares=st.tuples(*[st.floats(0.01, 1)] * 3))
def test_more_of_a_class_never_takes_it_away(standing: Standing, shares: tuple[float, float, float]) -> None:
    asserted, hedged, denied = shares
    before = weigh(standing, _sure(0, asserted, hedged, denied), negated=False)
    more = {"asserted": asserted, "hedged": hedged, "denied": denied}
    more[before.told_as] *= 2
    after = weigh(standing, Sureness(span=Span(0, 1), degree=0, shares=more), negated=False)
    assert after.told_as == before.told_as

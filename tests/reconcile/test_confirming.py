"""A fact is confirmed by two independent voices through two newsrooms, and by nothing less."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reconcile.samples import HOSPITAL, MINISTRY, NEWSROOM, article, claim, copy, count, sources
from twosource.model import Article, Certainty, Claim, Copy, Fact, Status, Voice
from twosource.reconcile import find_facts, get_profile

FOUR = count(4)
ARTICLES = [article(name) for name in ("Alpha", "Beta", "Gamma", "Delta")]
WITNESS = Voice(name="a witness", kind="witness")
UNNAMED = Voice(name="a security source", kind="anonymous official", body="security")


def killed(where: str, voice: Voice = NEWSROOM, value: Any = FOUR, **changes: Any) -> Claim:
    via = "_".join(changes.get("via", ()))
    made = claim(where, "killed", value, voice, **changes)
    return replace(made, id=type(made.id)(f"{made.id}{via}"))


def fact_of(*claims: Claim, copies: tuple[Copy, ...] = (), articles: list[Article] = ARTICLES) -> Fact:
    found = find_facts(claims, sources(articles, *copies), get_profile("desk"))
    return next(fact for fact in found if fact.field == "killed" and fact.value is not None)


def test_two_voices_through_two_newsrooms_confirm() -> None:
    fact = fact_of(killed("Alpha", MINISTRY), killed("Beta", HOSPITAL))

    assert fact.confirmed
    assert fact.confirmation == (
        "Confirmed: a doctor at Nahr hospital and Interior Ministry say it, independently of each other,"
        " through Alpha staff and Beta staff."
    )


def test_names_that_differ_in_capitals_alone_stand_in_one_order() -> None:
    names = ("Bay Police", "Bay police", "bay police")
    voices = (Voice(name=name, kind="official", body=name) for name in reversed(names))

    fact = fact_of(*map(killed, ("Alpha", "Beta", "Gamma"), voices))

    assert "Bay Police, Bay police and bay police" in fact.confirmation


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        pytest.param(
            [killed("Alpha", MINISTRY)],
            "Not confirmed: one voice, Interior Ministry, through one newsroom, Alpha staff.",
            id="one voice",
        ),
        pytest.param(
            [killed("Alpha", MINISTRY), killed("Beta", MINISTRY)],
            "Not confirmed: one voice, Interior Ministry, though 2 newsrooms have it (Alpha staff and Beta staff).",
            id="one voice twice",
        ),
        pytest.param(
            [killed("Alpha", MINISTRY), killed("Alpha", HOSPITAL)],
            "Not confirmed: 2 voices (a doctor at Nahr hospital and Interior Ministry), but one"
            " newsroom, Alpha staff.",
            id="one newsroom",
        ),
        pytest.param(
            [killed("Alpha", MINISTRY, via=("Reuters",)), killed("Beta", HOSPITAL, via=("Reuters",))],
            "Not confirmed: 2 voices (a doctor at Nahr hospital and Interior Ministry), but one"
            " newsroom, Reuters.",
            id="two outlets that cite one agency",
        ),
        pytest.param(
            [killed("Alpha", MINISTRY), killed("Beta", HOSPITAL, via=("Alpha staff",))],
            "Not confirmed: 2 voices (a doctor at Nahr hospital and Interior Ministry), but one"
            " newsroom, Alpha staff.",
            id="one newsroom cites the other",
        ),
        pytest.param(
            [killed("Alpha", MINISTRY), killed("Beta", HOSPITAL, via=("local media",))],
            "Not confirmed: 2 voices (a doctor at Nahr hospital and Interior Ministry), but what may be"
            " one newsroom, Alpha staff and local media.",
            id="media that may be any newsroom",
        ),
        pytest.param(
            [killed("Alpha", MINISTRY), killed("Beta", HOSPITAL, certainty=Certainty.POSSIBLE)],
            "Not confirmed: one voice, Interior Ministry, through one newsroom, Alpha staff; what others say fits it, no"
            " more.",
            id="a guess",
        ),
        pytest.param(
            [killed("Alpha", MINISTRY), killed("Beta", HOSPITAL, count(1, None, "several", number=None))],
            "Not confirmed: one voice, Interior Ministry, through one newsroom, Alpha staff; what others say fits it, no"
            " more.",
            id="what merely fits",
        ),
        pytest.param(
            [killed("Alpha", MINISTRY), killed("Beta", UNNAMED)],
            "Not confirmed: what may be one voice, a security source and Interior Ministry, though 2 newsrooms"
            " have it (Alpha staff and Beta staff).",
            id="a nameless official may be the ministry's",
        ),
        pytest.param(
            [killed("Alpha", MINISTRY), killed("Beta"), killed("Beta", MINISTRY, said="4 dead")],
            "Not confirmed: one voice, Interior Ministry, though 2 newsrooms have it (Alpha staff and Beta staff).",
            id="a newsroom has its figure from whom it names",
        ),
    ],
)
def test_less_does_not_confirm(claims: list[Claim], why: str) -> None:
    fact = fact_of(*claims)

    assert (fact.confirmed, fact.confirmation) == (False, why)


def test_what_is_contradicted_is_not_confirmed() -> None:
    seven = killed("Gamma", WITNESS, count(7))
    fact = fact_of(killed("Alpha", MINISTRY), killed("Beta", HOSPITAL), seven)

    assert fact.status is Status.CONTRADICTED
    assert (fact.confirmed, fact.confirmation) == (False, "Not confirmed: the voices contradict each other.")


def test_an_outlet_of_an_agency_is_the_agency_when_another_cites_it() -> None:
    printed = [article("Alpha", newsroom="Rift Wire"), *ARTICLES[1:]]
    told = killed("Beta", HOSPITAL, via=("The Alpha",))

    assert not fact_of(killed("Gamma", MINISTRY, via=("Rift Wire",)), told, articles=printed).confirmed
    assert fact_of(killed("Gamma", MINISTRY, via=("Halcyon Wire",)), told, articles=printed).confirmed


# --- what never confirms, whatever there was before -------------------------------------------------

VOICES = [MINISTRY, HOSPITAL, NEWSROOM, WITNESS]
TOLD = st.builds(
    killed,
    st.sampled_from(["Alpha", "Beta"]),
    st.sampled_from(VOICES),
    via=st.sampled_from([(), ("Reuters",), ("state media",)]),
)
SOME = st.lists(TOLD, min_size=1, max_size=5, unique_by=lambda one: one.id)
QUICK = settings(max_examples=60, deadline=None)


@QUICK
@given(told=SOME, of=st.sampled_from(["Alpha", "Beta"]), data=st.data())
def test_a_copy_never_confirms(told: list[Claim], of: str, data: st.DataObject) -> None:
    own = [one for one in told if one.evidence.article == of]
    again = data.draw(st.sampled_from(own)) if own else killed(of, MINISTRY)
    before = fact_of(*told, *([] if own else [again]))
    printed = replace(again, id=type(again.id)("c_copy"), evidence=killed("Gamma").evidence)

    after = fact_of(*told, *([] if own else [again]), printed, copies=(copy("Gamma", of),))

    assert after.confirmed is before.confirmed


@QUICK
@given(
    voice=st.sampled_from(VOICES[:2]), where=st.lists(st.sampled_from(["Alpha", "Beta", "Gamma"]), min_size=1)
)
def test_the_same_voice_elsewhere_never_confirms(voice: Voice, where: list[str]) -> None:
    assert not fact_of(*(killed(one, voice, said=f"4 {at}") for at, one in enumerate(where))).confirmed


@QUICK
@given(voices=st.lists(st.sampled_from(VOICES), min_size=1, max_size=5))
def test_another_outlet_of_one_newsroom_never_confirms(voices: list[Voice]) -> None:
    wire = [article(name, newsroom="Rift Wire") for name in ("Alpha", "Beta", "Gamma")]
    told = [
        killed(("Alpha", "Beta", "Gamma")[at % 3], voice, said=f"4 {at}") for at, voice in enumerate(voices)
    ]

    assert not fact_of(*told, articles=wire).confirmed


@QUICK
@given(told=SOME)
def test_an_independent_voice_through_another_newsroom_confirms(told: list[Claim]) -> None:
    guide = Voice(name="Omar Aziz", kind="witness", body="Omar Aziz")

    after = fact_of(*told, killed("Alpha", MINISTRY, said="4 first"), killed("Delta", guide))

    assert after.confirmed


@QUICK
@given(told=SOME, data=st.data())
def test_the_order_of_claims_never_matters(told: list[Claim], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(told))

    assert fact_of(*shuffled) == fact_of(*told)

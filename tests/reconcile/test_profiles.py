"""Which value each profile takes of the same claims, and that none changes who contradicts whom."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reconcile.samples import HOSPITAL, MINISTRY, NEWSROOM, article, claim, copy, count, day
from twosource.ids import IncidentId, ReportId
from twosource.model import Article, Certainty, Claim, Copy, Fact, Incident, Report, Status, Voice
from twosource.reconcile import DEFAULT_PROFILE, RULES, get_profile, load_profiles, reconcile
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

ALL = [article("Alpha"), article("Beta", hours=1), article("Gamma", hours=2), article("Later", hours=30)]
PROFILES = list(load_profiles())
MAYOR = Voice(name="the mayor", kind="official", body="mayor of Nahr")
NAHR = Place(name="Nahr", country="IQ", lat=36.0, lon=43.0, radius_km=5, as_said="Nahr", kind="city")
MILL = Place(name="Old Mill", country="IQ", lat=36.0, lon=43.0, radius_km=0.5, as_said="the mill", kind="site",
             within=("Nahr",))  # fmt: skip
GUNMEN = Party(name="gunmen", kind="armed group", as_said="gunmen")
FRONT = Party(name="River Front", kind="armed group", as_said="the River Front")


def by_profile(
    profile: str, claims: list[Claim], *copies: Copy, articles: list[Article] | None = None
) -> Incident:
    printed = articles or ALL
    reports = [
        Report(
            id=ReportId(f"r_{each.id}"),
            article=each.id,
            kind="bombing",
            main=True,
            claims=tuple(one for one in claims if one.evidence.article == each.id),
        )
        for each in printed
    ]
    known = {one.article: one for one in copies}
    return reconcile(IncidentId("i_1"), reports, {one.id: one for one in printed}, known, profile=profile)


def find(
    field: str, profile: str, claims: list[Claim], *copies: Copy, articles: list[Article] | None = None
) -> Fact:
    made = by_profile(profile, claims, *copies, articles=articles)
    return next(fact for fact in made.facts if fact.field == field)


THREE_OR_EIGHT = [
    claim("Alpha", "killed", count(3), MINISTRY),
    claim("Alpha", "killed", count(2, said="two"), HOSPITAL),
    claim("Beta", "killed", count(3, said="three"), NEWSROOM),
    claim("Gamma", "killed", count(8), MAYOR),
    claim("Gamma", "killed", count(8, said="eight"), HOSPITAL),
]
FIVE_AT_LEAST = [
    claim("Alpha", "killed", count(5, None, "at least five"), MINISTRY),
    claim("Beta", "killed", count(6, 9, "six to nine", number=None), HOSPITAL),
    claim("Gamma", "killed", count(20), MAYOR, certainty=Certainty.POSSIBLE),
]


@pytest.mark.parametrize(
    ("profile", "disputed", "vague"),
    [
        ("desk", (8, 8), (6, 9)),
        ("conservative", (3, 3), (5, None)),
        ("range", (3, 8), (5, 9)),
        ("widest", (2, 8), (5, None)),
        ("overlap", (8, 8), (6, 9)),
        ("latest", (8, 8), (6, 9)),
        ("informative", (8, 8), (6, 9)),
        ("representative", (3, 3), (5, None)),
    ],
)
def test_each_profile_takes_its_own_toll(profile: str, disputed: object, vague: object) -> None:
    found = [find("killed", profile, told).value for told in (THREE_OR_EIGHT, FIVE_AT_LEAST)]
    bounds = [(value.low, value.high) for value in found if isinstance(value, Count)]
    assert bounds == [disputed, vague]


def test_the_table_above_has_every_profile() -> None:
    assert [
        *("desk", "conservative", "range", "widest", "overlap", "latest", "informative", "representative")
    ] == PROFILES


def test_six_is_taken_before_at_least_six() -> None:
    told = [
        claim("Alpha", "killed", count(6, None, "at least six"), MINISTRY),
        claim("Beta", "killed", count(6), HOSPITAL),
    ]
    assert {
        find("killed", name, told).value for name in PROFILES if name not in {"widest", "representative"}
    } == {count(6)}


def test_an_open_end_stays_open_where_nobody_says_more() -> None:
    told = [
        claim("Alpha", "killed", count(3), MINISTRY),
        claim("Beta", "killed", count(9, None, "at least nine"), HOSPITAL),
    ]
    found = find("killed", "range", told).value
    assert isinstance(found, Count)
    assert (found.low, found.high, found.as_said) == (3, None, "3; at least nine")


@pytest.mark.parametrize(
    ("profile", "place", "culprit"),
    [
        ("desk", MILL, FRONT),
        ("conservative", NAHR, GUNMEN),
        ("widest", NAHR, GUNMEN),
        ("latest", NAHR, GUNMEN),
        ("informative", MILL, FRONT),
        ("representative", NAHR, GUNMEN),
    ],
)
def test_each_profile_takes_its_own_place_and_culprit(profile: str, place: Place, culprit: Party) -> None:
    told = [
        claim("Alpha", "place", NAHR),
        claim("Beta", "place", MILL),
        claim("Later", "place", NAHR),
        claim("Alpha", "perpetrator", GUNMEN),
        claim("Beta", "perpetrator", FRONT),
        claim("Later", "perpetrator", GUNMEN),
        claim("Later", "perpetrator", FRONT, certainty=Certainty.SUSPECTED),
    ]
    assert find("place", profile, told).value == place
    if profile != "desk":
        assert find("perpetrator", profile, told).value == culprit


@pytest.mark.parametrize(
    ("profile", "days"),
    [("conservative", (4, 6)), ("range", (4, 6)), ("widest", (4, 6)), ("latest", (6, 6)), ("representative", (4, 6))],
)  # fmt: skip
def test_days_are_a_stretch_or_the_last_one_named(profile: str, days: tuple[int, int]) -> None:
    told = [claim("Alpha", "when", day(4)), claim("Beta", "when", day(6))]
    value = find("when", profile, told).value
    assert isinstance(value, When)
    assert value.earliest is not None
    assert value.latest is not None
    assert (value.earliest.day, value.latest.day) == days


def test_most_told_counts_copies_once() -> None:
    told = [
        claim("Alpha", "killed", count(9), MINISTRY),
        claim("Beta", "killed", count(9), HOSPITAL),
        claim("Gamma", "killed", count(4), MAYOR),
        claim("Later", "killed", count(4), MAYOR),
    ]
    assert find("killed", "representative", told).value == count(4)
    assert find("killed", "representative", told, copy("Later", "Gamma")).value == count(9)


def test_figures_since_replaced_are_left_out_unless_all_that_was_ever_said_is_asked_for() -> None:
    told = [
        claim("Alpha", "killed", count(2), MINISTRY),
        claim("Gamma", "killed", count(7), MINISTRY),
        claim("Later", "killed", count(7), HOSPITAL),
    ]
    lows = {
        name: value.low for name in PROFILES if isinstance(value := find("killed", name, told).value, Count)
    }
    assert lows == {**dict.fromkeys(PROFILES, 7), "widest": 2}


def test_an_unknown_profile_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="'bold' is no profile: it is one of desk, conservative"):
        get_profile("bold")


def test_the_default_profile_is_the_desk_and_has_a_rule_for_every_field() -> None:
    assert DEFAULT_PROFILE == "desk"
    assert get_profile("desk").rules == RULES
    assert get_profile("desk").own == frozenset()
    assert {tuple(profile.rules) for profile in load_profiles().values()} == {tuple(RULES)}


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_and_its_rules_explain_themselves_in_full_sentences(profile: str) -> None:
    found = get_profile(profile)
    for words in (found.says, *(" ".join((rule.__doc__ or "").split()) for rule in found.rules.values())):
        assert words[:1].isupper()
        assert words.endswith(".")


FIGURES = [
    count(0), count(2), count(5), count(2, None, "at least two"), count(24, None, "dozens", number=None),
    count(4, 6, "about five", number=5, about=True), count(3, more=True, said="three more"),
]  # fmt: skip
claim_lists = st.lists(
    st.builds(
        claim,
        st.sampled_from(["Alpha", "Beta", "Gamma", "Later"]),
        st.sampled_from(["killed", "injured", "casualties"]),
        st.sampled_from(FIGURES),
        st.sampled_from([NEWSROOM, MINISTRY, HOSPITAL]),
        certainty=st.sampled_from([Certainty.ASSERTED, Certainty.POSSIBLE, Certainty.DENIED]),
        scope=st.sampled_from(["", "", "children"]),
    ),
    max_size=8,
    unique_by=lambda told: told.id,
)


@settings(deadline=None, max_examples=60)
@given(claim_lists, st.sampled_from(PROFILES))
def test_no_profile_changes_who_contradicts_whom(claims: list[Claim], profile: str) -> None:
    chosen, desk = by_profile(profile, claims).facts, by_profile("desk", claims).facts
    assert [(one.field, one.scope, one.status) for one in chosen] == [
        (one.field, one.scope, one.status) for one in desk
    ]
    for fact in chosen:
        assert not set(fact.support) & set(fact.against)
        assert bool(fact.against) == (fact.status is Status.CONTRADICTED)


@settings(deadline=None, max_examples=60)
@given(claim_lists, st.randoms(use_true_random=False), st.sampled_from(PROFILES))
def test_the_order_of_claims_changes_nothing(claims: list[Claim], random: Any, profile: str) -> None:
    told = list(claims)
    random.shuffle(told)
    assert by_profile(profile, told) == by_profile(profile, claims)


@settings(deadline=None, max_examples=60)
@given(claim_lists)
def test_low_and_high_profiles_hold_what_the_others_take(claims: list[Claim]) -> None:
    def bound(profile: str) -> list[Count]:
        return [fact.value for fact in by_profile(profile, claims).facts if isinstance(fact.value, Count)]

    for least, within, most in zip(bound("range"), bound("conservative"), bound("widest"), strict=True):
        assert (most.low or 0) <= (least.low or 0) <= (within.low or 0)


def test_an_undated_article_is_never_the_latest() -> None:
    undated = article("Beta", hours=None)
    told = [claim("Alpha", "killed", count(3), MINISTRY), claim("Beta", "killed", count(4), HOSPITAL)]
    assert find("killed", "latest", told).value == count(4)
    assert find("killed", "latest", told, articles=[ALL[0], undated]).value == count(3)

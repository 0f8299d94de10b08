from dataclasses import replace
from datetime import time, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reconcile.samples import (
    HOSPITAL,
    MINISTRY,
    NEWSROOM,
    START,
    article,
    claim,
    copy,
    count,
    day,
    facts,
    incident,
)
from twosource.ids import IncidentId
from twosource.model import (
    Certainty,
    Claim,
    CopyRelation,
    FirstSince,
    PressTally,
    Responsibility,
    Status,
    Voice,
)
from twosource.reconcile import RULES, reconcile
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

A, B, C = article("Alpha"), article("Beta", hours=1), article("Gamma", hours=2)
LATER = article("Later", hours=30)
ALL = [A, B, C, LATER]

AGREED, COMPATIBLE, UPDATED = Status.AGREED, Status.COMPATIBLE, Status.UPDATED
CONTRADICTED, SINGLE, UNKNOWN = Status.CONTRADICTED, Status.SINGLE_SOURCE, Status.UNKNOWN

AT_LEAST_TWO = count(2, None, "at least two")
AT_LEAST_FIVE = count(5, None, "at least five")
DOZENS = Count(low=24, high=None, as_said="dozens")
MAYOR = Voice(name="the mayor", kind="official", body="mayor of Nahr")


@pytest.mark.parametrize("rule", sorted(set(RULES.values()), key=str), ids=lambda rule: rule.__name__)
def test_every_rule_explains_itself_in_a_full_sentence(rule: Any) -> None:
    doc = " ".join((rule.__doc__ or "").split())
    assert doc[:1].isupper()
    assert doc.endswith(".")


@pytest.mark.parametrize(
    ("claims", "status", "value", "against"),
    [
        pytest.param([claim("Alpha", "killed", count(3))], SINGLE, count(3), 0, id="one claim"),
        pytest.param(
            [claim("Alpha", "killed", count(3)), claim("Alpha", "killed", count(3), MINISTRY)],
            SINGLE, count(3), 0, id="two claims of one article",
        ),
        pytest.param(
            [claim("Alpha", "killed", count(3), MINISTRY), claim("Beta", "killed", count(3), HOSPITAL)],
            AGREED, count(3), 0, id="two voices in two newsrooms",
        ),
        pytest.param(
            [claim("Alpha", "killed", count(3), MINISTRY), claim("Beta", "killed", count(3), MINISTRY)],
            AGREED, count(3), 0, id="one voice in two newsrooms",
        ),
        pytest.param(
            [claim("Alpha", "killed", AT_LEAST_TWO, MINISTRY), claim("Beta", "killed", count(6), HOSPITAL)],
            COMPATIBLE, count(6), 0, id="at least two admits six",
        ),
        pytest.param(
            [claim("Alpha", "killed", DOZENS, MINISTRY), claim("Beta", "killed", count(70), HOSPITAL)],
            COMPATIBLE, count(70), 0, id="dozens admits 70",
        ),
        pytest.param(
            [claim("Alpha", "killed", count(3), MINISTRY), claim("Beta", "killed", count(12), HOSPITAL)],
            CONTRADICTED, count(3), 1, id="two voices an hour apart",
        ),
        pytest.param(
            [claim("Alpha", "killed", count(7), MAYOR), claim("Alpha", "killed", count(12), HOSPITAL)],
            CONTRADICTED, count(7), 1, id="two voices in one article",
        ),
        pytest.param(
            [claim("Alpha", "killed", count(3), MINISTRY), claim("Gamma", "killed", count(8), MINISTRY)],
            UPDATED, count(8), 0, id="one voice later",
        ),
        pytest.param(
            [claim("Alpha", "killed", AT_LEAST_TWO, MINISTRY), claim("Gamma", "killed", AT_LEAST_FIVE, MINISTRY)],
            UPDATED, AT_LEAST_FIVE, 0, id="one voice: at least two, then at least five",
        ),
        pytest.param(
            [claim("Alpha", "killed", count(9), MINISTRY), claim("Gamma", "killed", count(8), MINISTRY)],
            UPDATED, count(8), 0, id="one voice corrects itself downwards",
        ),
        pytest.param(
            [claim("Alpha", "killed", count(3), MINISTRY), claim("Later", "killed", count(8), HOSPITAL)],
            UPDATED, count(8), 0, id="another voice a day later: the toll has risen",
        ),
        pytest.param(
            [claim("Alpha", "killed", count(8), MINISTRY), claim("Later", "killed", count(3), HOSPITAL)],
            CONTRADICTED, count(3), 1, id="another voice a day later: tolls do not fall",
        ),
        pytest.param(
            [
                claim("Alpha", "killed", count(3), MINISTRY),
                claim("Later", "killed", count(8), HOSPITAL),
                claim("Later", "killed", count(3), MAYOR),
            ],
            CONTRADICTED, count(3), 1, id="the lower toll is still told",
        ),
        pytest.param(
            [
                claim("Alpha", "killed", AT_LEAST_TWO, MINISTRY),
                claim("Beta", "killed", count(5), MINISTRY),
                claim("Gamma", "killed", count(2, said="two"), MINISTRY),
                claim("Gamma", "killed", count(5), HOSPITAL),
            ],
            UPDATED, count(5), 0, id="an old figure retold is as old as it was",
        ),
        pytest.param(
            [claim("Alpha", "killed", count(5), MINISTRY), claim("Alpha", "killed", count(2), MINISTRY)],
            SINGLE, count(5), 0, id="whole and part by one voice in one article",
        ),
        pytest.param(
            [claim("Alpha", "killed", count(5)), claim("Beta", "killed", count(2, more=True), HOSPITAL)],
            SINGLE, count(5), 0, id="three more is no total",
        ),
        pytest.param(
            [
                claim("Alpha", "killed", count(5), MINISTRY),
                claim("Beta", "killed", count(5), HOSPITAL, certainty=Certainty.DENIED),
            ],
            CONTRADICTED, count(5), 1, id="a figure and its denial",
        ),
    ],
)  # fmt: skip
def test_tolls(claims: list[Claim], status: Status, value: Count, against: int) -> None:
    killed = facts(ALL, claims)["killed"]
    assert (killed.status, len(killed.against)) == (status, against)
    assert isinstance(killed.value, Count)
    assert (killed.value.low, killed.value.high) == (value.low, value.high)
    assert killed.why.endswith(".")


def test_a_toll_keeps_its_history_oldest_first() -> None:
    told = [
        claim("Alpha", "killed", count(2), MINISTRY),
        claim("Beta", "killed", count(4), MINISTRY),
        claim("Gamma", "killed", count(9), MINISTRY),
    ]
    killed = facts(ALL, told)["killed"]
    assert killed.history == ((START, count(2)), (START + timedelta(hours=1), count(4)))
    assert killed.why == 'First Interior Ministry says "2" / "4"; later Interior Ministry says "9".'


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Police", 'First police say "2"; later police say "9".'),
        ("Local Police", 'First local police say "2"; later local police say "9".'),
        ("Officer", 'Officer says "2"; but officer says "9".'),
        ("Kisumu Police", 'First Kisumu Police say "2"; later Kisumu Police say "9".'),
        ("Interior Ministry", 'First Interior Ministry says "2"; later Interior Ministry says "9".'),
    ],
)
def test_a_sentence_fits_whether_one_speaks_or_several(name: str, why: str) -> None:
    voice = Voice(name=name, kind="official")
    told = [claim("Alpha", "killed", count(2), voice), claim("Beta", "killed", count(9), voice)]
    assert facts(ALL, told)["killed"].why == why


def test_a_speaker_without_a_name_stands_small_in_a_sentence() -> None:
    told = claim("Alpha", "killed", count(2), Voice(name="police", kind="official"))
    assert facts(ALL, [told])["killed"].why == 'Only police say "2": 1 newsroom, 1 voice.'


def test_a_corrected_article_updates_itself_by_its_time_of_update() -> None:
    first = article("First")
    corrected = article("Corrected", updated=START + timedelta(hours=3))
    told = [claim("First", "killed", count(2), MINISTRY), claim("Corrected", "killed", count(5), MINISTRY)]
    found = facts([first, corrected], told, copy("Corrected", "First", CopyRelation.UPDATED))["killed"]
    assert (found.status, found.value) == (UPDATED, count(5))


def test_a_copy_does_not_make_agreement() -> None:
    told = [claim("Alpha", "killed", count(3)), claim("Beta", "killed", count(3))]
    killed = facts(ALL, told, copy("Beta", "Alpha"))["killed"]
    assert (killed.status, killed.voices, killed.newsrooms, killed.outlets) == (SINGLE, 1, 1, 2)
    assert killed.why == 'Only Alpha staff says "3": 1 newsroom, 1 voice, 2 outlets.'


def test_one_voice_in_two_newsrooms_shows_as_one() -> None:
    told = [claim("Alpha", "salvos", count(2), MINISTRY), claim("Beta", "salvos", count(2), MINISTRY)]
    salvos = facts(ALL, told)["salvos"]
    assert (salvos.status, salvos.voices, salvos.newsrooms) == (AGREED, 1, 2)
    assert salvos.why == 'Interior Ministry says "2": 2 newsrooms, 1 voice.'


NONE = Count(low=0, high=0, as_said="no casualties")


def test_no_casualties_agrees_with_no_reported_casualties_and_stays_as_unsure() -> None:
    told = [
        claim("Alpha", "casualties", NONE, MINISTRY, certainty=Certainty.REPORTED),
        claim("Beta", "casualties", NONE, MAYOR),
    ]
    found = facts(ALL, told)
    assert (found["casualties"].status, found["casualties"].certainty) == (AGREED, Certainty.REPORTED)
    assert "killed" not in found


def test_no_casualties_is_contradicted_by_the_dead() -> None:
    told = [
        claim("Alpha", "casualties", NONE, MINISTRY),
        claim("Beta", "killed", count(3), HOSPITAL),
    ]
    found = facts(ALL, told)
    assert {found[field].status for field in ("casualties", "killed")} == {CONTRADICTED}
    assert found["killed"].against == found["casualties"].support


def test_no_casualties_is_outdated_when_the_same_voice_counts_dead_later() -> None:
    told = [claim("Alpha", "casualties", NONE, MINISTRY), claim("Gamma", "killed", count(3), MINISTRY)]
    found = facts(ALL, told)
    assert (found["casualties"].status, found["killed"].status) == (UPDATED, SINGLE)
    assert found["casualties"].history == ((START, NONE),)


def test_no_casualties_goes_with_nobody_killed() -> None:
    told = [claim("Alpha", "casualties", NONE), claim("Beta", "injured", count(0))]
    found = facts(ALL, told)
    assert {found[field].status for field in ("casualties", "injured")} == {SINGLE}


def test_scopes_are_counted_apart() -> None:
    told = [claim("Alpha", "killed", count(9)), claim("Beta", "killed", count(2), scope="children")]
    found = [(fact.scope, fact.status) for fact in incident(ALL, told).facts if fact.field == "killed"]
    assert found == [("", SINGLE), ("children", SINGLE)]


def test_what_nobody_says_is_unknown() -> None:
    found = facts(ALL, [claim("Alpha", "weapon", "grenade")])
    assert [field for field, fact in found.items() if fact.status is UNKNOWN] == [
        "killed", "injured", "perpetrator", "responsibility",
    ]  # fmt: skip
    assert found["killed"].value is None


def test_background_is_no_fact() -> None:
    assert "background" not in facts(ALL, [claim("Alpha", "background", "2,000 troops")])


# --- who ------------------------------------------------------------------------------------------

RIVER = Party(name="River Brigade", kind="armed group", as_said="the River Brigade", id="river-brigade")
HILL = Party(name="Hill Front", kind="armed group", as_said="the Hill Front", id="hill-front")
NOBODY = Responsibility(stance="none claimed")
THE_RIVER = Voice(name="River Brigade", kind="armed group", body="River Brigade")


def claimed(by: Party) -> Responsibility:
    return Responsibility(stance="claimed", by=by)


@pytest.mark.parametrize(
    ("claims", "status", "value"),
    [
        pytest.param([("Alpha", NOBODY), ("Beta", NOBODY)], AGREED, NOBODY, id="nobody so far, twice"),
        pytest.param([("Alpha", NOBODY), ("Beta", claimed(RIVER))], UPDATED, claimed(RIVER), id="then a claim"),
        pytest.param(
            [("Alpha", claimed(RIVER)), ("Beta", claimed(HILL))], CONTRADICTED, claimed(RIVER), id="two claimants"
        ),
        pytest.param(
            [("Alpha", claimed(RIVER)), ("Later", Responsibility(stance="denied", by=RIVER))],
            CONTRADICTED, claimed(RIVER), id="a claim and its denial, however late",
        ),
        pytest.param(
            [("Alpha", NOBODY), ("Beta", Responsibility(stance="denied", by=RIVER))],
            UPDATED, Responsibility(stance="denied", by=RIVER), id="then a denial",
        ),
        pytest.param([("Alpha", claimed(RIVER)), ("Beta", claimed(RIVER))], AGREED, claimed(RIVER), id="claimed twice"),
    ],
)  # fmt: skip
def test_responsibility(
    claims: list[tuple[str, Responsibility]], status: Status, value: Responsibility
) -> None:
    told = [
        claim(where, "responsibility", said, THE_RIVER if said.by else NEWSROOM) for where, said in claims
    ]
    found = facts(ALL, told)["responsibility"]
    assert (found.status, found.value) == (status, value)


def test_blame_is_not_responsibility() -> None:
    told = [
        claim("Alpha", "perpetrator", RIVER, MINISTRY, certainty=Certainty.SUSPECTED),
        claim("Alpha", "responsibility", Responsibility(stance="denied", by=RIVER), THE_RIVER),
    ]
    found = facts(ALL, told)
    assert (found["perpetrator"].status, found["perpetrator"].certainty) == (SINGLE, Certainty.SUSPECTED)
    assert found["responsibility"].status is SINGLE


def test_suspected_stays_suspected_and_where_a_group_is_makes_no_other_group() -> None:
    militia = Party(name="Hill-aligned militias", kind="armed group", as_said="Hill-aligned militias")
    there = Party(
        name="Hill-aligned militias in Iraq", kind="armed group", as_said="Hill-aligned militias in Iraq"
    )
    told = [
        claim("Alpha", "perpetrator", militia, MINISTRY, certainty=Certainty.SUSPECTED),
        claim("Beta", "perpetrator", there, MINISTRY),
    ]
    found = facts(ALL, told)["perpetrator"]
    assert (found.status, found.certainty, found.voices) == (AGREED, Certainty.SUSPECTED, 1)


# --- when, what -----------------------------------------------------------------------------------

FRIDAY = When(earliest=None, latest=None, precision="day", zone=None, as_said="Friday", weekday=4)


def test_parts_of_one_day_agree_on_the_day_and_the_value_is_what_all_allow() -> None:
    whole = day(8, "on Friday")
    morning = day(8, "on Friday morning", latest=START.replace(day=8, hour=11, minute=59), precision="part")
    found = facts(ALL, [claim("Alpha", "when", whole), claim("Beta", "when", morning)])["when"]
    assert found.status is AGREED
    assert isinstance(found.value, When)
    assert (found.value.earliest, found.value.latest) == (whole.earliest, morning.latest)


def test_a_bare_weekday_agrees_with_its_date_and_not_with_another() -> None:
    agreed = facts(ALL, [claim("Alpha", "when", FRIDAY), claim("Beta", "when", day(8))])["when"]
    assert (agreed.status, agreed.value) == (AGREED, day(8))
    apart = facts(ALL, [claim("Alpha", "when", FRIDAY), claim("Beta", "when", day(6))])["when"]
    assert apart.status is CONTRADICTED


NAHR = Place(
    name="Nahr", country="IQ", lat=36.0, lon=43.0, radius_km=5, as_said="Nahr", kind="city", within=("Iraq",)
)
MILL = replace(NAHR, name="Old Mill", radius_km=0.5, kind="site", within=("Nahr", "Iraq"))
ELSEWHERE = replace(NAHR, name="Dair", as_said="Dair", lat=37.5)


@pytest.mark.parametrize(
    ("left", "right", "status", "value"),
    [
        (NAHR, NAHR, AGREED, NAHR),
        (NAHR, MILL, COMPATIBLE, MILL),
        (replace(MILL, radius_km=9), MILL, AGREED, MILL),
        (NAHR, ELSEWHERE, CONTRADICTED, NAHR),
        (MILL, replace(MILL, name="Weir", lat=36.05), COMPATIBLE, MILL),
    ],
    ids=["the same", "a site in it", "a site told more closely", "another town", "two sites of one scene"],
)
def test_places(left: Place, right: Place, status: Status, value: Place) -> None:
    found = facts(ALL, [claim("Alpha", "place", left), claim("Beta", "place", right)])["place"]
    assert (found.status, found.value) == (status, value)


def test_a_why_quotes_long_words_shortened() -> None:
    words = "a great many words that go on " * 9
    assert len(facts(ALL, [claim("Alpha", "motive", words)])["motive"].why) < 150


def test_a_rounded_hour_fits_the_exact_one() -> None:
    exact = day(8, "at 4.15am", clock=(time(4, 15), time(4, 15)), precision="minute", about=True,
                earliest=START.replace(day=8, hour=4, minute=5), latest=START.replace(day=8, hour=4, minute=25))  # fmt: skip
    rounded = day(8, "about 4 a.m.", clock=(time(3, 30), time(4, 30)), precision="hour", about=True,
                  earliest=START.replace(day=8, hour=3, minute=30), latest=START.replace(day=8, hour=4, minute=30))  # fmt: skip
    found = facts(ALL, [claim("Alpha", "time", rounded), claim("Beta", "time", exact)])["time"]
    assert (found.status, found.value) == (COMPATIBLE, exact)


@pytest.mark.parametrize(
    ("field", "left", "right", "status", "value"),
    [
        ("kind", "bombing", "bombing", AGREED, "bombing"),
        ("kind", "bombing", "car bombing", COMPATIBLE, "car bombing"),
        ("kind", "explosion", "car bombing", COMPATIBLE, "car bombing"),
        ("weapon", "rocket", "Katyusha rocket", COMPATIBLE, "Katyusha rocket"),
        ("weapon", "grenade", "grenade", AGREED, "grenade"),
        ("damage", "none", "no damage", SINGLE, None),
        ("damage", "a wall collapsed", "no damage", CONTRADICTED, "a wall collapsed"),
        ("target", "police van", "a police van", AGREED, "police van"),
        ("target", "van", "police van", COMPATIBLE, "police van"),
        ("target", "U.S. consulate", "the American consulate", AGREED, "U.S. consulate"),
    ],
)
def test_words(field: str, left: str, right: str, status: Status, value: str | None) -> None:
    found = facts(ALL, [claim("Alpha", field, left), claim("Beta", field, right)])[field]
    assert found.status is status
    assert value is None or found.value == value


def test_one_target_spelled_in_two_ways_is_one() -> None:
    told = [
        claim(where, "target", Party(name=name, kind="site", as_said=name))
        for where, name in (("Alpha", "U.S. consulate"), ("Beta", "American consulate"))
    ]
    assert facts(ALL, told)["target"].status is AGREED


def test_different_targets_and_weapons_stand_side_by_side() -> None:
    told = [
        claim("Alpha", "target", "mosque"), claim("Beta", "target", "police station"),
        claim("Alpha", "weapon", "car bomb"), claim("Beta", "weapon", "rifle"),
    ]  # fmt: skip
    found = [(f.field, f.status) for f in incident(ALL, told).facts if f.field in {"target", "weapon"}]
    assert found == [("target", SINGLE), ("target", SINGLE), ("weapon", SINGLE), ("weapon", SINGLE)]


def test_a_shortened_quotation_is_the_same_quotation() -> None:
    full = "We ask the council of Nahr, as we have so often, to keep our schools safe from these attacks"
    cut = "We ask the council of Nahr… to keep our schools safe"
    other = "There is nothing to add to what the minister told you"
    told = [
        claim("Alpha", "quote", cut, MINISTRY),
        claim("Beta", "quote", full, MINISTRY),
        claim("Beta", "quote", other),
    ]
    found = [(f.value, f.status) for f in incident(ALL, told).facts if f.field == "quote"]
    assert sorted(found, key=str) == [(other, SINGLE), (full, AGREED)]


# --- counts made by the press ----------------------------------------------------------------------


def test_dozens_of_attacks_admit_more_than_70() -> None:
    dozens = PressTally(count=DOZENS, what="drone strikes against convoys", where=("Iraq", "Syria"))
    seventy = PressTally(count=count(71, None, "more than 70"), what="such attacks", where=("Syria",))
    found = facts(ALL, [claim("Alpha", "tally", dozens), claim("Beta", "tally", seventy, THE_RIVER)])["tally"]
    assert (found.status, found.value, len(found.support)) == (COMPATIBLE, seventy, 2)


def test_an_hour_without_a_day_takes_the_day_another_voice_names() -> None:
    dated = day(8, "about 4 a.m. on Friday", clock=(time(3, 30), time(4, 30)), precision="hour", about=True)
    bare = replace(
        day(8, "around 4.15am", clock=(time(4, 0), time(4, 30)), precision="minute", about=True),
        earliest=None,
        latest=None,
    )
    value = facts(ALL, [claim("Alpha", "time", dated), claim("Beta", "time", bare)])["time"].value
    assert isinstance(value, When)
    assert (value.as_said, value.earliest is not None and value.earliest.day) == ("around 4.15am", 8)


def test_counts_of_other_things_and_times_stand_apart() -> None:
    this_year = PressTally(count=count(12), what="attacks on oil sites", since=day(1))
    this_month = PressTally(count=count(3), what="attacks on oil sites", since=day(20))
    elsewhere = PressTally(count=count(40), what="attacks", where=("Peru",))
    told = [
        claim("Alpha", "tally", value, said=str(index)) for index, value in enumerate((this_year, this_month))
    ]
    assert [f.status for f in incident(ALL, told).facts if f.field == "tally"] == [SINGLE, SINGLE]
    away = [
        claim("Alpha", "tally", PressTally(count=count(3), what="attacks", where=("Chad",))),
        claim("Beta", "tally", elsewhere),
    ]
    assert [f.status for f in incident(ALL, away).facts if f.field == "tally"] == [SINGLE, SINGLE]


def test_two_counts_of_one_thing_contradict() -> None:
    told = [
        claim(where, "tally", PressTally(count=count(number), what="attacks on oil sites", since=day(1)))
        for where, number in (("Alpha", 12), ("Beta", 19))
    ]
    assert facts(ALL, told)["tally"].status is CONTRADICTED


def test_the_first_since_an_older_time_is_also_the_first_since_a_later_one() -> None:
    older = FirstSince(what="attack on the port", since=day(1))
    newer = FirstSince(what="reported attack on the port", since=day(4))
    found = facts(ALL, [claim("Alpha", "first since", newer), claim("Beta", "first since", older)])[
        "first since"
    ]
    assert (found.status, found.value) == (COMPATIBLE, older)


# --- the whole ------------------------------------------------------------------------------------

claim_lists = st.lists(
    st.builds(
        claim,
        st.sampled_from(["Alpha", "Beta", "Gamma", "Later"]),
        st.sampled_from(["killed", "injured", "casualties"]),
        st.sampled_from([count(0), count(2), count(5), AT_LEAST_TWO, DOZENS]),
        st.sampled_from([NEWSROOM, MINISTRY, HOSPITAL]),
        certainty=st.sampled_from([Certainty.ASSERTED, Certainty.REPORTED, Certainty.DENIED]),
    ),
    max_size=8,
    unique_by=lambda told: told.id,
)


@settings(deadline=None, max_examples=80)
@given(claim_lists, st.integers())
def test_the_order_of_claims_and_reports_changes_nothing(claims: list[Claim], seed: int) -> None:
    articles, told = list(ALL), list(claims)
    Random(seed).shuffle(articles)
    Random(seed).shuffle(told)
    assert incident(articles, told) == incident(ALL, claims)


@settings(deadline=None, max_examples=80)
@given(claim_lists)
def test_no_claim_is_both_for_and_against_and_contradictions_have_opponents(claims: list[Claim]) -> None:
    for fact in incident(ALL, claims).facts:
        assert not set(fact.support) & set(fact.against)
        assert bool(fact.against) == (fact.status is CONTRADICTED)


def test_an_incident_needs_reports() -> None:
    with pytest.raises(ValueError, match="no reports"):
        reconcile(IncidentId("i_1"), [], {}, {})

"""People told of one by one, and the injured who have died since."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reconcile.samples import HOSPITAL, MINISTRY, article, claim, count, facts
from twosource.model import Claim, Status
from twosource.values.count import Count

A, B, LATER = article("Alpha"), article("Beta", hours=1), article("Later", hours=30)
ONE = count(1)


def _one(where: str, scope: str, field: str = "injured") -> Claim:
    return claim(where, field, ONE, scope=scope, said=f"{scope} was hurt")


def test_people_of_one_article_are_added_up_to_a_lowest_number() -> None:
    fact = facts([A], [_one("Alpha", "a man"), _one("Alpha", "Ada Obi")])["injured"]
    said = "Ada Obi was hurt; a man was hurt"
    assert fact.value == Count(low=2, high=None, as_said=said, number=2)
    assert (fact.status, fact.rule, len(fact.support)) == (Status.SINGLE_SOURCE, "one_by_one", 2)
    assert fact.why == "Nobody gives a figure; Alpha staff tells of 2 people one by one: 1 newsroom, 1 voice."


_PEOPLE = [
    _one("Alpha", "a man", "casualties"),
    _one("Alpha", "a woman", "casualties"),
    _one("Beta", "a boy", "casualties"),
    _one("Beta", "a girl", "casualties"),
]


def test_people_of_two_articles_are_not_added() -> None:
    told = [_one("Alpha", "a man"), _one("Alpha", "a woman"), _one("Beta", "a boy"), _one("Beta", "a girl")]
    value = facts([A, B], told)["injured"].value
    assert isinstance(value, Count)
    assert value.low == 2


def test_a_stated_figure_stands() -> None:
    told = [claim("Beta", "injured", count(5)), _one("Alpha", "a man"), _one("Alpha", "a woman")]
    assert facts([A, B], told)["injured"].value == count(5)


def test_single_people_make_no_facts_of_their_own() -> None:
    told = [_one("Alpha", "a man"), _one("Alpha", "a woman")]
    assert [fact for fact in facts([A], told).values() if fact.scope] == []


HURT = claim("Alpha", "injured", ONE, said="A man is in hospital")
DEAD = claim("Later", "killed", ONE, said="the man has died")


def test_the_injured_of_early_reports_are_the_dead_of_later_ones() -> None:
    fact = facts([A, LATER], [HURT, DEAD])["injured"]
    assert (fact.value, fact.status, fact.rule) == (None, Status.UNKNOWN, "died_since")
    assert [value for _, value in fact.history] == [ONE]
    assert fact.why == 'Those told of as injured have died since: Later staff says "the man has died".'


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param([HURT, DEAD, claim("Later", "injured", ONE)], id="somebody-is-still-hurt"),
        pytest.param([claim("Alpha", "injured", count(3)), DEAD], id="more-hurt-than-dead"),
        pytest.param([HURT, claim("Alpha", "killed", ONE), DEAD], id="both-told-at-once"),
        pytest.param([claim("Later", "injured", ONE), claim("Alpha", "killed", ONE)], id="dead-before"),
        pytest.param([HURT, DEAD, claim("Beta", "casualties", count(2))], id="two-were-shot"),
    ],
)
def test_the_injured_stay_where_they_may_be_others(claims: Sequence[Claim]) -> None:
    assert facts([A, B, LATER], list(claims))["injured"].value is not None


def test_a_part_told_by_whom_the_newsroom_quotes_is_no_doubt_of_its_total() -> None:
    told = [claim("Alpha", "injured", count(4)), claim("Alpha", "injured", count(2), MINISTRY)]
    fact = facts([A], told)["injured"]
    assert (fact.value, fact.against) == (count(4), ())


def test_a_part_told_later_is_no_later_word_on_the_whole() -> None:
    told = [
        claim("Alpha", "injured", count(4), MINISTRY),
        claim("Later", "injured", count(4), MINISTRY),
        claim("Later", "injured", count(1), MINISTRY),
    ]
    assert facts([A, LATER], told)["injured"].value == count(4)


@pytest.mark.parametrize(
    "described",
    [
        pytest.param(Count(low=1, high=1, as_said="A", number=1), id="a-girl"),
        pytest.param(Count(low=1, high=1, as_said="his wife"), id="a-relative"),
        pytest.param(Count(low=2, high=2, as_said="a clerk and her son", number=2), id="people-listed"),
    ],
)
def test_who_tells_of_some_of_the_dead_contradicts_no_figure(described: Count) -> None:
    fact = facts(
        [A, B], [claim("Alpha", "killed", described), claim("Beta", "killed", count(4, said="four"))]
    )["killed"]
    assert (fact.value, fact.status, fact.against) == (count(4, said="four"), Status.COMPATIBLE, ())


def test_figures_that_are_stated_contradict_each_other() -> None:
    told = [
        claim("Alpha", "killed", count(1, said="one"), MINISTRY),
        claim("Beta", "killed", count(4), HOSPITAL),
    ]
    assert facts([A, B], told)["killed"].status is Status.CONTRADICTED


def test_somebody_contradicts_nobody() -> None:
    some, nobody = Count(low=1, high=1, as_said="A", number=1), count(0, said="no")
    told = [claim("Alpha", "killed", some, MINISTRY), claim("Beta", "killed", nobody, HOSPITAL)]
    assert facts([A, B], told)["killed"].status is Status.CONTRADICTED


@settings(deadline=None, max_examples=60)
@given(st.permutations([*_PEOPLE, HURT, DEAD, claim("Later", "killed", ONE, MINISTRY)]))
def test_the_order_of_claims_changes_nothing(told: list[Claim]) -> None:
    assert facts([A, B, LATER], told) == facts([LATER, B, A], sorted(told, key=lambda one: one.id))

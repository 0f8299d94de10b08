"""What hangs on the profile, over incidents of invented outlets."""

from tests.reconcile.samples import HOSPITAL, MINISTRY, article, claim, count, day
from twosource.ids import ArticleId, IncidentId, ReportId
from twosource.model import Article, Claim, Incident, Report
from twosource.reconcile import DEFAULT_PROFILE, load_profiles, reconcile_by_each
from twosource.reconcile.comparing import Sum, is_same_value, list_choices, weigh

TWO = [article("Alpha"), article("Beta", hours=1)]


def make(*claims: Claim, articles: list[Article] | None = None) -> dict[str, Incident]:
    reports = [
        Report(
            id=ReportId(f"r_{each.id}"), article=each.id, kind="bombing", main=True,
            claims=tuple(one for one in claims if one.evidence.article == each.id),
        )
        for each in articles or TWO
    ]  # fmt: skip
    known: dict[ArticleId, Article] = {each.id: each for each in articles or TWO}
    return reconcile_by_each(IncidentId("i_1"), reports, known, {})


DISPUTED = make(claim("Alpha", "killed", count(3), MINISTRY), claim("Beta", "killed", count(8), HOSPITAL))
AGREED = make(claim("Alpha", "killed", count(2), MINISTRY), claim("Beta", "killed", count(2), HOSPITAL))


def test_every_profile_is_made_and_the_default_comes_first() -> None:
    assert list(DISPUTED) == list(load_profiles())
    assert next(iter(DISPUTED)) == DEFAULT_PROFILE


def test_a_choice_differs_where_two_profiles_take_different_values() -> None:
    differs = {choice.field: choice.differs for choice in list_choices(DISPUTED)}
    assert differs["killed"]
    assert not any(choice.differs for choice in list_choices(AGREED))


def test_values_that_stand_side_by_side_are_no_choice() -> None:
    made = make(claim("Alpha", "target", "mosque"), claim("Beta", "target", "police station"))
    assert "target" not in {choice.field for choice in list_choices(made)}


def test_a_stake_counts_the_incidents_that_differ_and_adds_up_their_figures() -> None:
    (stake,) = weigh([DISPUTED, AGREED], DEFAULT_PROFILE)
    assert (stake.field, stake.told, stake.any_differs) == ("killed", 2, 1)
    assert (stake.differing["range"], stake.differing["conservative"], stake.differing["desk"]) == (1, 0, 0)
    assert stake.sums["desk"] == Sum(low=5, high=5)
    assert stake.sums["range"] == Sum(low=5, high=10)
    assert stake.sums["informative"] == Sum(low=10, high=10)


def test_a_sum_of_an_open_count_is_open() -> None:
    assert Sum() + count(5, None, "at least five") == Sum(low=5, high=5, is_open=True)


def test_no_incidents_have_nothing_at_stake() -> None:
    assert weigh([], DEFAULT_PROFILE) == ()


def test_wording_and_parts_of_a_day_make_no_difference() -> None:
    evening = day(5, "on Tuesday evening", precision="part")
    assert is_same_value(day(5, "5 March"), evening)
    assert is_same_value(count(3, said="three"), count(3))
    assert not is_same_value(day(5), day(6))
    assert not is_same_value(None, count(3))

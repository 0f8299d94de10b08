from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.ids import ArticleId, ReportId
from twosource.link import cluster
from twosource.link.finding import HARD
from twosource.model import Judgement, Reason, Verdict

AT = datetime(2024, 3, 6, tzinfo=UTC)


def ids(letters: str) -> list[ReportId]:
    return [ReportId(letter) for letter in letters]


def groups(*words: str) -> tuple[frozenset[ReportId], ...]:
    return tuple(frozenset(ids(word)) for word in words)


def judged(
    pair: str,
    verdict: Verdict,
    points: float = 10.0,
    by: str = "link/1",
    at: datetime = AT,
    name: str = "two_attacks",
) -> Judgement:
    return Judgement(
        left=ReportId(pair[0]),
        right=ReportId(pair[1]),
        verdict=verdict,
        reasons=(Reason(name=name, points=points, text=""),),
        decided_by=by,
        decided_at=at,
    )


SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE


def test_same_pairs_are_chained() -> None:
    assert cluster(ids("abcd"), [judged("ab", SAME), judged("bc", SAME)]) == groups("abc", "d")


def test_unsure_and_softly_different_pairs_join_nothing_and_forbid_nothing() -> None:
    judgements = [judged("ab", UNSURE), judged("bc", SAME), judged("cd", SAME), judged("bd", DIFFERENT, 1.0)]
    assert cluster(ids("abcd"), judgements) == groups("a", "bcd")


def test_hard_evidence_outranks_an_inferred_same() -> None:
    judgements = [judged("ab", SAME, 12), judged("bc", SAME, 9), judged("ac", DIFFERENT, HARD)]
    assert cluster(ids("abc"), judgements) == groups("ab", "c")


@pytest.mark.parametrize("evidence", ["days_apart", "places_apart"])
def test_a_day_or_place_that_may_be_misread_yields_to_more_pairs_that_are_the_same(evidence: str) -> None:
    apart = judged("ad", DIFFERENT, HARD, name=evidence)
    one = [judged("ab", SAME, 12), judged("bc", SAME, 11), judged("cd", SAME, 9)]
    assert cluster(ids("abcd"), [*one, apart]) == groups("abc", "d")
    assert cluster(ids("abcd"), [*one, judged("bd", SAME, 8), apart]) == groups("abcd")
    assert cluster(ids("abcd"), [*one, judged("bd", SAME, 8, name="shared_person"), apart]) == groups("abcd")


def test_other_hard_evidence_does_not_yield_to_any_number() -> None:
    apart = judged("ad", DIFFERENT, HARD, name="two_attacks")
    same = [judged("ab", SAME, 12), judged("bc", SAME, 11), judged("cd", SAME, 9), judged("bd", SAME, 8)]
    assert cluster(ids("abcd"), [*same, apart]) == groups("abc", "d")


def test_points_to_spare_weigh_up_one_misread_day() -> None:
    apart = judged("ac", DIFFERENT, HARD, name="days_apart")
    assert cluster(ids("abc"), [judged("ab", SAME, 12), judged("bc", SAME, 7), apart]) == groups("ab", "c")
    assert cluster(ids("abc"), [judged("ab", SAME, 12), judged("bc", SAME, 11), apart]) == groups("abc")


def test_what_an_article_looks_back_on_may_be_what_it_tells_of() -> None:
    told, recalled = judged("ac", SAME, 12), judged("bc", SAME, 9)
    article_of = {ReportId("a"): ArticleId("1"), ReportId("b"): ArticleId("1")}
    assert cluster(ids("abc"), [told, recalled], article_of=article_of) == groups("ac", "b")
    found = cluster(ids("abc"), [told, recalled], article_of=article_of, recalled=ids("b"))
    assert found == groups("abc")


def test_a_person_outranks_the_machine_and_hard_evidence() -> None:
    judgements = [judged("ab", DIFFERENT, HARD), judged("ab", SAME, 0, by="rana"), judged("bc", SAME)]
    assert cluster(ids("abc"), judgements) == groups("abc")
    judgements = [judged("ab", SAME), judged("ab", DIFFERENT, 0, by="rana"), judged("bc", SAME, 9)]
    assert cluster(ids("abc"), judgements) == groups("a", "bc") or cluster(ids("abc"), judgements) == groups(
        "ab", "c"
    )


def test_the_latest_person_wins() -> None:
    later = AT + timedelta(days=1)
    judgements = [judged("ab", SAME, by="rana", at=later), judged("ab", DIFFERENT, by="omid")]
    assert cluster(ids("ab"), judgements) == groups("ab")


def test_a_later_judgement_of_the_machine_does_not_undo_a_person() -> None:
    later = AT + timedelta(days=1)
    judgements = [judged("ab", DIFFERENT, by="rana"), judged("ab", SAME, at=later)]
    assert cluster(ids("ab"), judgements) == groups("a", "b")


def test_two_reports_of_one_article_stay_apart_unless_a_person_joins_them() -> None:
    article_of = dict.fromkeys(ids("ac"), ArticleId("x"))
    bridge = [judged("ab", SAME, 12), judged("bc", SAME, 9)]
    assert cluster(ids("abc"), bridge, article_of=article_of) == groups("ab", "c")
    by_hand = [*bridge, judged("ac", SAME, 0, by="rana")]
    assert cluster(ids("abc"), by_hand, article_of=article_of) == groups("abc")


def test_a_report_that_looks_back_joins_one_incident_and_pulls_no_two_together() -> None:
    judgements = [judged("ab", SAME, 12), judged("bc", SAME, 9), judged("cd", SAME)]
    assert cluster(ids("abcd"), judgements, recalled=ids("b")) == groups("ab", "cd")
    assert cluster(ids("abcd"), [*judgements, judged("ac", SAME)], recalled=ids("b")) == groups("abcd")


def test_judgements_about_unknown_reports_are_passed_over() -> None:
    assert cluster(ids("a"), [judged("ab", SAME)]) == groups("a")


verdicts = st.sampled_from([SAME, DIFFERENT, UNSURE])
PAIRS = ["".join(pair) for pair in combinations("abcdef", 2)]
judgement_lists = st.lists(
    st.builds(
        judged,
        st.sampled_from(PAIRS),
        verdicts,
        st.sampled_from([HARD, 1.0, 8.0, 9.0]),
        st.sampled_from(["link/1", "rana"]),
        st.sampled_from([AT, AT + timedelta(hours=1)]),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=60)
@given(judgement_lists, st.randoms(use_true_random=False))
def test_order_changes_nothing(judgements: list[Judgement], random: object) -> None:
    shuffled, letters = list(judgements), ids("abcdef")
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(letters)  # type: ignore[attr-defined]
    assert cluster(letters, shuffled) == cluster(ids("abcdef"), judgements)


@settings(deadline=None, max_examples=40)
@given(judgement_lists)
def test_adding_unrelated_reports_changes_nothing(judgements: list[Judgement]) -> None:
    more = [*judgements, judged("xy", SAME)]
    assert cluster(ids("abcdefxy"), more) == (*cluster(ids("abcdef"), judgements), *groups("xy"))


@settings(deadline=None, max_examples=40)
@given(judgement_lists)
def test_every_report_is_in_exactly_one_group(judgements: list[Judgement]) -> None:
    found = cluster(ids("abcdef"), judgements)
    assert sorted(report for group in found for report in group) == ids("abcdef")

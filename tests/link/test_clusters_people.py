"""What people say of two reports holds against any number of machines, in any order."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.ids import ArticleId, ReportId
from twosource.link import cluster
from twosource.link.finding import HARD
from twosource.model import Judgement, Reason, Verdict

AT = datetime(2024, 3, 6, tzinfo=UTC)
SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE
LETTERS = "abcdefg"
PAIRS = ["".join(pair) for pair in combinations(LETTERS, 2)]


def judged(
    pair: str, verdict: Verdict, *, by: str = "link/1", hour: int = 0, points: float = 12.0
) -> Judgement:
    return Judgement(
        left=ReportId(pair[0]),
        right=ReportId(pair[1]),
        verdict=verdict,
        reasons=(Reason(name="two_attacks", points=HARD if verdict is DIFFERENT else points, text=""),),
        decided_by=by,
        decided_at=AT + timedelta(hours=hour),
    )


def said(pair: str, verdict: Verdict, hour: int = 0) -> Judgement:
    return judged(pair, verdict, by="rana", hour=hour)


def gather(letters: str, judgements: Iterable[Judgement]) -> set[str]:
    found = cluster([ReportId(letter) for letter in letters], judgements)
    return {"".join(sorted(group)) for group in found}


def every(letters: str, verdict: Verdict) -> list[Judgement]:
    return [judged("".join(pair), verdict) for pair in combinations(letters, 2)]


machine = st.builds(judged, st.sampled_from(PAIRS), st.sampled_from([SAME, DIFFERENT, UNSURE]))
person = st.builds(
    said, st.sampled_from(PAIRS), st.sampled_from([SAME, DIFFERENT]), st.integers(min_value=0, max_value=3)
)


@settings(deadline=None, max_examples=80)
@given(st.lists(machine, max_size=20), st.lists(person, max_size=6), st.randoms(use_true_random=False))
def test_two_reports_that_a_person_tells_apart_are_never_together(
    machines: list[Judgement], people: list[Judgement], random: Random
) -> None:
    last = {
        (one.left, one.right): one for one in sorted(people, key=lambda one: (one.decided_at, one.verdict))
    }
    apart = [pair for pair, one in last.items() if _counts(one, people) is DIFFERENT]
    found = gather(LETTERS, random.sample([*machines, *people], len(machines) + len(people)))
    assert [pair for pair in apart if any(set(pair) <= set(group) for group in found)] == []


def _counts(one: Judgement, people: Sequence[Judgement]) -> Verdict:
    """Return the verdict that counts; of two at one instant, what stands is the ledger's to say."""
    at_once = {
        other.verdict
        for other in people
        if (other.left, other.right, other.decided_at) == (one.left, one.right, one.decided_at)
    }
    return one.verdict if len(at_once) == 1 else UNSURE


@settings(deadline=None, max_examples=80)
@given(
    st.lists(machine, max_size=20),
    st.lists(st.sampled_from(PAIRS), max_size=4),
    st.randoms(use_true_random=False),
)
def test_what_people_hold_for_one_is_one_whatever_machines_hold(
    machines: list[Judgement], same: list[str], random: Random
) -> None:
    everything = [*machines, *(said(pair, SAME) for pair in same)]
    found = gather(LETTERS, random.sample(everything, len(everything)))
    assert [pair for pair in same if not any(set(pair) <= set(group) for group in found)] == []


def test_one_word_brings_two_whole_incidents_together_against_hard_evidence_between_them() -> None:
    apart = [judged(one + other, DIFFERENT) for one in "abc" for other in "def"]
    machines = [*every("abc", SAME), *every("def", SAME), *apart]
    assert gather("abcdef", machines) == {"abc", "def"}
    assert gather("abcdef", [*machines, said("ad", SAME)]) == {"abcdef"}


def test_a_person_who_tells_two_apart_outranks_every_chain_between_them() -> None:
    machines = every("abcde", SAME)
    found = gather("abcde", [*machines, said("ae", DIFFERENT)])
    assert all(not {"a", "e"} <= set(group) for group in found)
    assert sorted("".join(found)) == list("abcde")


def test_a_report_that_a_person_moved_takes_nobody_along_and_comes_back_by_no_chain() -> None:
    machines = [*every("abc", SAME), *every("de", SAME)]
    moved = [said("ab", DIFFERENT), said("ac", DIFFERENT), said("ad", SAME)]
    assert gather("abcde", [*machines, *moved]) == {"ade", "bc"}


def test_of_words_of_people_that_contradict_in_a_chain_the_latest_same_holds() -> None:
    words = [said("ac", DIFFERENT), said("ab", SAME, hour=1), said("bc", SAME, hour=2)]
    assert gather("abc", words) == {"a", "bc"}


def test_a_machine_that_judges_again_later_changes_nothing_of_what_a_person_said() -> None:
    words = [said("ab", DIFFERENT), said("cd", SAME)]
    again = [judged("ab", SAME, hour=9), judged("cd", DIFFERENT, hour=9)]
    assert gather("abcd", [*words, *again]) == {"a", "b", "cd"}


def test_a_copy_goes_with_its_original_and_counts_for_nothing_besides() -> None:
    ids = [ReportId(letter) for letter in "abcx"]
    judgements = [judged("ab", SAME), judged("ax", DIFFERENT), judged("cx", SAME)]
    found = cluster(ids, judgements, copied={ReportId("x"): ReportId("a")})
    assert {"".join(sorted(group)) for group in found} == {"abx", "c"}


def test_a_copy_that_a_person_tells_from_its_original_stands_for_itself() -> None:
    ids = [ReportId(letter) for letter in "acx"]
    judgements = [judged("cx", SAME), said("ax", DIFFERENT)]
    found = cluster(ids, judgements, copied={ReportId("x"): ReportId("a")})
    assert {"".join(sorted(group)) for group in found} == {"a", "cx"}


def test_a_look_back_that_a_person_placed_pulls_no_other_incident_along() -> None:
    ids = [ReportId(letter) for letter in "abr"]
    judgements = [judged("br", SAME), said("ar", SAME)]
    found = cluster(ids, judgements, recalled=[ReportId("r")])
    assert {"".join(sorted(group)) for group in found} == {"ar", "b"}


def test_a_person_joins_two_reports_of_one_article_through_a_third() -> None:
    article_of = {ReportId("a"): ArticleId("x"), ReportId("c"): ArticleId("x")}
    found = cluster(
        [ReportId(one) for one in "abc"], [said("ab", SAME), said("bc", SAME)], article_of=article_of
    )
    assert found == (frozenset({"a", "b", "c"}),)

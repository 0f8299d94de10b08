from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledgers import copy_ledger, dump, open_ledger
from tests.review_desk import (
    COPY,
    SIGNED,
    STAGES,
    every,
    fact,
    failures,
    grouped,
    incident_of,
    open_desk,
    read_again,
    report_of,
)
from tests.simple_stages import inputs
from twosource.errors import InputError, NoSuchRecord, Refused
from twosource.model import Status
from twosource.pipeline import add
from twosource.review import (
    Outcome,
    Right,
    Signed,
    accept,
    correct,
    merge,
    move,
    reject,
    split,
    undo,
)
from twosource.store import Ledger
from twosource.values.count import Count

APART = {frozenset("abc"), frozenset("de")}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_desk(tmp_path) as opened:
        assert grouped(opened) == APART
        yield opened


def act_of(outcome: Outcome) -> str:
    assert outcome.act is not None, outcome.text
    return outcome.act.id


# --- grouping ---------------------------------------------------------------------------------------


def test_a_merge_keeps_the_oldest_id_and_the_others_lead_to_it(ledger: Ledger) -> None:
    older, younger = incident_of(ledger, "courier/a"), incident_of(ledger, "post/d")

    outcome = merge(ledger, SIGNED, [younger, older])

    assert outcome.incidents == (older,)
    assert grouped(ledger) == {frozenset("abcde")}
    assert ledger.incident(younger).id == older
    assert failures(ledger) == []


def test_a_merge_that_is_taken_back_gives_back_both_ids_and_all_facts(ledger: Ledger) -> None:
    before = every(ledger)
    done = act_of(merge(ledger, SIGNED, list(before)))

    undo(ledger, SIGNED, done)

    assert every(ledger) == before
    assert failures(ledger) == []


def test_an_undo_that_is_taken_back_restores_what_it_undid(ledger: Ledger) -> None:
    before = every(ledger)
    merged = act_of(merge(ledger, SIGNED, list(before)))
    after = every(ledger)
    taken_back = act_of(undo(ledger, SIGNED, merged))

    restored = act_of(undo(ledger, SIGNED, taken_back))
    assert every(ledger) == after

    undo(ledger, SIGNED, restored)
    assert every(ledger) == before
    assert failures(ledger) == []


def test_a_part_that_is_split_off_leaves_the_id_to_the_rest(ledger: Ledger) -> None:
    kept = incident_of(ledger, "courier/a")

    outcome = split(ledger, SIGNED, kept, [report_of(ledger, "courier/a")])

    assert grouped(ledger) == {frozenset("a"), frozenset("bc"), frozenset("de")}
    assert incident_of(ledger, "herald/b") == kept
    assert set(outcome.incidents) == {kept, incident_of(ledger, "courier/a")}
    assert failures(ledger) == []


def test_several_reports_split_off_stay_together(ledger: Ledger) -> None:
    merge(ledger, SIGNED, list(every(ledger)))
    named = [report_of(ledger, "courier/a"), report_of(ledger, "post/d")]

    split(ledger, SIGNED, incident_of(ledger, "courier/a"), named)

    assert grouped(ledger) == {frozenset("ad"), frozenset("bce")}


def test_a_split_can_name_an_article(ledger: Ledger) -> None:
    article = next(article.id for article in ledger.articles() if article.address == "herald/b")

    split(ledger, SIGNED, incident_of(ledger, "herald/b"), [article])

    assert grouped(ledger) == {frozenset("ac"), frozenset("b"), frozenset("de")}


def test_a_report_is_moved_and_both_incidents_keep_their_ids(ledger: Ledger) -> None:
    kisumu, mombasa = incident_of(ledger, "courier/a"), incident_of(ledger, "post/d")

    move(ledger, SIGNED, report_of(ledger, "courier/a"), mombasa)

    assert grouped(ledger) == {frozenset("bc"), frozenset("ade")}
    assert (incident_of(ledger, "herald/b"), incident_of(ledger, "courier/a")) == (kisumu, mombasa)
    assert failures(ledger) == []


def test_accepting_a_pair_makes_their_incidents_one(ledger: Ledger) -> None:
    accept(ledger, SIGNED, report_of(ledger, "herald/b"), report_of(ledger, "wave/e"))

    assert grouped(ledger) == {frozenset("abcde")}


def test_rejecting_a_pair_holds_it_apart_though_others_would_chain_it(ledger: Ledger) -> None:
    reject(ledger, SIGNED, report_of(ledger, "courier/a"), report_of(ledger, "times/c"))

    assert not any({"a", "c"} <= group for group in grouped(ledger))
    assert failures(ledger) == []


ACTS: dict[str, Callable[[Ledger], Outcome]] = {
    "merge": lambda ledger: merge(ledger, SIGNED, sorted(every(ledger))),
    "split": lambda ledger: split(
        ledger, SIGNED, incident_of(ledger, "courier/a"), [report_of(ledger, "courier/a")]
    ),
    "move": lambda ledger: move(
        ledger, SIGNED, report_of(ledger, "courier/a"), incident_of(ledger, "post/d")
    ),
    "accept": lambda ledger: accept(
        ledger, SIGNED, report_of(ledger, "courier/a"), report_of(ledger, "post/d")
    ),
    "reject": lambda ledger: reject(
        ledger, SIGNED, report_of(ledger, "courier/a"), report_of(ledger, "herald/b")
    ),
    "correct": lambda ledger: correct(ledger, SIGNED, killed(ledger, "herald/b"), Right(words="four")),
}
EACH_ACT = pytest.mark.parametrize("name", list(ACTS))


def killed(ledger: Ledger, address: str) -> str:
    report = ledger.report(report_of(ledger, address))
    return next(claim.id for claim in report.claims if claim.field == "killed")


def count_of(ledger: Ledger, address: str) -> int | None:
    report = ledger.report(report_of(ledger, address))
    (value,) = (claim.value for claim in report.claims if claim.field == "killed")
    assert isinstance(value, Count)
    return value.low


@EACH_ACT
def test_every_act_can_be_taken_back(ledger: Ledger, name: str) -> None:
    before = every(ledger)

    undo(ledger, SIGNED, act_of(ACTS[name](ledger)))

    assert every(ledger) == before
    assert failures(ledger) == []


@EACH_ACT
def test_every_act_outlives_another_cleaning_and_reading(ledger: Ledger, name: str) -> None:
    ACTS[name](ledger)
    groups, ids = grouped(ledger), set(every(ledger))

    read_again(ledger, replace(STAGES, cut=", police said.", origin="rules/2"))

    assert (grouped(ledger), set(every(ledger))) == (groups, ids)
    assert failures(ledger) == []


@EACH_ACT
def test_an_act_taken_back_after_another_reading_leaves_the_ids_as_they_were(
    ledger: Ledger, name: str
) -> None:
    groups, ids = grouped(ledger), set(every(ledger))
    done = act_of(ACTS[name](ledger))
    read_again(ledger, replace(STAGES, cut=", police said.", origin="rules/2"))

    undo(ledger, SIGNED, done)

    assert (grouped(ledger), set(every(ledger))) == (groups, ids)
    assert failures(ledger) == []


@EACH_ACT
def test_reading_again_by_the_same_rules_changes_nothing(ledger: Ledger, name: str) -> None:
    ACTS[name](ledger)
    before = every(ledger)

    assert set(read_again(ledger, STAGES)) == {"known"}
    assert every(ledger) == before


def test_an_act_done_twice_is_written_once(ledger: Ledger) -> None:
    kept, part = incident_of(ledger, "courier/a"), report_of(ledger, "courier/a")
    twice: list[Callable[[], Outcome]] = [
        lambda: split(ledger, SIGNED, kept, [part]),
        lambda: reject(ledger, SIGNED, part, report_of(ledger, "post/d")),
        lambda: undo(ledger, SIGNED, ledger.decisions.acts()[-1].id),
        lambda: correct(ledger, SIGNED, killed(ledger, "herald/b"), Right(words="four")),
    ]
    for act in twice:
        assert act().act is not None
        number = len(ledger.decisions.acts())
        again = act()
        assert (again.act, len(ledger.decisions.acts())) == (None, number)
        assert "already" in again.text


def test_merging_again_says_so(ledger: Ledger) -> None:
    both = sorted(every(ledger))
    merge(ledger, SIGNED, both)

    again = merge(ledger, SIGNED, both)

    assert again.act is None
    assert "already" in again.text


@EACH_ACT
def test_an_act_that_is_cut_short_leaves_everything_as_it_was(
    ledger: Ledger, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(ledger.path)
    monkeypatch.setattr(Ledger, "save_incident", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        ACTS[name](ledger)

    assert dump(ledger.path) == before


def test_what_a_person_held_apart_is_not_merged_until_that_is_taken_back(ledger: Ledger) -> None:
    both = sorted(every(ledger))
    kept_apart = act_of(reject(ledger, SIGNED, report_of(ledger, "herald/b"), report_of(ledger, "wave/e")))
    before = every(ledger)

    forbidden: list[Callable[[], Outcome]] = [
        lambda: merge(ledger, SIGNED, both),
        lambda: accept(ledger, SIGNED, report_of(ledger, "courier/a"), report_of(ledger, "post/d")),
        lambda: move(ledger, SIGNED, report_of(ledger, "herald/b"), incident_of(ledger, "wave/e")),
    ]
    for act in forbidden:
        with pytest.raises(Refused, match="Amina decided on 2024-06-01") as caught:
            act()
        assert kept_apart in caught.value.hint
    assert every(ledger) == before

    undo(ledger, SIGNED, kept_apart)
    assert len(merge(ledger, SIGNED, both).incidents) == 1


def test_a_later_decision_counts_whatever_the_clock_says(ledger: Ledger) -> None:
    one, other = report_of(ledger, "courier/a"), report_of(ledger, "herald/b")
    accept(ledger, SIGNED, one, other)
    earlier = replace(SIGNED, at=SIGNED.at.replace(year=2020))

    reject(ledger, earlier, one, other)

    assert not any({"a", "b"} <= group for group in grouped(ledger))


@pytest.mark.parametrize(
    ("act", "error", "message"),
    [
        pytest.param(lambda ledger: merge(ledger, SIGNED, ["i_ffff", "i_eeee"]), NoSuchRecord,
                     "no incident 'i_ffff'", id="unknown incident"),
        pytest.param(lambda ledger: merge(ledger, SIGNED, [incident_of(ledger, "post/d")] * 2), InputError,
                     "each named once", id="merge with itself"),
        pytest.param(lambda ledger: merge(ledger, SIGNED, [incident_of(ledger, "post/d")]), InputError,
                     "two incidents or more", id="merge of one"),
        pytest.param(lambda ledger: accept(ledger, SIGNED, "r_ffff", "r_eeee"), NoSuchRecord,
                     "no report 'r_ffff'", id="unknown report"),
        pytest.param(lambda ledger: reject(ledger, SIGNED, *[report_of(ledger, "post/d")] * 2), InputError,
                     "both are report", id="report against itself"),
        pytest.param(lambda ledger: split(ledger, SIGNED, incident_of(ledger, "post/d"),
                                          [report_of(ledger, "post/d"), report_of(ledger, "wave/e")]),
                     InputError, "that is all of incident", id="split everything off"),
        pytest.param(lambda ledger: split(ledger, SIGNED, incident_of(ledger, "post/d"),
                                          [report_of(ledger, "courier/a")]),
                     InputError, "is not in incident", id="split a stranger off"),
        pytest.param(lambda ledger: move(ledger, SIGNED, "x", incident_of(ledger, "post/d")), NoSuchRecord,
                     "no report or article", id="move nothing"),
        pytest.param(lambda ledger: correct(ledger, SIGNED, "c_ffff", Right(words="4")), NoSuchRecord,
                     "no claim 'c_ffff'", id="unknown claim"),
        pytest.param(lambda ledger: correct(ledger, SIGNED, killed(ledger, "post/d"), Right(words="soon")),
                     InputError, "'soon' is no value of the field 'killed'", id="no count"),
        pytest.param(lambda ledger: undo(ledger, SIGNED, "v_ffff"), NoSuchRecord, "no act 'v_ffff'",
                     id="unknown act"),
    ],
)  # fmt: skip
def test_what_can_not_be_done_says_so_and_changes_nothing(
    ledger: Ledger, act: Callable[[Ledger], Outcome], error: type[Exception], message: str
) -> None:
    before = every(ledger)

    with pytest.raises(error, match=message):
        act(ledger)

    assert every(ledger) == before
    assert ledger.decisions.acts() == ()


@pytest.mark.parametrize("name", ["", "  ", "link/2", "two\nlines"])
def test_a_person_has_a_name_and_a_reason(name: str) -> None:
    with pytest.raises(InputError):
        Signed(by=name, reason="why", at=SIGNED.at)
    with pytest.raises(InputError):
        Signed(by="Amina", reason=" ", at=SIGNED.at)


# --- any acts in any order -----------------------------------------------------------------------------

ADDRESSES = st.sampled_from(["courier/a", "herald/b", "times/c", "post/d", "wave/e"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split", "move", "accept", "reject", "correct", "undo"]),
        ADDRESSES,
        ADDRESSES,
    ),
    min_size=1,
    max_size=5,
)


def do(ledger: Ledger, what: str, one: str, other: str) -> None:
    """Do one act if it can be done as things stand."""
    ours, theirs = report_of(ledger, one), report_of(ledger, other)
    try:
        match what:
            case "merge":
                merge(ledger, SIGNED, [incident_of(ledger, one), incident_of(ledger, other)])
            case "split":
                split(ledger, SIGNED, incident_of(ledger, one), [ours])
            case "move":
                move(ledger, SIGNED, ours, incident_of(ledger, other))
            case "accept":
                accept(ledger, SIGNED, ours, theirs)
            case "reject":
                reject(ledger, SIGNED, ours, theirs)
            case "correct":
                correct(ledger, SIGNED, killed(ledger, one), Right(words="nine" if other < one else None))
            case _:
                undo(ledger, SIGNED, ledger.decisions.acts()[0].id)
    except (InputError, Refused, IndexError, StopIteration):
        return


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger's file, made once and copied for each example."""
    folder = tmp_path_factory.mktemp("desk")
    open_desk(folder).close()
    return folder / "desk.db"


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, chance=st.randoms(use_true_random=False))
def test_when_all_is_taken_back_in_any_order_every_incident_is_as_before(
    steps: list[tuple[str, str, str]], chance: Random, desk: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = copy_ledger(desk, tmp_path_factory.mktemp("acts"))
    with open_ledger(place) as ledger:
        before = every(ledger)
        for step in steps:
            do(ledger, *step)
        acts = [act.id for act in ledger.decisions.acts() if act.undoes is None and not act.undone]
        for act in chance.sample(acts, len(acts)):
            undo(ledger, SIGNED, act)

        assert every(ledger) == before
        assert failures(ledger) == []


# --- correcting --------------------------------------------------------------------------------------


def test_a_corrected_value_settles_a_contradiction_and_quotes_the_same_words(ledger: Ledger) -> None:
    assert fact(ledger, "courier/a", "killed").status is Status.COMPATIBLE
    claim = next(
        c for c in ledger.report(report_of(ledger, "herald/b")).claims if c.id == killed(ledger, "herald/b")
    )

    correct(ledger, SIGNED, claim.id, Right(words="four"))

    assert fact(ledger, "courier/a", "killed").status is not Status.COMPATIBLE
    right = next(c for c in ledger.report(claim.report).claims if c.field == "killed")
    assert (right.evidence, right.voice, right.origin) == (claim.evidence, claim.voice, "person/Amina")
    assert right.id != claim.id
    assert failures(ledger) == []


def test_words_that_say_nothing_make_no_claim(ledger: Ledger) -> None:
    correct(ledger, SIGNED, killed(ledger, "herald/b"), Right(words=None))

    assert [c.field for c in ledger.report(report_of(ledger, "herald/b")).claims] == ["place", "when"]
    assert fact(ledger, "courier/a", "killed").status is not Status.COMPATIBLE


def test_a_corrected_claim_can_be_corrected_again_and_each_taken_back(ledger: Ledger) -> None:
    before = every(ledger)
    first = act_of(correct(ledger, SIGNED, killed(ledger, "herald/b"), Right(words="at least 6")))
    second = act_of(correct(ledger, SIGNED, killed(ledger, "herald/b"), Right(words="9")))

    value = fact(ledger, "herald/b", "killed")
    undo(ledger, SIGNED, second)
    assert fact(ledger, "herald/b", "killed") != value
    undo(ledger, SIGNED, first)
    assert every(ledger) == before


def test_a_correction_holds_in_copies_that_say_the_same(tmp_path: Path) -> None:
    with open_desk(tmp_path, "courier/a", "herald/b", COPY) as ledger:
        correct(ledger, SIGNED, killed(ledger, "courier/a"), Right(words="five"))

        assert [count_of(ledger, address) for address in ("courier/a", COPY)] == [5, 5]
        assert failures(ledger) == []


def test_a_correction_holds_in_a_copy_that_comes_later(tmp_path: Path) -> None:
    with open_desk(tmp_path, "courier/a", "herald/b") as ledger:
        correct(ledger, SIGNED, killed(ledger, "courier/a"), Right(words="five"))
        list(add(ledger, STAGES.pipe(), inputs(COPY)))

        assert count_of(ledger, COPY) == 5
        assert failures(ledger) == []


def test_a_correction_outlives_a_reader_that_reads_nothing_there(ledger: Ledger) -> None:
    correct(ledger, SIGNED, killed(ledger, "courier/a"), Right(words="five"))

    read_again(ledger, replace(STAGES, origin="rules/blind", unread=("killed",)))

    (claim,) = [c for c in ledger.report(report_of(ledger, "courier/a")).claims if c.field == "killed"]
    assert (claim.origin, claim.evidence.quote) == ("person/Amina", "Four")
    assert failures(ledger) == []


def test_a_correction_outlives_a_reader_that_reads_otherwise(ledger: Ledger) -> None:
    correct(ledger, SIGNED, killed(ledger, "courier/a"), Right(words="five"))

    read_again(ledger, replace(STAGES, origin="rules/odd", more={"Four": 44}))

    assert [count_of(ledger, address) for address in ("courier/a", "times/c")] == [5, 44]


def test_a_corrected_place_is_linked_by(ledger: Ledger) -> None:
    report = ledger.report(report_of(ledger, "post/d"))
    place = next(claim.id for claim in report.claims if claim.field == "place")

    correct(ledger, SIGNED, place, Right(words="Kisumu"))

    assert frozenset("de") not in grouped(ledger)

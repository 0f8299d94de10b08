"""Work that waits: put once, taken by one, given back, set aside; on clocks that jump."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOW
from tests.ledgers import open_ledger
from twosource.errors import NoSuchRecord
from twosource.store import Ledger
from twosource.store.queue import Depth, Job, NewJob, Taker

ONE, OTHER = Taker(watch="w", worker="1"), Taker(watch="w", worker="2")
MINUTE = timedelta(minutes=1)


def new(key: str, *, lane: str = "") -> NewJob:
    return NewJob(key=key, kind="read", body="{}", lane=lane)


def put(ledger: Ledger, *keys: str, lane: str = "") -> int:
    return ledger.queue.put([new(key, lane=lane) for key in keys], NOW)


def take(
    ledger: Ledger, taker: Taker = ONE, *, after: timedelta = timedelta(), **how: Sequence[str]
) -> Job | None:
    return ledger.queue.take("read", taker, NOW + after, **how)


def taken(ledger: Ledger, taker: Taker = ONE, *, after: timedelta = timedelta()) -> Job:
    job = take(ledger, taker, after=after)
    assert job is not None
    return job


def states(ledger: Ledger) -> dict[str, int]:
    return {depth.state: depth.count for depth in ledger.queue.depths()}


def test_the_same_job_is_put_once(ledger: Ledger) -> None:
    assert put(ledger, "a", "b", "a") == 2
    assert put(ledger, "b", "c") == 1
    assert ledger.queue.depths() == (Depth(kind="read", state="waiting", count=3, oldest_at=NOW),)


def test_a_job_is_taken_by_one_and_done_once(ledger: Ledger) -> None:
    put(ledger, "a")
    job = taken(ledger)

    assert (job.key, job.state, job.put_at) == ("a", "taken", NOW)
    assert take(ledger, OTHER) is None
    assert not ledger.queue.done(job, OTHER, "added", NOW)
    assert ledger.queue.done(job, ONE, "added", NOW)
    assert not ledger.queue.done(job, ONE, "added", NOW)
    assert states(ledger) == {"done": 1}


def test_a_job_that_was_done_is_not_put_again(ledger: Ledger) -> None:
    put(ledger, "a")
    ledger.queue.done(taken(ledger), ONE, "added", NOW)

    assert put(ledger, "a") == 0
    assert take(ledger) is None


def test_jobs_are_taken_in_the_order_they_were_put(ledger: Ledger) -> None:
    put(ledger, "b", "a", "c")
    assert [taken(ledger).key for _ in range(3)] == ["b", "a", "c"]


def test_lanes_in_hand_are_left_alone(ledger: Ledger) -> None:
    put(ledger, "a", "b", lane="one.example")
    put(ledger, "c", lane="other.example")

    job = take(ledger, beside=["one.example"])
    assert job is not None
    assert job.key == "c"


def test_a_failed_job_waits_and_is_set_aside_in_the_end(ledger: Ledger) -> None:
    put(ledger, "a")
    ledger.queue.fail(taken(ledger), ONE, "no answer", NOW, again_in=MINUTE)

    assert take(ledger, after=MINUTE / 2) is None
    again = taken(ledger, after=MINUTE)
    assert (again.tries, again.word) == (1, "no answer")
    ledger.queue.fail(again, ONE, "the server answered 404", NOW)

    (dead,) = ledger.queue.dead()
    assert (dead.state, dead.tries, dead.word) == ("dead", 2, "the server answered 404")


def test_a_job_given_back_is_there_for_others_as_it_was(ledger: Ledger) -> None:
    put(ledger, "a")
    ledger.queue.give_back(taken(ledger), ONE, NOW)
    job = taken(ledger, OTHER)
    assert (job.tries, job.deaths) == (0, 0)


def test_what_a_dead_worker_had_in_hand_goes_back_and_nothing_else(ledger: Ledger) -> None:
    put(ledger, "a", "b")
    taken(ledger)
    theirs = taken(ledger, OTHER)

    assert ledger.queue.bury(ONE, "killed by signal 9", NOW, most=2) == 0
    again = taken(ledger)
    assert (again.key, again.deaths, again.word) == ("a", 1, "killed by signal 9")
    assert ledger.queue.done(theirs, OTHER, "added", NOW)


def test_a_job_that_kills_its_workers_is_set_aside_with_its_reason(ledger: Ledger) -> None:
    put(ledger, "poison", "bread")
    for _ in range(2):
        assert taken(ledger).key == "poison"
        aside = ledger.queue.bury(ONE, "the worker ended with signal 11", NOW, most=2)

    assert aside == 1
    assert [(job.key, job.deaths, job.word) for job in ledger.queue.dead()] == [
        ("poison", 2, "the worker ended with signal 11")
    ]
    assert taken(ledger).key == "bread"


def test_all_that_a_watch_had_in_hand_goes_back(ledger: Ledger) -> None:
    put(ledger, "a", "b")
    taken(ledger)
    taken(ledger, OTHER)
    ledger.queue.bury_all("w", "the watch was killed", NOW, most=5)
    assert states(ledger) == {"waiting": 2}


def test_what_was_set_aside_can_be_tried_again(ledger: Ledger) -> None:
    put(ledger, "abcdef", "xyz")
    for _ in range(2):
        ledger.queue.fail(taken(ledger), ONE, "broken", NOW)

    assert ledger.queue.revive(["abcd"], NOW) == 1
    job = taken(ledger)
    assert (job.key, job.tries, job.deaths) == ("abcdef", 0, 0)
    assert ledger.queue.revive(None, NOW) == 1


@pytest.mark.parametrize("key", ["", "nothing", "%"])
def test_what_is_not_set_aside_can_t_be_tried_again(ledger: Ledger, key: str) -> None:
    put(ledger, "abcdef")
    with pytest.raises(NoSuchRecord, match="is set aside"):
        ledger.queue.revive([key], NOW)


def test_a_clock_put_back_by_hours_makes_nothing_wait_for_hours(ledger: Ledger) -> None:
    put(ledger, "a")
    ledger.queue.fail(taken(ledger), ONE, "no answer", NOW, again_in=MINUTE)
    assert taken(ledger, after=timedelta(hours=-9)).key == "a"


def test_a_clock_put_forward_doubles_nothing(ledger: Ledger) -> None:
    put(ledger, "a")
    taken(ledger)
    assert take(ledger, OTHER, after=timedelta(days=400)) is None


def test_old_jobs_that_are_done_are_forgotten_and_no_others(ledger: Ledger) -> None:
    put(ledger, "a", "b", "c")
    ledger.queue.done(taken(ledger), ONE, "added", NOW)
    ledger.queue.fail(taken(ledger), ONE, "broken", NOW)

    assert ledger.queue.prune(NOW) == 0
    assert ledger.queue.prune(NOW + MINUTE) == 1
    assert states(ledger) == {"waiting": 1, "dead": 1}


def test_has_work_tells_of_what_is_in_hand_or_due(ledger: Ledger) -> None:
    assert not ledger.queue.has_work(NOW)
    put(ledger, "a")
    assert ledger.queue.has_work(NOW)
    job = taken(ledger)
    assert ledger.queue.has_work(NOW)
    ledger.queue.fail(job, ONE, "no answer", NOW, again_in=MINUTE)
    assert not ledger.queue.has_work(NOW)
    assert ledger.queue.waiting("read") == 1


ACTS = st.lists(st.sampled_from(["take", "done", "fail", "back", "bury", "forward", "backward"]), max_size=30)


@settings(deadline=None, max_examples=10)
@given(ACTS)
def test_whatever_happens_every_job_is_somewhere_and_none_is_done_twice(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str]
) -> None:
    with open_ledger(tmp_path_factory.mktemp("q") / "ledger.db") as ledger:
        put(ledger, "a", "b", "c")
        now, in_hand, ended = NOW, [], []
        for act in acts:
            now += {"forward": timedelta(hours=5), "backward": timedelta(hours=-7)}.get(
                act, timedelta(seconds=1)
            )
            if act == "take" and (job := ledger.queue.take("read", ONE, now)):
                in_hand.append(job)
            elif act == "bury":
                ledger.queue.bury(ONE, "died", now, most=100)
                in_hand.clear()
            elif act in {"done", "fail", "back"} and in_hand:
                job = in_hand.pop()
                if act == "done" and ledger.queue.done(job, ONE, "added", now):
                    ended.append(job.key)
                elif act == "fail":
                    ledger.queue.fail(job, ONE, "no", now, again_in=MINUTE)
                elif act == "back":
                    ledger.queue.give_back(job, ONE, now)
        assert sum(depth.count for depth in ledger.queue.depths()) == 3
        assert len(ended) == len(set(ended))
        ledger.queue.bury(ONE, "died", now, most=100)
        later = now + timedelta(hours=1)
        while job := ledger.queue.take("read", ONE, later):
            ledger.queue.done(job, ONE, "added", later)
        assert states(ledger) == {"done": 3}

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.feeds import Feed, Health
from twosource.ingest.live.deciding import GONE, LONGEST, SLOWEST, Outcome, decide_next, is_due
from twosource.ingest.live.rhythm import Rhythm

NOON = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)  # a Tuesday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WIRE = Feed(name="Rift Wire", address="https://rift-wire.example/rss")
SLACK = 1.1  # the most that chance lengthens a wait


def wait_after(outcome: Outcome, health: Health | None = None, feed: Feed = WIRE) -> timedelta:
    after = decide_next(feed, health or Health(), outcome, NOON)
    assert after.next_at is not None
    return after.next_at - NOON


def read(**said: object) -> Outcome:
    return Outcome(kind="read", **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "least"),
    [
        (read(), 5 * MINUTE),
        (Outcome(kind="unchanged"), 5 * MINUTE),
        (read(fresh_for=10 * MINUTE), 10 * MINUTE),
        (read(fresh_for=MINUTE), 5 * MINUTE),
        (read(rhythm=Rhythm(wait=8 * MINUTE)), 8 * MINUTE),
        (read(rhythm=Rhythm(wait=365 * DAY)), SLOWEST),
        (read(fresh_for=365 * DAY), SLOWEST),
        (Outcome(kind="failed", trouble="it is away"), 5 * MINUTE),
        (Outcome(kind="failed", trouble="busy", retry_after=2 * HOUR), 2 * HOUR),
        (Outcome(kind="failed", trouble="busy", retry_after=365 * DAY), LONGEST),
        (Outcome(kind="failed", trouble="410", is_gone=True), GONE),
    ],
    ids=["read", "unchanged", "max-age", "short max-age", "ttl", "ttl of a year", "max-age of a year",
         "failed", "retry-after", "retry-after of a year", "gone"],
)  # fmt: skip
def test_a_feed_waits_as_long_as_all_ask_for(outcome: Outcome, least: timedelta) -> None:
    assert least <= wait_after(outcome) <= least * SLACK


@pytest.mark.parametrize(
    ("failures", "least"),
    [(0, 5 * MINUTE), (1, 10 * MINUTE), (2, 20 * MINUTE), (5, 160 * MINUTE), (9, DAY), (5_000_000, DAY)],
)
def test_failures_in_a_row_double_the_wait_up_to_a_day(failures: int, least: timedelta) -> None:
    found = wait_after(Outcome(kind="failed", trouble="it is away"), Health(failures=failures))
    assert least <= found <= least * SLACK


def test_a_slow_feed_is_never_asked_more_often_than_configured() -> None:
    weekly = Feed(name="w", address="https://w.example", every=timedelta(days=7))
    for outcome in (read(), Outcome(kind="failed", trouble="away"), read(rhythm=Rhythm(wait=HOUR))):
        assert wait_after(outcome, feed=weekly) >= timedelta(days=7)


def test_a_host_that_is_left_alone_costs_no_failure() -> None:
    before = Health(asked_at=NOON - HOUR, answered_at=NOON - HOUR, failures=0, etag='"a"')
    after = decide_next(WIRE, before, Outcome(kind="later", retry_after=3 * MINUTE), NOON)
    assert after == Health(
        asked_at=NOON - HOUR, answered_at=NOON - HOUR, failures=0, etag='"a"', next_at=NOON + 3 * MINUTE
    )


def test_what_was_read_is_remembered() -> None:
    outcome = read(
        etag='"b"',
        last_modified="Tue, 05 Mar 2024 11:00:00 GMT",
        digest="d1",
        form="atom",
        flaw="the feed is broken",
        moved_to="https://new.example/atom",
        newest_at=NOON - HOUR,
        rhythm=Rhythm(wait=HOUR, skip_hours=frozenset({3, 2}), skip_days=frozenset({6})),
    )
    before = Health(failures=4, trouble="it is away", form="rss", etag='"a"', told=("failing",), items=7)

    after = decide_next(WIRE, before, outcome, NOON)

    assert after == Health(
        asked_at=NOON,
        answered_at=NOON,
        next_at=after.next_at,
        items=7,
        etag='"b"',
        last_modified="Tue, 05 Mar 2024 11:00:00 GMT",
        digest="d1",
        form="atom",
        form_was="rss",
        flaw="the feed is broken",
        moved_to="https://new.example/atom",
        newest_at=NOON - HOUR,
        wait_s=3600.0,
        skip_hours=(2, 3),
        skip_days=(6,),
        told=("failing",),
    )


def test_an_answer_that_nothing_changed_keeps_what_is_known() -> None:
    before = Health(
        etag='"a"', last_modified="x", digest="d", form="rss", flaw="f", failures=3, trouble="away"
    )
    after = decide_next(WIRE, before, Outcome(kind="unchanged"), NOON)
    assert (after.etag, after.last_modified, after.digest, after.form, after.flaw) == (
        '"a"',
        "x",
        "d",
        "rss",
        "f",
    )
    assert (after.failures, after.trouble) == (0, "")


def test_a_feed_read_without_validators_forgets_the_old_ones() -> None:
    after = decide_next(WIRE, Health(etag='"a"', last_modified="x"), read(digest="d"), NOON)
    assert (after.etag, after.last_modified) == (None, None)


def test_news_from_the_future_is_news_of_now() -> None:
    assert decide_next(WIRE, Health(), read(newest_at=NOON + 9 * HOUR), NOON).newest_at == NOON
    after = decide_next(WIRE, Health(newest_at=NOON + 9 * DAY), read(newest_at=NOON - HOUR), NOON)
    assert after.newest_at == NOON - HOUR


def test_an_older_item_does_not_make_a_feed_silent() -> None:
    after = decide_next(WIRE, Health(newest_at=NOON - HOUR), read(newest_at=NOON - DAY), NOON)
    assert after.newest_at == NOON - HOUR


@pytest.mark.parametrize(
    ("rhythm", "hour"),
    [
        (Rhythm(), 12),
        (Rhythm(skip_hours=frozenset({12, 13, 14})), 15),
        (Rhythm(skip_hours=frozenset({3})), 12),
        (Rhythm(skip_hours=frozenset(range(24))), 12),
        (Rhythm(skip_days=frozenset({1})), 0),
        (Rhythm(skip_days=frozenset(range(7))), 12),
    ],
    ids=["none", "three hours", "another hour", "all hours", "this day", "all days"],
)
def test_hours_and_days_that_are_skipped_are_waited_out(rhythm: Rhythm, hour: int) -> None:
    found = decide_next(WIRE, Health(), read(rhythm=rhythm), NOON).next_at
    assert found is not None
    assert found.hour == hour
    assert found - NOON <= DAY + 10 * MINUTE


def test_feeds_do_not_keep_step() -> None:
    feeds = [Feed(name=f"feed {number}", address=f"https://{number}.example") for number in range(40)]
    assert len({decide_next(feed, Health(), read(), NOON).next_at for feed in feeds}) == 40


# --- clocks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("health", "due"),
    [
        (Health(), True),
        (Health(asked_at=NOON - HOUR, next_at=NOON), True),
        (Health(asked_at=NOON - MINUTE, next_at=NOON + MINUTE), False),
        (Health(asked_at=NOON + 30 * timedelta(seconds=1), next_at=NOON + MINUTE), False),
        (Health(asked_at=NOON + DAY, next_at=NOON + DAY + MINUTE), True),
        (Health(next_at=NOON + 365 * DAY), True),
        (Health(asked_at=NOON, next_at=NOON + 7 * DAY), False),
    ],
    ids=["never asked", "its time", "too early", "clocks differ a little", "put back a day", "put back a year", "gone"],
)  # fmt: skip
def test_a_feed_is_due_when_its_time_has_come_or_was_another_clocks(health: Health, due: bool) -> None:
    assert is_due(health, NOON) is due


OUTCOMES = st.builds(
    Outcome,
    kind=st.sampled_from(["read", "unchanged", "failed", "later"]),
    is_gone=st.booleans(),
    retry_after=st.none() | st.timedeltas(timedelta(), 400 * DAY),
    fresh_for=st.none() | st.timedeltas(timedelta(), 400 * DAY),
    rhythm=st.builds(
        Rhythm,
        wait=st.none() | st.timedeltas(timedelta(), 400 * DAY),
        skip_hours=st.frozensets(st.integers(0, 23)),
        skip_days=st.frozensets(st.integers(0, 6)),
    ),
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(OUTCOMES, st.timedeltas(-400 * DAY, 400 * DAY)), max_size=8),
    st.timedeltas(timedelta(seconds=1), 31 * DAY),
)
def test_whatever_happens_a_feed_is_asked_again_neither_at_once_nor_never(
    steps: list[tuple[Outcome, timedelta]], every: timedelta
) -> None:
    feed, health, now = Feed(name="a", address="https://a.example", every=every), Health(), NOON
    for outcome, jump in steps:
        health = decide_next(feed, health, outcome, now)
        assert health.next_at is not None
        wait = health.next_at - now
        least = timedelta() if outcome.kind == "later" else every
        assert least <= wait <= max(every, GONE) * SLACK + DAY + HOUR
        assert outcome.kind == "later" or not is_due(health, now)
        now += jump


@settings(max_examples=100, deadline=None)
@given(OUTCOMES, st.timedeltas(2 * MINUTE, 400 * DAY))
def test_a_clock_put_back_makes_a_feed_due_once(outcome: Outcome, back: timedelta) -> None:
    health = decide_next(WIRE, Health(asked_at=NOON - HOUR), read(), NOON)
    earlier = NOON - back
    assert is_due(health, earlier)
    again = decide_next(WIRE, health, outcome, earlier)
    assert outcome.retry_after == timedelta() or not is_due(again, earlier)

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alert_making import NOON
from twosource.config.channels import Channel, Terminal
from twosource.delivering.messages import Answer
from twosource.delivering.retrying import FIRST_WAIT, LONGEST_WAIT, outcome_of, wait_before
from twosource.store.outbox import Delivery, Outcome, delivery_id

TAKEN = Delivery(
    id=delivery_id("w_1", "desk"), alert="w_1", channel="desk", state="waiting", due_at=NOON, next_at=NOON, tries=1
)  # fmt: skip


@given(st.integers(1, 10_000), st.text())
def test_a_wait_is_doubled_up_to_an_hour_and_spread_over_its_half(tries: int, salt: str) -> None:
    whole = min(FIRST_WAIT * 2 ** min(tries - 1, 30), LONGEST_WAIT)
    assert whole / 2 <= wait_before(tries, salt=salt) <= whole


def test_what_failed_together_is_not_tried_together_again() -> None:
    assert len({wait_before(5, salt=f"d_{number}") for number in range(100)}) == 100


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (
            Answer(outcome="sent", detail="answered\n204", reached=("a@lake.example",)),
            Outcome(state="sent", at=NOON, detail="answered 204", reached=("a@lake.example",)),
        ),
        (
            Answer(outcome="later", detail="x" * 900),
            Outcome(state="failed", at=NOON, detail="x" * 500, next_at=NOON + wait_before(1, salt=TAKEN.id)),
        ),
        (
            Answer(outcome="later", detail="busy", wait=timedelta(minutes=7)),
            Outcome(state="failed", at=NOON, detail="busy", next_at=NOON + timedelta(minutes=7)),
        ),
        (
            Answer(outcome="later", detail="busy", wait=timedelta(days=900)),
            Outcome(state="failed", at=NOON, detail="busy", next_at=NOON + timedelta(days=1)),
        ),
        (
            Answer(outcome="gone", detail="410"),
            Outcome(state="failed", at=NOON, detail="410", next_at=NOON + wait_before(1, salt=TAKEN.id)),
        ),
        (Answer(outcome="never", detail="400"), Outcome(state="dead", at=NOON, detail="400")),
    ],
    ids=["sent", "failed", "asked to wait", "asked for too long", "gone", "refused for good"],
)
def test_an_answer_says_how_a_delivery_stands(answer: Answer, outcome: Outcome) -> None:
    assert outcome_of(TAKEN, answer, NOON, tries=3) == outcome


@pytest.mark.parametrize(("tries", "state"), [(1, "dead"), (2, "failed")])
def test_the_last_try_gives_up(tries: int, state: str) -> None:
    assert outcome_of(TAKEN, Answer(outcome="later", detail=""), NOON, tries=tries).state == state


def test_a_channel_that_tries_as_often_as_usual_outlasts_a_night() -> None:
    waits = Channel(name="desk", target=Terminal()).tries - 1
    least = sum((min(FIRST_WAIT * 2**number, LONGEST_WAIT) / 2 for number in range(waits)), timedelta())
    assert least > timedelta(hours=7)

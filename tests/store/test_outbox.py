from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.alert_making import NOON
from tests.ledgers import open_ledger
from twosource.errors import NoSuchRecord
from twosource.store import Ledger
from twosource.store.outbox import Attempt, Backlog, Delivery, DeliveryId, Outcome, delivery_id

MINUTE = timedelta(minutes=1)
SENT = Outcome(state="sent", at=NOON, detail="answered 204", took_ms=12)


def put(ledger: Ledger, alert: str = "w_1", channel: str = "hook", due_at: datetime = NOON) -> DeliveryId:
    with ledger.transaction():
        return ledger.outbox.put(alert, channel, due_at)


def take(ledger: Ledger, now: datetime = NOON, *, channel: str = "hook", most: int = 10) -> list[Delivery]:
    return [*ledger.outbox.take(channel, now, until=now + MINUTE, most=most)]


def test_what_is_put_twice_is_sent_once(ledger: Ledger) -> None:
    assert put(ledger) == put(ledger, due_at=NOON + MINUTE) == delivery_id("w_1", "hook")
    assert take(ledger) == [
        Delivery(
            id=delivery_id("w_1", "hook"), alert="w_1", channel="hook", state="waiting", due_at=NOON,
            next_at=NOON + MINUTE, tries=1,
        )
    ]  # fmt: skip


def test_an_id_tells_alerts_and_channels_apart() -> None:
    names = {delivery_id(alert, channel) for alert in ("w_1", "w_2") for channel in ("hook", "mail")}
    assert len(names) == 4


def test_what_is_put_in_a_transaction_that_fails_was_never_put(ledger: Ledger) -> None:
    def put_and_fail() -> None:
        with ledger.transaction():
            ledger.outbox.put("w_1", "hook", NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        put_and_fail()
    assert ledger.outbox.of_alert("w_1") == ()


def test_nothing_is_taken_before_it_is_due_nor_for_another_channel(ledger: Ledger) -> None:
    put(ledger, due_at=NOON + MINUTE)
    put(ledger, channel="mail")
    assert take(ledger) == []
    assert [one.alert for one in take(ledger, NOON + MINUTE)] == ["w_1"]


def test_the_longest_due_is_taken_first_and_no_more_than_asked(ledger: Ledger) -> None:
    for number in (3, 1, 2):
        put(ledger, f"w_{number}", due_at=NOON - number * MINUTE)
    assert [one.alert for one in take(ledger, most=2)] == ["w_3", "w_2"]
    assert [one.alert for one in take(ledger)] == ["w_1"]


def test_what_is_taken_is_given_to_nobody_else_until_that_lapses(ledger: Ledger, path: Path) -> None:
    put(ledger)
    assert len(take(ledger)) == 1
    with open_ledger(path) as other:
        assert take(other, NOON + MINUTE / 2) == []
        assert [one.tries for one in take(other, NOON + MINUTE)] == [2]


def test_what_was_sent_is_not_taken_again(ledger: Ledger) -> None:
    put(ledger)
    (taken,) = take(ledger)
    assert ledger.outbox.note(taken, SENT)
    assert take(ledger, NOON + 60 * MINUTE) == []
    found = ledger.outbox.find(taken.id)
    assert (found.state, found.sent_at, found.trouble) == ("sent", NOON, "")


def test_what_failed_is_due_again_when_it_is_told(ledger: Ledger) -> None:
    put(ledger)
    (taken,) = take(ledger)
    failed = Outcome(
        state="failed", at=NOON, detail="answered 503", reached=("amina@lake.example",), next_at=NOON + 5 * MINUTE
    )  # fmt: skip
    ledger.outbox.note(taken, failed)
    assert take(ledger, NOON + 4 * MINUTE) == []
    (again,) = take(ledger, NOON + 5 * MINUTE)
    assert (again.state, again.tries, again.trouble, again.reached) == (
        "failed", 2, "answered 503", ("amina@lake.example",),
    )  # fmt: skip


def test_who_lost_what_they_took_can_not_note_it(ledger: Ledger) -> None:
    put(ledger)
    (slow,) = take(ledger)
    (other,) = take(ledger, NOON + MINUTE)
    assert not ledger.outbox.note(slow, Outcome(state="dead", at=NOON, detail="late"))
    assert ledger.outbox.note(other, SENT)
    assert ledger.outbox.find(slow.id).state == "sent"
    assert [attempt.outcome for attempt in ledger.outbox.attempts(slow.id)] == ["dead", "sent"]


def test_every_attempt_is_kept(ledger: Ledger) -> None:
    put(ledger)
    (taken,) = take(ledger)
    ledger.outbox.join("m_1", [taken.id])
    (noted,) = ledger.outbox.by_id([taken.id])
    ledger.outbox.note(noted, SENT)
    assert ledger.outbox.attempts(taken.id) == (
        Attempt(
            delivery=taken.id, number=1, at=NOON, message="m_1", outcome="sent", detail="answered 204", took_ms=12
        ),
    )  # fmt: skip


@pytest.mark.parametrize("state", ["sent", "dead"])
def test_what_is_over_can_be_sent_again_under_its_id(ledger: Ledger, state: str) -> None:
    name = put(ledger)
    (taken,) = take(ledger)
    ledger.outbox.note(taken, Outcome(state=state, at=NOON, detail="x", reached=("a@lake.example",)))  # type: ignore[arg-type]
    assert ledger.outbox.send_again([name, DeliveryId("d_none")], NOON + MINUTE) == 1
    (again,) = take(ledger, NOON + MINUTE)
    assert (again.id, again.tries, again.reached, again.trouble) == (name, 1, (), "")


def test_what_was_put_back_counts_as_no_try(ledger: Ledger) -> None:
    put(ledger)
    (taken,) = take(ledger)
    ledger.outbox.put_back(taken, NOON + MINUTE)
    assert take(ledger, NOON) == []
    assert [one.tries for one in take(ledger, NOON + MINUTE)] == [1]


def test_a_channel_that_was_stopped_keeps_what_is_due_until_it_is_resumed(ledger: Ledger) -> None:
    put(ledger)
    ledger.outbox.stop("hook", NOON, "answered 410")
    ledger.outbox.stop("hook", NOON, "answered 410 again")
    assert take(ledger) == []
    assert ledger.outbox.next_due(["hook"]) is None
    assert ledger.outbox.backlogs() == (
        Backlog(channel="hook", waiting=1, oldest_due_at=NOON, stopped="answered 410"),
    )
    assert ledger.outbox.resume("hook")
    assert not ledger.outbox.resume("hook")
    assert len(take(ledger)) == 1


def test_what_was_held_until_one_moment_is_taken_together(ledger: Ledger) -> None:
    for alert, channel, due_at in (
        ("w_1", "mail", NOON), ("w_2", "mail", NOON), ("w_3", "mail", NOON - MINUTE), ("w_4", "hook", NOON),
    ):  # fmt: skip
        put(ledger, alert, channel, due_at)
    (_, first) = take(ledger, channel="mail", most=2)
    beside = ledger.outbox.take_beside(first, NOON, until=NOON + MINUTE, most=9)
    assert {first.alert, *(one.alert for one in beside)} == {"w_1", "w_2"}


def test_what_went_out_in_one_message_is_taken_together_again(ledger: Ledger) -> None:
    names = [put(ledger, f"w_{number}", due_at=NOON - number * MINUTE) for number in range(3)]
    ledger.outbox.join("m_1", names[:2])
    first = ledger.outbox.find(names[0])
    beside = ledger.outbox.take_beside(first, NOON, until=NOON + MINUTE, most=9)
    assert {one.id for one in beside} == set(names[:2])
    assert {one.id for one in ledger.outbox.of_message("m_1")} == set(names[:2])


def test_channels_are_told_by_what_waits_failed_and_was_sent(ledger: Ledger) -> None:
    for number in range(4):
        put(ledger, f"w_{number}", due_at=NOON + number * MINUTE)
    for taken, outcome in zip(
        take(ledger, NOON + 9 * MINUTE, most=3),
        (SENT, Outcome(state="dead", at=NOON, detail="x"), Outcome(state="failed", at=NOON, detail="y", next_at=NOON)),
        strict=True,
    ):  # fmt: skip
        ledger.outbox.note(taken, outcome)
    assert ledger.outbox.backlogs() == (
        Backlog(
            channel="hook", waiting=1, failed=1, sent=1, dead=1, oldest_due_at=NOON + 2 * MINUTE, last_sent_at=NOON
        ),
    )  # fmt: skip
    assert [one.alert for one in ledger.outbox.listed("hook", ["dead"], most=9)] == ["w_1"]
    assert [one.alert for one in ledger.outbox.newest_sent("hook", most=9)] == ["w_0"]
    assert ledger.outbox.next_due(["hook", "mail"]) == NOON


def test_a_delivery_that_is_not_there_is_told(ledger: Ledger) -> None:
    with pytest.raises(NoSuchRecord, match="no delivery is called d_none"):
        ledger.outbox.find("d_none")

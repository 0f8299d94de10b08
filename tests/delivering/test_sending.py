import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alert_making import NOON, make_alert, make_update
from tests.delivering.senders import HOUR, ledger_with, make_channel, put, states
from tests.delivering.servers import Hook, Post, hook_server, mail_server
from tests.fakes import FakeClock
from tests.ledgers import place_of
from twosource.config.channels import CapFolder, Channel, Command, Email, Webhook
from twosource.delivering import Sent, deliver_due, make_test, resend
from twosource.delivering.joining import groups_of
from twosource.delivering.messages import message_id
from twosource.delivering.sending import lease_of
from twosource.store.outbox import Delivery, delivery_id

FIRST, SECOND = make_alert(), make_update()
LATER = FakeClock(instant=NOON + 9 * HOUR)


@pytest.fixture
def hook() -> Iterator[Hook]:
    with hook_server() as server:
        yield server


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server() as server:
        yield server


def hook_to(hook: Hook, **changes: object) -> Channel:
    target = Webhook(url=hook.root, allow_private=True, timeout=timedelta(seconds=5))
    return make_channel(target, **changes)


def mail_to(post: Post) -> Channel:
    target = Email(
        host="127.0.0.1", port=post.port, sender="watch@lake.example", to=("amina@lake.example",), security="none"
    )  # fmt: skip
    return make_channel(target)


def told(hook: Hook) -> list[list[str]]:
    """Return the alerts of each message that came in."""
    return [[alert["id"] for alert in json.loads(got.body)["alerts"]] for got in hook.got]


def test_what_is_due_is_sent_once(hook: Hook, tmp_path: Path) -> None:
    with ledger_with(tmp_path, FIRST, SECOND) as ledger:
        names = put(ledger, FIRST, SECOND)
        clock = FakeClock(instant=NOON)
        assert deliver_due(ledger, [hook_to(hook)], clock) == Sent(sent=1)
        assert deliver_due(ledger, [hook_to(hook)], clock) == Sent()
        assert deliver_due(ledger, [hook_to(hook)], LATER) == Sent(sent=1)
    assert told(hook) == [[FIRST.id], [SECOND.id]]
    assert [got.headers["Twosource-Delivery"] for got in hook.got] == names


def test_more_than_fit_at_once_are_all_sent(hook: Hook, tmp_path: Path) -> None:
    alerts = [make_alert(id=f"w_{number:012x}", number=number + 1) for number in range(25)]
    with ledger_with(tmp_path, *alerts) as ledger:
        put(ledger, *alerts)
        assert deliver_due(ledger, [hook_to(hook, at_once=4)], LATER) == Sent(sent=25)
    assert sorted(told(hook)) == [[alert.id] for alert in alerts]


def test_what_fails_is_tried_again_under_the_same_id_until_it_is_given_up(hook: Hook, tmp_path: Path) -> None:
    hook.answers.extend([(503, {}, b"busy")] * 3)
    clock = FakeClock(instant=NOON)
    with ledger_with(tmp_path, FIRST) as ledger:
        (name,) = put(ledger, FIRST)
        channel = hook_to(hook, tries=3)
        for expected in (Sent(failed=1), Sent(failed=1), Sent(dead=1), Sent()):
            assert deliver_due(ledger, [channel], clock) == expected
            clock.instant = clock.instant + HOUR
        found = ledger.outbox.find(name)
        assert (found.state, found.tries, found.trouble) == ("dead", 3, "answered 503: busy")
        assert [one.outcome for one in ledger.outbox.attempts(name)] == ["failed", "failed", "dead"]
        resend(ledger, FIRST.id, clock.now())
        assert deliver_due(ledger, [channel], clock) == Sent(sent=1)
    assert {got.headers["Twosource-Delivery"] for got in hook.got} == {name}


def test_a_receiver_that_asks_to_wait_is_left_alone_so_long(hook: Hook, tmp_path: Path) -> None:
    hook.answers.append((429, {"Retry-After": "1800"}, b""))
    clock = FakeClock(instant=NOON)
    with ledger_with(tmp_path, FIRST) as ledger:
        put(ledger, FIRST)
        deliver_due(ledger, [hook_to(hook)], clock)
        clock.instant = NOON + timedelta(seconds=1799)
        assert deliver_due(ledger, [hook_to(hook)], clock) == Sent()
        clock.instant = NOON + timedelta(seconds=1800)
        assert deliver_due(ledger, [hook_to(hook)], clock) == Sent(sent=1)


def test_a_receiver_that_is_gone_is_sent_nothing_more_until_it_is_resumed(hook: Hook, tmp_path: Path) -> None:
    hook.answers.append((410, {}, b"moved away"))
    with ledger_with(tmp_path, FIRST, SECOND) as ledger:
        put(ledger, FIRST)
        assert deliver_due(ledger, [hook_to(hook)], LATER) == Sent(failed=1)
        put(ledger, SECOND)
        assert deliver_due(ledger, [hook_to(hook)], FakeClock(instant=NOON + 99 * HOUR)) == Sent()
        assert [one.stopped for one in ledger.outbox.backlogs()] == ["answered 410: moved away"]
        ledger.outbox.resume("desk")
        assert deliver_due(ledger, [hook_to(hook)], FakeClock(instant=NOON + 99 * HOUR)) == Sent(sent=2)


def test_one_broken_channel_holds_up_no_other(hook: Hook, tmp_path: Path) -> None:
    broken = make_channel(Webhook(url="http://127.0.0.1:9/", allow_private=True), name="broken")
    missing = make_channel(Command(run=("/nowhere/pager",)), name="missing")
    with ledger_with(tmp_path, FIRST) as ledger:
        for name in ("broken", "missing", "desk"):
            put(ledger, FIRST, channel=name)
        assert deliver_due(ledger, [broken, missing, hook_to(hook)], LATER) == Sent(sent=1, failed=2)
        assert [states(ledger, FIRST, channel=name) for name in ("broken", "missing", "desk")] == [
            ["failed"], ["failed"], ["sent"],
        ]  # fmt: skip


def test_after_a_failure_the_rest_waits_for_the_next_round(hook: Hook, tmp_path: Path) -> None:
    alerts = [make_alert(id=f"w_{number:012x}", number=number + 1) for number in range(9)]
    hook.answers.extend([(500, {}, b"")] * 9)
    with ledger_with(tmp_path, *alerts) as ledger:
        put(ledger, *alerts)
        assert deliver_due(ledger, [hook_to(hook, at_once=2)], LATER) == Sent(failed=2)
        assert states(ledger, *alerts).count("waiting") == 7


def test_what_was_held_until_one_moment_goes_out_in_one_message(post: Post, tmp_path: Path) -> None:
    later = make_update(raised_at=NOON + HOUR)
    alone = make_alert(id="w_00000000000a", number=3, raised_at=NOON + 2 * HOUR)
    with ledger_with(tmp_path, FIRST, later, alone) as ledger:
        put(ledger, FIRST, later, due_at=NOON + 2 * HOUR)
        put(ledger, alone)
        assert deliver_due(ledger, [mail_to(post)], LATER) == Sent(sent=3)
    assert sorted(str(letter["Subject"]) for letter, _ in post.letters) == [
        "2 alerts: Four killed at Kisumu ferry pier", "Four killed at Kisumu ferry pier",
    ]  # fmt: skip


def test_a_joined_message_that_fails_is_the_same_message_again(hook: Hook, tmp_path: Path) -> None:
    hook.answers.append((503, {}, b""))
    with ledger_with(tmp_path, FIRST, SECOND) as ledger:
        put(ledger, FIRST, SECOND, due_at=NOON + 2 * HOUR)
        assert deliver_due(ledger, [hook_to(hook, at_once=1)], LATER) == Sent(failed=2)
        assert deliver_due(ledger, [hook_to(hook, at_once=1)], FakeClock(instant=NOON + 11 * HOUR)) == Sent(
            sent=2
        )
    assert told(hook) == [[FIRST.id, SECOND.id]] * 2
    assert len({got.headers["Twosource-Delivery"] for got in hook.got}) == 1


def test_an_update_goes_into_the_thread_of_what_it_updates(post: Post, tmp_path: Path) -> None:
    with ledger_with(tmp_path, FIRST, SECOND) as ledger:
        put(ledger, FIRST, SECOND)
        deliver_due(ledger, [mail_to(post)], FakeClock(instant=NOON))
        deliver_due(ledger, [mail_to(post)], LATER)
    (first, _), (second, _) = post.letters
    assert second["In-Reply-To"] == first["Message-ID"]


def test_a_folder_gets_what_updates_refer_to(tmp_path: Path) -> None:
    channel = make_channel(CapFolder(folder=tmp_path / "cap", sender="desk@lake.example"))
    with ledger_with(tmp_path, FIRST, SECOND) as ledger:
        put(ledger, FIRST, SECOND)
        assert deliver_due(ledger, [channel], LATER) == Sent(sent=2)
    assert len([*(tmp_path / "cap").iterdir()]) == 3


def test_a_delivery_without_its_alert_is_given_up(hook: Hook, tmp_path: Path) -> None:
    with ledger_with(tmp_path) as ledger:
        (name,) = put(ledger, FIRST)
        assert deliver_due(ledger, [hook_to(hook)], LATER) == Sent(dead=1)
        assert ledger.outbox.find(name).trouble == f"alert {FIRST.id} is not in this ledger"
    assert hook.got == []


def test_nothing_goes_to_a_channel_that_is_not_configured(tmp_path: Path) -> None:
    with ledger_with(tmp_path, FIRST) as ledger:
        put(ledger, FIRST, channel="gone from the file")
        assert deliver_due(ledger, [], LATER) == Sent()
        assert states(ledger, FIRST, channel="gone from the file") == ["waiting"]


_SENDER = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from twosource.config.channels import Channel, Webhook
from twosource.delivering import deliver_due
from twosource.store import open_ledger

class Clock:
    def now(self):
        return datetime.fromisoformat(sys.argv[3])

channel = Channel(name="desk", target=Webhook(url=sys.argv[2], allow_private=True))
with open_ledger(sys.argv[1]) as ledger:
    deliver_due(ledger, [channel], Clock())
"""


def test_who_is_killed_between_sending_and_noting_has_it_sent_again_under_its_id(
    hook: Hook, tmp_path: Path
) -> None:
    hook.hangs = True  # it has the message, and the sender never hears of it
    with ledger_with(tmp_path, FIRST) as ledger:
        (name,) = put(ledger, FIRST)
    place = place_of(tmp_path / "ledger.db")
    process = subprocess.Popen([sys.executable, "-c", _SENDER, place, hook.root, NOON.isoformat()])
    wait_for(lambda: len(hook.got) == 1)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    hook.hangs = False
    with ledger_with(tmp_path) as ledger:
        clock = FakeClock(instant=NOON)
        assert deliver_due(ledger, [hook_to(hook)], clock) == Sent()  # still taken
        clock.instant = NOON + lease_of(make_channel(Webhook(url=hook.root)))
        assert deliver_due(ledger, [hook_to(hook)], clock) == Sent(sent=1)
        assert states(ledger, FIRST) == ["sent"]
    assert [got.headers["Twosource-Delivery"] for got in hook.got] == [name, name]


def wait_for(happened: "object") -> None:
    for _ in range(3000):
        if happened():  # type: ignore[operator]
            return
        time.sleep(0.01)
    pytest.fail("it did not happen in half a minute")


def make_taken(number: int, **changes: object) -> Delivery:
    values: dict[str, object] = {
        "id": delivery_id(f"w_{number}", "desk"), "alert": f"w_{number}", "channel": "desk", "state": "waiting",
        "due_at": NOON, "next_at": NOON, "tries": 1,
    }  # fmt: skip
    return Delivery(**(values | changes))  # type: ignore[arg-type]


@given(st.permutations([make_taken(number) for number in range(6)]))
def test_the_id_of_a_message_follows_from_what_is_in_it(taken: list[Delivery]) -> None:
    assert message_id(taken) == message_id(sorted(taken, key=lambda one: one.id))
    assert message_id(taken) != message_id(taken[1:])
    assert message_id(taken[:1]) == taken[0].id


def test_what_was_told_at_once_goes_out_alone_and_what_was_held_together() -> None:
    alerts = {f"w_{number}": make_alert(id=f"w_{number}", raised_at=NOON) for number in range(5)}
    taken = [
        make_taken(0), make_taken(1), make_taken(2, due_at=NOON + HOUR), make_taken(3, due_at=NOON + HOUR),
        make_taken(4, message="m_1"), make_taken(5, due_at=NOON + HOUR),
    ]  # fmt: skip
    assert [[one.alert for one in group] for group in groups_of(taken, alerts)] == [
        ["w_0"], ["w_1"], ["w_2", "w_3"], ["w_4"], ["w_5"],
    ]  # fmt: skip


def test_a_test_is_told_as_one_and_stands_in_no_ledger(hook: Hook) -> None:
    message = make_test(hook_to(hook), NOON)
    assert (message.is_test, message.alerts[0].incident) == (True, None)
    assert message == make_test(hook_to(hook), NOON)

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.alert_making import NOON, make_alert, make_update
from tests.cli.conftest import Run, run_command
from tests.delivering.servers import Hook, hook_server
from tests.ledgers import open_ledger
from twosource.store.outbox import Outcome, delivery_id

FIRST, SECOND = make_alert(), make_update()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with hook_server() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a configuration of two channels and a ledger in which one was given up."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TWOSOURCE_CONFIG", raising=False)
    (tmp_path / "twosource.toml").write_text(
        f'[[channels]]\nname = "pager"\nkind = "webhook"\nurl = "{hook.root}/in?key=k"\nallow_private = true\n'
        '[[channels]]\nname = "cap"\nkind = "cap-folder"\nfolder = "out"\nsender = "desk@lake.example"\n'
    )
    with open_ledger(tmp_path / "twosource.db") as ledger, ledger.transaction():
        for alert in (FIRST, SECOND):
            ledger.alerts.add(alert)
            ledger.outbox.put(alert.id, "pager", alert.raised_at)
        (taken,) = ledger.outbox.take("pager", NOON, until=NOON, most=1)
        ledger.outbox.note(taken, Outcome(state="dead", at=NOON, detail="answered 400: no"))
    return tmp_path


@pytest.fixture
def ask(desk: Path) -> Run:
    """Run a command in that folder."""
    return lambda *arguments, **how: run_command("--db", str(desk / "twosource.db"), *arguments, **how)


def test_channels_are_listed_with_what_waits_and_what_was_given_up(ask: Run) -> None:
    lines = ask("channels").out.splitlines()
    assert lines[0].split() == [
        "CHANNEL",
        "KIND",
        "GOES",
        "TO",
        "WAITING",
        "FAILED",
        "DEAD",
        "SENT",
        "LAST",
        "SENT",
        "REMARK",
    ]
    assert lines[1].split()[:2] == ["pager", "webhook"]
    assert lines[1].split()[3:] == ["1", "0", "1", "0", "never"]
    assert lines[2].split() == ["cap", "cap-folder", "out", "0", "0", "0", "0", "never"]
    assert "key=k" not in ask("channels", "--json").out


def test_channels_are_a_list_for_machines(ask: Run) -> None:
    pager, cap = ask("channels", "list", "--json").json()
    assert {key: pager[key] for key in ("name", "kind", "waiting", "dead", "oldest_due_at", "stopped")} == {
        "name": "pager", "kind": "webhook", "waiting": 1, "dead": 1, "oldest_due_at": "2024-05-02T13:00:00+00:00",
        "stopped": "",
    }  # fmt: skip
    assert cap["name"] == "cap"


def test_a_channel_shows_what_did_not_arrive_and_why(ask: Run) -> None:
    lines = ask("channels", "show", "pager").out.splitlines()
    assert [line.split()[:4] for line in lines[1:]] == [
        [delivery_id(FIRST.id, "pager"), FIRST.id, "dead", "1"],
        [delivery_id(SECOND.id, "pager"), SECOND.id, "waiting", "0"],
    ]
    assert lines[1].endswith("answered 400: no")
    assert ask("channels", "show", "cap").out == "Nothing waits for cap, failed or was given up.\n"


def test_what_was_given_up_is_sent_again_and_what_is_due_too(ask: Run, hook: Hook) -> None:
    assert ask("channels", "resend", "pager").out == "1 delivery is due now.\n"
    assert ask("channels", "send").out == "2 sent, 0 to be tried again, 0 given up.\n"
    assert {got.headers["Twosource-Delivery"] for got in hook.got} == {
        delivery_id(alert.id, "pager") for alert in (FIRST, SECOND)
    }
    assert ask("channels", "resend", delivery_id(FIRST.id, "pager")).out == "1 delivery is due now.\n"


def test_what_fails_is_told_by_the_status(ask: Run, hook: Hook) -> None:
    hook.answers.extend([(500, {}, b"")] * 2)
    ran = ask("channels", "send", "--json")
    assert (ran.status, ran.json()) == (1, {"sent": 0, "failed": 1, "dead": 0})


def test_a_channel_is_tried_with_a_message_that_says_it_is_a_test(ask: Run, hook: Hook) -> None:
    ran = ask("channels", "test", "pager")
    assert (ran.status, ran.out) == (0, "pager: arrived: answered 204\n")
    assert json.loads(hook.got[0].body)["test"] is True
    hook.answers.append((503, {}, b"busy"))
    ran = ask("channels", "test", "pager")
    assert (ran.status, ran.out) == (1, "pager: did not arrive: answered 503: busy\n")


def test_a_folder_is_tried_with_a_message_of_status_test(ask: Run, desk: Path) -> None:
    assert ask("channels", "test", "cap").status == 0
    (message,) = (desk / "out").glob("*.cap.xml")
    assert b"<status>Test</status>" in message.read_bytes()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("test", "nobody"), 2, "the configuration has no channel 'nobody'. It has: pager, cap."),
        (("resend", "nobody"), 1, "nothing was ever due to a channel called 'nobody'."),
        (("resend", "d_none"), 1, "no delivery is called d_none."),
        (("--config", "none.toml"), 2, "none.toml: there is no such file."),
    ],
    ids=["test", "resend", "delivery", "config"],
)
def test_what_is_not_there_is_told_in_a_line(
    ask: Run, words: tuple[str, ...], status: int, said: str
) -> None:
    ran = ask("channels", *words)
    assert (ran.status, said in ran.err, ran.err.count("\n")) == (status, True, 1)


def test_a_channel_that_is_not_configured_any_more_is_listed_with_what_waits(ask: Run, desk: Path) -> None:
    (desk / "twosource.toml").write_text("")
    (line,) = ask("channels").out.splitlines()[1:]
    assert line.startswith("pager")
    assert line.endswith("not in the configuration")

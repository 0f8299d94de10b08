import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.alert_making import NOON, make_alert, make_update
from tests.delivering.senders import make_message
from tests.delivering.servers import Hook, hook_server
from twosource.config.channels import Secret, Webhook
from twosource.delivering.messages import Answer
from twosource.delivering.signing import BadSignature, Signed, verify
from twosource.delivering.webhook import answer_of, find_wait, post
from twosource.errors import ConfigError
from twosource.wire.alerts import alert_to_json

LATER = timedelta(seconds=1)


@pytest.fixture
def hook() -> Iterator[Hook]:
    with hook_server() as server:
        yield server


@pytest.fixture
def secrets(tmp_path: Path) -> tuple[Secret, Secret]:
    (tmp_path / "new").write_text("new secret")
    (tmp_path / "old").write_text("old secret")
    return Secret(file=tmp_path / "new"), Secret(file=tmp_path / "old")


def send(webhook: Webhook) -> Answer:
    return asyncio.run(post(make_message(webhook, make_alert(), make_update()), webhook))


def test_a_receiver_gets_signed_json_it_can_check(hook: Hook, secrets: tuple[Secret, Secret]) -> None:
    webhook = Webhook(url=f"{hook.root}/in?desk=1", secrets=secrets, allow_private=True)
    assert send(webhook) == Answer(outcome="sent", detail="answered 204")
    (got,) = hook.got
    assert got.path == "/in?desk=1"
    assert json.loads(got.body) == {
        "shape": 1,
        "id": "d_00000000000000aa",
        "channel": "desk",
        "test": False,
        "alerts": [alert_to_json(make_alert()), alert_to_json(make_update())],
    }
    assert got.headers["Content-Type"] == "application/json; charset=utf-8"
    assert got.headers["Idempotency-Key"] == got.headers["Twosource-Delivery"] == "d_00000000000000aa"
    for secret in ("new secret", "old secret"):
        assert verify(Signed(body=got.body, headers=got.headers), [secret], now=NOON) == "d_00000000000000aa"
    with pytest.raises(BadSignature):
        verify(Signed(body=got.body, headers=got.headers), ["another"], now=NOON)


def test_without_a_secret_nothing_is_signed(hook: Hook) -> None:
    send(Webhook(url=hook.root, allow_private=True))
    assert "Twosource-Signature" not in hook.got[0].headers


def test_private_addresses_are_refused_unless_the_channel_allows_them(hook: Hook) -> None:
    answer = send(Webhook(url=hook.root))
    assert (answer.outcome, "is loopback" in answer.detail) == ("later", True)
    assert hook.got == []


@pytest.mark.parametrize("url", ["http://169.254.169.254/latest", "http://[fe80::1]/"])
def test_where_clouds_keep_their_keys_is_refused_even_then(url: str) -> None:
    assert send(Webhook(url=url, allow_private=True)).outcome == "later"


def test_redirects_are_not_followed(hook: Hook) -> None:
    hook.answers.append((307, {"Location": f"{hook.root}/elsewhere"}, b""))
    answer = send(Webhook(url=f"{hook.root}/in", allow_private=True))
    assert answer == Answer(outcome="later", detail="answered 307; redirects are not followed")
    assert [one.path for one in hook.got] == ["/in"]


def test_a_receiver_that_hangs_is_left_after_a_while(hook: Hook) -> None:
    hook.hangs = True
    webhook = Webhook(url=hook.root, allow_private=True, timeout=timedelta(seconds=0.2))
    answer = send(webhook)
    assert answer.outcome == "later"
    assert "timeout" in answer.detail.lower() or answer.detail == "no answer within 0.2 seconds"


def test_a_receiver_that_is_not_there_is_told(hook: Hook) -> None:
    answer = send(Webhook(url="http://127.0.0.1:9/", allow_private=True))
    assert answer == Answer(outcome="later", detail="can't be reached: Connect call failed ('127.0.0.1', 9)")


def test_of_a_long_answer_only_the_beginning_is_read(hook: Hook) -> None:
    hook.answers.append((500, {}, b"x" * 3_000_000))
    answer = send(Webhook(url=hook.root, allow_private=True))
    assert answer == Answer(outcome="later", detail="answered 500: " + "x" * 200)


def test_a_secret_that_is_not_there_stops_the_message(hook: Hook, tmp_path: Path) -> None:
    webhook = Webhook(url=hook.root, secrets=(Secret(file=tmp_path / "none"),), allow_private=True)
    with pytest.raises(ConfigError):
        send(webhook)
    assert hook.got == []


@pytest.mark.parametrize(
    ("status", "headers", "answer"),
    [
        (200, {}, Answer(outcome="sent", detail="answered 200")),
        (202, {}, Answer(outcome="sent", detail="answered 202")),
        (400, {}, Answer(outcome="never", detail="answered 400: no")),
        (401, {}, Answer(outcome="later", detail="answered 401: no")),
        (404, {}, Answer(outcome="later", detail="answered 404: no")),
        (410, {}, Answer(outcome="gone", detail="answered 410: no")),
        (413, {}, Answer(outcome="never", detail="answered 413: no")),
        (429, {"Retry-After": "120"}, Answer(outcome="later", detail="answered 429: no", wait=timedelta(minutes=2))),
        (503, {"Retry-After": "soon"}, Answer(outcome="later", detail="answered 503: no")),
        (302, {}, Answer(outcome="later", detail="answered 302: no; redirects are not followed")),
    ],
)  # fmt: skip
def test_a_status_says_what_becomes_of_a_message(
    status: int, headers: dict[str, str], answer: Answer
) -> None:
    assert answer_of(status, headers, " no\n", now=NOON) == answer


@pytest.mark.parametrize(
    ("words", "wait"),
    [
        ("0", timedelta()),
        (" 30 ", timedelta(seconds=30)),
        ("9" * 400, timedelta(seconds=10**7)),
        ("Thu, 02 May 2024 12:01:00 GMT", timedelta(minutes=1)),
        ("Thu, 02 May 2024 11:00:00 GMT", timedelta()),
        ("Thu, 02 May 2024 12:01:00", timedelta(minutes=1)),
        ("-5", None),
        ("", None),
        ("tomorrow", None),
        ("٣", None),
    ],
)
def test_how_long_to_wait_is_read_as_seconds_or_a_date(words: str, wait: timedelta | None) -> None:
    assert find_wait(words, datetime(2024, 5, 2, 12, tzinfo=UTC)) == wait

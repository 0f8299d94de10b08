"""Feeds on the desk: how each does in words, what waits, and what admins alone change."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.builders import NOW
from tests.ledgers import open_ledger
from tests.web.desks import add_team, browsing, sign_in
from tests.web.posting import post
from twosource.feeds import Feed, Health
from twosource.store.feeds import Kept
from twosource.store.queue import NewJob, Taker
from twosource.web.watching.feed_states import feed_state, read_feed

FEED = Feed(name="Lakeside Courier", address="https://lakeside.example/feed.xml", group="Kenya")
TYPED = {
    "name": "Halcyon Wire",
    "address": "https://halcyon.example/rss",
    "form": "rss",
    "minutes": "10",
    "pages": "yes",
}
OPML = """<opml version="2.0"><body>
<outline text="Lakeside Courier" xmlUrl="https://lakeside.example/feed.xml"/>
<outline text="Port Ledger" xmlUrl="https://port.example/atom"/>
<outline text="Local" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


@pytest.fixture
def desk(own_ledger: Path) -> Iterator[TestClient]:
    with open_ledger(own_ledger) as ledger:
        ledger.feeds.add(FEED, NOW)
    with browsing(own_ledger) as client:
        yield client


def names(path: Path) -> list[str]:
    with open_ledger(path) as ledger:
        return [one.feed.name for one in ledger.feeds.all()]


@pytest.mark.parametrize(
    ("health", "changes", "word"),
    [
        pytest.param(Health(), {}, "not asked yet", id="new"),
        pytest.param(Health(asked_at=NOW, answered_at=NOW), {}, "well", id="well"),
        pytest.param(Health(asked_at=NOW, failures=3, trouble="410 Gone"), {}, "failing", id="failing"),
        pytest.param(Health(asked_at=NOW), {"held": True}, "paused", id="paused"),
        pytest.param(Health(asked_at=NOW - timedelta(hours=3)), {}, "overdue", id="overdue"),
        pytest.param(
            Health(asked_at=NOW - timedelta(hours=3), next_at=NOW + timedelta(hours=1)),
            {},
            "well",
            id="asked to wait",
        ),
    ],
)
def test_a_feed_stands_in_a_word(health: Health, changes: dict[str, Any], word: str) -> None:
    values = {"feed": FEED, "health": health, "source": "cli", "held": False, "added_at": NOW, **changes}
    assert feed_state(Kept(**values), NOW).word == word


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": ""}, {"name"}),
        ({"address": "ftp://halcyon.example"}, {"address"}),
        ({"address": "https://u:p@halcyon.example"}, {"address"}),
        ({"address": "/var/news"}, {"address"}),
        ({"form": "folder"}, {"form"}),
        ({"minutes": "0"}, {"minutes"}),
        ({"minutes": "½", "name": ""}, {"minutes", "name"}),
    ],
)
def test_what_can_not_be_a_feed_is_told_by_field(changes: dict[str, str], wrong: set[str]) -> None:
    typed = {"outlet": "", "group": "", **TYPED, **changes}
    feed, found = read_feed(typed, pages=True)
    assert (feed, set(found)) == (None, wrong)


def test_a_desk_without_feeds_says_how_to_get_some(client: TestClient) -> None:
    assert "No feed yet" in client.get("/feeds").text


def test_every_feed_is_shown_with_its_health(desk: TestClient, own_ledger: Path) -> None:
    now = datetime.now(UTC)
    with open_ledger(own_ledger) as ledger:
        ledger.feeds.save_health(
            FEED.name, Health(asked_at=now, failures=2, trouble="503 Service Unavailable")
        )
        ledger.feeds.count(FEED.name, items=120, copies=30, delays=[90.0, 150.0])
    page = desk.get("/feeds").text
    for words in (
        "Lakeside Courier",
        "Kenya",
        "failing",
        "2 failures in a row: 503",
        "120",
        "30 (25 %)",
        "2 min",
    ):
        assert words in page


def test_a_feed_is_added_paused_resumed_and_taken_out(desk: TestClient, own_ledger: Path) -> None:
    assert post(desk, "/feeds", TYPED, page="/feeds").status_code == 303
    assert names(own_ledger) == ["Halcyon Wire", "Lakeside Courier"]
    for act, word in (
        ("pause", "is not asked until"),
        ("resume", "is asked again"),
        ("remove", "is read no more"),
    ):
        assert post(desk, f"/feeds/{act}", {"name": "halcyon wire"}, page="/feeds").status_code == 303
        assert f"Halcyon Wire {word}" in desk.get("/feeds").text
    assert names(own_ledger) == ["Lakeside Courier"]


def test_a_feed_that_is_there_is_not_added_twice(desk: TestClient) -> None:
    answer = post(desk, "/feeds", {**TYPED, "address": FEED.address}, page="/feeds")
    assert answer.status_code == 422
    assert "is read already" in answer.text
    assert "Halcyon Wire" in answer.text


def test_a_feed_of_the_file_is_not_taken_out(desk: TestClient, own_ledger: Path) -> None:
    with open_ledger(own_ledger) as ledger:
        ledger.feeds.sync([FEED], NOW)
    assert "in the file" in desk.get("/feeds").text
    assert post(desk, "/feeds/remove", {"name": FEED.name}, page="/feeds").status_code == 409


def test_feeds_come_and_go_as_opml(desk: TestClient, own_ledger: Path) -> None:
    sent = desk.get("/feeds.opml")
    assert sent.headers["content-disposition"] == 'attachment; filename="twosource-feeds.opml"'
    assert FEED.address in sent.text
    answer = post(desk, "/feeds.opml", {}, files={"file": ("other.opml", OPML.encode())}, page="/feeds")
    assert answer.status_code == 303
    assert "1 feed added; 2 others of the file" in desk.get("/feeds").text
    assert names(own_ledger) == ["Lakeside Courier", "Port Ledger"]


@pytest.mark.parametrize("content", [b"", b"no xml", b"<html/>", b"<!DOCTYPE x [<!ENTITY a 'b'>]><opml/>"])
def test_a_file_that_is_no_opml_is_told(desk: TestClient, content: bytes) -> None:
    answer = post(desk, "/feeds.opml", {}, files={"file": ("x.opml", content)}, page="/feeds")
    assert answer.status_code == 422
    assert 'id="f-opml-wrong"' in answer.text


def test_what_was_set_aside_is_shown_with_its_reason_and_tried_again(
    desk: TestClient, own_ledger: Path
) -> None:
    taker = Taker(watch="test", worker="1")
    with open_ledger(own_ledger) as ledger:
        bodies = [json.dumps({"page": "p", "address": "https://port.example/7"}), "{}", "{}"]
        jobs = [NewJob(key=f"job{number}", kind="read", body=body) for number, body in enumerate(bodies)]
        ledger.queue.put(jobs, NOW)
        for _ in range(2):
            job = ledger.queue.take("read", taker, NOW)
            assert job is not None
            ledger.queue.fail(job, taker, "the page is larger than 20 MB", NOW)
    page = desk.get("/feeds").text
    assert page.count("Article to read") == 2
    assert page.count("the page is larger than 20 MB") == 2
    assert "Try all 2 again" in page
    assert post(desk, "/feeds/retry", {"key": "job0"}, page="/feeds").status_code == 303
    assert post(desk, "/feeds/retry", {}, page="/feeds").status_code == 303
    with open_ledger(own_ledger) as ledger:
        assert ledger.queue.dead() == ()


def test_only_admins_are_offered_what_they_alone_may(own_ledger: Path) -> None:
    with open_ledger(own_ledger) as ledger:
        ledger.feeds.add(FEED, NOW)
    with browsing(add_team(own_ledger)) as client:
        sign_in(client, "Viktor")
        page = client.get("/feeds").text
    assert "Admins add, pause and take out feeds" in page
    assert "<form" not in page.partition("<main")[2]

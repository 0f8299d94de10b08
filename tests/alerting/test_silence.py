"""Feeds that fall silent, and are heard again: told once each."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.alerting.making import HOUR
from tests.alerting.newsroom import Desk, open_desk
from tests.builders import NOW
from twosource.alerting import Raised, raise_alerts
from twosource.feeds import Feed, Health
from twosource.watches import Watch, alert_id

SILENCE = Watch(name="feeds", tells=("feed is silent",), silent_for=6 * HOUR, channels=("mail",))
WIRE = Feed(name="Halcyon Wire", address="https://halcyon.example/rss")


def listen(desk: Desk, feed: Feed = WIRE, **health: Any) -> Raised:
    return raise_alerts(desk.ledger, desk.now, feeds=[(feed, Health(**health))])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path, SILENCE)


def test_a_feed_that_says_nothing_new_is_told_once(desk: Desk) -> None:
    assert listen(desk, newest_at=NOW, answered_at=NOW).alerts == ()
    desk.wait(7 * HOUR)
    (alert,) = listen(desk, newest_at=NOW, answered_at=desk.now)

    assert (alert.id, alert.incident, alert.feed) == (
        alert_id("feeds", "feed:Halcyon Wire", 1), None, "Halcyon Wire",
    )  # fmt: skip
    assert alert.headline == "Halcyon Wire is silent"
    assert alert.triggers == (
        ("feed is silent",
         "Halcyon Wire answers, but nothing new came since 2024-05-02 12:00 UTC, 7 hours ago."),
    )  # fmt: skip
    assert [one.channel for one in desk.ledger.outbox.of_alert(alert.id)] == ["mail"]
    assert listen(desk, newest_at=NOW, answered_at=desk.now).alerts == ()


def test_one_that_can_not_be_had_is_told_with_what_is_wrong(desk: Desk) -> None:
    desk.wait(7 * HOUR)
    (alert,) = listen(desk, newest_at=NOW, failures=9, trouble="the server answered 503")

    assert alert.triggers[0][1] == (
        "Halcyon Wire can't be had: the server answered 503; nothing new came since 2024-05-02 12:00 UTC,"
        " 7 hours ago."
    )


def test_one_that_is_heard_again_is_told_and_may_fall_silent_again(desk: Desk) -> None:
    desk.wait(7 * HOUR)
    (silent,) = listen(desk, newest_at=NOW)
    desk.wait(HOUR)
    (heard,) = listen(desk, newest_at=desk.now)
    last = desk.now
    desk.wait(7 * HOUR)
    (again,) = listen(desk, newest_at=last)

    assert (heard.move, heard.reason, heard.earlier) == (
        "cancel", "Something new came from Halcyon Wire.", (silent.id,),
    )  # fmt: skip
    assert (again.move, again.number, again.earlier) == ("alert", 3, (silent.id, heard.id))


@pytest.mark.parametrize(
    "feed",
    [
        pytest.param(Feed(name="Halcyon Wire", address="x", paused=True), id="paused"),
    ],
)
def test_a_paused_feed_may_be_silent(desk: Desk, feed: Feed) -> None:
    desk.wait(7 * HOUR)

    assert listen(desk, feed, newest_at=NOW).alerts == ()


def test_a_feed_that_was_never_asked_is_not_silent(desk: Desk) -> None:
    desk.wait(7 * HOUR)

    assert listen(desk).alerts == ()


def test_only_the_feeds_that_are_named_are_listened_to(tmp_path: Path) -> None:
    watch = Watch(name="feeds", tells=("feed is silent",), silent_for=6 * HOUR, feeds=("Rift Wire",))
    desk = open_desk(tmp_path, watch)
    desk.wait(7 * HOUR)

    assert listen(desk, newest_at=NOW).alerts == ()


def test_silence_counts_from_when_the_watch_began(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, SILENCE)
    long_ago = NOW - timedelta(days=3)

    assert listen(desk, newest_at=long_ago).alerts == ()
    desk.wait(6 * HOUR)
    assert len(listen(desk, newest_at=long_ago)) == 1


def test_it_says_when_a_feed_would_be_silent(desk: Desk) -> None:
    assert listen(desk, newest_at=NOW).next_at == NOW + 6 * HOUR

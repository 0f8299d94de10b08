from dataclasses import replace
from datetime import UTC, datetime

import pytest

from twosource.feeds import Feed, Health
from twosource.ingest.live.troubles import Trouble, find_troubles, tell_troubles

NOON = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)
WIRE = Feed(name="Rift Wire", address="https://rift-wire.example/rss")


@pytest.mark.parametrize(
    ("health", "sentences"),
    [
        (Health(), []),
        (Health(failures=2, trouble="the server answered 500"), []),
        (
            Health(failures=3, trouble="the server answered 500", answered_at=NOON),
            ["Rift Wire can't be read: the server answered 500; it last answered 2024-03-05 12:00 UTC."],
        ),
        (
            Health(failures=1, trouble="is a web page, not a feed", is_lasting=True),
            ["Rift Wire can't be read: is a web page, not a feed; it never answered."],
        ),
        (
            Health(failures=1, trouble="the server answered 410", is_lasting=True, is_gone=True),
            ["Rift Wire is gone for good, its server says; it is asked once a week."],
        ),
        (
            Health(moved_to="https://new.example/rss"),
            ["Rift Wire has moved for good to https://new.example/rss; write that into its configuration."],
        ),
        (Health(moved_to="https://rift-wire.example/rss"), []),
        (Health(form="atom", form_was="rss"), ["Rift Wire was RSS and is Atom now."]),
        (Health(flaw="the feed is broken"), ["Rift Wire can be read in part only: the feed is broken."]),
    ],
    ids=["well", "away for a moment", "away", "no feed", "gone", "moved", "moved onto itself", "other form", "flawed"],
)  # fmt: skip
def test_what_is_wrong_is_said_in_a_sentence(health: Health, sentences: list[str]) -> None:
    assert [one.sentence for one in find_troubles(WIRE, health)] == sentences


def test_a_feed_of_another_form_than_configured_is_read_and_told() -> None:
    feed = replace(WIRE, form="rss")
    assert [one.sentence for one in find_troubles(feed, Health(form="json"))] == [
        "Rift Wire is JSON Feed, not RSS as configured; it is read all the same."
    ]


def test_each_trouble_is_told_once_until_it_has_passed() -> None:
    health, told = Health(), []
    for failures in (1, 2, 3, 4, 5, 0, 0, 3):
        health = replace(health, failures=failures, trouble="it is away" if failures else "")
        fresh, health = tell_troubles(WIRE, health)
        told.append([one.name for one in fresh])
    assert told == [[], [], ["failing"], [], [], ["answers"], [], ["failing"]]


def test_that_it_answers_again_is_told_as_over() -> None:
    fresh, health = tell_troubles(WIRE, Health(told=("gone",)))
    assert fresh == (Trouble(name="answers", sentence="Rift Wire answers again.", is_over=True),)
    assert health.told == ()


def test_moving_on_is_told_again_and_a_change_of_form_once() -> None:
    health = Health(moved_to="https://b.example/", form="atom", form_was="rss")
    fresh, health = tell_troubles(WIRE, health)
    assert [one.name for one in fresh] == ["moved to https://b.example/", "format rss atom"]
    fresh, health = tell_troubles(WIRE, replace(health, moved_to="https://c.example/"))
    assert [one.name for one in fresh] == ["moved to https://c.example/"]


def test_a_failure_that_turns_out_to_be_the_end_is_told() -> None:
    fresh, health = tell_troubles(WIRE, Health(failures=3, trouble="away"))
    fresh, health = tell_troubles(WIRE, replace(health, failures=4, is_gone=True, is_lasting=True))
    assert [one.name for one in fresh] == ["gone"]

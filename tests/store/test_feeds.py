from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledgers import open_ledger
from twosource.errors import InputError, NoSuchRecord, Refused
from twosource.feeds import Feed, Health
from twosource.store import Ledger
from twosource.store.feeds import Kept, Synced, feed_from_json, feed_to_json

NOON = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
WIRE = Feed(
    name="Rift Wire", address="https://rift-wire.example/rss", group="Africa", every=timedelta(minutes=2)
)
POST = Feed(name="Coast Post", address="https://coast-post.example/atom", form="atom", outlet="Coast Post")
DROP = Feed(name="drop", address="/srv/drop", form="folder", only=("*.xml",), pages=False)
HEALTH = Health(
    asked_at=NOON,
    answered_at=NOON - timedelta(minutes=5),
    next_at=LATER,
    failures=3,
    trouble="the server answered 500",
    etag='"1"',
    last_modified="x",
    digest="d",
    form="rss",
    form_was="atom",
    flaw="the feed is broken",
    is_lasting=True,
    is_gone=True,
    wait_s=60.0,
    skip_hours=(1, 2),
    skip_days=(6,),
    moved_to="https://new.example/",
    newest_at=NOON,
    told=("failing",),
)


def names(ledger: Ledger) -> list[str]:
    return [one.feed.name for one in ledger.feeds.all()]


def test_a_new_ledger_reads_nothing(ledger: Ledger) -> None:
    assert ledger.feeds.all() == ()
    assert ledger.feeds.find("Rift Wire") is None


def test_what_was_added_is_found_by_any_spelling(ledger: Ledger) -> None:
    for feed in (WIRE, POST, DROP):
        ledger.feeds.add(feed, NOON)
    assert [one.feed for one in ledger.feeds.all()] == [POST, DROP, WIRE]
    assert ledger.feeds.get("  rift WIRE") == Kept(
        feed=WIRE, health=Health(), source="cli", held=False, added_at=NOON
    )


@pytest.mark.parametrize(
    ("feed", "words"),
    [
        (replace(POST, name="rift wire"), "a feed called 'Rift Wire' is there already"),
        (replace(POST, address=WIRE.address), "is read already, as 'Rift Wire'"),
        (replace(POST, name="a\nb"), "can't be the name of a feed"),
        (replace(POST, name=" "), "can't be the name of a feed"),
        (replace(POST, name="x" * 121), "can't be the name of a feed"),
    ],
    ids=["name", "address", "two lines", "blank", "long"],
)
def test_each_feed_has_a_name_and_an_address_of_its_own(ledger: Ledger, feed: Feed, words: str) -> None:
    ledger.feeds.add(WIRE, NOON)
    with pytest.raises(InputError, match=words):
        ledger.feeds.add(feed, NOON)
    assert names(ledger) == ["Rift Wire"]


def test_health_is_kept_whole(ledger: Ledger) -> None:
    ledger.feeds.add(WIRE, NOON)
    ledger.feeds.save_health("Rift Wire", HEALTH)
    assert ledger.feeds.get("Rift Wire").health == HEALTH


def test_what_is_counted_stays_when_asking_is_noted(ledger: Ledger) -> None:
    ledger.feeds.add(WIRE, NOON)
    ledger.feeds.count("Rift Wire", items=3, delays=(10, 30, 20))
    ledger.feeds.count("Rift Wire", copies=1)
    ledger.feeds.count("nobody", items=1)
    ledger.feeds.save_health("Rift Wire", HEALTH)
    assert ledger.feeds.get("Rift Wire").health == replace(HEALTH, items=3, copies=1, delay_s=20.0)


def test_the_delay_is_that_of_the_latest_items(ledger: Ledger) -> None:
    ledger.feeds.add(WIRE, NOON)
    ledger.feeds.count("Rift Wire", items=100, delays=[9_000.0] * 100)
    ledger.feeds.count("Rift Wire", items=30, delays=[5.0] * 30)
    assert ledger.feeds.get("Rift Wire").health.delay_s == 5.0


def test_a_feed_taken_out_keeps_its_history_and_may_come_back(ledger: Ledger) -> None:
    ledger.feeds.add(WIRE, NOON)
    ledger.feeds.count("Rift Wire", items=3)
    ledger.feeds.remove("Rift Wire", LATER)
    assert names(ledger) == []
    assert [one.retired_at for one in ledger.feeds.all(retired=True)] == [LATER]
    with pytest.raises(NoSuchRecord, match="no feed is called 'Rift Wire'"):
        ledger.feeds.get("Rift Wire")
    ledger.feeds.add(WIRE, LATER)
    assert ledger.feeds.get("Rift Wire").health.items == 3


def test_a_paused_feed_is_not_asked(ledger: Ledger) -> None:
    ledger.feeds.add(WIRE, NOON)
    assert ledger.feeds.get("Rift Wire").is_asked
    assert not ledger.feeds.pause("rift wire").is_asked
    assert ledger.feeds.resume("rift wire").is_asked


def test_a_feed_added_paused_is_resumed(ledger: Ledger) -> None:
    ledger.feeds.add(replace(WIRE, paused=True), NOON)
    assert not ledger.feeds.get("Rift Wire").is_asked
    assert ledger.feeds.resume("Rift Wire").feed == WIRE


# --- following a configuration ------------------------------------------------------------------------


def test_a_configuration_is_followed(ledger: Ledger) -> None:
    ledger.feeds.add(DROP, NOON)
    assert ledger.feeds.sync([WIRE, POST], NOON) == Synced(added=("Rift Wire", "Coast Post"))
    assert ledger.feeds.sync([WIRE, POST], LATER) == Synced()
    slower = replace(WIRE, every=timedelta(hours=1))
    assert ledger.feeds.sync([slower], LATER) == Synced(changed=("Rift Wire",), retired=("Coast Post",))
    assert names(ledger) == ["drop", "Rift Wire"]
    assert ledger.feeds.get("Rift Wire").feed == slower
    assert ledger.feeds.sync([slower, POST], LATER) == Synced(added=("Coast Post",))


def test_the_file_wins_over_the_command_line(ledger: Ledger) -> None:
    ledger.feeds.add(replace(WIRE, name="RIFT wire"), NOON)
    assert ledger.feeds.sync([WIRE], LATER) == Synced(changed=("Rift Wire",))
    assert (ledger.feeds.get("Rift Wire").source, names(ledger)) == ("file", ["Rift Wire"])


def test_a_feed_of_the_file_is_paused_by_hand_but_not_taken_out(ledger: Ledger) -> None:
    ledger.feeds.sync([WIRE, replace(POST, paused=True)], NOON)
    ledger.feeds.pause("Rift Wire")
    ledger.feeds.sync([WIRE, replace(POST, paused=True)], LATER)
    assert not ledger.feeds.get("Rift Wire").is_asked
    with pytest.raises(Refused, match="stands in the configuration"):
        ledger.feeds.remove("Rift Wire", LATER)
    with pytest.raises(Refused, match="is paused in the configuration"):
        ledger.feeds.resume("Coast Post")


def test_a_feed_with_a_new_address_starts_afresh_but_for_its_counts(ledger: Ledger) -> None:
    ledger.feeds.sync([WIRE], NOON)
    ledger.feeds.count("Rift Wire", items=3)
    ledger.feeds.save_health("Rift Wire", HEALTH)
    ledger.feeds.sync([replace(WIRE, address="https://new.example/rss")], LATER)
    assert ledger.feeds.get("Rift Wire").health == Health(items=3)


def test_what_is_known_outlives_the_program(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.feeds.add(DROP, NOON)
        ledger.feeds.save_health("drop", HEALTH)
        kept = ledger.feeds.get("drop")
    with open_ledger(path) as ledger:
        assert ledger.feeds.all() == (kept,)


@settings(max_examples=50, deadline=None)
@given(
    st.builds(
        Feed,
        name=st.text(),
        address=st.text(),
        form=st.sampled_from(["auto", "folder"]),
        every=st.timedeltas(timedelta(), timedelta(days=31)),
        pages=st.booleans(),
        outlet=st.none() | st.text(),
        group=st.text(),
        only=st.lists(st.text()).map(tuple),
        paused=st.booleans(),
    )
)
def test_what_a_feed_is_reads_as_it_was_written(feed: Feed) -> None:
    assert feed_from_json(feed_to_json(feed)) == feed

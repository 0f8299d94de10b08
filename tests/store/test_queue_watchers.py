"""Processes of the watch, and items seen, as the ledger keeps them."""

from datetime import timedelta

from tests.builders import NOW
from twosource.store import Ledger
from twosource.store.queue_seen import Seen

DAY = timedelta(days=1)


def test_one_process_asks_feeds_until_it_ends(ledger: Ledger) -> None:
    for name in ("one", "other", "one"):
        ledger.watchers.begin(name, NOW)

    assert ledger.watchers.take_polls("one") == "one"
    assert ledger.watchers.take_polls("other") == "one"
    assert ledger.watchers.take_polls("one") == "one"
    assert [(each.name, each.polls) for each in ledger.watchers.all()] == [("one", True), ("other", False)]

    ledger.watchers.end("one")
    assert ledger.watchers.take_polls("other") == "other"


def test_a_beat_grows_while_the_process_is_known(ledger: Ledger) -> None:
    ledger.watchers.begin("one", NOW)
    assert ledger.watchers.beat("one")
    assert ledger.watchers.beat("one")
    assert ledger.watchers.beats() == {"one": 2}

    ledger.watchers.end("one")
    assert not ledger.watchers.beat("one")
    assert ledger.watchers.take_polls("one") is None


def test_items_are_known_by_feed_and_key_with_their_latest_print(ledger: Ledger) -> None:
    ledger.seen.note("a", [Seen(key="1", print="x", url=None), Seen(key="2", print="y", url=None)], NOW)
    ledger.seen.note("a", [Seen(key="1", print="z", url=None)], NOW)

    assert ledger.seen.prints("a", ["1", "2", "3"]) == {"1": "z", "2": "y"}
    assert ledger.seen.prints("b", ["1"]) == {}
    assert ledger.seen.prints("a", []) == {}


def test_a_page_is_known_to_other_feeds(ledger: Ledger) -> None:
    url = "https://lake.example/1"
    ledger.seen.note("a", [Seen(key="1", print="x", url=url)], NOW)
    assert ledger.seen.seen_elsewhere("b", [url, "https://lake.example/2"]) == {url: NOW}
    assert ledger.seen.seen_elsewhere("a", [url]) == {}


def test_items_are_forgotten_when_no_feed_has_printed_them_for_long(ledger: Ledger) -> None:
    ledger.seen.note("a", [Seen(key=key, print="x", url=None) for key in ("old", "still")], NOW)
    ledger.seen.touch("a", ["still"], NOW + 2 * DAY)

    assert ledger.seen.prune(NOW + DAY) == 1
    assert ledger.seen.prints("a", ["old", "still"]) == {"still": "x"}


def test_as_many_items_as_a_sitemap_holds_are_looked_up(ledger: Ledger) -> None:
    keys = [str(number) for number in range(1_200)]
    ledger.seen.note("a", [Seen(key=key, print="x", url=key) for key in keys], NOW)
    assert len(ledger.seen.prints("a", keys)) == 1_200
    assert len(ledger.seen.seen_elsewhere("b", keys)) == 1_200

"""Which items of a feed are work, and what jobs say."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watching.making import FEED, make_item, make_page
from twosource.feeds import Feed, Item
from twosource.store import Intake
from twosource.watching.bodies import (
    ToFetch,
    ToRead,
    fetch_job,
    intake_of,
    parse_fetch,
    parse_read,
    read_job,
)
from twosource.watching.choosing import choose
from twosource.watching.fetching import choose_way

URL = "https://lake.example/1"


def chosen(
    *items: Item, prints: dict[str, str] | None = None, elsewhere: tuple[str, ...] = (), feed: Feed = FEED
) -> tuple[int, list[str]]:
    found = choose(feed, items, prints or {}, elsewhere)
    return len(found.jobs), [one.key for one in found.noted]


def test_an_item_never_seen_is_work() -> None:
    assert chosen(make_item("1"), make_item("2", url="https://lake.example/2")) == (2, ["1", "2"])


def test_an_item_printed_as_before_is_none() -> None:
    assert chosen(make_item("1"), prints={"1": "a"}) == (0, [])


def test_an_item_printed_otherwise_is_work_again() -> None:
    assert chosen(make_item("1", print="b"), prints={"1": "a"}) == (1, ["1"])


def test_of_items_with_one_key_the_first_counts() -> None:
    assert chosen(make_item("1", print="new"), make_item("1", print="old")) == (1, ["1"])


def test_a_page_that_another_feed_gave_is_noted_and_not_asked_for() -> None:
    assert chosen(make_item("1"), elsewhere=(URL,)) == (0, ["1"])


def test_a_page_that_another_feed_gave_is_asked_for_once_it_is_printed_otherwise() -> None:
    assert chosen(make_item("1", print="b"), prints={"1": "a"}, elsewhere=(URL,)) == (1, ["1"])


def test_a_feed_read_without_pages_is_read_whatever_others_gave() -> None:
    assert chosen(make_item("1"), elsewhere=(URL,), feed=replace(FEED, pages=False)) == (1, ["1"])


def test_a_job_is_named_by_feed_item_and_print() -> None:
    keys = [
        fetch_job(ToFetch(feed=feed, item=item)).key
        for feed in (FEED, replace(FEED, name="Other"))
        for item in (make_item("1"), make_item("2"), make_item("1", print="b"))
    ]
    assert len(set(keys)) == len(keys)
    assert fetch_job(ToFetch(feed=replace(FEED, every=timedelta(1)), item=make_item("1"))).key == keys[0]


@pytest.mark.parametrize(
    ("feed", "url", "host"),
    [
        pytest.param(FEED, URL, "lake.example", id="the host of a page to be asked for"),
        pytest.param(replace(FEED, pages=False), URL, "", id="none where no page is asked for"),
        pytest.param(FEED, None, "", id="none where there is no page"),
    ],
)
def test_the_lane_of_a_job_is_the_host_it_asks(feed: Feed, url: str | None, host: str) -> None:
    assert fetch_job(ToFetch(feed=feed, item=make_item(url=url))).lane == host


texts = st.text(max_size=20)


@settings(deadline=None, max_examples=50)
@given(
    st.builds(
        Item, key=texts, print=texts, url=st.none() | texts, title=texts, summary=texts,
        summary_is_html=st.booleans(), published=st.none() | texts, updated=st.none() | texts,
        outlet=st.none() | texts, outlet_url=st.none() | texts,
    ),
    st.builds(Feed, name=texts, address=texts, every=st.timedeltas(timedelta(seconds=1), timedelta(days=31)), pages=st.booleans()),
)  # fmt: skip
def test_what_a_job_says_is_had_back(item: Item, feed: Feed) -> None:
    wanted = ToFetch(feed=feed, item=item)
    assert parse_fetch(fetch_job(wanted).body) == wanted


def test_a_job_of_another_twosource_is_read_as_far_as_it_is_known() -> None:
    body = fetch_job(ToFetch(feed=FEED, item=make_item())).body.replace('"key":', '"colour": "red", "key":')
    assert parse_fetch(body).item == make_item()


def test_a_job_of_reading_is_named_by_how_its_page_came() -> None:
    page = make_page("words")
    plain = Intake(page=page.id, address=page.address)
    wanted = ToRead(feed="Lake wires", intake=replace(plain, outlet="Courier"))
    assert parse_read(read_job(wanted).body) == wanted
    assert read_job(wanted).key != read_job(ToRead(feed="Lake wires", intake=plain)).key
    assert read_job(wanted).key == read_job(replace(wanted, feed="Other")).key


def test_who_prints_an_item_fills_in_for_its_page() -> None:
    page = make_page("words")
    by_feed = ToFetch(feed=replace(FEED, outlet="Courier"), item=make_item())
    by_item = ToFetch(feed=replace(FEED, outlet="Courier"), item=replace(make_item(), outlet="Herald"))
    assert intake_of(by_feed, page).outlet == "Courier"
    assert intake_of(by_item, page) == Intake(
        page=page.id, address=page.address, outlet="Herald", published="Tue, 30 Apr 2024 18:00:00 +0300"
    )


@pytest.mark.parametrize(
    ("feed", "item", "pages", "way"),
    [
        pytest.param(FEED, make_item(), True, "page", id="its page"),
        pytest.param(FEED, make_item(url=None), True, "summary", id="no page is named"),
        pytest.param(
            replace(FEED, pages=False), make_item(), True, "summary", id="the feed's pages are not wanted"
        ),
        pytest.param(FEED, make_item(), False, "summary", id="no pages are wanted"),
        pytest.param(replace(FEED, form="folder"), make_item(url=None), True, "file", id="a folder's file"),
    ],
)
def test_how_an_item_is_had(feed: Feed, item: Item, pages: bool, way: str) -> None:
    assert choose_way(ToFetch(feed=feed, item=item), fetch_pages=pages) == way

from dataclasses import replace

import pytest

from tests.fakes import NOON
from twosource.clean import clean
from twosource.feeds import Feed, Item
from twosource.ids import PageId
from twosource.ingest import split_page
from twosource.ingest.feed_item import MEDIA_TYPE
from twosource.ingest.live.as_page import page_of_item
from twosource.model import Article, Draft, Dropped, Issue, Page

FEED = Feed(name="Lake Wire", address="https://w.example/news.html")
ITEM = Item(
    key="wire-7",
    print="p",
    url="https://l.example/bus",
    title="Gunmen kill four",
    summary="<p>Gunmen opened fire on a bus near Kisumu on Tuesday, killing four, police said.</p>",
    summary_is_html=True,
    published="2024-03-05T10:00:00+03:00",
    updated=None,
    outlet="Lakeside Courier",
    byline="Amina Odhiambo",
    language="en",
)


def article_of(item: Item, feed: Feed = FEED) -> Article | Dropped:
    [draft] = split_page(page_of_item(item, feed, NOON))
    assert isinstance(draft, Draft)
    return clean(draft)


def test_an_item_is_read_as_an_article_that_says_where_its_words_are_from() -> None:
    article = article_of(ITEM)
    assert isinstance(article, Article)
    assert article.text == "Gunmen opened fire on a bus near Kisumu on Tuesday, killing four, police said."
    assert (article.url, article.title, article.outlet) == (ITEM.url, ITEM.title, "Lakeside Courier")
    assert dict(article.found)["text"] == "the feed's summary"
    assert article.address.startswith("https://w.example/news.html#item-")


def test_a_feed_that_holds_the_whole_text_says_so() -> None:
    article = article_of(replace(ITEM, is_full=True))
    assert isinstance(article, Article)
    assert dict(article.found)["text"] == "the feed"


@pytest.mark.parametrize(
    ("outlet", "configured", "channel", "found"),
    [
        ("Lakeside Courier", "Configured", "Lake Wire", "Lakeside Courier"),
        (None, "Configured", "Lake Wire", "Configured"),
        (None, None, "Lake Wire", "Lake Wire"),
        (None, None, None, "l.example"),
    ],
)
def test_who_prints_it_is_the_source_else_the_configuration_else_the_feed(
    outlet: str | None, configured: str | None, channel: str | None, found: str
) -> None:
    article = article_of(replace(ITEM, outlet=outlet, channel=channel), replace(FEED, outlet=configured))
    assert isinstance(article, Article)
    assert article.outlet == found


def test_the_same_item_gives_the_same_page_whatever_its_place() -> None:
    first, second = (page_of_item(replace(ITEM, print=name), FEED, NOON) for name in ("a", "b"))
    assert first == second
    assert page_of_item(replace(ITEM, title="Gunmen kill five"), FEED, NOON).id != first.id


def test_a_headline_alone_is_its_own_text() -> None:
    article = article_of(replace(ITEM, summary="", summary_is_html=False))
    assert isinstance(article, Article)
    assert article.text == "Gunmen kill four"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{}", "neither title nor text"),
        (b"[1]", "is no item of a feed"),
        (b'{"summary": 3}', "is no item of a feed"),
        (b'{"title": "T", "url": {"a": 1}}', "is no item of a feed"),
        (b"<p>", "is broken JSON"),
    ],
)
def test_what_only_says_it_is_an_item_is_told(content: bytes, words: str) -> None:
    page = Page(
        id=PageId("p"), address="https://e.example/x", media_type=MEDIA_TYPE, content=content, fetched_at=NOON
    )
    [issue] = split_page(page)
    assert isinstance(issue, Issue)
    assert words in issue.message


def test_an_item_with_an_odd_address_has_none() -> None:
    article = article_of(replace(ITEM, url="javascript:alert(1)"))
    assert isinstance(article, Article)
    assert article.url is None

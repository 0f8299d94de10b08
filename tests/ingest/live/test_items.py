from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import NOON
from twosource.errors import InputError, UnreadableInput
from twosource.feeds import Item
from twosource.ids import PageId
from twosource.ingest.live.item_keys import clean_url, key_of, print_of
from twosource.ingest.live.items import MOST_ITEMS, published_at, read_feed, read_items
from twosource.ingest.live.rhythm import Rhythm
from twosource.model import Page


def page(
    content: str | bytes, media_type: str = "application/xml", address: str = "https://w.example/f"
) -> Page:
    raw = content.encode() if isinstance(content, str) else content
    return Page(
        id=PageId(sha256(raw).hexdigest()),
        address=address,
        media_type=media_type,
        content=raw,
        fetched_at=NOON,
    )


def rss(items: str, channel: str = "<title>Lake Wire</title>") -> Page:
    return page(f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}{items}</channel></rss>')


ENTRY = """<item><title>Gunmen kill four</title><link>https://l.example/bus?id=7&amp;utm_source=rss</link>
<guid isPermaLink="false">wire-7</guid><description>Gunmen opened fire on a bus near Kisumu.</description>
<pubDate>Tue, 05 Mar 2024 10:00:00 +0300</pubDate><source url="https://l.example/rss">Lakeside Courier</source>
<author>Amina Odhiambo</author></item>"""


def test_an_item_of_rss_is_read_whole() -> None:
    [item] = read_items(rss(ENTRY, "<title>Lake Wire</title><language>en</language>"))
    assert item == Item(
        key="wire-7",
        print=item.print,
        url="https://l.example/bus?id=7",
        title="Gunmen kill four",
        summary="Gunmen opened fire on a bus near Kisumu.",
        summary_is_html=False,
        published="Tue, 05 Mar 2024 10:00:00 +0300",
        updated=None,
        outlet="Lakeside Courier",
        outlet_url="https://l.example/rss",
        byline="Amina Odhiambo",
        language="en",
        channel="Lake Wire",
    )
    assert published_at(item) == datetime(2024, 3, 5, 7, 0, tzinfo=UTC)


ATOM = page("""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Coast Post</title>
<entry><id>urn:post:1</id><title>Blast in Mombasa</title><link href="https://c.example/1"/>
<published>2024-03-05T09:00:00Z</published><updated>2024-03-05T10:00:00Z</updated>
<author><name>Ali Hassan</name></author><summary>Short.</summary>
<content type="html">&lt;p&gt;A blast shook the port.&lt;/p&gt;</content></entry></feed>""")
RDF = page("""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example/"><title>Ridge</title></channel>
<item rdf:about="https://r.example/1"><title>Road shut</title><link>https://r.example/1</link>
<dc:date>2024-03-05T08:00:00Z</dc:date></item></rdf:RDF>""")
JSON = page("""{"version": "https://jsonfeed.org/version/1.1", "title": "Nyanza", "language": "en", "items": [
 {"id": 5, "url": "https://n.example/5?fbclid=x", "title": "Two hurt", "content_html": "<p>Two were hurt.</p>",
  "date_published": "2024-03-05T11:00:00+03:00", "authors": [{"name": "Grace Atieno"}]},
 {"id": "six", "content_text": "Words alone."}, 7, {"title": ""}]}""", "application/feed+json")  # fmt: skip
OLD_JSON = page("""{"version": "https://jsonfeed.org/version/1", "title": "Old", "items": [
 {"id": "a", "external_url": "https://e.example/x", "url": "https://o.example/a", "summary": "Short.",
  "author": {"name": "Peter"}}]}""", "application/json")  # fmt: skip


@pytest.mark.parametrize(
    ("given", "kind", "rows"),
    [
        (ATOM, "atom", [("urn:post:1", "https://c.example/1", "Blast in Mombasa", "2024-03-05T09:00:00Z", True, "Ali Hassan")]),
        (RDF, "rss", [("https://r.example/1", "https://r.example/1", "Road shut", "2024-03-05T08:00:00Z", False, "")]),
        (JSON, "json", [
            ("5", "https://n.example/5", "Two hurt", "2024-03-05T11:00:00+03:00", True, "Grace Atieno"),
            ("six", None, "", None, True, ""),
        ]),
        (OLD_JSON, "json", [("a", "https://e.example/x", "", None, False, "Peter")]),
    ],
    ids=["atom", "rdf", "json feed 1.1", "json feed 1.0"],
)  # fmt: skip
def test_each_form_is_read(given: Page, kind: str, rows: Sequence[tuple[object, ...]]) -> None:
    sight = read_feed(given)
    found = [(one.key, one.url, one.title, one.published, one.is_full, one.byline) for one in sight.items]
    assert (sight.kind, found) == (kind, rows)


def test_what_is_no_item_of_a_json_feed_is_told() -> None:
    assert [one.message for one in read_feed(JSON).issues] == [
        "this item is no object",
        "this item says nothing",
    ]


def test_a_broken_feed_keeps_what_can_be_read_and_says_so() -> None:
    sight = read_feed(page("<rss><channel><title>T</title><item><title>One</title></item><item><title>Tw"))
    assert sight.items[0].title == "One"
    assert "the feed is broken" in sight.issues[0].message


@pytest.mark.parametrize(
    ("content", "media_type", "words"),
    [
        ("", "application/xml", "is empty"),
        ("<html><body>News</body></html>", "text/html", "is a web page, not a feed"),
        ("<opml><body/></opml>", "application/xml", "is no feed"),
        ("Just words.", "text/plain", "is no feed"),
        ('{"a": 1}', "application/json", "is JSON but no JSON Feed"),
        ('{"items": [', "application/json", "is broken JSON"),
        (
            '<!DOCTYPE rss [<!ENTITY x "y">]><rss/>',
            "application/xml",
            "is no feed|declares its own XML entities",
        ),
        ("<urlset><url>", "application/xml", "is broken XML"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "image/png", "looks like a PNG image"),
        ('{"items":' * 100_000, "application/json", "is broken JSON: nested too deeply"),
    ],
    ids=[
        "empty",
        "page",
        "opml",
        "words",
        "json",
        "broken json",
        "entities",
        "broken xml",
        "picture",
        "deep",
    ],
)
def test_what_is_no_feed_is_refused(content: str | bytes, media_type: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_items(page(content, media_type))


def test_a_web_page_names_the_feed_it_has() -> None:
    html = '<html><head><link rel="alternate" type="application/rss+xml" title="x" href="/rss.xml"></head></html>'
    with pytest.raises(UnreadableInput) as caught:
        read_items(page(html, "text/html", "https://w.example/news/"))
    assert caught.value.hint == "It names one: https://w.example/rss.xml"


def test_a_feed_that_has_printed_nothing_yet_is_one() -> None:
    assert read_items(rss("")) == ()


def test_hostile_sizes_are_cut() -> None:
    long = "x" * 300_000
    sight = read_feed(
        rss(
            f"<item><title>{long}</title><link>https://l.example/{long}</link><description>{long}</description></item>"
        )
    )
    [item] = sight.items
    assert (len(item.title), len(item.summary), item.url, len(item.key) < 100) == (1_000, 200_000, None, True)


def test_a_feed_without_end_is_looked_at_in_part() -> None:
    entries = "".join(
        f"<url><loc>https://s.example/{n}</loc><lastmod>2024-03-05T11:00:00Z</lastmod></url>"
        for n in range(1_500)
    )
    sight = read_feed(page(f"<urlset>{entries}</urlset>"))
    assert (len(sight.items), sight.issues[-1].message) == (
        MOST_ITEMS,
        "500 pages more are new than are looked at at once",
    )


# --- keys and prints ----------------------------------------------------------------------------------


def test_entries_that_share_an_id_are_told_apart() -> None:
    entries = "".join(
        f"<item><guid>same</guid><title>T{n}</title><link>https://l.example/{n}</link></item>"
        for n in range(3)
    )
    assert len({one.key for one in read_items(rss(entries))}) == 3
    assert len(read_items(rss(ENTRY + ENTRY))) == 1


@pytest.mark.parametrize(
    ("name", "url", "words", "key"),
    [
        ("g1", "https://a.example/1", ("T",), "g1"),
        (None, "https://a.example/1?utm_medium=x", ("T",), "https://a.example/1"),
        ("  ", None, ("T",), None),
        ("g" * 500, None, (), None),
    ],
    ids=["guid", "url", "digest", "long guid"],
)
def test_an_item_is_known_by_its_id_else_its_address_else_its_words(
    name: str | None, url: str | None, words: tuple[str, ...], key: str | None
) -> None:
    found = key_of(name, url, words)
    assert found == key if key else found.startswith("digest:")


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.example/x?id=1&utm_source=rss&fbclid=9", "https://a.example/x?id=1"),
        ("https://a.example/x?utm_campaign=a", "https://a.example/x"),
        ("https://a.example/x?b=%20&a=&c", "https://a.example/x?b=%20&a=&c"),
        ("https://a.example/x?at_medium=RSS&at_campaign=rss", "https://a.example/x"),
        ("https://a.example/x#top", "https://a.example/x"),
        ("https://a.example/#!/story/4", "https://a.example/#!/story/4"),
        ("https://[bad/x?utm_a=1", "https://[bad/x?utm_a=1"),
    ],
)
def test_what_counts_readers_is_no_part_of_an_address(url: str, clean: str) -> None:
    assert clean_url(url) == clean
    assert clean_url(clean) == clean


BASE = ("Title", "Some <b>words</b>.", "2024-03-05T10:00:00Z", "https://a.example/1")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (("Title", "Some  words.", "2024-03-05T10:00:00Z", "https://a.example/1?utm_source=b#c"), True),
        (("Title ", "Some <i>words</i>.", "2024-03-05T10:00:00Z", "https://a.example/1"), True),
        (("Title!", "Some <b>words</b>.", "2024-03-05T10:00:00Z", "https://a.example/1"), False),
        (("Title", "Some more words.", "2024-03-05T10:00:00Z", "https://a.example/1"), False),
        (("Title", "Some <b>words</b>.", "2024-03-05T10:30:00Z", "https://a.example/1"), False),
        (("Title", "Some <b>words</b>.", "2024-03-05T10:00:00Z", "https://a.example/2"), False),
    ],
    ids=["tracking", "markup", "title", "words", "date of change", "address"],
)
def test_the_print_changes_with_what_is_said_alone(other: tuple[str, str, str, str], same: bool) -> None:
    assert (print_of(*BASE) == print_of(*other)) is same


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_a_feed_changes_nothing(order: list[int]) -> None:
    entries = [f"<item><title>T{n}</title><link>https://l.example/{n}</link></item>" for n in range(6)]
    shown = read_items(rss("".join(entries[number] for number in order)))
    assert {(one.key, one.print) for one in shown} == {
        (one.key, one.print) for one in read_items(rss("".join(entries)))
    }


# --- sitemaps -----------------------------------------------------------------------------------------

NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://s.example/old</loc><lastmod>2024-02-01</lastmod></url>
<url><loc>https://s.example/plain</loc></url>
<url><loc>https://s.example/a</loc><news:news><news:publication><news:name>Ridge Star</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2024-03-05T08:00:00Z</news:publication_date><news:title>Bridge blown up</news:title></news:news></url>
<url><loc>https://s.example/b</loc><lastmod>2024-03-05T11:00:00Z</lastmod></url>
<url><loc>javascript:alert(1)</loc><lastmod>2024-03-05T11:00:00Z</lastmod></url></urlset>"""


def test_a_news_sitemap_gives_what_is_new_with_its_outlet() -> None:
    sight = read_feed(page(NEWS))
    found = [
        (one.url, one.title, one.outlet, one.language, one.published, one.updated) for one in sight.items
    ]
    assert found == [
        ("https://s.example/b", "", None, None, None, "2024-03-05T11:00:00Z"),
        ("https://s.example/a", "Bridge blown up", "Ridge Star", "en", "2024-03-05T08:00:00Z", None),
    ]
    assert sight.kind == "sitemap"
    assert [one.remark for one in sight.issues] == [True]


def test_an_index_leads_to_its_newest_sitemaps() -> None:
    listed = [("2024-03-05", "a"), ("2020-01-01", "b"), ("", "c"), ("2024-03-04T10:00:00Z", "d")]
    inner = "".join(
        f"<sitemap><loc>https://s.example/{n}.xml</loc><lastmod>{on}</lastmod></sitemap>" for on, n in listed
    )
    sight = read_feed(page(f"<sitemapindex>{inner}</sitemapindex>"))
    assert (sight.kind, sight.more) == (
        "index",
        ("https://s.example/a.xml", "https://s.example/c.xml", "https://s.example/d.xml"),
    )


# --- what a feed says of itself -----------------------------------------------------------------------

SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'


@pytest.mark.parametrize(
    ("channel", "rhythm"),
    [
        ("<ttl>60</ttl>", Rhythm(wait=timedelta(hours=1))),
        ("<ttl>soon</ttl>", Rhythm()),
        ("<ttl>999999999</ttl>", Rhythm(wait=timedelta(minutes=10_000_000))),
        (f"<sy:updatePeriod {SY}>hourly</sy:updatePeriod><sy:updateFrequency {SY}>4</sy:updateFrequency>",
         Rhythm(wait=timedelta(minutes=15))),
        (f"<sy:updatePeriod {SY}>daily</sy:updatePeriod>", Rhythm(wait=timedelta(days=1))),
        (f"<sy:updatePeriod {SY}>daily</sy:updatePeriod><sy:updateFrequency {SY}>0</sy:updateFrequency>", Rhythm()),
        ("<skipHours><hour>0</hour><hour>24</hour><hour>23</hour><hour>99</hour></skipHours>",
         Rhythm(skip_hours=frozenset({0, 23}))),
        ("<skipDays><day>Sunday</day><day>saturday</day><day>Someday</day></skipDays>",
         Rhythm(skip_days=frozenset({5, 6}))),
    ],
    ids=["ttl", "bad ttl", "long ttl", "four an hour", "daily", "never", "hours", "days"],
)  # fmt: skip
def test_how_often_a_feed_asks_to_be_asked(channel: str, rhythm: Rhythm) -> None:
    assert read_feed(rss(ENTRY, channel)).rhythm == rhythm


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_nothing_a_feed_holds_raises_outside_the_tree(words: str) -> None:
    for content in (
        words,
        f"<rss><channel><item><title>{words}",
        f'{{"items": [{{"title": "{words}"}}]}}',
        f"<urlset><url><loc>{words}",
    ):
        with suppress(InputError):
            read_feed(page(content.encode("utf-8", "surrogatepass")))

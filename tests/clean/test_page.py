from datetime import datetime, timedelta, timezone

import pytest

from tests.clean.drafts import FETCHED, LEAD, SECOND, THIRD, drops, make_draft
from twosource.clean import clean
from twosource.model import Article

SAST = timezone(timedelta(hours=2))
JSONLD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "Vhembe Courier"},
 {"@type": ["NewsArticle"], "headline": "Drones hit depot", "datePublished": "2024-06-06T09:30:00+02:00",
  "dateModified": "2024-06-06T11:00:00+02:00", "author": [{"@type": "Organization", "name": "Reuters"}],
  "publisher": {"@type": "Organization", "name": "Vhembe Courier"},}]}</script>"""


def make_page(head: str = "", body: str = "") -> str:
    text = "".join(f"<p>{words}</p>" for words in (LEAD, SECOND, THIRD))
    return (
        f'<!DOCTYPE html><html lang="en-ZA"><head><title>Drones hit depot | Vhembe Courier</title>{head}</head><body>'
        "<div class='cookies'>We use cookies. <button>Accept all</button></div><nav><ul><li>Home</li><li>Sport</li></ul></nav>"
        f"<article><h1>Drones hit depot</h1>{body}{text}<p>Also read: Fuel prices rise again</p></article>"
        "<aside><ul><li>Governor visits mine <time datetime='2024-06-01T10:00:00Z'>1 June</time></li></ul></aside>"
        "<div id='comments'><h3>Leave a Reply</h3><p>Your email address will not be published.</p></div>"
        "<footer>Copyright 2024 Vhembe Courier</footer></body></html>"
    )


def clean_page(page: str, url: str | None = None) -> Article:
    article = clean(make_draft(page, body_type="html", url=url))
    assert isinstance(article, Article)
    return article


def test_keeps_the_text_of_a_page_and_nothing_around_it() -> None:
    article = clean_page(make_page(JSONLD))
    assert article.text == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"
    assert ("related-links", "Also read: Fuel prices rise again") in drops(article)


def test_reads_json_ld_with_graph_lists_and_a_comma_too_many() -> None:
    article = clean_page(make_page(JSONLD))
    assert (article.title, article.outlet, article.newsroom, article.published, article.updated) == (
        "Drones hit depot",
        "Vhembe Courier",
        "Reuters",
        datetime(2024, 6, 6, 9, 30, tzinfo=SAST),
        datetime(2024, 6, 6, 11, 0, tzinfo=SAST),
    )
    assert ("published", "JSON-LD datePublished") in article.found


@pytest.mark.parametrize(
    ("head", "body", "where"),
    [
        (
            '<meta property="article:published_time" content="2024-06-06T09:30:00+02:00">',
            "",
            "meta article:published_time",
        ),
        ('<meta name="parsely-pub-date" content="2024-06-06T07:30:00Z">', "", "meta parsely-pub-date"),
        ('<meta name="DC.date.issued" content="2024-06-06T09:30+02:00">', "", "meta dc.date.issued"),
        ('<meta itemprop="datePublished" content="2024-06-06T09:30:00+02:00">', "", "meta datepublished"),
        ("", '<p><time datetime="2024-06-06T09:30:00+02:00">Thursday</time></p>', "time tag"),
        ("", '<div class="post-date">Published 09:30 SAST, 6 June 2024</div>', "printed stamp"),
    ],
    ids=["og", "parsely", "dublin core", "itemprop", "time tag", "printed"],
)
def test_finds_the_time_of_publication(head: str, body: str, where: str) -> None:
    article = clean_page(make_page(head, body))
    assert article.published == datetime(2024, 6, 6, 9, 30, tzinfo=SAST)
    assert ("published", where) in article.found


def test_does_not_take_the_time_of_another_article() -> None:
    assert clean_page(make_page()).published is None


@pytest.mark.parametrize(
    "script", ["{", "[1, 2", "null", '{"@graph": [[[[[[[[[[[]]]]]]]]]]]}', "[" * 20_000], ids=range(5)
)
def test_survives_broken_json_ld(script: str) -> None:
    page = make_page(f'<script type="application/ld+json">{script}</script>')
    assert clean_page(page).title == "Drones hit depot"


def test_cuts_the_site_from_the_title_and_takes_the_canonical_address() -> None:
    article = clean_page(make_page('<link rel="canonical" href="https://vhembecourier.example/depot">'))
    assert (article.title, article.url, article.outlet) == (
        "Drones hit depot",
        "https://vhembecourier.example/depot",
        "vhembecourier.example",
    )


def test_reads_the_fragment_a_feed_carries() -> None:
    fragment = f"<p>{LEAD}</p><p>{SECOND} <b>Two</b> trucks &amp; a shed burnt.</p><script>x()</script>"
    article = clean(make_draft(fragment, body_type="html", title="Drones hit depot"))
    assert isinstance(article, Article)
    assert article.text == f"{LEAD}\n\n{SECOND} Two trucks & a shed burnt."


def test_drops_the_caption_that_markup_names() -> None:
    figure = "<figure><img src='a.jpg'><figcaption>The depot seen from the border road</figcaption></figure>"
    assert "border road" not in clean_page(make_page(body=figure)).text


def test_the_site_names_a_listed_outlet() -> None:
    article = clean_page(
        make_page(JSONLD), url="http://web.archive.org/web/20240607/https://www.bbc.co.uk/news/1"
    )
    assert article.outlet == "BBC News"


def test_ambiguous_figures_are_read_by_the_seat_of_the_outlet() -> None:
    line = '<span class="date">Published: 06/05/2024</span>'
    american = clean_page(make_page(body=line), url="https://www.npr.org/1")
    kenyan = clean_page(make_page(body=line), url="https://depot.co.ke/1")
    assert american.published is not None
    assert kenyan.published is not None
    assert (american.published.month, kenyan.published.month) == (6, 5)
    assert american.published < FETCHED

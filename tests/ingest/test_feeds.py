from dataclasses import asdict

import pytest

from tests.ingest.pages import draft, messages, split
from twosource.ingest.drafts import plain_line
from twosource.model import Draft

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Lakeside Courier</title><language>en-gb</language>
<item>
  <title>Bridge closed after blast &amp; fire</title>
  <link>https://courier.example/bridge</link><guid>c-17</guid>
  <pubDate>Tue, 05 Mar 2024 06:15:00 +0300</pubDate>
  <dc:creator>Ada Quill</dc:creator>
  <description>Short words.</description>
  <content:encoded><![CDATA[<p>Long words about the bridge.</p>]]></content:encoded>
</item>
<item>
  <title>Ferry hit</title>
  <link>https://courier.example/ferry</link>
  <source url="https://harbour.example/feed">Harbour Gazette</source>
  <description>A ferry was hit &amp; towed.</description>
</item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Quai</title>
<entry><title type="html">Tirs &amp;lt;nourris&amp;gt; au port</title><id>urn:q:1</id>
<link href="https://quai.example/1"/><author><name>B. Morne</name></author>
<published>2024-03-05T04:00:00+01:00</published><updated>2024-03-05T05:30:00+01:00</updated>
<content type="html">&lt;p&gt;Des tirs.&lt;/p&gt;</content><summary>Bref.</summary></entry>
<entry><title>Calme</title><id>urn:q:2</id><updated>2024-03-06T05:30:00+01:00</updated>
<source><title>Agence du Nord</title></source><summary>Bref.</summary></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Hill Radio</title></channel>
<item rdf:about="https://hill.example/1"><title>Convoy</title><link>https://hill.example/1</link>
<dc:date>2024-03-05</dc:date><description>A convoy passed.</description></item></rdf:RDF>"""


def test_rss_entries_keep_the_words_as_printed() -> None:
    assert split(RSS, "feed.xml") == [
        draft(
            RSS, "feed.xml#1", "<p>Long words about the bridge.</p>", is_html=True,
            url="https://courier.example/bridge", title="Bridge closed after blast & fire",
            published="Tue, 05 Mar 2024 06:15:00 +0300", outlet="Lakeside Courier", byline="Ada Quill",
            language="en-gb", external_id="c-17",
        ),
        draft(
            RSS, "feed.xml#2", "A ferry was hit & towed.",
            url="https://courier.example/ferry", title="Ferry hit", outlet="Harbour Gazette", language="en-gb",
        ),
    ]  # fmt: skip


def test_atom_entries_keep_both_dates_and_the_source() -> None:
    assert split(ATOM, "atom.xml") == [
        draft(
            ATOM, "atom.xml#1", "<p>Des tirs.</p>", is_html=True,
            url="https://quai.example/1", title="Tirs <nourris> au port",
            published="2024-03-05T04:00:00+01:00", updated="2024-03-05T05:30:00+01:00",
            outlet="Le Quai", byline="B. Morne", language="fr", external_id="urn:q:1",
        ),
        draft(
            ATOM, "atom.xml#2", "Bref.", title="Calme", updated="2024-03-06T05:30:00+01:00",
            outlet="Agence du Nord", language="fr", external_id="urn:q:2",
        ),
    ]  # fmt: skip


def test_the_one_date_of_rdf_is_its_publication() -> None:
    assert split(RDF, "hill.rdf") == [
        draft(
            RDF, "hill.rdf#1", "A convoy passed.", url="https://hill.example/1", title="Convoy",
            published="2024-03-05", outlet="Hill Radio", external_id="https://hill.example/1",
        )
    ]  # fmt: skip


def test_a_bad_date_is_told_and_the_entry_kept() -> None:
    text = RSS.replace("Tue, 05 Mar 2024 06:15:00 +0300", "Smarch the 42nd")
    made = split(text, "feed.xml")
    assert messages(made) == ["feed.xml#1: the published date 'Smarch the 42nd' is no date a feed may give"]
    assert [it.published for it in made if isinstance(it, Draft)] == ["Smarch the 42nd", None]


@pytest.mark.parametrize("day", ["Fri, 05 Mar 9024 06:15:00 GMT", "Sun, 10 Mar 2999 06:15:00 GMT"])
def test_a_date_to_come_is_told(day: str) -> None:
    made = split(RSS.replace("Tue, 05 Mar 2024 06:15:00 +0300", day), "feed.xml")
    assert messages(made) == [f"feed.xml#1: the published date {day!r} lies in the future"]


def test_a_feed_cut_short_gives_what_it_holds_and_says_so() -> None:
    made = split(RSS[: RSS.index("</item>\n</channel>")], "feed.xml")
    assert [it.title for it in made if isinstance(it, Draft)] == [
        "Bridge closed after blast & fire",
        "Ferry hit",
    ]
    assert messages(made) == [
        "feed.xml: the feed is broken (no element found at line 18); the 2 entries that could be read were kept"
    ]


def test_an_html_entity_in_a_feed_is_no_news() -> None:
    made = split(RSS.replace("Short words.", "Short&nbsp;words."), "feed.xml")
    assert messages(made) == []
    assert len(made) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<rss><channel><title>Quiet</title></channel></rss>", "is a feed without entries"),
        ("<rss><channel><title>Quiet</titel></channel>", "is a broken feed: mismatched tag"),
    ],
    ids=["empty", "broken"],
)
def test_a_feed_that_gives_nothing_is_told(text: str, words: str) -> None:
    (message,) = messages(split(text, "f"))
    assert message.startswith(f"f: {words}")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "koi8-r", "iso8859-5"])
def test_the_declared_encoding_is_obeyed(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><rss><channel><item><title>Взрыв</title></item></channel></rss>'
    assert [it.title for it in split(text.encode(encoding)) if isinstance(it, Draft)] == ["Взрыв"]


def test_the_charset_of_the_header_outranks_the_declaration() -> None:
    text = '<?xml version="1.0" encoding="utf-8"?><rss><channel><item><title>Ölbrand</title></item></channel></rss>'
    made = split(text.encode("cp1252"), media_type="application/rss+xml; charset=cp1252")
    assert [it.title for it in made if isinstance(it, Draft)] == ["Ölbrand"]


def test_an_entry_with_a_title_alone_is_still_a_draft() -> None:
    made = split("<rss><channel><item><title>Flash: siren</title></item></channel></rss>", "f")
    assert [(it.title, it.body) for it in made if isinstance(it, Draft)] == [("Flash: siren", "")]


@pytest.mark.parametrize("reference", ["&#x110000;", "&#26;", "&#0;", "&#xD800;", "&#99999999999999999999;"])
def test_a_reference_to_no_character_is_replaced(reference: str) -> None:
    made = split(f"<rss><channel><item><title>A{reference}B&#x43;</title></item></channel></rss>")
    assert [it.title for it in made if isinstance(it, Draft)] == ["A\ufffdBC"]


def test_an_atom_entry_alone_is_read() -> None:
    made = split("<entry xmlns='http://www.w3.org/2005/Atom'><title>Alone</title></entry>", "e.xml")
    assert [(it.address, it.title) for it in made if isinstance(it, Draft)] == [("e.xml#1", "Alone")]


def test_every_field_of_a_feed_is_a_plain_line() -> None:
    text = RSS.replace("Ferry hit", "Ferry\n\t hit <![CDATA[<b>twice</b>]]>")
    titles = [asdict(it)["title"] for it in split(text) if isinstance(it, Draft)]
    assert titles == ["Bridge closed after blast & fire", "Ferry hit twice"]


def test_a_feed_without_entries_is_named() -> None:
    quiet = "<rss><channel><title>Quiet &amp;amp; small</title></channel></rss>"
    assert messages(split(quiet, "f")) == [
        "f: is a feed without entries (it calls itself 'Quiet & small')",
    ]


def test_scripts_are_no_part_of_a_title() -> None:
    text = RSS.replace("Ferry hit", "<![CDATA[Ferry <script>ring('bell')</script>hit]]>")
    assert [it.title for it in split(text) if isinstance(it, Draft)][1] == "Ferry hit"


def test_all_authors_are_named_and_their_addresses_left_out() -> None:
    text = ATOM.replace(
        "<author><name>B. Morne</name></author>",
        "<author><name>B. Morne</name><email>b@quai.example</email></author><author><name>C. Aubin</name></author>",
    )
    assert next(it.byline for it in split(text) if isinstance(it, Draft)) == "B. Morne, C. Aubin"


def test_when_an_entry_was_made_stands_for_its_publication() -> None:
    text = (
        '<rss xmlns:dcterms="http://purl.org/dc/terms/"><channel><item><title>Siren</title>'
        "<dcterms:created>2024-03-05T04:00:00Z</dcterms:created></item></channel></rss>"
    )
    assert [it.published for it in split(text) if isinstance(it, Draft)] == ["2024-03-05T04:00:00Z"]


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        pytest.param("2024-02-30T10:00:00Z", "is no date a feed may give", id="no such day"),
        pytest.param("2024-03-05T25:10:00Z", "has a time of day that does not exist", id="no such hour"),
        pytest.param("Tue, 05 Mar 1524 06:15:00 GMT", "is no date a feed may give", id="no such press"),
    ],
)
def test_a_date_that_does_not_exist_is_told(day: str, wrong: str) -> None:
    made = split(RSS.replace("Tue, 05 Mar 2024 06:15:00 +0300", day), "feed.xml")
    assert messages(made) == [f"feed.xml#1: the published date {day!r} {wrong}"]


@pytest.mark.parametrize("day", ["2024-03-05", "2024-03-05 06:15", "5 March 2024", "Tue, 5 Mar 24 06:15 EST"])
def test_a_date_that_can_be_read_is_no_matter_how_it_is_written(day: str) -> None:
    assert messages(split(RSS.replace("Tue, 05 Mar 2024 06:15:00 +0300", day), "feed.xml")) == []


def test_what_atom_requires_and_entries_lack_is_told_once() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Quai</title>'
        "<entry><title>Calme</title><id>urn:q:1</id></entry>"
        "<entry><title>Tirs</title><updated>2024-03-05T05:30:00Z</updated><summary>Des tirs.</summary></entry>"
        "</feed>"
    )
    made = split(text, "atom.xml")
    assert [it.title for it in made if isinstance(it, Draft)] == ["Calme", "Tirs"]
    assert messages(made) == [
        "atom.xml: 2 of 2 entries lack what Atom requires: updated, a text or a link to one, id"
    ]


def test_rss_requires_a_title_or_a_description() -> None:
    items = "<item><title>Siren</title></item><item><link>https://quai.example/2</link></item>"
    assert messages(split(f'<rss version="2.0"><channel>{items}</channel></rss>', "f")) == [
        "f: 1 of 2 entries lacks what RSS requires: a title or a description"
    ]


def test_a_comment_alone_is_no_article() -> None:
    assert messages(split("<?xml version='1.0'?>\n<!-- to be filled in -->\n", "a.xml")) == [
        "a.xml: is XML that holds no news we know (nothing but comments)"
    ]


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        pytest.param("Tue, 5 Mar 24 06:15 EST", "2024-03-05T06:15:00-05:00", id="two-digit year"),
        pytest.param("Tue Mar  5 06:15:00 2024", "2024-03-05T06:15:00", id="asctime"),
        pytest.param("20240305T06:15:00+01:00", "2024-03-05T06:15:00+01:00", id="no hyphens"),
        pytest.param("Tue, 05 Mar 2024 06:15:00 EST", "Tue, 05 Mar 2024 06:15:00 EST", id="as printed"),
        pytest.param("Smarch the 42nd", "Smarch the 42nd", id="no date"),
    ],
)
def test_a_date_that_cleaning_can_not_read_is_restated(printed: str, published: str) -> None:
    made = split(RSS.replace("Tue, 05 Mar 2024 06:15:00 +0300", printed), "feed.xml")
    assert next(it.published for it in made if isinstance(it, Draft)) == published


def test_the_address_behind_a_proxy_is_taken() -> None:
    text = (
        '<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item>'
        "<title>Siren</title><link>https://proxy.example/~r/1</link>"
        "<feedburner:origLink>https://quai.example/1</feedburner:origLink></item></channel></rss>"
    )
    assert [it.url for it in split(text) if isinstance(it, Draft)] == ["https://quai.example/1"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("a<script>b</script>c<STYLE x='y'>d</style >e", "ace"),
        ("<style>a<script>b</script>c</style>d", "d"),
        ("a<script>b", "ab"),
        ("<script>" * 50_000 + "a</style>", "a"),
    ],
    ids=["two", "one in another", "one that never ends", "many that never end"],
)
def test_words_of_scripts_are_left_out_in_one_go(title: str, words: str) -> None:
    assert plain_line(title) == words


@pytest.mark.parametrize(
    ("entry", "language"),
    [
        ("<title>Calme</title>", "fr"),
        ("<title xml:lang='en'>Calm</title>", "en"),
        ("<title>Calme</title><content xml:lang='de'>Ruhe.</content>", "de"),
        ("<title xml:lang=''>42</title>", None),
    ],
    ids=["the feed's", "the title's", "the text's", "none"],
)
def test_the_language_is_that_of_the_words(entry: str, language: str | None) -> None:
    text = f"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'><title>Le Quai</title><entry>{entry}</entry></feed>"
    assert [it.language for it in split(text) if isinstance(it, Draft)] == [language]


def test_earlier_standards_require_less() -> None:
    atom_0_3 = (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Calme</title></entry></feed>'
    )
    assert messages(split(atom_0_3)) == []

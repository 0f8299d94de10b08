import pytest

from tests.ingest.pages import draft, messages, split
from twosource.model import Draft

NITF = """<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head>
<hedline><hl1>Shell lands near well</hl1></hedline><byline>By F. Marl</byline>
<distributor>Chalk Wire</distributor><dateline>SANDRIDGE, March 5 -</dateline></body.head>
<body.content><p>A shell landed &amp; <em>failed</em>.</p><media><media-caption>A picture.</media-caption></media>
<hl2>Earlier</hl2><block><p>Another fell.</p></block></body.content></body></nitf>"""

BODY = """<p>SANDRIDGE, March 5 -</p>
<p>A shell landed &amp; failed.</p>
<h2>Earlier</h2>
<p>Another fell.</p>"""


def item(content: str, *, kind: str = "text", status: str = "usable") -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:chalk:1" xml:lang="en">
<itemMeta><itemClass qcode="ninat:{kind}"/><provider qcode="nprov:CHALK"><name>Chalk Wire Service</name></provider>
<versionCreated>2024-03-05T02:00:00Z</versionCreated><firstCreated>2024-03-05T01:00:00Z</firstCreated>
<pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><by>F. Marl</by><creditline>Chalk</creditline><dateline>SANDRIDGE, March 5 -</dateline>
<headline>Shell lands near a well</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"""


def test_an_item_with_nitf_is_read() -> None:
    text = item(f"<inlineXML>{NITF}</inlineXML>")
    assert split(text, "g2.xml") == [
        draft(
            text, "g2.xml", BODY, is_html=True, title="Shell lands near a well",
            published="2024-03-05T01:00:00Z", updated="2024-03-05T02:00:00Z", outlet="Chalk Wire Service",
            byline="F. Marl, Chalk", language="en", external_id="urn:chalk:1",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("<inlineData>A shell landed.</inlineData>", "SANDRIDGE, March 5 -\n\nA shell landed."),
        (
            '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>A shell.</p></body></html></inlineXML>',
            "<p>SANDRIDGE, March 5 -</p>\n<html><body><p>A shell.</p></body></html>",
        ),
        ("<inlineData>SANDRIDGE, March 5 - A shell.</inlineData>", "SANDRIDGE, March 5 - A shell."),
        ('<remoteContent href="shell.jpg"/>', ""),
    ],
    ids=["plain data", "XHTML", "dateline already there", "headline only"],
)
def test_other_kinds_of_content_are_read(content: str, body: str) -> None:
    assert [it.body for it in split(item(content)) if isinstance(it, Draft)] == [body]


def test_a_message_gives_its_items() -> None:
    items = item(f"<inlineXML>{NITF}</inlineXML>") + item("", kind="picture")
    text = (
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{items}</itemSet></newsMessage>'
    )
    made = split(text, "m.xml")
    assert [it.address for it in made if isinstance(it, Draft)] == ["m.xml#1"]
    assert messages(made) == [
        "m.xml#2: this item is a NewsML-G2 item of class picture, which holds no article"
    ]


def test_nitf_alone_is_read() -> None:
    assert split(NITF, "n.xml") == [
        draft(
            NITF,
            "n.xml",
            BODY,
            is_html=True,
            title="Shell lands near well",
            outlet="Chalk Wire",
            byline="By F. Marl",
        )
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (item("", status="canceled"), "is a NewsML-G2 item its sender marked canceled"),
        (
            "<packageItem xmlns='http://iptc.org/std/nar/2006-10-01/'/>",
            "is a NewsML-G2 packageItem, which holds no article",
        ),
        (item("</p>"), "is broken XML: Opening and ending tag mismatch: contentSet line 6 and p, line 6"),
        (
            "<catalog xmlns='http://iptc.org/std/nar/2006-10-01/'/>",
            "is a NewsML-G2 catalog, which holds no article",
        ),
        ("<catalog><book/></catalog>", "is XML that holds no news we know (root element <catalog>)"),
        ("<nitf/>", "is NITF without a headline or a text"),
        ("<opml><body/></opml>", "is XML that holds no news we know (root element <opml>)"),
    ],
    ids=["taken back", "package", "broken", "catalogue", "other catalogue", "bare nitf", "other XML"],
)
def test_what_holds_no_article_is_told(text: str, words: str) -> None:
    (message,) = messages(split(text, "x"))
    assert message.startswith(f"x: {words}")


def test_a_bare_item_is_told_with_what_it_misses() -> None:
    assert messages(split("<newsItem/>", "x")) == [
        "x: the NewsML-G2 item misses its guid; misses its itemMeta; what could be read was kept",
        "x: is a NewsML-G2 item without a headline or a text",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (' guid="urn:chalk:1"', "", "misses its guid"),
        ("<versionCreated>2024-03-05T02:00:00Z</versionCreated>", "", "misses its versionCreated"),
        ("2024-03-05T02:00:00Z", "Smarch", "has no date as versionCreated ('Smarch')"),
        (' xml:lang="en"', ' standardversion="2.29"', "names no catalogue for its codes"),
    ],
    ids=["guid", "no date", "odd date", "catalogue"],
)
def test_what_is_wrong_with_an_item_is_told_and_the_rest_kept(old: str, new: str, fault: str) -> None:
    made = split(item("<inlineData>A shell landed.</inlineData>").replace(old, new), "x")
    assert messages(made) == [f"x: the NewsML-G2 item {fault}; what could be read was kept"]
    assert [it.title for it in made if isinstance(it, Draft)] == ["Shell lands near a well"]


@pytest.mark.parametrize(
    "attributes", ['standardversion="2.30"', 'standardversion="2.29"><catalogRef href="c.xml"/'],
    ids=["optional", "given"],
)  # fmt: skip
def test_a_catalogue_is_asked_for_where_the_version_does(attributes: str) -> None:
    text = item("<inlineData>A shell landed.</inlineData>").replace('xml:lang="en"', attributes)
    assert messages(split(text, "x")) == []

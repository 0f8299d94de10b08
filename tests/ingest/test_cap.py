import pytest

from tests.ingest.pages import draft, messages, split
from twosource.model import Draft

ALERT = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>ridge-2024-17</identifier><sender>desk@ridge.example</sender>
<sent>2024-03-05T06:15:00+03:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>en-GB</language><category>Security</category><event>Explosion</event>
<urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>
<senderName>Ridge Civil Protection</senderName><headline>Blast at the &amp; grain depot</headline>
<description>A blast tore through the grain depot at dawn.

Two guards were hurt.</description><instruction>Stay indoors.</instruction>
<web>https://ridge.example/17</web>
<area><areaDesc>Old Harbour</areaDesc><circle>36.1,44.2 2.5</circle></area></info></alert>"""

FRENCH = """<info><language>fr</language><category>Security</category><event>Explosion</event>
<urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>
<senderName>Protection civile de Ridge</senderName><description>Une explosion a l'aube.</description></info></alert>"""

TEXT = "A blast tore through the grain depot at dawn.\n\nTwo guards were hurt.\n\nArea: Old Harbour"


def without_declaration(alert: str) -> str:
    return alert.partition("?>")[2]


def test_an_alert_is_an_article_of_its_sender() -> None:
    assert split(ALERT, "17.cap") == [
        draft(
            ALERT, "17.cap", TEXT,
            url="https://ridge.example/17", title="Blast at the & grain depot",
            published="2024-03-05T06:15:00+03:00", outlet="Ridge Civil Protection", language="en-GB",
            external_id="ridge-2024-17",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    "namespace", ["urn:oasis:names:tc:emergency:cap:1.1", "http://www.incident.com/cap/1.0"]
)
def test_earlier_versions_are_read(namespace: str) -> None:
    made = split(ALERT.replace("urn:oasis:names:tc:emergency:cap:1.2", namespace), "17.cap")
    assert messages(made) == []
    assert [it.body for it in made if isinstance(it, Draft)] == [TEXT]


def test_each_language_is_an_article() -> None:
    made = split(ALERT.replace("</alert>", FRENCH), "17.cap")
    assert [(it.address, it.title, it.outlet) for it in made if isinstance(it, Draft)] == [
        ("17.cap/en-GB", "Blast at the & grain depot", "Ridge Civil Protection"),
        ("17.cap/fr", "Explosion", "Protection civile de Ridge"),
    ]


def test_an_alert_without_a_description_has_its_headline_for_a_text() -> None:
    start, end = ALERT.index("<description>"), ALERT.index("<instruction>")
    (made,) = split(ALERT[:start] + ALERT[end:], "17.cap")
    assert isinstance(made, Draft)
    assert made.body == "Blast at the & grain depot\n\nArea: Old Harbour"


def test_markup_in_a_description_stays_markup() -> None:
    text = ALERT.replace("at dawn.", "at dawn.&lt;br/&gt;Nobody saw it.").replace("Old Harbour", "A &lt; B")
    (made,) = split(text, "17.cap")
    assert isinstance(made, Draft)
    assert made.body_type == "html"
    assert made.body.endswith("<p>Area: A &lt; B</p>")


def test_lines_broken_to_a_width_are_joined_and_points_kept_apart() -> None:
    told = """THE RIDGE OFFICE HAS EXTENDED THE
WARNING FOR THE OLD HARBOUR AND ALL
QUAYS.
* UNTIL NOON.
* SMOKE IS MOVING EAST TOWARDS THE
MILLS."""
    text = ALERT.replace("A blast tore through the grain depot at dawn.", told)
    (made,) = split(text, "17.cap")
    assert isinstance(made, Draft)
    assert made.body.split("\n\n")[0].split("\n") == [
        "THE RIDGE OFFICE HAS EXTENDED THE WARNING FOR THE OLD HARBOUR AND ALL QUAYS.",
        "* UNTIL NOON.",
        "* SMOKE IS MOVING EAST TOWARDS THE MILLS.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (">Actual<", ">Exercise<", "is a CAP alert of status Exercise, which holds no article"),
        (">Actual<", ">Test<", "is a CAP alert of status Test, which holds no article"),
        (">Alert<", ">Cancel<", "is a CAP message of type Cancel, which holds no article"),
        (">Actual<", ">Real<", "is no valid CAP alert: it has 'Real' as status"),
        ("<scope>Public</scope>", "", "is no valid CAP alert: it misses scope"),
        (
            "2024-03-05T06:15:00+03:00",
            "2024-03-05T06:15:00",
            "is no valid CAP alert: it has no time with a zone as sent ('2024-03-05T06:15:00')",
        ),
        ("<identifier>ridge-2024-17</identifier>", "", "is no valid CAP alert: it misses identifier"),
    ],
    ids=["exercise", "test", "cancelled", "status", "scope", "no zone", "identifier"],
)
def test_what_is_no_real_alert_is_refused(old: str, new: str, words: str) -> None:
    made = split(ALERT.replace(old, new), "17.cap")
    assert messages(made) == [f"17.cap: {words}"]
    assert len(made) == 1


def test_an_alert_that_says_nothing_is_told() -> None:
    text = ALERT[: ALERT.index("<info>")] + "</alert>"
    assert messages(split(text, "17.cap")) == [
        "17.cap: is a CAP alert without information, which holds no article"
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (">Immediate<", ">Soon<", "has 'Soon' as urgency"),
        (">Security<", "><", "has '' as category"),
        ("<event>Explosion</event>", "", "misses event"),
        ("<areaDesc>Old Harbour</areaDesc>", "", "misses areaDesc"),
        ("36.1,44.2 2.5", "36.1 44.2", "has a circle that is none"),
        (
            "<circle>36.1,44.2 2.5</circle>",
            "<polygon>1,1 2,2 3,1</polygon>",
            "has a polygon that is none",
        ),
        ("<scope>Public</scope>", "<scope>Public</scope><references/>", "has references that name no alert"),
        ("ridge-2024-17", "ridge, 17", "has blanks, commas, < or & in its identifier"),
        (
            "<senderName>",
            "<expires>noon</expires><senderName>",
            "has no time with a zone as expires ('noon')",
        ),
        (">Observed<", ">Very Likely<", "has 'Very Likely' as certainty"),
    ],
    ids=[
        "urgency",
        "category",
        "event",
        "area",
        "circle",
        "polygon",
        "references",
        "identifier",
        "time",
        "1.0",
    ],
)
def test_other_faults_are_told_and_the_alert_kept(old: str, new: str, fault: str) -> None:
    made = split(ALERT.replace(old, new), "17.cap")
    assert messages(made) == [f"17.cap: the CAP alert {fault}; what could be read was kept"]
    assert [it.title for it in made if isinstance(it, Draft)] == ["Blast at the & grain depot"]


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ("references", "desk@ridge.example,ridge-2024-16,2024-03-05T05:00:00+03:00"),
        ("polygon", "36.1,44.2 36.2,44.2 36.2,-44.3 36.1,44.2"),
    ],
)
def test_what_is_well_formed_is_no_fault(element: str, value: str) -> None:
    given = f"<{element}>{value}</{element}>"
    text = (
        ALERT.replace("<info>", f"{given}<info>")
        if element == "references"
        else ALERT.replace("<circle>", f"{given}<circle>")
    )
    assert messages(split(text, "17.cap")) == []


def test_alerts_inside_a_feed_and_an_envelope_are_read() -> None:
    entry = (
        f"<entry><title>Blast</title><content type='text/xml'>{without_declaration(ALERT)}</content></entry>"
    )
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Ridge</title>{entry}{entry}</feed>"
    envelope = f"<EDXLDistribution xmlns='urn:oasis:names:tc:emergency:EDXL:DE:1.0'>{without_declaration(ALERT)}</EDXLDistribution>"
    assert [it.address for it in split(feed, "f.atom") if isinstance(it, Draft)] == ["f.atom#1", "f.atom#2"]
    assert [it.address for it in split(envelope, "e.xml") if isinstance(it, Draft)] == ["e.xml#1"]


def test_a_broken_alert_in_a_feed_spoils_no_other() -> None:
    bare = without_declaration(ALERT)
    entries = "".join(f"<entry>{one}</entry>" for one in (bare.replace(">Public<", ">Us<"), bare))
    made = split(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>", "f.atom")
    assert messages(made) == ["f.atom#1: this entry is no valid CAP alert: it has 'Us' as scope"]
    assert [it.address for it in made if isinstance(it, Draft)] == ["f.atom#2"]


def test_a_feed_that_only_lists_alerts_is_read_as_a_feed() -> None:
    text = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2">
    <entry><title>Blast</title><id>urn:r:1</id><updated>2024-03-05T06:15:00Z</updated>
    <cap:event>Explosion</cap:event><summary>A blast tore through the depot.</summary></entry></feed>"""
    assert [it.body for it in split(text, "f.atom") if isinstance(it, Draft)] == [
        "A blast tore through the depot."
    ]


def test_an_alert_with_entities_of_its_own_is_not_parsed() -> None:
    text = ALERT.replace("?>", '?><!DOCTYPE alert [<!ENTITY a SYSTEM "file:///etc/hostname">]>').replace(
        "Old Harbour", "&a;"
    )
    assert messages(split(text, "17.cap")) == [
        "17.cap: declares its own XML entities, which can be a trap; it was not read"
    ]


def test_an_alert_of_another_vocabulary_is_none() -> None:
    assert messages(split("<alert><level>red</level></alert>", "a.xml")) == [
        "a.xml: is XML that holds no news we know (root element <alert>)"
    ]

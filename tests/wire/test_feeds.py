"""Feeds of incidents and of CAP, read back by feedparser and by our own intake."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.alert_making import INCIDENT, NOON, alerts, hostile, make_alert, make_update
from tests.ingest.pages import page, split
from twosource.exports.feed_entries import incident_entry
from twosource.ids import IncidentId
from twosource.ingest import split_page
from twosource.model import Draft, Issue, Status
from twosource.store import Card, Toll
from twosource.watches import Alert
from twosource.wire.cap_feed import FeedPlace, cap_feed
from twosource.wire.cap_sender import Sender
from twosource.wire.feed_atom import atom_feed
from twosource.wire.feed_json import json_feed
from twosource.wire.feed_rss import rss_feed
from twosource.wire.feeds import Entry, FeedHead

Writer = Callable[[FeedHead, Sequence[Entry]], bytes]
WRITERS: list[Any] = [pytest.param(atom_feed, id="atom"), pytest.param(rss_feed, id="rss")]
EVERY: list[Any] = [*WRITERS, pytest.param(json_feed, id="json")]
HEAD = FeedHead(
    title="Shootings in Kenya", home="https://desk.lake.example/?place=Kenya", own="https://desk.lake.example/f.atom"
)  # fmt: skip
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


def make_card(**changes: Any) -> Card:
    values: dict[str, Any] = {
        "id": INCIDENT, "kind": "shooting", "headline": "Four killed at Kisumu ferry pier", "earliest": 0, "latest": 0,
        "sort_at": 0, "when": "Thursday morning", "day": "2024-05-02", "place": "Kisumu, Kenya", "country": "KE",
        "lat": -0.1, "lon": 34.75, "radius_km": 5.0, "killed": Toll(low=4, high=7, words="4 to 7"), "injured": None,
        "voices": 2, "newsrooms": 2, "outlets": 3, "reports": 3, "confirmed": 1, "statuses": (Status.AGREED,),
        "contradicted": ("killed",), "updated": (), "actors": (), "opened_at": NOON,
        "changed_at": NOON + timedelta(hours=2), "changed": 9,
    }  # fmt: skip
    return Card(**(values | changes))


def entry_of(**changes: Any) -> Entry:
    return incident_entry(make_card(**changes), f"https://desk.lake.example/incidents/{INCIDENT}")


def read(writer: Writer, *entries: Entry, head: FeedHead = HEAD) -> Any:
    found = feedparser.parse(writer(head, entries))
    assert not found.bozo
    return found


@pytest.mark.parametrize("writer", WRITERS)
def test_a_reader_finds_what_an_incident_is(writer: Writer) -> None:
    found = read(writer, entry_of())
    (entry,) = found.entries
    assert (found.feed.title, found.feed.link) == (
        "Shootings in Kenya",
        "https://desk.lake.example/?place=Kenya",
    )
    assert (entry.title, entry.link) == (
        "Four killed at Kisumu ferry pier", "https://desk.lake.example/incidents/i_00000000aa",
    )  # fmt: skip
    assert (entry.published_parsed[:5], entry.updated_parsed[:5]) == (
        (2024, 5, 2, 12, 0),
        (2024, 5, 2, 14, 0),
    )
    assert [tag.term for tag in entry.tags] == ["shooting"]
    assert entry.where == {"type": "Point", "coordinates": (34.75, -0.1)}
    words = entry.content[0].value if "content" in entry else entry.summary
    for told in (
        "Thursday morning · Kisumu, Kenya",
        "Killed: 4 to 7",
        "Told by 2 voices",
        "Contradicted: killed.",
    ):
        assert told in words


def test_a_json_feed_has_the_same() -> None:
    assert json.loads(json_feed(HEAD, [entry_of()])) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Shootings in Kenya",
        "home_page_url": "https://desk.lake.example/?place=Kenya",
        "feed_url": "https://desk.lake.example/f.atom",
        "description": "Incidents as the press tells them. No warnings of an authority.",
        "authors": [{"name": "twosource"}],
        "language": "en",
        "items": [
            {
                "id": entry_of().name,
                "url": "https://desk.lake.example/incidents/i_00000000aa",
                "title": "Four killed at Kisumu ferry pier",
                "content_text": (
                    "Thursday morning · Kisumu, Kenya\n\nKilled: 4 to 7\n\n"
                    "Told by 2 voices, 2 newsrooms, 3 outlets; 1 fact confirmed. Contradicted: killed."
                ),
                "date_published": "2024-05-02T12:00:00+00:00",
                "date_modified": "2024-05-02T14:00:00+00:00",
                "tags": ["shooting"],
                "_twosource": {"lat": -0.1, "lon": 34.75},
            }
        ],
    }


@pytest.mark.parametrize("writer", EVERY)
def test_the_same_incidents_are_the_same_bytes(writer: Writer) -> None:
    assert writer(HEAD, [entry_of()]) == writer(HEAD, [entry_of()])


@pytest.mark.parametrize("writer", WRITERS)
def test_a_name_stays_and_a_change_is_seen(writer: Writer) -> None:
    before = read(writer, entry_of()).entries[0]
    changed = entry_of(changed_at=NOON + timedelta(days=1), headline="Seven killed at Kisumu ferry pier")
    after = read(writer, replace(changed, address="http://127.0.0.1:8765/incidents/x")).entries[0]
    assert (before.id, before.published) == (after.id, after.published)
    assert after.updated_parsed > before.updated_parsed
    other = incident_entry(make_card(id=IncidentId("i_00000000bb")), "https://desk.lake.example/x")
    assert read(writer, other).entries[0].id != before.id


@pytest.mark.parametrize("writer", EVERY)
def test_an_address_that_holds_a_key_is_not_told(writer: Writer) -> None:
    assert b"f.atom" in writer(HEAD, [])
    assert b"f.atom" not in writer(replace(HEAD, own=None), [])


@pytest.mark.parametrize("writer", WRITERS)
def test_a_feed_of_nothing_is_a_feed(writer: Writer) -> None:
    assert read(writer).entries == []


@pytest.mark.parametrize("writer", WRITERS)
def test_markup_in_a_headline_stays_words(writer: Writer) -> None:
    (entry,) = read(
        writer, entry_of(headline="<script>alert(1)</script> at <b>pier</b>", place="<i>x</i>")
    ).entries
    words = entry.content[0].value if "content" in entry else entry.summary
    assert "script" in entry.title
    if entry.title_detail.type == "text/html":
        assert "<" not in entry.title
    if words.startswith("<p>"):
        assert "<i>" not in words


@given(hostile, hostile)
@settings(deadline=None, max_examples=60)
def test_whatever_the_press_prints_makes_a_feed(headline: str, place: str) -> None:
    entry = entry_of(headline=headline, place=place)
    for writer in (atom_feed, rss_feed):
        assert len(read(writer, entry).entries) == 1
    assert json.loads(json_feed(HEAD, [entry]))["items"][0]["title"]


@pytest.mark.parametrize("writer", EVERY)
def test_our_own_intake_reads_it(writer: Writer) -> None:
    made = [*split_page(page(writer(HEAD, [entry_of()]), "feed", at=NOON + timedelta(days=1)))]
    (draft,) = [one for one in made if isinstance(one, Draft)]
    assert [one for one in made if isinstance(one, Issue)] == []
    assert (draft.title, draft.url) == (
        "Four killed at Kisumu ferry pier", "https://desk.lake.example/incidents/i_00000000aa",
    )  # fmt: skip


# --- of CAP --------------------------------------------------------------------------------------

DESK = Sender(address="desk@lake.example", name="Lake Desk", desk="https://desk.lake.example")
PLACE = FeedPlace(
    address_of=lambda alert: f"https://desk.lake.example/alerts/{alert.id}/cap.xml",
    own="https://desk.lake.example/feeds/alerts.atom",
    home="https://desk.lake.example/alerts",
)


def elements(content: bytes) -> list[dict[str, str]]:
    """Return what each entry says in CAP's words."""
    root = etree.fromstring(content)
    return [
        {str(one.tag).removeprefix(CAP): one.text or "" for one in entry if str(one.tag).startswith(CAP)}
        for entry in root.iterfind("{*}entry")
    ]


def test_an_aggregator_finds_the_chief_elements_and_the_message() -> None:
    content = cap_feed([make_alert()], DESK, PLACE)
    assert elements(content) == [
        {
            "identifier": "w_000000000001", "sender": "desk@lake.example", "sent": "2024-05-02T12:00:00-00:00",
            "status": "Actual", "msgType": "Alert", "scope": "Restricted", "category": "Security",
            "event": "Shooting", "urgency": "Immediate", "severity": "Severe", "certainty": "Observed",
            "effective": "2024-05-02T12:00:00-00:00", "expires": "2024-05-02T18:00:00-00:00",
            "areaDesc": "Kisumu, Kenya", "circle": "-0.1,34.75 5",
        }
    ]  # fmt: skip
    found = feedparser.parse(content)
    (entry,) = found.entries
    assert not found.bozo
    assert [(link.rel, link.type, link.href) for link in entry.links] == [
        ("alternate", "application/cap+xml", "https://desk.lake.example/alerts/w_000000000001/cap.xml"),
        ("alternate", "text/html", "https://desk.lake.example/alerts/w_000000000001"),
    ]
    assert [(link.rel, link.href) for link in found.feed.links] == [
        ("self", "https://desk.lake.example/feeds/alerts.atom"), ("alternate", "https://desk.lake.example/alerts"),
    ]  # fmt: skip
    assert found.feed.updated == "2024-05-02T12:00:00+00:00"


def test_what_was_cancelled_or_updated_is_shown_as_such() -> None:
    first, second = make_alert(), make_update()
    third = make_update(
        id="w_000000000003", number=3, move="cancel", earlier=(first.id, second.id), reason="Two incidents, not one."
    )  # fmt: skip
    found = feedparser.parse(cap_feed([third, second, first], DESK, PLACE))
    assert [entry.title for entry in found.entries] == [
        "Cancelled: Four killed at Kisumu ferry pier",
        "[Cancelled] Update: Four killed at Kisumu ferry pier",
        "[Cancelled] Four killed at Kisumu ferry pier",
    ]
    updated = feedparser.parse(cap_feed([second, first], DESK, PLACE))
    assert updated.entries[1].title == "[Updated since] Four killed at Kisumu ferry pier"
    assert updated.entries[1].id == found.entries[2].id


@given(st.lists(alerts(), max_size=3))
@settings(deadline=None, max_examples=30)
def test_any_alerts_make_a_feed_of_cap(drawn: list[tuple[Alert, tuple[Alert, ...]]]) -> None:
    content = cap_feed([alert for alert, _ in drawn], DESK, PLACE)
    assert len(elements(content)) == len(feedparser.parse(content).entries) == len(drawn)


def test_our_own_intake_reads_a_feed_of_cap() -> None:
    made = split(cap_feed([make_alert()], DESK, PLACE), "alerts.atom")
    assert [(one.title, one.url) for one in made if isinstance(one, Draft)] == [
        ("Four killed at Kisumu ferry pier", "https://desk.lake.example/alerts/w_000000000001")
    ]

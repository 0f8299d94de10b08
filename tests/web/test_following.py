"""A search is followed by its feeds: the same filter, asked again cheaply, and with a key where nobody can sign in."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import feedparser
import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from tests.web.desks import add_team, browsing, sign_in
from tests.web.forms import form_for, send
from tests.web.raised import raise_two
from twosource.web.server import Keyless

FORMS = ("atom", "rss", "json")


@pytest.fixture
def team(own_ledger: Path) -> Path:
    return add_team(own_ledger)


@pytest.fixture
def rita(team: Path) -> Iterator[TestClient]:
    with browsing(team) as client:
        sign_in(client, "Rita")
        yield client


def follow(client: TestClient, query: str = "?place=Kirkuk") -> str:
    """Make a key and return the address of the Atom feed with it."""
    page = client.get(f"/follow{query}")
    made = send(client, form_for(page.text, f"/follow{query}"))
    found = re.search(r'value="http://[^/]+(/feeds/incidents\.atom[^"]*)"', made.text)
    assert found is not None
    return found.group(1).replace("&amp;", "&")


def entries(answer: httpx.Response) -> list[str]:
    if answer.headers["content-type"] == "application/feed+json":
        return sorted(item["title"] for item in answer.json()["items"])
    return sorted(str(one.title) for one in feedparser.parse(answer.content).entries)


# --- what a feed holds ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_holds_what_the_search_finds(client: TestClient, form: str) -> None:
    listed = client.get("/api/v1/incidents?place=Kirkuk").json()["items"]
    answer = client.get(f"/feeds/incidents.{form}?place=Kirkuk")

    assert answer.status_code == 200
    assert entries(answer) == sorted(one["headline"] for one in listed)


def test_entries_lead_to_the_incident_on_this_desk(example_ledger: Path) -> None:
    with browsing(example_ledger, prefix="/wires") as client:
        feed = feedparser.parse(client.get("/wires/feeds/incidents.atom?place=Kirkuk").content)
        assert feed.entries[0].link.startswith("http://127.0.0.1:8765/wires/incidents/i_")
        assert feed.feed.title == "Incidents in “Kirkuk”"


@pytest.mark.parametrize("form", FORMS)
def test_a_search_that_finds_nothing_is_a_feed_too(client: TestClient, form: str) -> None:
    answer = client.get(f"/feeds/incidents.{form}?place=Nowhere")
    assert (answer.status_code, entries(answer)) == (200, [])


def test_the_ledger_page_names_its_feeds(client: TestClient) -> None:
    page = client.get("/?place=Kirkuk&sort=change").text
    for form in FORMS:
        assert f'href="/feeds/incidents.{form}?place=Kirkuk"' in page
    assert 'href="/follow?place=Kirkuk"' in page


@pytest.mark.parametrize(
    ("path", "status"),
    [("/feeds/incidents.opml", 404), ("/feeds/incidents.atom?colour=red", 422), ("/follow?near=here", 422)],
)
def test_what_can_not_be_followed_is_told(client: TestClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


# --- asked again ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/feeds/incidents.atom?place=Kirkuk", "/feeds/alerts.atom"])
def test_a_feed_that_has_not_changed_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "private, max-age=60, must-revalidate"


def test_a_new_alert_gives_the_feed_another_mark(writer: TestClient, own_ledger: Path) -> None:
    before = writer.get("/feeds/alerts.atom").headers["etag"]
    raise_two(own_ledger)
    after = writer.get("/feeds/alerts.atom", headers={"If-None-Match": before})
    assert (after.status_code, len(entries(after))) == (200, 2)


def test_each_search_has_a_mark_of_its_own(client: TestClient) -> None:
    marks = {
        client.get(f"/feeds/incidents.{form}{query}").headers["etag"]
        for form in FORMS
        for query in ("", "?place=x")
    }
    assert len(marks) == 6


# --- keys -------------------------------------------------------------------------------------------


def test_a_key_reads_feeds_and_nothing_else(rita: TestClient, team: Path) -> None:
    address = follow(rita)
    key = address.rpartition("key=")[2]
    with browsing(team) as reader:
        assert reader.get(address).status_code == 200
        assert reader.get(f"/feeds/alerts.atom?key={key}").status_code == 200
        assert reader.get(f"/?key={key}").status_code == 303
        assert reader.get(f"/feeds?key={key}").status_code == 303
        bearer = {"Authorization": f"Bearer {key}"}
        assert reader.get("/api/v1/incidents", headers=bearer).status_code == 401


def test_a_key_may_be_the_password_of_a_reader(rita: TestClient, team: Path) -> None:
    key = follow(rita).rpartition("key=")[2]
    with browsing(team) as reader:
        assert reader.get("/feeds/incidents.atom", auth=("Rita", key)).status_code == 200
        assert reader.get("/feeds/incidents.atom", auth=("Rita", "guessed")).status_code == 401
        assert reader.get("/feeds/incidents.atom", headers={"Authorization": "Basic %%"}).status_code == 401


def test_whoever_shows_no_key_is_asked_for_one(team: Path) -> None:
    with browsing(team) as reader:
        for path in ("/feeds/incidents.rss", "/feeds/alerts.atom", "/alerts/w_123456789abc/cap.xml"):
            answer = reader.get(path)
            assert (answer.status_code, answer.headers["www-authenticate"][:5]) == (401, "Basic")
        assert reader.get("/feeds/incidents.rss?key=guessed").status_code == 401


def test_a_key_that_was_ended_opens_nothing(rita: TestClient, team: Path) -> None:
    address = follow(rita)
    settings = rita.get("/settings").text
    assert "Keys in addresses of feeds" in settings
    ended = re.search(r'action="(/settings/tokens/[0-9a-f]{8})"', settings)
    assert ended is not None
    send(rita, form_for(settings, ended.group(1)))
    with browsing(team) as reader:
        assert reader.get(address).status_code == 401


@pytest.mark.sqlite_file("its bytes are looked through")
def test_a_key_is_shown_once_and_stands_in_no_answer(rita: TestClient, team: Path) -> None:
    address = follow(rita)
    key = address.rpartition("key=")[2]
    assert key not in rita.get("/follow?place=Kirkuk").text
    with browsing(team) as reader:
        answer = reader.get(address)
        assert key not in answer.text
        assert answer.headers["referrer-policy"] == "no-referrer"
    assert key.encode() not in team.read_bytes()


def test_a_feed_of_alerts_leads_on_with_the_key_it_was_asked_with(rita: TestClient, team: Path) -> None:
    raise_two(team)
    key = follow(rita).rpartition("key=")[2]
    with browsing(team) as reader:
        feed = feedparser.parse(reader.get(f"/feeds/alerts.atom?key={key}").content)
        link = next(one.href for one in feed.entries[0].links if one.get("type") == "application/cap+xml")
        message = reader.get(link)
    assert (message.status_code, message.headers["content-type"]) == (200, "application/cap+xml")


def test_a_desk_without_people_needs_no_key(writer: TestClient) -> None:
    page = writer.get("/follow").text
    assert "can't sign in" not in page
    assert writer.get("/feeds/incidents.atom?key=any").status_code == 200


def test_no_key_is_logged() -> None:
    given = ("127.0.0.1:1", "GET", "/feeds/incidents.atom?key=twosource_abc&place=x", "1.1", 200)
    record = logging.LogRecord("uvicorn.access", logging.INFO, "", 1, '%s - "%s %s HTTP/%s" %d', given, None)
    assert Keyless().filter(record)
    assert record.getMessage() == '127.0.0.1:1 - "GET /feeds/incidents.atom?key=…&place=x HTTP/1.1" 200'

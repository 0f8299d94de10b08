"""Alerts, watches and feeds for programs: read as JSON or CAP, changed in the name of the token's owner."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from tests.api.surroundings import Api, bearer
from tests.builders import NOW
from tests.ledgers import open_ledger
from tests.web.raised import OFFICE, raise_two
from twosource.store.queue import NewJob, Taker
from twosource.watches import Alert

BASE = "/api/v1"
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
ASKED = {
    "near": {"lat": 35.47, "lon": 44.39}, "radius_km": 40, "kinds": ["rocket attack"], "killed_at_least": 2,
    "tells": ["new incident", "killed"], "quiet": {"from": "22:00", "to": "06:00", "zone": "Asia/Baghdad"},
    "rhythm": "hourly", "fresh_for": "2d",
}  # fmt: skip
FEED = {"name": "Halcyon Wire", "address": "https://halcyon.example/rss", "every_s": 600}


@pytest.fixture
def raised(writing: Api) -> tuple[Alert, Alert]:
    return raise_two(writing.surroundings.path)


def act(api: Api, alert: Alert, what: dict[str, Any], token: str = "reviews") -> tuple[int, dict[str, Any]]:
    answer = api.post(f"{BASE}/alerts/{alert.id}/acts", json=what, headers=bearer(token))
    return answer.status_code, answer.json()


# --- alerts -------------------------------------------------------------------------------------------


def test_alerts_come_newest_first_in_pages(writing: Api, raised: tuple[Alert, Alert]) -> None:
    first = writing.get(f"{BASE}/alerts?limit=1").json()
    assert [one["id"] for one in first["items"]] == [raised[1].id]
    second = writing.get(first["next"]).json()
    assert ([one["id"] for one in second["items"]], second["next"]) == ([raised[0].id], None)


@pytest.mark.parametrize(
    ("query", "number"),
    [("watch=Our+office", 2), ("watch=Another", 0), ("since=2024-05-02T14:00", 1), ("until=2024-05-01", 0),
     ("acknowledged=false", 1), ("acknowledged=true", 2)],
)  # fmt: skip
def test_alerts_are_narrowed(writing: Api, raised: tuple[Alert, Alert], query: str, number: int) -> None:
    act(writing, raised[0], {"what": "acknowledge"})
    assert len(writing.get(f"{BASE}/alerts?{query}").json()["items"]) == number


def test_alerts_of_an_incident(writing: Api, raised: tuple[Alert, Alert]) -> None:
    assert len(writing.get(f"{BASE}/alerts?incident={raised[0].incident}").json()["items"]) == 2
    assert writing.get(f"{BASE}/alerts?incident=none").status_code == 400


def test_an_alert_comes_as_json_or_as_cap(writing: Api, raised: tuple[Alert, Alert]) -> None:
    told = writing.get(f"{BASE}/alerts/{raised[1].id}").json()
    assert told["triggers"] == [{"trigger": "new incident", "sentence": "A new incident near the office."}]
    assert told["earlier"] == [raised[0].id]
    answer = writing.get(f"{BASE}/alerts/{raised[1].id}", headers={"Accept": "application/cap+xml"})
    message = etree.fromstring(answer.content)
    assert answer.headers["content-type"] == "application/cap+xml"
    assert [message.findtext(f"{CAP}{name}") for name in ("msgType", "scope")] == ["Update", "Restricted"]
    assert raised[0].id in (message.findtext(f"{CAP}references") or "")


def test_acts_are_signed_done_once_and_noted(writing: Api, raised: tuple[Alert, Alert]) -> None:
    alert = raised[0]
    assert act(writing, alert, {"what": "acknowledge"})[1]["acknowledged_by"] == "Vera"
    assert act(writing, alert, {"what": "acknowledge"})[0] == 409
    assert act(writing, alert, {"what": "approve"})[0] == 403
    assert act(writing, alert, {"what": "approve"}, "admins")[1]["approved_by"] == "Ada"
    assert act(writing, alert, {"what": "resend", "channel": "mail"})[0] == 200
    assert act(writing, alert, {"what": "resend", "channel": "pigeons"})[0] == 404
    assert act(writing, alert, {"what": "shout"})[0] == 422
    assert [done.status for done in writing.surroundings.notes] == [200, 409, 403, 200, 200, 404, 422]


def test_an_act_with_a_key_is_done_once(writing: Api, raised: tuple[Alert, Alert]) -> None:
    headers = {**bearer("reviews"), "Idempotency-Key": "once"}
    given = {"json": {"what": "acknowledge"}, "headers": headers}
    answers = [writing.post(f"{BASE}/alerts/{raised[0].id}/acts", **given) for _ in range(2)]  # type: ignore[arg-type]
    assert [one.status_code for one in answers] == [200, 200]


def test_deliveries_say_how_they_stand(writing: Api, raised: tuple[Alert, Alert]) -> None:
    (one,) = writing.get(f"{BASE}/alerts/{raised[0].id}/deliveries").json()["items"]
    assert (one["channel"], one["state"], one["tries"], one["sent_at"]) == ("mail", "waiting", 0, None)


# --- watches ------------------------------------------------------------------------------------------


def put(api: Api, name: str, asked: dict[str, Any], token: str = "reviews") -> tuple[int, dict[str, Any]]:
    answer = api.put(f"{BASE}/watches/{name}", json=asked, headers=bearer(token))
    return answer.status_code, answer.json()


def test_a_watch_is_made_changed_and_removed(writing: Api) -> None:
    status, made = put(writing, "Kirkuk", ASKED)
    assert (status, made["source"]) == (201, "desk")
    assert {key: made[key] for key in ASKED} == ASKED
    assert put(writing, "Kirkuk", {**ASKED, "killed_at_least": 5})[0] == 200
    assert writing.get(f"{BASE}/watches/Kirkuk").json()["killed_at_least"] == 5
    assert [one["name"] for one in writing.get(f"{BASE}/watches").json()["items"]] == ["Kirkuk"]
    assert writing.delete(f"{BASE}/watches/Kirkuk", headers=bearer("reviews")).status_code == 200
    assert writing.get(f"{BASE}/watches/Kirkuk").status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"tells": ["killed"]}, id="a trigger without its number"),
        pytest.param({"colour": "red"}, id="a key that is none"),
        pytest.param({"near": "Our office"}, id="a site, which only the configuration knows"),
        pytest.param({"name": "Another"}, id="another name than the path's"),
        pytest.param({"fresh_for": "soon"}, id="no length of time"),
    ],
)
def test_a_watch_that_makes_no_sense_is_refused(writing: Api, asked: dict[str, Any]) -> None:
    status, told = put(writing, "Kirkuk", asked)
    assert (status, told["status"]) == (422, 422)


def test_readers_change_no_watch(writing: Api) -> None:
    assert put(writing, "Kirkuk", ASKED, "reads")[0] == 403


def test_a_watch_of_the_file_is_changed_there(writing: Api) -> None:
    with open_ledger(writing.surroundings.path) as ledger:
        ledger.watches.sync([replace(OFFICE, source="file")], NOW)
    assert put(writing, OFFICE.name, {})[0] == 409


def test_a_watch_is_tried_over_the_past(writing: Api) -> None:
    newest = writing.get(f"{BASE}/incidents?limit=1").json()["items"][0]
    day = next(fact["value"]["earliest"] for fact in newest["facts"] if fact["field"] == "when")[:10]
    sent = {"watch": {"fresh_for": "30d"}, "since": day, "until": f"{day[:8]}28"}
    answer = writing.post(f"{BASE}/watches/try", json=sent, headers=bearer("reviews"))
    assert answer.status_code == 200
    assert newest["id"] in {one["incident"] for one in answer.json()["items"]}
    assert writing.get(f"{BASE}/watches").json()["items"] == []


@pytest.mark.parametrize(
    ("since", "until"), [("2024-05-02", "2024-05-01"), ("2024-01-01", "2024-12-31"), ("x", "y")]
)
def test_a_trial_takes_some_days_in_order(writing: Api, since: str, until: str) -> None:
    sent = {"watch": {}, "since": since, "until": until}
    assert writing.post(f"{BASE}/watches/try", json=sent, headers=bearer("reviews")).status_code == 422


# --- feeds --------------------------------------------------------------------------------------------


def test_an_admin_adds_pauses_and_takes_out_a_feed(writing: Api) -> None:
    def send(path: str, sent: dict[str, Any], token: str = "admins") -> tuple[int, dict[str, Any]]:
        answer = writing.post(f"{BASE}{path}", json=sent, headers=bearer(token))
        return answer.status_code, answer.json()

    assert send("/feeds", FEED, "reviews")[0] == 403
    status, made = send("/feeds", FEED)
    assert (status, made["every_s"], made["paused"], made["health"]["asked_at"]) == (201, 600, False, None)
    assert send("/feeds", FEED)[0] == 422
    assert send("/feeds/Halcyon Wire/acts", {"what": "pause"})[1]["paused"] is True
    assert send("/feeds/Halcyon Wire/acts", {"what": "resume"})[1]["paused"] is False
    assert [one["name"] for one in writing.get(f"{BASE}/feeds").json()["items"]] == ["Halcyon Wire"]
    assert writing.delete(f"{BASE}/feeds/Halcyon Wire", headers=bearer("admins")).status_code == 200
    assert writing.get(f"{BASE}/feeds/Halcyon Wire").status_code == 404


@pytest.mark.parametrize("address", ["file:///etc/passwd", "/var/news", "https://user:pass@host.example/"])
def test_only_addresses_of_the_web_are_taken(writing: Api, address: str) -> None:
    answer = writing.post(f"{BASE}/feeds", json={**FEED, "address": address}, headers=bearer("admins"))
    assert answer.status_code == 422


def test_the_work_that_waits_and_what_was_set_aside(writing: Api) -> None:
    taker = Taker(watch="test", worker="1")
    with open_ledger(writing.surroundings.path) as ledger:
        ledger.queue.put([NewJob(key="one", kind="fetch", body="{}")], NOW)
        job = ledger.queue.take("fetch", taker, NOW)
        assert job is not None
        ledger.queue.fail(job, taker, "404 Not Found", NOW)
    state = writing.get(f"{BASE}/work").json()
    assert [(one["kind"], one["state"], one["count"]) for one in state["depths"]] == [("fetch", "dead", 1)]
    assert [(one["key"], one["reason"]) for one in state["dead"]] == [("one", "404 Not Found")]
    again = writing.post(f"{BASE}/work/acts", json={}, headers=bearer("admins"))
    assert again.json() == {"requeued": 1}

"""Writing through the interface: who may, what becomes of it, and that it is done once and noted."""

from datetime import datetime
from typing import Any

import pytest

from tests.api.surroundings import Api, bearer
from tests.builders import NOW
from twosource.api import Done, Person, Role
from twosource.api.answers import Answer
from twosource.api.problems import Problem
from twosource.api.repeats import Repeats

REVIEWS = "/api/v1/reviews"
ARTICLES = "/api/v1/articles"
NEWS = {
    "title": "Gunmen fire on bus near Kisumu",
    "text": (
        "KISUMU - Gunmen opened fire on a passenger bus near Kisumu on Tuesday morning, police said.\n\n"
        "Three people were killed and five others wounded, Kisumu police spokesman Otieno Were told reporters."
        " No group has claimed responsibility for the attack, he added."
    ),
    "outlet": "Lakeside Courier",
    "published": "2024-05-07T15:00:00+03:00",
}


def merge_two(api: Api) -> dict[str, Any]:
    """Return an act that merges the first two incidents."""
    one, other = (each["id"] for each in api.get("/api/v1/incidents?limit=2").json()["items"])
    return {"what": "merge", "incidents": [one, other], "reason": "one attack"}


# --- who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [REVIEWS, ARTICLES])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 401, id="no token"),
        pytest.param(bearer("guessed"), 401, id="no such token"),
        pytest.param({"Authorization": "Basic cmVhZHM6"}, 401, id="another scheme"),
        pytest.param({"Authorization": "Bearer "}, 401, id="nothing"),
        pytest.param(bearer("reads"), 403, id="a reader"),
    ],
)
def test_writing_takes_the_token_of_a_reviewer(
    reading: Api, path: str, headers: dict[str, str], status: int
) -> None:
    answer = reading.post(path, json=NEWS, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert ("www-authenticate" in answer.headers) == (status == 401)


def test_reading_takes_a_token_where_nobody_may_read_without(writing: Api) -> None:
    writing.surroundings.is_open = False
    assert writing.get("/api/v1/incidents").status_code == 401
    assert writing.get("/api/v1/incidents", headers=bearer("reads")).status_code == 200
    assert writing.get("/api/v1/incidents", headers=bearer("guessed")).status_code == 401


# --- acts -----------------------------------------------------------------------------------------


def test_an_act_is_done_in_the_name_of_the_tokens_owner_and_can_be_taken_back(writing: Api) -> None:
    before = writing.get("/api/v1/incidents?limit=200").json()
    done = writing.post(REVIEWS, json=merge_two(writing), headers=bearer("reviews"))
    act = done.json()["act"]
    assert (done.status_code, act["by"], act["reason"]) == (201, "Vera", "one attack")
    assert writing.get(done.headers["location"]).json() == act
    body = {"what": "undo", "act": act["id"], "reason": "two attacks"}
    undone = writing.post(REVIEWS, json=body, headers=bearer("admins"))
    assert undone.json()["act"]["undoes"] == act["id"]
    assert writing.get("/api/v1/incidents?limit=200").json() == before
    assert [one["what"] for one in writing.get(REVIEWS).json()["items"]] == ["undo", "merge"]


def test_what_stands_so_already_writes_nothing(writing: Api) -> None:
    body = merge_two(writing)
    assert writing.post(REVIEWS, json=body, headers=bearer("reviews")).status_code == 201
    again = writing.post(REVIEWS, json=body, headers=bearer("reviews"))
    assert (again.status_code, again.json()["act"]) == (200, None)
    assert len(writing.get(REVIEWS).json()["items"]) == 1


def test_a_claim_is_corrected_in_words(writing: Api) -> None:
    claim = writing.get("/api/v1/claims?field=killed&limit=1").json()["items"][0]
    body = {"what": "correct", "claim": claim["id"], "value": "at least 9", "reason": "it says nine"}
    assert writing.post(REVIEWS, json=body, headers=bearer("reviews")).status_code == 201
    corrected = writing.get(f"/api/v1/claims/{claim['id']}").json()
    assert (corrected["value"]["low"], corrected["origin"]) == (9, "person/Vera")


def test_an_item_is_laid_aside(writing: Api) -> None:
    item = writing.get("/api/v1/queue?limit=1").json()["items"][0]
    body = {"what": "dismiss", "item": item["id"], "reason": "both stand by it"}
    assert writing.post(REVIEWS, json=body, headers=bearer("reviews")).status_code == 201
    assert item["id"] not in [one["id"] for one in writing.get("/api/v1/queue?limit=200").json()["items"]]
    aside = writing.get("/api/v1/queue?seen=true&limit=200").json()["items"]
    assert [one["seen_by"] for one in aside if one["id"] == item["id"]] == ["Vera"]


def test_acts_can_be_listed_by_incident_by_person_and_by_sort(writing: Api) -> None:
    body = merge_two(writing)
    writing.post(REVIEWS, json=body, headers=bearer("reviews"))
    writing.post(REVIEWS, json={**body, "what": "dismiss"}, headers=bearer("reviews"))
    found = writing.get(f"{REVIEWS}?incident={body['incidents'][0]}&by=Vera&what=merge").json()["items"]
    assert [act["what"] for act in found] == ["merge"]
    assert writing.get(f"{REVIEWS}?by=Ada").json()["items"] == []


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        pytest.param({"what": "merge", "incidents": ["i_0000000000"], "reason": "x"}, 422, "at `$.incidents`", id="one"),
        pytest.param({"what": "burn", "reason": "x"}, 422, "at `$.what`", id="no act"),
        pytest.param({"what": "undo", "act": "v_000000000000"}, 422, "`reason`", id="no reason"),
        pytest.param({"what": "undo", "act": "v_000000000000", "reason": " "}, 422, "at `$.reason`", id="blank reason"),
        pytest.param({"what": "undo", "act": "v_000000000000", "reason": "x", "by": "Ada"}, 422, "`by`", id="strange"),
        pytest.param({"what": "undo", "act": "v_000000000000", "reason": "x"}, 404, "no act", id="not there"),
        pytest.param([], 422, "Expected `object`", id="no object"),
    ],
)  # fmt: skip
def test_what_is_no_act_is_refused_in_one_line(reading: Api, body: Any, status: int, told: str) -> None:
    answer = reading.post(REVIEWS, json=body, headers=bearer("reviews"))
    assert answer.status_code == status
    assert told in answer.json()["detail"]


def test_a_source_is_rated_and_the_rating_taken_back(writing: Api) -> None:
    outlet = writing.get("/api/v1/articles?limit=1").json()["items"][0]["outlet"]
    body = {"what": "rate", "kind": "outlet", "name": outlet, "grade": "B", "reason": "checks its figures"}
    done = writing.post("/api/v1/ratings", json=body, headers=bearer("reviews"))
    assert (done.status_code, done.json()["grade"], done.json()["by"]) == (201, "B", "Vera")
    assert writing.get("/api/v1/ratings").json()["items"] == [done.json()]
    undo = {"what": "undo", "rating": done.json()["id"], "reason": "too kind"}
    undone = writing.post("/api/v1/ratings", json=undo, headers=bearer("reviews"))
    assert undone.json()["undoes"] == done.json()["id"]
    assert writing.get(undone.headers["location"]).json() == undone.json()
    assert writing.get("/api/v1/ratings").json()["items"] == []
    told = writing.get("/api/v1/ratings", params={"name": outlet}).json()["items"]
    assert [(one["grade"], one["undone"]) for one in told] == [(None, False), ("B", True)]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        pytest.param({"grade": "3"}, 422, id="a grade of the other scale"),
        pytest.param({"name": "The Nowhere Post"}, 404, id="no such outlet"),
        pytest.param({"kind": "rumour"}, 422, id="no kind of source"),
    ],
)
def test_what_cannot_be_rated_is_refused(reading: Api, changes: dict[str, str], status: int) -> None:
    outlet = reading.get("/api/v1/articles?limit=1").json()["items"][0]["outlet"]
    body = {"what": "rate", "kind": "outlet", "name": outlet, "grade": "B", "reason": "x", **changes}
    assert reading.post("/api/v1/ratings", json=body, headers=bearer("reviews")).status_code == status


# --- articles -------------------------------------------------------------------------------------


def test_a_posted_article_is_read_and_linked_at_once(writing: Api) -> None:
    answer = writing.post(ARTICLES, json=NEWS, headers=bearer("reviews"))
    (fate,) = answer.json()["articles"]
    assert (answer.status_code, fate["what"], len(fate["incidents"])) == (201, "added", 1)
    article = writing.get(answer.headers["location"]).json()["article"]
    assert (article["outlet"], article["title"]) == (NEWS["outlet"], NEWS["title"])
    incident = writing.get(f"/api/v1/incidents/{fate['incidents'][0]}").json()
    killed = next(fact for fact in incident["facts"] if fact["field"] == "killed")
    assert killed["value"]["low"] == 3
    again = writing.post(ARTICLES, json=NEWS, headers=bearer("reviews"))
    assert (again.status_code, again.json()["articles"][0]["what"]) == (200, "known")


def test_an_article_can_be_sent_as_plain_text(writing: Api) -> None:
    content = f"{NEWS['title']}\n\n{NEWS['text']}".encode()
    headers = {**bearer("reviews"), "Content-Type": "text/plain; charset=utf-8"}
    answer = writing.post(f"{ARTICLES}?outlet=Lakeside+Courier", content=content, headers=headers)
    article = writing.get(answer.headers["location"]).json()["article"]
    assert (article["outlet"], article["address"]) == ("Lakeside Courier", "posted by Vera")


@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [
        pytest.param("image/png", b"\x89PNG", 415, id="a picture"),
        pytest.param("", b"words", 415, id="of no type"),
        pytest.param("text/plain", b"PK\x03\x04 a zip", 415, id="an archive in disguise"),
        pytest.param("text/plain", b"\x89PNG\r\n\x1a\n\0\0\0\0", 422, id="a picture in disguise"),
        pytest.param("application/json", b"{", 422, id="broken JSON"),
        pytest.param("application/json", b'{"text": 4}', 422, id="another shape"),
        pytest.param("text/plain", b"a" * (1024 * 1024 + 1), 413, id="too much"),
    ],
)
def test_what_is_no_article_is_refused(reading: Api, kind: str, content: bytes, status: int) -> None:
    headers = {**bearer("reviews"), "Content-Type": kind}
    answer = reading.post(ARTICLES, content=content, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


# --- once, noted, not too fast --------------------------------------------------------------------


def test_what_is_sent_again_with_its_key_is_done_once(writing: Api) -> None:
    body, headers = merge_two(writing), {**bearer("reviews"), "Idempotency-Key": "k-1"}
    first = writing.post(REVIEWS, json=body, headers=headers)
    again = writing.post(REVIEWS, json=body, headers=headers)
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    other = writing.post(REVIEWS, json={**body, "reason": "another"}, headers=headers)
    assert (other.status_code, "another request" in other.json()["detail"]) == (422, True)


def test_a_key_belongs_to_whoever_used_it(writing: Api) -> None:
    body = merge_two(writing)
    for token, status in (("reviews", 201), ("admins", 200)):
        headers = {**bearer(token), "Idempotency-Key": "k-1"}
        assert writing.post(REVIEWS, json=body, headers=headers).status_code == status


def test_what_failed_may_be_tried_again_with_its_key(writing: Api) -> None:
    headers = {**bearer("reviews"), "Idempotency-Key": "k-2"}
    body = {"what": "undo", "act": "v_000000000000", "reason": "x"}
    assert [writing.post(REVIEWS, json=body, headers=headers).status_code for _ in range(2)] == [404, 404]


def test_every_write_is_noted_also_one_that_is_refused(writing: Api) -> None:
    done = writing.post(REVIEWS, json=merge_two(writing), headers=bearer("reviews")).json()
    writing.post(
        REVIEWS, json={"what": "undo", "act": "v_000000000000", "reason": "x"}, headers=bearer("admins")
    )
    writing.get(REVIEWS)
    assert writing.surroundings.notes == [
        Done(by="Vera", status=201, about=done["act"]["id"]),
        Done(by="Ada", status=404),
    ]  # fmt: skip


class _Asked:
    """As much of a call as counting writes needs."""

    def __init__(self, at: datetime, key: str | None = None) -> None:
        self.caller = Person(name="Vera", role=Role.REVIEWER)
        self.body = b""
        self.around = self
        self.clock = self
        self.request = self
        self.method, self.url, self.path, self.query = "POST", self, "/reviews", ""
        self.headers = {} if key is None else {"Idempotency-Key": key}
        self._at = at

    def now(self) -> datetime:
        return self._at


def test_more_than_four_writes_a_second_for_a_minute_are_too_many() -> None:
    repeats = Repeats()
    call: Any = _Asked(NOW)
    for _ in range(240):
        repeats.once(call, lambda: Answer(content=b""))
    with pytest.raises(Problem) as refused:
        repeats.once(call, lambda: Answer(content=b""))
    assert (int(refused.value.status), refused.value.headers) == (429, {"Retry-After": "61"})


def test_a_request_under_way_is_not_done_a_second_time() -> None:
    repeats = Repeats()
    call: Any = _Asked(NOW, "k-3")

    def again() -> Answer:
        with pytest.raises(Problem) as refused:
            repeats.once(call, lambda: Answer(content=b"twice"))
        assert int(refused.value.status) == 409
        return Answer(content=b"once")

    assert repeats.once(call, again).content == b"once"

"""Reading through the interface: lists by filters, single records, marks of content, what is refused."""

from itertools import pairwise
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.surroundings import Api, bearer
from tests.ledgers import open_ledger
from twosource.exports import FORMS, export
from twosource.query import cases_of
from twosource.store import Filter
from twosource.tallies import press_counts, tally
from twosource.tallies.press_lines import press_lines
from twosource.tally import Question
from twosource.wire import incident_line

LISTS = ("incidents", "articles", "facts", "claims", "reports", "queue", "reviews", "changes")


def first(api: Api, kind: str) -> dict[str, Any]:
    """Return the first record of a list."""
    found: dict[str, Any] = api.get(f"/api/v1/{kind}?limit=1").json()["items"][0]
    return found


# --- lists ----------------------------------------------------------------------------------------


def test_incidents_are_those_of_the_ledger_newest_first(reading: Api) -> None:
    with open_ledger(reading.surroundings.path) as ledger:
        whole = [incident_line(one) for one in ledger.incidents(Filter())]
    assert reading.get("/api/v1/incidents?limit=200").json() == {"items": whole, "next": None}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        pytest.param("kind=bombing", Filter(kinds=cases_of("bombing")), id="kind"),
        pytest.param("place=Somalia", Filter(place="Somalia"), id="place"),
        pytest.param("text=bus", Filter(words="bus"), id="words"),
        pytest.param("voices=4", Filter(voices_at_least=4), id="voices"),
        pytest.param("single_source=true", Filter(single_source=True), id="single source"),
    ],
)
def test_filters_are_those_of_the_desk(reading: Api, query: str, wanted: Filter) -> None:
    with open_ledger(reading.surroundings.path) as ledger:
        expected = list(ledger.incident_ids(wanted))
    found = [one["id"] for one in reading.get(f"/api/v1/incidents?{query}&limit=200").json()["items"]]
    assert found == expected
    assert found


@pytest.mark.parametrize("kind", ["facts", "claims", "reports"])
def test_parts_of_incidents_turn_pages_without_a_gap(reading: Api, kind: str) -> None:
    whole = reading.get(f"/api/v1/{kind}?limit=200&place=Somalia").json()["items"]
    found, address = [], f"/api/v1/{kind}?limit=7&place=Somalia"
    while address is not None:
        page = reading.get(address).json()
        found += page["items"]
        address = page["next"]
    assert found[:200] == whole


def test_claims_are_those_of_the_incidents_asked_for(reading: Api) -> None:
    incident = first(reading, "incidents")
    claims = reading.get("/api/v1/claims?limit=200").json()["items"]
    own = {one["id"] for one in claims if one["incident"] == incident["id"]}
    assert {claim for fact in incident["facts"] for claim in (*fact["support"], *fact["against"])} <= own


def test_facts_of_a_status_are_told_alone(reading: Api) -> None:
    facts = reading.get("/api/v1/facts?status=contradicted&limit=200").json()["items"]
    assert {fact["status"] for fact in facts} == {"contradicted"}


def test_articles_come_in_order_of_arrival_or_by_their_words(reading: Api) -> None:
    whole = reading.get("/api/v1/articles?limit=200").json()["items"]
    again = reading.get(reading.get("/api/v1/articles?limit=5").json()["next"]).json()["items"]
    assert again == whole[5:10]
    told = reading.get("/api/v1/articles?text=bus&limit=200").json()["items"]
    assert told
    assert all("bus" in f"{one['title']} {one['text']}".casefold() for one in told)


def test_the_latest_change_comes_first_where_that_is_asked_for(reading: Api) -> None:
    changes = reading.get("/api/v1/changes?limit=200").json()["items"]
    listed = reading.get("/api/v1/incidents?order=changed&limit=200").json()["items"]
    assert [one["id"] for one in listed] == [one["id"] for one in reversed(changes)]


def test_incidents_are_as_they_stood_at_a_moment(reading: Api) -> None:
    whole = reading.get("/api/v1/incidents?as_of=2024-12-31&limit=200").json()["items"]
    found, address = [], "/api/v1/incidents?as_of=2024-12-31&limit=2"
    while address is not None:
        page = reading.get(address).json()
        found += page["items"]
        address = page["next"]
    assert found == whole
    assert 0 < len(whole) < len(reading.get("/api/v1/incidents?limit=200").json()["items"])


def test_an_incident_nobody_had_told_of_by_then_is_not_found(reading: Api) -> None:
    answer = reading.get(f"/api/v1/incidents/{first(reading, 'incidents')['id']}?as_of=1999-01-01")
    assert (answer.status_code, answer.json()["hint"]) == (404, "name a later moment")


# --- single records -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["incidents", "reports", "claims"])
def test_a_record_of_a_list_is_the_same_by_its_id(reading: Api, kind: str) -> None:
    record = first(reading, kind)
    assert reading.get(f"/api/v1/{kind}/{record['id']}").json() == record


def test_an_article_comes_with_its_reports_and_their_incidents(reading: Api) -> None:
    report = first(reading, "reports")
    article = reading.get(f"/api/v1/articles/{report['claims'][0]['article']}").json()
    assert report in article["reports"]


def test_a_claim_can_be_had_as_an_annotation_in_two_ways(reading: Api) -> None:
    claim = first(reading, "claims")
    address = f"/api/v1/claims/{claim['id']}"
    asked = reading.get(address, headers={"Accept": "application/ld+json"})
    assert asked.headers["content-type"].startswith("application/ld+json")
    assert asked.json() == reading.get(f"{address}/annotation").json()
    target = asked.json()["target"]
    text = reading.get(target["source"]["id"].removeprefix("http://desk.test")).text
    quote, position = target["selector"]
    assert text[position["start"] : position["end"]] == quote["exact"] == claim["quote"]
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_judgements_are_about_the_reports_of_the_incident(reading: Api) -> None:
    whole = reading.get("/api/v1/incidents?limit=200").json()["items"]
    incident = max(whole, key=lambda one: len(one["reports"]))
    told = reading.get(f"/api/v1/incidents/{incident['id']}/judgements?limit=200").json()["items"]
    assert told
    assert all({one["left"], one["right"]} & set(incident["reports"]) for one in told)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_exports_are_those_of_the_ledger(reading: Api, form: str) -> None:
    pytest.importorskip("pyarrow", reason="tables need the extra")
    answer = reading.get(f"/api/v1/exports/{form}?place=Somalia")
    with open_ledger(reading.surroundings.path) as ledger:
        whole = b"".join(export(ledger, form, Filter(place="Somalia")))
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.content == whole


# --- tallies --------------------------------------------------------------------------------------


def test_a_tally_is_that_of_the_ledger(reading: Api) -> None:
    made = reading.get("/api/v1/tallies?by=kind&sum=killed&limit=3").json()
    with open_ledger(reading.surroundings.path) as ledger:
        counted = tally(ledger, Question())
    assert (made["low"], made["high"], made["sure"]) == (counted.low, counted.high, len(counted.counted))
    assert sum(group["high"] for group in made["groups"]) == made["high"]
    assert made["sums"].keys() == {"killed"}
    assert len(made["counted"]) == 3
    assert all(one["headline"] for one in made["counted"])


def test_counts_of_the_press_are_those_of_the_ledger(reading: Api) -> None:
    with open_ledger(reading.surroundings.path) as ledger:
        whole = list(press_lines(press_counts(ledger)))
    found, address = [], "/api/v1/tallies/press?limit=2"
    while address is not None:
        page = reading.get(address).json()
        found += page["items"]
        address = page["next"]
    assert found == whole
    assert whole


# --- marks of content, methods --------------------------------------------------------------------


@pytest.mark.parametrize("kind", LISTS)
def test_what_has_not_changed_is_not_sent_again(reading: Api, kind: str) -> None:
    known = reading.get(f"/api/v1/{kind}")
    again = reading.get(f"/api/v1/{kind}", headers={"If-None-Match": f'"other", {known.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", known.headers["etag"])


def test_the_mark_changes_with_the_content(writing: Api) -> None:
    known = writing.get("/api/v1/incidents")
    one, other = (each["id"] for each in known.json()["items"][:2])
    body = {"what": "merge", "incidents": [one, other], "reason": "one attack"}
    assert writing.post("/api/v1/reviews", json=body, headers=bearer("reviews")).status_code == 201
    again = writing.get("/api/v1/incidents", headers={"If-None-Match": known.headers["etag"]})
    assert again.status_code == 200


def test_head_tells_the_same_without_the_content(reading: Api) -> None:
    whole, head = reading.get("/api/v1/incidents"), reading.head("/api/v1/incidents")
    assert (head.status_code, head.content, dict(head.headers)) == (200, b"", dict(whole.headers))


def test_head_of_an_export_tells_no_length(reading: Api) -> None:
    head = reading.head("/api/v1/exports/geojson")
    assert (head.status_code, head.content, "content-length" in head.headers) == (200, b"", False)
    assert head.headers["content-type"] == "application/geo+json"


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/api/v1/incidents", "GET, HEAD, OPTIONS"), ("/api/v1/reviews", "GET, POST, HEAD, OPTIONS")],
)
def test_methods_are_told_and_others_refused(reading: Api, path: str, methods: str) -> None:
    told = reading.options(path)
    assert (told.status_code, told.headers["allow"]) == (204, methods)
    refused = reading.delete(path)
    assert (refused.status_code, refused.headers["allow"]) == (405, methods)
    assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("accepted", "status"),
    [
        pytest.param("*/*", 200, id="anything"),
        pytest.param("text/html, application/*;q=0.2", 200, id="a range"),
        pytest.param("application/json;q=0", 406, id="not that"),
        pytest.param("text/csv", 406, id="another type"),
    ],
)
def test_answers_come_in_a_type_that_is_accepted(reading: Api, accepted: str, status: int) -> None:
    assert reading.get("/api/v1/exports", headers={"Accept": accepted}).status_code == status


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "status", "detail"),
    [
        pytest.param("plce=x", 400, "'plce' is no parameter here: did you mean place?", id="unknown"),
        pytest.param("place=", 400, "place: it is empty; leave it out to ask nothing", id="empty"),
        pytest.param("limit=0", 400, "limit: '0' is no number from 1 to 200", id="no records"),
        pytest.param("limit=5&limit=6", 400, "limit: given 2 times; give it once", id="twice"),
        pytest.param("cursor=abcd", 422, "cursor: it names no place in this list", id="no cursor"),
        pytest.param("since=2024-02-30", 422, "since: '2024-02-30' is no day or time that exists", id="no day"),
        pytest.param(
            "since=2024-02-02&until=2024-02-01", 422, "since: 2024-02-02 comes after until 2024-02-01", id="order"
        ),
        pytest.param("profile=kind", 400, None, id="no profile"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_problem_in_one_line(
    reading: Api, query: str, status: int, detail: str | None
) -> None:
    answer = reading.get(f"/api/v1/incidents?{query}")
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == (detail or answer.json()["detail"])
    assert "\n" not in answer.json()["detail"]


def test_a_cursor_of_another_question_is_refused(reading: Api) -> None:
    address = reading.get("/api/v1/incidents?limit=1").json()["next"]
    assert reading.get(f"{address}&place=Kenya").status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "incidents/i_0000000000", "incidents/none", "articles/a_0000000000000000", "claims/c_0000000000000000",
        "reports/r_0000000000000000", "reviews/v_000000000000", "exports/exe", "nowhere", "incidents/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_problem(reading: Api, path: str) -> None:
    answer = reading.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@given(
    kind=st.sampled_from(LISTS),
    query=st.dictionaries(
        st.sampled_from(["text", "place", "near", "cursor", "limit", "since", "x"]), st.text(max_size=20)
    ),
    path=st.text(max_size=12),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_is_answered_or_refused(
    reading: Api, kind: str, query: dict[str, str], path: str
) -> None:
    for answer in (
        reading.get(f"/api/v1/{kind}", params=query),
        reading.get(f"/api/v1/{kind}/{quote(path, safe='')}"),
    ):
        assert answer.status_code in {200, 400, 404, 410, 422}


def test_incidents_lie_in_order(reading: Api) -> None:
    whole = reading.get("/api/v1/incidents?limit=200").json()["items"]
    days = [one["when"]["earliest"][:10] for one in whole if one["when"]]
    assert all(day >= following for day, following in pairwise(days))

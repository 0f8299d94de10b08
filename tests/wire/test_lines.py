import json
from datetime import datetime
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.builders import (
    NOW,
    make_article,
    make_claim,
    make_count,
    make_fact,
    make_incident,
    make_judgement,
    make_place,
    make_reading,
    make_report,
    make_when,
)
from tests.wire.strategies import values, words
from twosource.ids import IncidentId
from twosource.model import Certainty, Dropped, Fact, Status, Value
from twosource.wire import (
    article_line,
    claim_line,
    fact_from_json,
    fact_to_json,
    find_fact,
    get_schema,
    incident_line,
    judgement_line,
    to_line,
    value_to_json,
)

SCHEMAS: tuple[Literal["article", "claim", "history", "incident", "values"], ...] = (
    "article",
    "claim",
    "history",
    "incident",
    "values",
)
REGISTRY: Registry[Any] = Registry().with_resources(
    (f"{name}.schema.json", Resource.from_contents(get_schema(name))) for name in SCHEMAS
)
ARTICLE = make_article(dropped=(Dropped(what="paragraph", reason="share bar", text="Share this"),))
KILLED = make_claim(ARTICLE, "killed", make_count(4), "Four people were killed")
PLACE = make_claim(ARTICLE, "place", make_place(), "near Kisumu")
WHEN = make_claim(ARTICLE, "when", make_when(NOW), "on Tuesday")
REPORT = make_report(ARTICLE, KILLED, PLACE, WHEN)


def validator(
    name: Literal["article", "claim", "history", "incident", "values"], part: str = ""
) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"{name}.schema.json{part}"}, registry=REGISTRY)


def as_read(data: Any) -> Any:
    return json.loads(to_line(data))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_are_schemas(name: Literal["article", "claim", "history", "incident", "values"]) -> None:
    Draft202012Validator.check_schema(get_schema(name))


@settings(deadline=None, max_examples=200)
@given(values)
def test_every_value_fits_its_schema(value: Value) -> None:
    validator("values", "#/$defs/value").validate(as_read(value_to_json(value)))


def test_a_claim_line_says_where_it_comes_from() -> None:
    line = as_read(claim_line(KILLED, address="wires/kisumu.txt", incident=IncidentId("i_0123456789")))

    validator("claim").validate(line)
    assert line == {
        "id": KILLED.id,
        "article": ARTICLE.id,
        "address": "wires/kisumu.txt",
        "report": REPORT.id,
        "incident": "i_0123456789",
        "field": "killed",
        "value": {"low": 4, "high": 4, "as_said": "four"},
        "as_said": "Four people were killed",
        "quote": "Four people were killed",
        "start": 65,
        "end": 88,
        "voice": {"name": "Kisumu police", "kind": "official", "body": "Kisumu police"},
        "certainty": "asserted",
        "origin": "rules/test",
        "scope": "",
        "via": [],
        "made_at": "2024-05-02T12:00:00+00:00",
    }


def test_an_article_line_holds_text_reports_and_what_was_dropped() -> None:
    line = as_read(article_line(ARTICLE, make_reading(ARTICLE, REPORT)))

    validator("article").validate(line)
    assert line["article"]["text"] == ARTICLE.text
    assert [dropped["reason"] for dropped in line["article"]["dropped"]] == ["share bar"]
    assert [claim["field"] for claim in line["reports"][0]["claims"]] == ["killed", "place", "when"]


@pytest.mark.parametrize(
    ("published", "precision", "written"),
    [
        pytest.param(NOW, "minute", "2024-05-02T12:00:00+00:00", id="to the minute"),
        pytest.param(NOW, "day", "2024-05-02", id="to the day"),
        pytest.param(None, "minute", None, id="not known"),
    ],
)
def test_publication_is_written_as_exactly_as_it_is_known(
    published: datetime | None, precision: Literal["minute", "day"], written: str | None
) -> None:
    article = make_article(published=published, published_precision=precision)

    assert article_line(article, make_reading(article))["article"]["published"] == written


def test_an_incident_line_repeats_its_time_and_place() -> None:
    incident = make_incident(
        make_fact("when", make_when(NOW), [WHEN]),
        make_fact("place", make_place(), [PLACE]),
        make_fact("killed", make_count(5), [KILLED], history=((NOW, make_count(2)), (None, make_count(4)))),
    )

    line = as_read(incident_line(incident))

    validator("incident").validate(line)
    assert line["when"]["earliest"] == "2024-05-02T12:00:00+00:00"
    assert line["place"]["name"] == "Kisumu, Kenya"
    assert [fact["field"] for fact in line["facts"]] == ["when", "place", "killed"]


facts = st.builds(
    make_fact,
    st.just("killed"),
    st.none() | values,
    st.just([KILLED]),
    status=st.sampled_from(Status),
    certainty=st.none() | st.sampled_from(Certainty),
    scope=words,
    history=st.lists(st.tuples(st.none() | st.just(NOW), values), max_size=2).map(tuple),
)


@settings(deadline=None, max_examples=50)
@given(facts)
def test_a_fact_reads_back_as_it_was(fact: Fact) -> None:
    assert fact_from_json(as_read(fact_to_json(fact))) == fact


def test_a_fact_is_found_by_field_and_scope() -> None:
    children = make_fact("killed", make_count(1), scope="children")
    incident = make_incident(children)

    assert (find_fact(incident, "killed"), find_fact(incident, "killed", "children")) == (None, children)


def test_a_judgement_line_holds_its_reasons() -> None:
    other = make_article("Another text about a bus near Kisumu.")
    line = judgement_line(make_judgement(REPORT.id, make_report(other).id))

    assert (line["verdict"], line["score"]) == ("same", 2.0)
    assert line["reasons"] == [{"name": "time", "points": 2.0, "text": "Both happened on one day."}]

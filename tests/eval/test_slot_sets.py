"""Sets with slots scored on small records of our own: gvdb, hrdsattack, wikievents."""

from collections.abc import Sequence
from typing import Any

import pytest
from eval.countries import find_country_code
from eval.sets import get_task, gvdb, hrdsattack, wikievents
from eval.tasks import Outcome, Record

SHOOTING = "A man was shot dead with a pistol in Denver on Monday, police said."


def _values(name: str, data: dict[str, Any], outcome: Outcome = None) -> dict[str, float | None]:
    task, record = get_task(name), Record(id="x", data=data)
    outcomes: Sequence[Outcome] = [outcome] if outcome is not None else task.read([record])
    assert task.compare(record, outcomes[0]).text == data["text"]
    return {figure.name: figure.value for figure in task.score([record], outcomes)}


def test_gvdb_counts_what_the_worker_marked() -> None:
    at = SHOOTING.index("Denver"), SHOOTING.index("pistol")
    spans = [
        {"start": at[0], "end": at[0] + 6, "label": "city", "value": "Denver"},
        {"start": at[1], "end": at[1] + 6, "label": "weapon", "value": "pistol"},
    ]
    data = {
        "text": SHOOTING,
        "title": None,
        "spans": spans,
        "victims": [{"was": ["killed"]}],
        "state": "CO - Colorado",
    }
    figures = _values("gvdb", data)
    assert figures["gvdb.place_accuracy"] == figures["gvdb.state_accuracy"] == 1
    assert figures["gvdb.weapon_overlap_f1"] == figures["gvdb.killed_exact"] == 1
    assert figures["gvdb.shooter_overlap_f1"] is None


def test_gvdb_dates_an_article_by_its_address() -> None:
    data = {"text": SHOOTING, "url": "http://news.example/2016/03/08/x", "date": "2016-03-07"}
    assert _values("gvdb", data)["gvdb.date_accuracy"] == 1


def test_gvdb_bears_a_record_without_answers() -> None:
    figures = _values("gvdb", {"text": SHOOTING})
    assert {name: value for name, value in figures.items() if value is not None} == {
        "gvdb.read": 1,
        "gvdb.shooting": 1,
    }


def test_hrdsattack_reads_quirky_answers() -> None:
    text = "Gunmen killed the journalist Ada Obi near Lagos in Nigeria on 4 March 2019, police said."
    answers = {
        "perpetrator_mention": True, "perpetrator_type": "other non-state actors", "violation_types": ["killing"],
        "year": "2019.0", "month": "March", "date": "4.0", "country": "Nigeria", "victims": [{"victim_name": "Ada Obi"}],
    }  # fmt: skip
    figures = _values("hrdsattack", {"text": text, "annotation": answers})
    right = (
        "kind_f1",
        "perpetrator_mention_f1",
        "country_accuracy",
        "year_accuracy",
        "month_accuracy",
        "day_accuracy",
    )
    assert {figures[f"hrdsattack.{name}"] for name in right} == {1}


@pytest.mark.parametrize("answer", ["None", "unknown", "N//A", None, "Africa"])
def test_hrdsattack_takes_no_answer_for_none(answer: str | None) -> None:
    data = {
        "text": SHOOTING,
        "annotation": {"country": answer, "year": answer, "month": answer, "date": answer},
    }
    figures = _values("hrdsattack", data)
    assert {figures[f"hrdsattack.{name}_accuracy"] for name in ("country", "year", "month", "day")} == {None}


def test_wikievents_counts_any_mention_of_a_cluster() -> None:
    text = "A bomb killed three guards at a depot in Basra. The guards were asleep."
    guards, again, bomb = text.index("guards"), text.index("The guards"), text.index("killed")
    entities = [
        {"id": "1", "text": "guards", "start": guards, "end": guards + 6},
        {"id": "2", "text": "The guards", "start": again, "end": again + 10},
    ]
    event = {
        "type": "Life.Die.Unspecified", "trigger": {"start": bomb, "end": bomb + 6},
        "arguments": [{"role": "Victim", "id": "2", "start": again, "end": again + 10}],
    }  # fmt: skip
    record = Record(
        id="x", data={"text": text, "entities": entities, "events": [event], "clusters": [["1", "2"]]}
    )
    outcome = wikievents.read([record])[0]
    assert wikievents.count_events(record, outcome).recall == 1
    assert wikievents.count_arguments("target", record, outcome).recall == 1


@pytest.mark.parametrize("module", [gvdb, hrdsattack, wikievents])
def test_a_failed_record_counts_as_nothing_found(module: Any) -> None:
    record = Record(id="x", data={"text": SHOOTING})
    assert module.compare(record, None).ours == ()
    assert module.score([record], [None])[0].value in {0, None}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("People's Republic of China", "CN"),
        ("Scotland", "GB"),
        ("Yemeni", "YE"),
        ("Africa", None),
        ("Utah", None),
    ],
)
def test_a_country_is_known_by_its_names(name: str, code: str | None) -> None:
    assert find_country_code(name) == code


def test_hrdsattack_violations_have_counterparts() -> None:
    assert set(hrdsattack.VIOLATIONS.values()) == {"killing", "kidnapping"}

"""Alerts and watches as JSON: they fit their schemas, and the schemas tell of nothing else."""

import json
from datetime import time, timedelta
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator

from tests.alerting.making import make_alert, make_known, make_quoted
from tests.builders import NOW
from twosource.model import Certainty, Status
from twosource.watches import Alert, Area, Difference, Quiet, Watch
from twosource.wire import get_schema, to_line
from twosource.wire.alerts import alert_from_json, alert_to_json, watch_from_json, watch_to_json

FULL = make_alert(
    known=(
        make_known(quotes=(make_quoted(),)),
        make_known("weapon", "a bomb", certainty=None, status=Status.CONTRADICTED),
        make_known(certainty=Certainty.SO_FAR),
    ),
    differences=(Difference(field="killed", sentence="killed: 4, before: 3"),),
    instructions=(make_quoted(url="https://lakeside.example/a"),), earliest=NOW, latest=NOW + timedelta(seconds=1),
    lat=-0.1, lon=34.75, radius_km=5.0, killed_low=4, acknowledged_by="Amina", acknowledged_at=NOW,
    earlier=("w_000000000000",), links=("https://lakeside.example/a",),
)  # fmt: skip
SILENT = make_alert(incident=None, feed="Halcyon Wire", kind="", triggers=(("feed is silent", "It is."),))
WATCH = Watch(
    name="office", near=Area(lat=1.0, lon=2.0, radius_km=3.0), quiet=Quiet(begins=time(22), ends=time(6, 30)),
    silent_for=timedelta(hours=6), tells=("feed is silent",),
)  # fmt: skip


def check(name: Literal["alert", "watch"], data: Any) -> None:
    Draft202012Validator(get_schema(name)).validate(json.loads(to_line(data)))


@pytest.mark.parametrize("alert", [make_alert(), FULL, SILENT], ids=["plain", "full", "silent feed"])
def test_an_alert_fits_its_schema_and_is_read_back(alert: Alert) -> None:
    check("alert", alert_to_json(alert))
    assert alert_from_json(json.loads(to_line(alert_to_json(alert)))) == alert


@pytest.mark.parametrize("watch", [Watch(name="any"), WATCH], ids=["plain", "full"])
def test_a_watch_fits_its_schema_and_is_read_back(watch: Watch) -> None:
    check("watch", watch_to_json(watch))
    assert watch_from_json(json.loads(to_line(watch_to_json(watch)))) == watch


@pytest.mark.parametrize(
    ("name", "made"),
    [("alert", alert_to_json(FULL)), ("watch", watch_to_json(WATCH))],
    ids=["alert", "watch"],
)
def test_the_schema_has_every_property_in_order(
    name: Literal["alert", "watch"], made: dict[str, Any]
) -> None:
    schema = get_schema(name)
    Draft202012Validator.check_schema(schema)

    assert sorted(schema["properties"]) == sorted(made)
    assert sorted(schema["required"]) == sorted(made)


def test_a_length_of_time_and_an_instant_are_written_as_iso_8601_has_them() -> None:
    made = watch_to_json(WATCH)

    assert (made["silent_for"], made["fresh_for"], made["quiet"]["begins"]) == ("PT21600S", "P3D", "22:00:00")
    assert alert_to_json(FULL)["raised_at"] == "2024-05-02T12:00:00+00:00"


@pytest.mark.parametrize("data", [{}, {"triggers": []}, {**alert_to_json(FULL), "number": "one"}], ids=repr)
def test_another_shape_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError)):
        alert_from_json(data)

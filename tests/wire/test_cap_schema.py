"""CAP messages by what others wrote: the schema of OASIS and a reader from PyPI."""

import os
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from tests.alert_making import alerts, make_alert, make_quoted, make_update
from tests.wire.cap_reading import read, words
from tests.wire.test_cap_signing import make_keys
from twosource.knowledge.kinds import load_kinds
from twosource.watches import Alert
from twosource.wire.cap import to_cap, write_tree
from twosource.wire.cap_sender import Sender
from twosource.wire.cap_signing import sign_cap

DESK = Sender(address="desk@lake.example", name="Lake Desk", contact="desk@lake.example")
SENDERS = (
    DESK,
    replace(DESK, addresses=("night.desk@lake.example", "Field office"), desk="https://desk.lake.example"),
)
MOVES = (make_alert(), make_update(), make_update(move="cancel"))
KINDS = [make_alert(kind=kind, instructions=(make_quoted(),)) for kind in load_kinds()]


@pytest.fixture(scope="module", params=["cap12.xsd", "cap12_extended.xsd"])
def schema(request: pytest.FixtureRequest) -> etree.XMLSchema:
    root = os.environ.get("TWOSOURCE_DATA")
    if root is None:
        pytest.skip("TWOSOURCE_DATA is not set")
    return etree.XMLSchema(etree.parse(Path(root, "cap", "google", "schema", request.param)))


def errors(schema: etree.XMLSchema, content: bytes) -> list[str]:
    schema.validate(read(content))
    return [entry.message for entry in schema.error_log]  # type: ignore[attr-defined]


def test_every_move_scope_and_status_is_valid(schema: etree.XMLSchema) -> None:
    made = [
        to_cap(replace(alert, rehearsal=rehearsal, approved_by=by), sender, MOVES[:1])
        for alert, sender, rehearsal, by in product(MOVES, SENDERS, (False, True), (None, "Amina"))
    ]
    assert [error for content in made for error in errors(schema, content)] == []


def test_every_kind_is_valid(schema: etree.XMLSchema) -> None:
    assert [error for alert in KINDS for error in errors(schema, to_cap(alert, DESK))] == []


def test_a_signed_message_is_valid(schema: etree.XMLSchema) -> None:
    tree = sign_cap(read(to_cap(make_alert(), DESK)), make_keys())
    assert errors(schema, write_tree(tree)) == []


@given(alerts())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_alert_is_valid(schema: etree.XMLSchema, drawn: tuple[Alert, Sequence[Alert]]) -> None:
    alert, earlier = drawn
    assert [error for sender in SENDERS for error in errors(schema, to_cap(alert, sender, earlier))] == []


@pytest.fixture(scope="module")
def other_reader() -> Any:
    """Return the reader of capparselib, which asks for an lxml of 2021 but runs with ours."""
    why = "install it alone: pip install --no-deps capparselib==0.6.6"
    return pytest.importorskip("capparselib.parsers", reason=why).CAPParser


@pytest.mark.parametrize("sender", SENDERS, ids=["restricted", "private"])
@pytest.mark.parametrize("alert", MOVES, ids=[alert.move for alert in MOVES])
def test_another_reader_agrees(other_reader: Any, alert: Alert, sender: Sender) -> None:
    content = to_cap(alert, sender, MOVES[:1])
    (found,) = other_reader(content.decode()).as_dict()
    (info,) = found["cap_info"]
    header = ("identifier", "sender", "sent", "status", "msgType", "scope")
    named = ("cap_id", "cap_sender", "cap_sent", "cap_status", "cap_message_type", "cap_scope")
    assert [str(found[name]) for name in named] == [words(content, name)[0] for name in header]
    inside = ("event", "urgency", "severity", "certainty", "headline", "description", "expires")
    assert [str(info[f"cap_{name}"]) for name in inside if name != "expires"] == [
        words(content, f"info/{name}")[0] for name in inside if name != "expires"
    ]
    (area,) = info["cap_area"]
    assert [str(area["area_description"]), *map(str, area["circles"])] == ["Kisumu, Kenya", "-0.1,34.75 5"]


@given(alerts())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_another_reader_takes_any_alert(other_reader: Any, drawn: tuple[Alert, Sequence[Alert]]) -> None:
    alert, earlier = drawn
    (found,) = other_reader(to_cap(alert, DESK, earlier).decode()).as_dict()
    assert found["cap_message_type"] == alert.move.capitalize()

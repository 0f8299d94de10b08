"""The MUC-4 task, on a wire of our own in capitals."""

from typing import Any

import pytest
from eval.sets.muc4 import TASK, prepare
from eval.tasks import Record

WIRE = (
    "   AREQUIPA, 14 FEB 88 (EL SUR) -- [REPORT] [LENA DIAZ] [TEXT] A BOMB EXPLODED\n"
    "OUTSIDE A BANK IN AREQUIPA ON SATURDAY AND KILLED TWO GUARDS, POLICE SAID.\n\n"
    "   NOBODY CLAIMED THE ATTACK.\n"
)
KEY = {
    "MESSAGE: TEMPLATE": "1",
    "INCIDENT: TYPE": "BOMBING",
    "INCIDENT: LOCATION": "PERU: AREQUIPA (CITY)",
    "PHYS TGT: ID": '"BANK"',
}


def record(**data: Any) -> Record:
    """Build a record of the set."""
    templates = [{"incident_type": "bombing", "Target": [[{"text": "bank", "start": 2, "end": 6}]]}]
    row = {"date": "1988-02-14", "text": WIRE, "templates": templates, "templates_raw": [KEY]}
    return Record(id="X-1", data=row | data)


def test_a_wire_is_read_without_breaks_and_editors_marks() -> None:
    first, second = prepare(record().data).split("\n\n")
    assert first.startswith("AREQUIPA, 14 FEB 88 (EL SUR) -- A BOMB EXPLODED OUTSIDE A BANK")
    assert second == "NOBODY CLAIMED THE ATTACK."


def test_mixed_case_is_taken_where_there_is_one() -> None:
    assert prepare(record(text_mixed="A bomb exploded.").data) == "A bomb exploded."


def test_figures_come_with_four_headlines() -> None:
    records = [
        record(),
        record(templates=[], templates_raw=[{"INCIDENT: TYPE": "*"}], text="NOTHING. HAPPENED HERE TODAY."),
    ]
    figures = {figure.name: figure for figure in TASK.score(records, TASK.read(records))}
    headlines = {name for name, figure in figures.items() if figure.headline}
    assert headlines == {
        "muc4.six_slot_f1",
        "muc4.all_slots_f1",
        "muc4.confidence_accuracy",
        "muc4.triage_f1",
    }
    assert figures["muc4.triage_f1"].value == 1.0
    assert figures["muc4.six_slot.incident_type_f1"].value == 1.0
    assert figures["muc4.failed"].value == 0


@pytest.mark.parametrize("field", ["templates", "templates_raw", "date", "text"])
def test_a_field_that_is_missing_stops_nothing(field: str) -> None:
    torn = [record(**{field: None})]
    assert TASK.score(torn, TASK.read(torn))


def test_the_browser_shows_both_sides() -> None:
    shown = TASK.compare(record(), TASK.read([record()])[0])
    assert [(mark.label, shown.text[mark.start : mark.end]) for mark in shown.gold] == [("Target", "BANK")]
    assert shown.rows[0].name == "TYPE"
    assert shown.rows[0].right


def test_a_record_the_program_failed_on_is_counted() -> None:
    figures = {figure.name: figure.value for figure in TASK.score([record()], [None])}
    assert figures["muc4.failed"] == 1

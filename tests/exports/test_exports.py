import csv
import io
import json
from datetime import UTC, datetime

import pytest

from tests.exports.golden import KEPT, exported, path_of
from tests.exports.sample import HOSTILE
from twosource.errors import Refused
from twosource.exports import FORMS, Form, export, export_text, get_form
from twosource.lens import PLAIN, Lens
from twosource.store import Filter, Ledger
from twosource.wire.cells import safe_cell

ALL = [pytest.param(form, id=form.name) for form in FORMS.values()]
TABLES = [
    pytest.param(form, id=form.name) for form in FORMS.values() if form.media_type.startswith("text/csv")
]
OWN = [pytest.param(form, id=form.name) for form in FORMS.values() if form.profile is not None]
FREE = [pytest.param(form, id=form.name) for form in FORMS.values() if form.profile is None]


def rows_of(
    ledger: Ledger, form: Form, wanted: Filter | None = None, lens: Lens = PLAIN
) -> list[dict[str, str]]:
    text = b"".join(export(ledger, form.name, wanted, lens)).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("form", [pytest.param(form, id=form.name) for form in KEPT])
def test_an_export_is_as_it_was(ledger: Ledger, form: Form) -> None:
    kept = path_of(form.name).read_bytes()

    assert exported(ledger, form.name) == kept, "if that is meant: python -m tests.exports.golden"


@pytest.mark.parametrize("form", ALL)
def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, form: Form) -> None:
    assert exported(ledger, form.name) == exported(ledger, form.name)


@pytest.mark.parametrize("form", ALL)
def test_a_format_tells_what_it_is(form: Form) -> None:
    assert (get_form(form.name), form.says[-1], "/" in form.media_type) == (form, ".", True)


@pytest.mark.parametrize("form", TABLES)
def test_a_table_has_its_columns_and_no_cell_is_a_formula(ledger: Ledger, form: Form) -> None:
    rows = rows_of(ledger, form)

    assert [list(row) for row in rows] == [[column.name for column in form.columns]] * len(rows)
    assert {cell for row in rows for cell in row.values() if safe_cell(cell) != cell} == set()
    assert any(HOSTILE in cell for row in rows for cell in row.values()), "hostile words are kept, defused"


@pytest.mark.parametrize("form", TABLES)
def test_a_table_of_nothing_is_its_header(empty: Ledger, form: Form) -> None:
    text = b"".join(export(empty, form.name)).decode()

    assert text.splitlines() == [",".join(column.name for column in form.columns)]


@pytest.mark.parametrize("form", ALL)
def test_every_format_can_be_narrowed_to_nothing(ledger: Ledger, empty: Ledger, form: Form) -> None:
    nothing = Filter(kinds=("coup",))

    assert b"".join(export(ledger, form.name, nothing)) == exported(empty, form.name)


@pytest.mark.parametrize("form", ALL)
def test_every_format_can_be_narrowed(ledger: Ledger, form: Form) -> None:
    text = b"".join(export(ledger, form.name, Filter(kinds=("arson",))))

    assert len(text) < len(exported(ledger, form.name))


@pytest.mark.parametrize("form", ALL)
def test_every_format_shows_what_had_been_printed_by_a_moment(ledger: Ledger, form: Form) -> None:
    early = Lens(as_of=datetime(2024, 5, 2, 12, 30, tzinfo=UTC))

    assert b"".join(export(ledger, form.name, None, early)) != exported(ledger, form.name)


@pytest.mark.parametrize("form", OWN)
def test_a_format_with_a_profile_of_its_own_refuses_others(ledger: Ledger, form: Form) -> None:
    assert form.profile is not None
    with pytest.raises(Refused, match=f"{form.name} takes its values by the profile '{form.profile}'"):
        export(ledger, form.name, None, Lens(profile="widest"))

    assert b"".join(export(ledger, form.name, None, Lens(profile=form.profile))) == exported(
        ledger, form.name
    )


@pytest.mark.parametrize("form", FREE)
def test_other_formats_take_any_profile(ledger: Ledger, form: Form) -> None:
    assert b"".join(export(ledger, form.name, None, Lens(profile="widest")))


def test_a_format_that_is_none_is_told_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="'xml' is no format: it is one of csv, acled"):
        get_form("xml")


def test_claims_through_a_filter_are_those_of_its_incidents(ledger: Ledger) -> None:
    lines = [json.loads(line) for line in export_text(ledger, "claims-jsonl", Filter(kinds=("arson",)))]

    assert [(line["field"], line["quote"]) for line in lines] == [("kind", "set on fire")]


def test_json_keeps_hostile_words_to_the_letter(ledger: Ledger) -> None:
    lines = [json.loads(line) for line in export_text(ledger, "claims-jsonl")]

    assert HOSTILE in {line["quote"] for line in lines}


def test_half_a_character_is_escaped_as_json_has_it(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Form, "pieces", lambda *_: iter(['"\ud800"']))

    assert json.loads(b"".join(export(ledger, "claims-jsonl"))) == "\ud800"


def test_incidents_can_be_named_in_the_order_wanted(ledger: Ledger) -> None:
    first, *_, last = ledger.incident_ids(Filter())

    lines = [json.loads(line) for line in export_text(ledger, "incidents-jsonl", (last, first))]

    assert [line["id"] for line in lines] == [last, first]


@pytest.mark.parametrize("form", ALL)
def test_named_incidents_can_be_of_a_moment(ledger: Ledger, empty: Ledger, form: Form) -> None:
    (bus,) = ledger.incident_ids(Filter(place="Kisumu"))
    before, after = (Lens(as_of=datetime(2024, 5, day, tzinfo=UTC)) for day in (1, 4))

    assert b"".join(export(ledger, form.name, (bus,), before)) == exported(empty, form.name)
    assert b"".join(export(ledger, form.name, (bus,), after)) == b"".join(export(ledger, form.name, (bus,)))

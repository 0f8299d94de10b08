"""Parquet, read back with pyarrow; the map, read back with geojson."""

import io
from importlib import import_module
from typing import Any

import pytest

from tests.exports.golden import exported
from twosource.errors import TwosourceError
from twosource.exports import FORMS, arrow, export
from twosource.exports.frames import claim_rows, incident_rows
from twosource.lens import PLAIN
from twosource.store import Ledger
from twosource.wire.cells import columns_of
from twosource.wire.frames import CLAIMS, INCIDENTS, to_plain_row

parquet: Any = import_module("pyarrow.parquet")
geojson: Any = import_module("geojson")

NOTES = columns_of((("words", "text", "Words."), ("list", "list", "More of them.")))


def read(content: bytes) -> Any:
    return parquet.read_table(io.BytesIO(content))


def test_incidents_are_read_back_as_they_are(ledger: Ledger) -> None:
    table = read(exported(ledger, "parquet"))

    rows = [to_plain_row(INCIDENTS, row) for row in incident_rows(ledger, None, PLAIN)]
    assert [list(row.values()) for row in table.to_pylist()] == rows


def test_claims_are_read_back_as_they_are(ledger: Ledger) -> None:
    table = read(exported(ledger, "claims-parquet"))

    rows = [to_plain_row(CLAIMS, row) for row in claim_rows(ledger, None, PLAIN)]
    assert [list(row.values()) for row in table.to_pylist()] == rows


def test_columns_tell_what_stands_in_them(ledger: Ledger) -> None:
    schema = read(exported(ledger, "parquet")).schema

    assert [(field.name, field.metadata[b"says"].decode()) for field in schema] == [
        (column.name, column.says) for column in INCIDENTS
    ]
    assert str(schema.field("earliest").type) == "timestamp[us, tz=UTC]"
    assert str(schema.field("killed_low").type) == "int64"


def test_a_file_is_written_group_by_group(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(exported(ledger, "claims-parquet"))
    monkeypatch.setattr(arrow, "_GROUP_ROWS", 5)
    pieces = list(export(ledger, "claims-parquet"))

    found = parquet.ParquetFile(io.BytesIO(b"".join(pieces)))
    assert found.metadata.num_row_groups == len(pieces) - 1 > 2
    assert found.read().equals(whole)


def test_a_file_of_nothing_has_its_columns(empty: Ledger) -> None:
    table = read(exported(empty, "parquet"))

    assert (table.num_rows, table.column_names) == (0, [column.name for column in INCIDENTS])


def test_words_that_no_file_can_hold_are_mended() -> None:
    table = read(b"".join(arrow.parquet_of(NOTES, [{"words": "a\ud800b\x00", "list": ["\udfff"]}])))

    assert table.to_pylist() == [{"words": "a\ufffdb\ufffd", "list": ["\ufffd"]}]


def test_without_pyarrow_the_way_to_it_is_told_at_once(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(arrow, "import_module", missing)

    with pytest.raises(TwosourceError, match="this needs pandas and pyarrow"):
        export(ledger, "parquet")


def test_a_map_is_valid(ledger: Ledger) -> None:
    found = geojson.loads(exported(ledger, FORMS["geojson"].name))

    assert (type(found).__name__, found.is_valid, len(found.features)) == ("FeatureCollection", True, 4)
    assert [geojson.Feature(**one).is_valid for one in found.features] == [True] * 4
    assert list(found["bbox"]) == [34.75, -0.1, 46.0, 9.5]


def test_a_map_of_nothing_is_valid(empty: Ledger) -> None:
    assert geojson.loads(exported(empty, "geojson")).is_valid

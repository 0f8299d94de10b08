"""``ftm-statements``: the same entities value by value, as followthemoney reads statements from CSV."""

from collections.abc import Iterator

from twosource.exports.ftm import list_entities
from twosource.exports.streams import Wanted
from twosource.lens import Lens
from twosource.store import Ledger
from twosource.wire.cells import csv_table
from twosource.wire.ftm import STATEMENTS as COLUMNS
from twosource.wire.ftm import statement_rows

__all__ = ["COLUMNS", "pieces"]


def pieces(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[str]:
    """Yield the table line by line."""
    rows = (row for entity in list_entities(ledger, wanted, lens) for row in statement_rows(entity))
    return csv_table(COLUMNS, rows)

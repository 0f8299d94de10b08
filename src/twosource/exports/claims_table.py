"""``claims-csv``: claims, a row each."""

from collections.abc import Iterator

from twosource.exports.frames import claim_rows
from twosource.exports.streams import Wanted
from twosource.lens import Lens
from twosource.store import Ledger
from twosource.wire.cells import csv_table
from twosource.wire.frames import CLAIMS as COLUMNS
from twosource.wire.frames import to_csv_row

__all__ = ["COLUMNS", "pieces"]


def pieces(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[str]:
    """Yield the table line by line."""
    return csv_table(COLUMNS, map(to_csv_row, claim_rows(ledger, wanted, lens)))

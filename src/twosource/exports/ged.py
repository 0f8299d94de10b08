"""``ucdp-ged``: incidents in the columns of the UCDP Georeferenced Event Dataset."""

from collections.abc import Iterator
from itertools import starmap

from twosource.exports.streams import Wanted, tell_with
from twosource.lens import Lens
from twosource.store import Ledger
from twosource.wire.cells import csv_table
from twosource.wire.ged import COLUMNS, ged_row

__all__ = ["COLUMNS", "pieces"]


def pieces(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[str]:
    """Yield the table line by line."""
    return csv_table(COLUMNS, starmap(ged_row, tell_with(ledger, wanted, lens, "range")))

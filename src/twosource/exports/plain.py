"""``csv``: incidents for a spreadsheet."""

from collections.abc import Iterator

from twosource.exports.streams import Wanted, list_incidents, with_outlets
from twosource.lens import Lens
from twosource.store import Ledger
from twosource.wire.tables import COLUMNS, csv_lines

__all__ = ["COLUMNS", "pieces"]


def pieces(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[str]:
    """Yield the table line by line."""
    return csv_lines(with_outlets(ledger, list_incidents(ledger, wanted, lens)))

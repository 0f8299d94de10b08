"""``claims-parquet``: claims in typed columns."""

from collections.abc import Iterator

from twosource.exports.arrow import parquet_of
from twosource.exports.frames import claim_rows
from twosource.exports.streams import Wanted
from twosource.lens import Lens
from twosource.store import Ledger
from twosource.wire.frames import CLAIMS as COLUMNS

__all__ = ["COLUMNS", "pieces"]


def pieces(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[bytes]:
    """Yield the file piece by piece; raises TwosourceError where pyarrow is missing."""
    return parquet_of(COLUMNS, claim_rows(ledger, wanted, lens))

"""``incidents-jsonl``: incidents with all their facts, as docs/reference/json.md describes them."""

from collections.abc import Iterator
from typing import Final

from twosource.exports.streams import Wanted, list_incidents
from twosource.lens import Lens
from twosource.store import Ledger
from twosource.wire import incident_line, to_line
from twosource.wire.cells import Column

COLUMNS: Final[tuple[Column, ...]] = ()


def pieces(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[str]:
    """Yield a line for each incident."""
    return (to_line(incident_line(incident)) + "\n" for incident in list_incidents(ledger, wanted, lens))

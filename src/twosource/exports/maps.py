"""``geojson``: incidents on a map."""

from collections.abc import Iterator
from typing import Final

from twosource.exports.streams import Wanted, list_incidents
from twosource.lens import Lens
from twosource.store import Ledger
from twosource.wire import to_line
from twosource.wire.cells import Column
from twosource.wire.geojson import feature, geojson_lines

COLUMNS: Final[tuple[Column, ...]] = ()


def pieces(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[str]:
    """Yield a line for each feature, between the lines that open and close the collection."""
    features = map(feature, list_incidents(ledger, wanted, lens))
    return (line + "\n" for line in geojson_lines(features, to_line))

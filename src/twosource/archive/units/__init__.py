"""Units: stretches of the inputs that one task reads, and how they are found in files of each format.

A file is looked through once, from its beginning to its end, for the places at which a reader may enter:
lines, records, members, row groups. What can't be entered in its middle (a gzip stream) is written anew, in
stretches, beside the job's other data. A unit is small, JSON, and says all that is needed to read it.

``find_units`` finds them, ``read_unit`` reads one. Pages are split by ``ingest``; nothing is cleaned here.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from twosource.archive.units import finding, reading
from twosource.archive.units.shapes import Cutting, Handing, Row, Unit
from twosource.model import Issue

__all__ = ["Cutting", "Handing", "Row", "Unit", "find_units", "read_unit"]


def find_units(item: Mapping[str, Any], cutting: Cutting) -> Iterator[Unit | Issue]:
    """Yield the units of a file or a bunch of small ones, in order, and an issue for what can't be read."""
    return finding.find_units(item, cutting)


def read_unit(body: Mapping[str, Any], handing: Handing) -> Iterator[Row | Issue]:
    """Yield the rows of a unit, in order; what can't be read is an issue. Raises ArchiveError where storage fails."""
    return reading.read_unit(body, handing)

"""Zip files: ranges of members, as the directory at the end of the file lists them.

Each task that reads a range reads the directory again. A member is read whole, within the bound of a page.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from twosource.archive.units.shapes import Cutting, Handing, Row, Unit, page_row
from twosource.errors import InputError, TooLarge
from twosource.ingest.bounds import MAX_UNPACKED_BYTES, Budget
from twosource.ingest.containers import Place, pages_of
from twosource.ingest.members import PassedOver
from twosource.ingest.sniff import suffix_of
from twosource.ingest.zipped import open_zip, read_member, wanted_members
from twosource.model import Issue

if TYPE_CHECKING:
    from twosource.archive.units.finding import File

_MOST: Final = 500_000  # members: their directory takes 400 MB in memory
_RECORD_BYTES: Final = 3_000
_ONE: Final = frozenset({"html", "htm", "xhtml", "txt", "text", "md"})


def find_units(file: "File", cutting: Cutting) -> Iterator[Unit | Issue]:
    """Yield ranges of a zip's members; what is left unopened is counted."""
    passed_over = PassedOver(file.address)
    with open_zip(file.stream, _MOST) as archive:
        sizes = [(entry.filename, entry.file_size) for entry in wanted_members(archive, passed_over)]
    first = records = held = 0
    for number, (name, size) in enumerate(sizes):
        if number > first and (
            records >= cutting.sizes.unit_records or held + size > cutting.sizes.unit_bytes
        ):
            yield _unit(file, (first, number), records)
            first, records, held = number, 0, 0
        held += size
        records += _guess(name, size)
    if first < len(sizes):
        yield _unit(file, (first, len(sizes)), records)
    cutting.passed_over.update(passed_over.kinds)


def _guess(name: str, size: int) -> int:
    return 1 if suffix_of(name) in _ONE else 1 + size // _RECORD_BYTES


def _unit(file: "File", members: tuple[int, int], records: int) -> Unit:
    return Unit(body={"kind": "members", **file.named, "members": members}, records=records)


def read_members(stream: BinaryIO, body: dict[str, Any], handing: Handing) -> Iterator[Row | Issue]:
    """Yield the pages of a range of members."""
    place = Place(address=body["address"], fetched_at=handing.now)
    start, end = body["members"]
    with open_zip(stream, _MOST) as archive:
        for entry in list(wanted_members(archive, PassedOver("")))[start:end]:
            budget = Budget(MAX_UNPACKED_BYTES)
            address = f"{place.address}!{entry.filename}"
            try:
                for page in pages_of(iter([read_member(archive, entry, address, budget)]), place, budget):
                    yield page if isinstance(page, Issue) else page_row(page, handing)
            except (InputError, TooLarge) as error:
                yield Issue(address=address, message=str(error), hint=error.hint)

"""From a unit to its rows: opens the stretch and hands it to the reader of its kind."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any, BinaryIO

from twosource.archive.units import lines, rows, warc, zipped
from twosource.archive.units.rewriting import read_stretch
from twosource.archive.units.shapes import Handing, Row, page_row
from twosource.archive.units.streams import open_input, open_stretch
from twosource.errors import InputError
from twosource.ingest.containers import Place, pages_in
from twosource.ingest.drafts import storable
from twosource.model import Issue


def read_unit(body: Mapping[str, Any], handing: Handing) -> Iterator[Row | Issue]:
    """Yield the rows of a unit, in order; what can't be read is an issue."""
    if body["kind"] == "whole":
        for name in body["names"]:
            yield from _read_whole(f"{body['root']}/{name}", _address(body, name), handing)
        return
    try:
        with _opened(body, handing) as stream:
            yield from _READERS[body["kind"]](stream, dict(body), handing)
    except InputError as error:
        yield Issue(address=body["address"], message=str(error), hint=error.hint)


_READERS = {
    "lines": lines.read_lines,
    "warc": warc.read_records,
    "rows": rows.read_rows,
    "members": zipped.read_members,
}


def _address(body: Mapping[str, Any], name: str) -> str:
    """Return what a file of a bunch is called."""
    return str(body["address"]) if body["at"] is None else storable(f"{body['at']}{name}")


def _read_whole(path: str, address: str, handing: Handing) -> Iterator[Row | Issue]:
    try:
        with open_input(path) as stream:
            for page in pages_in(stream, Place(address=address, fetched_at=handing.now)):
                yield page if isinstance(page, Issue) else page_row(page, handing)
    except InputError as error:
        yield Issue(address=address, message=str(error), hint=error.hint)


@contextmanager
def _opened(body: Mapping[str, Any], handing: Handing) -> Iterator[BinaryIO]:
    """Open the stretch of a unit; all of the file, where it has none."""
    if "stretch" in body:
        yield BytesIO(read_stretch(handing.storage.read(body["stretch"]), body["end"]))
        return
    with open_input(body["path"]) as stream:
        yield open_stretch(stream, body["start"], body["end"]) if "start" in body else stream

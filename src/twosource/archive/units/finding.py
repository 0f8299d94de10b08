"""From a file to its units: by what it is, told by its first bytes as everywhere, and by its name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, BinaryIO, Final

from twosource.archive.units import lines, rewriting, rows, warc, zipped
from twosource.archive.units.shapes import Cutting, Unit
from twosource.archive.units.streams import Unzipped, open_input, size_of
from twosource.errors import InputError, UnreadableInput
from twosource.ingest.drafts import storable
from twosource.ingest.sniff import find_container, suffix_of
from twosource.model import Issue

_HEAD: Final = 512
_OPENED: Final = frozenset({"parquet", "pq", "warc", "wet", "zip"})  # however small: files that hold pages
_LISTS: Final = frozenset({"json", "jsonl", "ndjson", "xml", "rss", "atom", "zip", "warc", "wet", "gz"})
_RECORD_BYTES: Final = 3_000  # of an article in a file of many: what a wire's texts have, to guess by
_PARQUET: Final = b"PAR1"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An open file of the inputs: where it lies, what it is called, its stream and its size in bytes."""

    path: str
    address: str
    stream: BinaryIO
    size: int

    @property
    def named(self) -> dict[str, Any]:
        """Where it lies and what it is called, as units have it."""
        return {"path": self.path, "address": self.address}


def find_units(item: Mapping[str, Any], cutting: Cutting) -> Iterator[Unit | Issue]:
    """Yield the units of an item, in order; what breaks a file is told once what came before it was given."""
    if item["kind"] == "bunch":
        yield from _find_in_bunch(item, cutting)
    else:
        yield from _find_in_file(item["path"], item["address"], cutting)


def _find_in_bunch(item: Mapping[str, Any], cutting: Cutting) -> Iterator[Unit | Issue]:
    """Yield the files of a bunch together, as far as they are read whole; those of articles by their own."""
    root, at = item["root"], item["at"]
    named = zip(item["names"], item["sizes"], strict=True)
    for is_opened, group in groupby(named, key=lambda one: suffix_of(one[0]) in _OPENED):
        files = list(group)
        if not is_opened:
            body = {"kind": "whole", "root": root, "at": at, "names": [name for name, _ in files]}
            yield Unit(body=body, records=sum(guess_records(name, size) for name, size in files))
            continue
        for name, _ in files:
            yield from _find_in_file(f"{root}/{name}", storable(f"{at}{name}"), cutting)


def _find_in_file(path: str, address: str, cutting: Cutting) -> Iterator[Unit | Issue]:
    try:
        with open_input(path) as stream:
            file = File(path=path, address=address, stream=stream, size=size_of(stream))
            yield from _find(file, cutting)
    except InputError as error:
        yield Issue(address=address, message=str(error), hint=error.hint)


def guess_records(name: str, size: int) -> int:
    """Guess how many articles a file holds that is not looked into, by its name and its bytes."""
    return 1 + size // _RECORD_BYTES if suffix_of(name) in _LISTS else 1


def _whole(file: File) -> Unit:
    root, _, name = file.path.rpartition("/")
    body = {"kind": "whole", "root": root, "at": None, "names": [name], "address": file.address}
    return Unit(body=body, records=guess_records(file.address, file.size))


def _find(file: File, cutting: Cutting) -> Iterator[Unit | Issue]:
    head = file.stream.read(_HEAD)
    file.stream.seek(0)
    if head.startswith(_PARQUET):
        return rows.find_units(file, cutting)
    match find_container(head):
        case "warc":
            return warc.find_units(file, cutting)
        case "zip":
            return zipped.find_units(file, cutting)
        case "gzip":
            return _find_in_gzip(file, cutting)
        case None:
            return _find_in_text(file, cutting)


def _find_in_text(file: File, cutting: Cutting) -> Iterator[Unit | Issue]:
    scan = lines.scan(file.stream, file.address, cutting.sizes)
    if scan is None:
        yield _whole(file)
        return
    for one in scan.stretches:
        yield lines.unit(one, scan, {**file.named, "start": one.start, "end": one.end})


def _find_in_gzip(file: File, cutting: Cutting) -> Iterator[Unit | Issue]:
    unzipped = Unzipped(file.stream, file.size)
    try:
        kind = find_container(unzipped.read(_HEAD))
    except UnreadableInput:
        kind = None  # what reads it whole says how it is broken
    file.stream.seek(0)
    if kind == "warc":
        yield from warc.find_units_in_gzip(file, cutting)
        return
    found = rewriting.rewrite_lines(file, cutting)
    yield from [_whole(file)] if found is None else found

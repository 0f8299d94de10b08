"""WARC files: stretches of whole records, by where in the file they begin; packed ones by the gzip members.

The file's framing is walked once, without reading pages. Where it breaks, what came before is kept. A packed
file whose members are no records is written anew in stretches, as no reader can enter it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, cast

from twosource.archive.units.rewriting import Rewriter
from twosource.archive.units.shapes import Cutting, Handing, Row, Unit, page_row
from twosource.archive.units.streams import Unzipped
from twosource.errors import InputError, UnreadableInput
from twosource.ingest.bounds import MAX_PAGE_BYTES, show_size
from twosource.ingest.containers import Place, pages_of
from twosource.ingest.members import PassedOver
from twosource.ingest.warc import (
    block_length,
    find_first_line,
    is_kept,
    name_of,
    read_headers,
    read_members,
)
from twosource.model import Issue

if TYPE_CHECKING:
    from twosource.archive.units.finding import File


class Walkable(Protocol):
    """A stream of records that knows where it stands."""

    @property
    def position(self) -> int:
        """How many bytes were read or passed over."""
        ...

    def readline(self, limit: int) -> bytes:
        """Return a line with its end."""
        ...

    def skip(self, size: int) -> int:
        """Pass over so many bytes; returns how many there were."""
        ...


@dataclass(slots=True, kw_only=True)
class Plain:
    """An unpacked file, in which blocks are jumped over."""

    stream: BinaryIO
    size: int
    position: int = 0

    def readline(self, limit: int) -> bytes:
        """Return a line with its end."""
        line = self.stream.readline(limit)
        self.position += len(line)
        return line

    def skip(self, size: int) -> int:
        """Pass over so many bytes; returns how many there were."""
        step = min(size, self.size - self.position)
        self.position += step
        self.stream.seek(self.position)
        return step


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Where a record begins, where its block does, how long that is, and whether it may hold a page."""

    start: int
    block: int
    length: int
    kept: bool
    named: str

    @property
    def end(self) -> int:
        """Where the block ends."""
        return self.block + self.length

    def address(self, file: str) -> str:
        """Return what ``ingest`` calls it in a file of that address."""
        return f"{file}#{self.named}"


def walk(stream: Walkable) -> Iterator[Record]:
    """Yield every record once it was passed over whole; raises UnreadableInput where the framing breaks."""
    lines = cast("BinaryIO", stream)
    while line := find_first_line(lines):
        start = stream.position - len(line)
        headers = read_headers(lines)
        record = Record(
            start=start,
            block=stream.position,
            length=block_length(headers),
            kept=is_kept(headers),
            named=name_of(headers),
        )
        if stream.skip(record.length) < record.length:
            raise UnreadableInput("is a WARC that ends in the middle of a record")
        yield record


@dataclass(slots=True, kw_only=True)
class _Gathering:
    """Gathers records to units; ``where`` says in what file they lie.

    ``enter`` is where in the file the unit begins that is being made, None before the first; ``since`` the same
    in what is unpacked.
    """

    cutting: Cutting
    where: dict[str, Any]
    enter: int | None = None
    since: int = 0
    records: int = 0

    def wants_to_begin(self, at: int) -> bool:
        """Whether a unit is to begin with the record there, if it can."""
        sizes = self.cutting.sizes
        is_full = self.records >= sizes.unit_records or at - self.since >= sizes.unit_bytes
        return self.enter is None or is_full

    def begin(self, enter: int, at: int) -> None:
        self.enter, self.since, self.records = enter, at, 0

    def end(self, at: int, unpacked: int | None = None) -> Iterator[Unit]:
        """Give the unit that ends there; ``unpacked`` where in what is unpacked it does, if not with the file's."""
        if self.enter is not None and at > self.enter:
            until = None if unpacked is None else unpacked - self.since
            body = {"kind": "warc", **self.where, "start": self.enter, "end": at, "until": until}
            yield Unit(body=body, records=self.records)


def find_units(file: "File", cutting: Cutting) -> Iterator[Unit | Issue]:
    """Yield the units of an unpacked WARC, and an issue where it breaks."""
    made, end = _Gathering(cutting=cutting, where={**file.named, "packed": False}), 0
    try:
        for record in walk(Plain(stream=file.stream, size=file.size)):
            if made.wants_to_begin(record.start):
                yield from made.end(record.start)
                made.begin(record.start, record.start)
            made.records += record.kept
            end = record.end
    except InputError as error:
        yield from made.end(end)
        yield _issue(file, error)
        return
    yield from made.end(end)


def find_units_in_gzip(file: "File", cutting: Cutting) -> Iterator[Unit | Issue]:
    """Yield the units of a packed WARC, and an issue where it breaks."""
    find = _find_in_members if _can_be_entered(file) else _rewrite
    return find(file, cutting)


def _find_in_members(file: "File", cutting: Cutting) -> Iterator[Unit | Issue]:
    made, end = _Gathering(cutting=cutting, where={**file.named, "packed": True}), 0
    stream = Unzipped(file.stream, file.size)
    try:
        for record in walk(stream):
            enter = _find_member(stream, record)
            if enter is not None and made.wants_to_begin(record.start):
                yield from made.end(enter)
                made.begin(enter, record.start)
            made.records += record.kept
            end = record.end
    except InputError as error:
        yield from made.end(file.size, end)
        yield _issue(file, error)
        return
    yield from made.end(file.size)


def _find_member(stream: Unzipped, record: Record) -> int | None:
    """Return where in the file the member begins that a record begins; None where it begins none."""
    found = stream.starts.get(record.start)
    for start in [one for one in stream.starts if one < record.end]:
        del stream.starts[start]  # is met no more
    return found


def _can_be_entered(file: "File") -> bool:
    """Whether the second record begins a gzip member, as the standard asks for (ISO 28500, annex D)."""
    stream = Unzipped(file.stream, file.size)
    try:
        next(walk(stream), None)
        line = find_first_line(cast("BinaryIO", stream))
        return line is None or stream.position - len(line) in stream.starts
    except InputError:
        return True  # the walk tells
    finally:
        file.stream.seek(0)


class _Copying:
    """Passes a packed archive on and keeps what went by; a block over the bound of a page is not kept."""

    def __init__(self, stream: Unzipped) -> None:
        self._stream = stream
        self.kept: list[bytes] = []
        self.held = 0
        self.is_whole = True  # whether all of the record that is going by was kept

    @property
    def position(self) -> int:
        """How many bytes went by."""
        return self._stream.position

    def readline(self, limit: int) -> bytes:
        """Return a line with its end."""
        line = self._stream.readline(limit)
        self._keep(line)
        return line

    def skip(self, size: int) -> int:
        """Pass over so many bytes; returns how many there were."""
        self.is_whole = size <= MAX_PAGE_BYTES
        if not self.is_whole:
            return self._stream.skip(size)
        block = self._stream.read(size)
        self._keep(block)
        return len(block)

    def take(self) -> bytes:
        """Return what was kept, and keep it no longer."""
        taken = b"".join(self.kept)
        self.kept, self.held = [], 0
        return taken

    def _keep(self, piece: bytes) -> None:
        self.kept.append(piece)
        self.held += len(piece)


def _rewrite(file: "File", cutting: Cutting) -> Iterator[Unit | Issue]:
    """Write a packed WARC anew in stretches, and yield them as units."""
    stream, rewriter = _Copying(Unzipped(file.stream, file.size)), Rewriter(cutting=cutting)
    whole: list[bytes] = []
    size = records = 0
    try:
        for record in walk(stream):
            taken = stream.take()
            if stream.is_whole:
                whole.append(taken)
                size, records = size + len(taken), records + record.kept
            elif record.kept:
                yield Issue(
                    address=record.address(file.address),
                    message=f"is {show_size(record.length)}; at most {show_size(MAX_PAGE_BYTES)} are read",
                )
            if size >= cutting.sizes.unit_bytes or records >= cutting.sizes.unit_records:
                yield _stretch(rewriter, file, whole, records)
                whole, size, records = [], 0, 0
    except InputError as error:
        problem: InputError | None = error
    else:
        problem = None
    if whole:
        yield _stretch(rewriter, file, whole, records)
    if problem is not None:
        yield _issue(file, problem)


def _stretch(rewriter: Rewriter, file: "File", parts: list[bytes], records: int) -> Unit:
    where = rewriter.write(b"".join(parts))
    return Unit(
        body={"kind": "warc", "address": file.address, "packed": False, "until": None, **where},
        records=records,
    )


def _issue(file: "File", error: InputError) -> Issue:
    return Issue(address=file.address, message=str(error), hint=error.hint)


def read_records(stream: BinaryIO, body: dict[str, Any], handing: Handing) -> Iterator[Row | Issue]:
    """Yield the pages of a stretch; what is left unopened is counted."""
    place = Place(address=body["address"], fetched_at=handing.now)
    passed_over = PassedOver(place.address)
    records = stream
    if body["packed"]:
        size = body["end"] - body["start"]
        records = cast("BinaryIO", Unzipped(stream, size, body["until"]))
    try:
        for page in pages_of(read_members(records, place.address, passed_over), place):
            yield page if isinstance(page, Issue) else page_row(page, handing)
    finally:
        handing.passed_over.update(passed_over.kinds)

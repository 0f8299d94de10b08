"""JSON lines: stretches of whole lines, found at the speed of the disk, and read one line after the other.

A file is cut only where ``add`` would read it line by line as plain UTF-8; anything else is read whole, as it
would. Every line keeps the number it has in its file, and every draft the digest of all of it.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any, BinaryIO, Final, Protocol

import numpy as np

from twosource.archive.settings import Sizes
from twosource.archive.units.shapes import Handing, Row, Unit
from twosource.errors import UnreadableInput
from twosource.ids import PageId
from twosource.ingest.bounds import MAX_PAGE_BYTES, show_size
from twosource.ingest.json_records import are_lines, split_line
from twosource.ingest.sniff import MEDIA_TYPES, check_is_text, check_reads_as_text, sniff
from twosource.ingest.split import finish
from twosource.model import Draft, Issue, Page

_BLOCK: Final = 8_000_000  # bytes looked at at once; more than the characters by which lines are told
_NEWLINE: Final = 0x0A


class Readable(Protocol):
    """What can be read from front to back."""

    def read(self, size: int, /) -> bytes:
        """Return so many bytes, fewer at the end alone."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Bytes ``start`` to ``end``: so many lines, the first of them the ``first``, from 1."""

    start: int
    end: int
    first: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The stretches of a file, and the digest of its bytes."""

    stretches: tuple[Stretch, ...]
    page: str


@dataclass(slots=True, kw_only=True)
class Cutter:
    """Finds where stretches end, from the places of line ends, block by block."""

    sizes: Sizes
    found: list[Stretch] = field(default_factory=list)
    start: int = 0  # of the stretch that is being made
    first: int = 1
    count: int = 0  # lines in it so far
    at: int = 0  # bytes seen so far

    def feed(self, block: bytes) -> None:
        """Take the next bytes of the file."""
        ends = np.flatnonzero(np.frombuffer(block, dtype=np.uint8) == _NEWLINE) + self.at + 1
        for end in ends.tolist():
            self.count += 1
            if self.count >= self.sizes.unit_records or end - self.start >= self.sizes.unit_bytes:
                self.cut(end)
        self.at += len(block)

    def cut(self, end: int) -> None:
        """End a stretch, unless it is empty."""
        if end > self.start:
            self.found.append(Stretch(start=self.start, end=end, first=self.first, count=self.count))
        self.start, self.first, self.count = end, self.first + self.count, 0

    def finish(self) -> tuple[Stretch, ...]:
        """Return all stretches; a last line may lack its end."""
        if self.at > self.start:
            self.count += 1
            self.cut(self.at)
        return tuple(self.found)


def scan(stream: Readable, address: str, sizes: Sizes) -> Scan | None:
    """Look through a file; None where it is not plainly JSON lines in UTF-8."""
    block = stream.read(_BLOCK)
    if not holds_lines(block, address):
        return None
    cutter, hashed = Cutter(sizes=sizes), sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block:
            decoder.decode(block)
            hashed.update(block)
            cutter.feed(block)
            block = stream.read(_BLOCK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return Scan(stretches=cutter.finish(), page=hashed.hexdigest())


def holds_lines(head: bytes, address: str) -> bool:
    """Whether a file is plainly JSON lines by its first bytes, as ``ingest`` would find of all of them."""
    try:
        check_is_text(head[:512])
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
        check_reads_as_text(text)
    except (UnicodeDecodeError, UnreadableInput):
        return False
    if _names_an_encoding(head) or not _starts_with_record(text):
        return False
    return sniff(text, address) in {"json", "jsonl"} and are_lines(text)


def _names_an_encoding(head: bytes) -> bool:
    """Whether a file may say that it is in another encoding than UTF-8; then its reader decides."""
    return b"charset" in head[:5_000].lower() or head.startswith(codecs.BOM_UTF8) or b"\0" in head[:5_000]


def _starts_with_record(text: str) -> bool:
    """Whether the first line is an object of its own and another thing follows: no one document then."""
    first, _, rest = text.lstrip().partition("\n")
    return first.startswith("{") and bool(rest.strip()) and are_lines(first)


def unit(stretch: Stretch, found: Scan, where: dict[str, Any]) -> Unit:
    """Return a stretch as a unit; ``where`` says in what file it lies."""
    body = {"kind": "lines", "first": stretch.first, "page": found.page, **where}
    return Unit(body=body, records=stretch.count)


def read_lines(stream: BinaryIO, body: dict[str, Any], handing: Handing) -> Iterator[Row | Issue]:
    """Yield the lines of a stretch; a line over the bound of a record is passed over, and named."""
    page = Page(
        id=PageId(body["page"]),
        address=body["address"],
        media_type=MEDIA_TYPES["jsonl"],
        content=b"",
        fetched_at=handing.now,
    )
    number = body["first"]
    while line := stream.readline(MAX_PAGE_BYTES):
        if len(line) == MAX_PAGE_BYTES and not line.endswith(b"\n"):
            _skip_line(stream)
            message = f"this line is longer than {show_size(MAX_PAGE_BYTES)}"
            yield Issue(address=f"{page.address}:{number}", message=message)
        elif line.strip():
            drafts = partial(_drafts, page, number, line, handing)
            yield Row(address=f"{page.address}:{number}", drafts=drafts)
        number += 1


def _skip_line(stream: BinaryIO) -> None:
    while (piece := stream.readline(MAX_PAGE_BYTES)) and not piece.endswith(b"\n"):
        pass


def _drafts(page: Page, number: int, line: bytes, handing: Handing) -> Iterator[Draft | Issue]:
    made = split_line(page, number, line.decode().removesuffix("\n"))
    return finish(made, handing.outlet, handing.published)

"""What can't be entered in its middle, written anew: stretches beside the job's data, each a compressed file.

A gzip stream can be read from its beginning alone. So the one task that looks it through also writes it
down in stretches, and many tasks read those. It costs the input's size again on storage.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from twosource.archive.units.lines import holds_lines
from twosource.archive.units.shapes import Cutting, Unit
from twosource.archive.units.streams import Unzipped
from twosource.errors import InputError
from twosource.ingest.bounds import MAX_PAGE_BYTES, show_size
from twosource.model import Issue

if TYPE_CHECKING:
    from twosource.archive.units.finding import File

_HEAD: Final = 8_000_000  # bytes by which lines are told
_CODEC: Final = "zstd"


@dataclass(slots=True, kw_only=True)
class Rewriter:
    """Writes stretches of one file, one after the other."""

    cutting: Cutting
    written: list[str] = field(default_factory=list)

    def write(self, content: bytes) -> dict[str, Any]:
        """Write a stretch; returns where it lies, as units have it."""
        import pyarrow as pa  # noqa: PLC0415 - 0.2 s

        path = f"{self.cutting.folder}/stretch-{len(self.written):05}.{_CODEC}"
        self.cutting.storage.write(path, pa.compress(content, codec=_CODEC, asbytes=True))
        self.written.append(path)
        return {"stretch": path, "start": 0, "end": len(content)}

    def take_back(self) -> None:
        """Remove what was written."""
        for path in self.written:
            self.cutting.storage.delete(path)


def read_stretch(content: bytes, size: int) -> bytes:
    """Return what :meth:`Rewriter.write` wrote, of so many bytes."""
    import pyarrow as pa  # noqa: PLC0415 - 0.2 s

    unpacked: bytes = pa.decompress(content, decompressed_size=size, codec=_CODEC, asbytes=True)
    return unpacked


@dataclass(slots=True, kw_only=True)
class _Lines:
    """The lines of a packed file on their way into stretches."""

    file: "File"
    rewriter: Rewriter
    found: list[tuple[dict[str, Any], int] | Issue] = field(default_factory=list)
    held: list[bytes] = field(default_factory=list)
    size: int = 0
    number: int = 0  # of the last line that was taken

    def take(self, line: bytes) -> None:
        self.number += 1
        self.held.append(line)
        self.size += len(line)
        sizes = self.rewriter.cutting.sizes
        if len(self.held) >= sizes.unit_records or self.size >= sizes.unit_bytes:
            self.flush()

    def pass_over(self) -> None:
        """Name a line that is too long to be a record."""
        self.flush()
        self.number += 1
        address = f"{self.file.address}:{self.number}"
        self.found.append(
            Issue(address=address, message=f"this line is longer than {show_size(MAX_PAGE_BYTES)}")
        )

    def flush(self) -> None:
        if self.held:
            where = self.rewriter.write(b"".join(self.held))
            first = self.number - len(self.held) + 1
            self.found.append(({"first": first, "address": self.file.address, **where}, len(self.held)))
        self.held, self.size = [], 0


def rewrite_lines(file: "File", cutting: Cutting) -> Iterator[Unit | Issue] | None:
    """Write packed JSON lines in stretches; None for what is none, or short enough to be read whole.

    Where the packing breaks, what came before is kept, and an issue says so.
    """
    if not _holds_lines(file):
        return None
    lines = _Lines(file=file, rewriter=Rewriter(cutting=cutting))
    unzipped, hashed = Unzipped(file.stream, file.size), sha256()
    try:
        _take_lines(unzipped, hashed, lines)
    except UnicodeDecodeError:
        lines.rewriter.take_back()
        return None
    except InputError as error:
        lines.found.append(Issue(address=file.address, message=str(error), hint=error.hint))
    if not lines.found and unzipped.position <= MAX_PAGE_BYTES:
        return None
    lines.flush()
    return _units(lines, hashed.hexdigest())


def _holds_lines(file: "File") -> bool:
    try:
        return holds_lines(Unzipped(file.stream, file.size).read(_HEAD), file.address)
    except InputError:
        return False
    finally:
        file.stream.seek(0)


def _take_lines(unzipped: Unzipped, hashed: Any, lines: _Lines) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    while line := unzipped.readline(MAX_PAGE_BYTES):
        whole = len(line) < MAX_PAGE_BYTES or line.endswith(b"\n")
        if whole:
            lines.take(line)
        else:
            lines.pass_over()
        while line:
            hashed.update(line)
            decoder.decode(line)
            line = b"" if line.endswith(b"\n") else unzipped.readline(MAX_PAGE_BYTES)
    decoder.decode(b"", final=True)


def _units(lines: _Lines, page: str) -> Iterator[Unit | Issue]:
    for one in lines.found:
        if isinstance(one, Issue):
            yield one
        else:
            where, count = one
            yield Unit(body={"kind": "lines", "page": page, **where}, records=count)

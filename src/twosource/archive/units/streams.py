"""Files of the inputs as streams: opened wherever they lie, a stretch of them, and what a gzip holds, piece by piece.

Nothing here holds more than a piece of a file.
"""

import io
import zlib
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from twosource.archive.filesystems import find_scheme, open_filesystem, translated
from twosource.errors import NoSuchInput, TooLarge, UnreadableInput
from twosource.ingest.bounds import MAX_RATIO, MAX_STREAMED_BYTES

_AHEAD: Final = 4_000_000  # bytes of a request to an object store: some 50 ms of waiting for 50 ms of reading
_PIECE: Final = 1 << 18  # bytes taken of a file at once
_GZIP: Final = 16 + zlib.MAX_WBITS  # zlib's flag: with the head and foot of RFC 1952
_GZIP_MARK: Final = b"\x1f\x8b"


def open_input(path: str) -> BinaryIO:
    """Open a file to read anywhere in it; raises InputError for one that is gone, ArchiveError for dead storage."""
    try:
        if not find_scheme(path):
            return Path(path).open("rb")
        files, inner = open_filesystem(path)
        with translated(path):
            return cast("BinaryIO", io.BufferedReader(_open_there(files, inner), _AHEAD))
    except FileNotFoundError:
        raise NoSuchInput("is no longer there") from None
    except OSError as error:
        raise UnreadableInput(f"can't be read: {error.strerror}") from None


def _open_there(files: Any, inner: str) -> Any:
    try:
        return files.open_input_file(inner)
    except FileNotFoundError:
        raise NoSuchInput("is no longer there") from None


def size_of(stream: BinaryIO) -> int:
    """Return how many bytes a stream has; it is put back to its beginning."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


class Stretch(io.RawIOBase):
    """Bytes ``start`` to ``end`` of a file, as a file of their own."""

    def __init__(self, stream: BinaryIO, start: int, end: int) -> None:
        self._stream, self._start, self._size, self._at = stream, start, end - start, 0
        stream.seek(start)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what comes next."""
        piece = self._stream.read(min(len(buffer), self._size - self._at))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def open_stretch(stream: BinaryIO, start: int, end: int) -> BinaryIO:
    """Return a stretch of a file as a stream with lines."""
    return cast("BinaryIO", io.BufferedReader(Stretch(stream, start, end), _PIECE))


class Unzipped:
    """What a gzip file holds, read once from front to back; knows where in the file its members begin.

    A gzip may be many, one after the other (RFC 1952, 2.2): a reader can enter at each. ``starts`` are theirs
    that were met: where in what is unpacked, and where in the file. Raises UnreadableInput for a broken
    one, TooLarge for one that unpacks to more than any text.
    """

    def __init__(self, stream: BinaryIO, size: int, until: int | None = None) -> None:
        """Read what a stream of so many bytes holds; ``until`` so many unpacked bytes, where that is given."""
        self._stream = stream
        self._limit = max(MAX_STREAMED_BYTES, MAX_RATIO * size)
        self._until = until
        self._packed, self._in_file = (
            b"",
            0,
        )  # what was taken of the file and not unpacked, and where that begins
        self._member: Any = None
        self._held, self._from = (
            b"",
            0,
        )  # what is unpacked and not yet given, and where in it the next byte is
        self._made = 0
        self.position = 0
        self.starts: dict[int, int] = {}

    def read(self, size: int) -> bytes:
        """Return so many bytes, fewer at the end alone."""
        parts: list[bytes] = []
        while size > 0 and self._fill():
            part = self._held[self._from : self._from + size]
            self._take(len(part))
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def readline(self, limit: int) -> bytes:
        """Return a line with its end, at most so many bytes of it."""
        parts: list[bytes] = []
        while limit > 0 and self._fill():
            end = self._held.find(b"\n", self._from, self._from + limit) + 1
            part = self._held[self._from : end or self._from + limit]
            self._take(len(part))
            limit -= len(part)
            parts.append(part)
            if end:
                break
        return b"".join(parts)

    def skip(self, size: int) -> int:
        """Pass over so many bytes; returns how many there were."""
        left = size
        while left > 0 and self._fill():
            step = min(left, len(self._held) - self._from)
            self._take(step)
            left -= step
        return size - left

    def _take(self, size: int) -> None:
        self._from += size
        self.position += size

    def _fill(self) -> bool:
        """Make sure that there is something to give; False at the end."""
        while self._from >= len(self._held):
            if self._made == self._until or (self._member is None and not self._begin()):
                return False
            left = None if self._until is None else self._until - self._made
            self._held, self._from = self._unpack()[:left], 0
            self._made += len(self._held)
            if self._made > self._limit:
                raise TooLarge("unpacks to more than any text would")
        return True

    def _begin(self) -> bool:
        """Begin the next member; False where there is none."""
        while True:
            rest = self._packed.lstrip(b"\0")  # padding, as gzip(1) has it
            self._in_file += len(self._packed) - len(rest)
            self._packed = rest
            if len(rest) >= len(_GZIP_MARK):
                break
            piece = self._stream.read(_PIECE)
            self._packed += piece
            if not piece:
                break
        if not self._packed:
            return False
        if not self._packed.startswith(_GZIP_MARK):
            raise UnreadableInput("can't be unpacked: something that is no gzip stands behind its members")
        self.starts[self._made] = self._in_file
        self._member = zlib.decompressobj(_GZIP)
        return True

    def _unpack(self) -> bytes:
        taken = self._packed or self._stream.read(_PIECE)
        self._packed = taken
        try:
            made: bytes = self._member.decompress(taken, _PIECE)
        except zlib.error as error:
            raise UnreadableInput(f"can't be unpacked: {error}") from None
        ended = self._member.eof
        if not (taken or made or ended):
            raise UnreadableInput("can't be unpacked: it ends in the middle")
        rest = self._member.unused_data if ended else self._member.unconsumed_tail
        self._in_file += len(self._packed) - len(rest)
        self._packed = rest
        if ended:
            self._member = None
        return made

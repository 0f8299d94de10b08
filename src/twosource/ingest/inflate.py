"""Undoing HTTP's content codings with a bound, so that a small body can't become a huge one."""

import zlib

from twosource.errors import TooLarge, UnreadableInput
from twosource.ingest.bounds import show_size

#: Codings that can be undone; also what is asked for.
CODINGS = ("gzip", "deflate")
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS  # zlib's flag: tell the two wrappings apart by their head


class Inflater:
    """Takes a body piece by piece and gives it unpacked; raises TooLarge over ``limit`` bytes."""

    def __init__(self, coding: str, limit: int) -> None:
        if coding not in {"", "identity", "x-gzip", *CODINGS}:
            raise UnreadableInput(f"is packed as {coding[:40]!r}, which is not read")
        self._packed = coding not in {"", "identity"}
        self._unpack = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._raw_tried = coding != "deflate"
        self._limit = limit
        self._size = 0
        self._began = False  # undoing a coding

    def feed(self, piece: bytes) -> bytes:
        """Return what a piece unpacks to."""
        if not self._packed:
            return self._count(piece)
        self._began = self._began or bool(piece)
        room = self._limit - self._size + 1
        return self._count(self._inflate(piece, room))

    def finish(self) -> None:
        """Raise UnreadableInput for a packed body that was cut before its end; an empty one is whole."""
        if self._began and not self._unpack.eof:
            raise UnreadableInput("is packed wrongly (its compressed body ends too early)")

    def _inflate(self, piece: bytes, room: int) -> bytes:
        try:
            unpacked = self._unpack.decompress(piece, room)
        except zlib.error:
            if self._raw_tried:
                raise UnreadableInput("is packed wrongly (its compressed body is broken)") from None
            self._unpack = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers send deflate without its head
            self._raw_tried = True
            return self._inflate(piece, room)
        self._raw_tried = True
        rest = self._unpack.unused_data
        if rest.startswith(b"\x1f\x8b") and len(unpacked) < room:  # gzip allows several bodies in a row
            self._unpack = zlib.decompressobj(_GZIP_OR_ZLIB)
            return unpacked + self._inflate(rest, room - len(unpacked))
        return unpacked

    def _count(self, unpacked: bytes) -> bytes:
        self._size += len(unpacked)
        if self._size > self._limit:
            raise TooLarge(f"is larger than {show_size(self._limit)}")
        return unpacked


def inflate(content: bytes, coding: str, limit: int) -> bytes:
    """Undo one content coding of a whole body; raises UnreadableInput or TooLarge."""
    return Inflater(coding, limit).feed(content)

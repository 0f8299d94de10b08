"""Changes to archives: what lies in a WARC or zip is changed, and packed again rightly or nearly so."""

import gzip
import re
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from fuzz.bytewise import change_bytes
from fuzz.linewise import change_lines
from fuzz.markup import change_markup

_RECORD: Final = re.compile(rb"(?=WARC/1\.[01]\r\n)")
_NUMBER: Final = re.compile(rb"(?im)^(content-length:)[^\r\n]*")
# How gzip and zipfile say that an archive is broken.
_BROKEN: Final = (
    OSError, EOFError, ValueError, NotImplementedError, RuntimeError, LookupError, BadZipFile, struct.error, zlib.error,
)  # fmt: skip
_PACKINGS: Final[tuple[Callable[[list[bytes]], bytes], ...]] = (
    b"".join,
    lambda records: gzip.compress(b"".join(records), mtime=0),
    lambda records: b"".join(gzip.compress(record, mtime=0) for record in records),
)


def change_warc(content: bytes, rng: Random) -> bytes:
    """Change the head or the block of a record; its length is mostly told rightly afterwards."""
    records = [record for record in _RECORD.split(_unpacked(content)) if record] or [b""]
    at = rng.randrange(len(records))
    records[at] = _change_record(records[at], rng)
    if rng.random() < 0.2:
        records *= rng.randint(2, 20)
    packed = rng.choice(_PACKINGS)(records)
    return change_bytes(packed, rng) if rng.random() < 0.2 else packed


def _unpacked(content: bytes) -> bytes:
    try:
        return gzip.decompress(content)
    except _BROKEN:
        return content


def _change_record(record: bytes, rng: Random) -> bytes:
    head, blank, block = record.partition(b"\r\n\r\n")
    if rng.random() < 0.4:
        return change_lines(head.decode("latin-1"), rng).encode("utf-8", "replace") + blank + block
    block = change_markup(block.decode("latin-1"), rng).encode("utf-8", "replace").rstrip(b"\r\n")
    if rng.random() < 0.85:
        head = _NUMBER.sub(rb"\g<1> %d" % len(block), head, count=1)
    return head + blank + block + b"\r\n\r\n"


def change_zip(content: bytes, rng: Random) -> bytes:
    """Change a member and pack all again, or change the bytes of the archive itself."""
    if rng.random() < 0.5:
        return change_bytes(content, rng)
    try:
        members = _members(content)
    except _BROKEN:
        return change_bytes(content, rng)
    changed = [(name, change_bytes(held, rng) if rng.random() < 0.5 else held) for name, held in members]
    return _zipped(changed, rng)


def _members(content: bytes) -> list[tuple[str, bytes]]:
    with ZipFile(BytesIO(content)) as archive:
        small = [entry for entry in archive.infolist() if entry.file_size < 1_000_000]
        return [(entry.filename, archive.read(entry)) for entry in small]


def _zipped(members: list[tuple[str, bytes]], rng: Random) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", rng.choice((ZIP_STORED, ZIP_DEFLATED))) as archive:
        for number, (name, held) in enumerate(members):
            archive.writestr(rng.choice((name, f"../{name}", f"{number}/{name}", f"{number}.zip")), held)
    return made.getvalue()

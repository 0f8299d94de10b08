"""Zip files, member by member. Names are only labels: nothing is ever written to disk."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from twosource.errors import TooLarge, UnreadableInput
from twosource.ingest.bounds import (
    MAX_MEMBERS,
    MAX_PAGE_BYTES,
    MAX_RATIO,
    RATIO_MATTERS_BYTES,
    Budget,
    read_bounded,
    show_size,
)
from twosource.ingest.members import Member, PassedOver, is_hidden
from twosource.model import Issue

_ENCRYPTED = 0x1  # general purpose bit 0
# What zipfile raises for members that are broken, encrypted or packed in a way it does not know.
_BROKEN = (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)


def zip_members(stream: BinaryIO, address: str, budget: Budget) -> Iterator[Member | Issue]:
    """Yield the readable members of a zip in the order of its directory, issues for the others.

    Raises UnreadableInput for a broken zip, TooLarge for one over the bounds.
    """
    passed_over = PassedOver(address)
    with open_zip(stream, MAX_MEMBERS) as archive:
        for entry in wanted_members(archive, passed_over):
            yield read_member(archive, entry, f"{address}!{entry.filename}", budget)
        yield from passed_over.issues()


def open_zip(stream: BinaryIO, most: int) -> ZipFile:
    """Open a zip; raises UnreadableInput for a broken one, TooLarge for one of more than so many entries."""
    try:
        archive = ZipFile(stream)
    except _BROKEN as error:
        raise UnreadableInput(f"is a broken zip archive ({_one_line(error)})") from None
    _check_directory(archive.infolist(), most)
    return archive


def wanted_members(archive: ZipFile, passed_over: PassedOver) -> Iterator[ZipInfo]:
    """Yield the entries of a directory that are opened, in its order; the others are noted."""
    for entry in archive.infolist():
        name = entry.filename
        if not name.endswith("/") and not is_hidden(name) and passed_over.wants(name):
            yield entry


def _check_directory(entries: list[ZipInfo], most: int) -> None:
    if len(entries) > most:
        raise TooLarge(f"is a zip with {len(entries):,} entries; at most {most:,} are read")
    names = {entry.filename for entry in entries[:20]}
    if names & {"[Content_Types].xml", "mimetype"}:
        raise UnreadableInput("looks like an Office document or e-book, not an article", hint=_CONVERT)


_CONVERT = "Save it as text or HTML first."


def read_member(archive: ZipFile, entry: ZipInfo, address: str, budget: Budget) -> Member | Issue:
    """Read one member; TooLarge of the budget is raised, all else becomes an issue."""
    if refusal := _refusal(entry):
        return Issue(address=address, message=refusal)
    budget.spend(entry.file_size)
    try:
        with archive.open(entry) as member:
            return Member(address=address, content=read_bounded(member, MAX_PAGE_BYTES))  # type: ignore[arg-type]
    except (*_BROKEN, TooLarge) as error:
        return Issue(address=address, message=f"can't be unpacked: {_one_line(error)}")


def _refusal(entry: ZipInfo) -> str:
    if entry.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if entry.file_size > MAX_PAGE_BYTES:
        return f"is {show_size(entry.file_size)}; at most {show_size(MAX_PAGE_BYTES)} are read"
    if entry.file_size > RATIO_MATTERS_BYTES and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        return f"unpacks to more than {MAX_RATIO} times its size, which no text does"
    return ""


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__

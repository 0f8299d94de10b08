"""Streams of bytes to pages: archives opened as they are read, everything else held whole."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from io import BufferedReader, BytesIO
from typing import BinaryIO

from twosource.errors import InputError, TooLarge, UnreadableInput
from twosource.ids import PageId
from twosource.ingest.bounds import MAX_NESTING, MAX_PAGE_BYTES, MAX_UNPACKED_BYTES, Budget, read_bounded
from twosource.ingest.decode import decode
from twosource.ingest.members import Member
from twosource.ingest.sniff import MEDIA_TYPES, check_is_text, find_container, sniff
from twosource.ingest.warc import warc_members
from twosource.ingest.zipped import zip_members
from twosource.model import Issue, Page

_HEAD = 512
_SAMPLE = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where bytes come from: their address, when they were had, and how deep in archives they lie."""

    address: str
    fetched_at: datetime
    media_type: str = ""
    depth: int = 0


def make_page(content: bytes, place: Place) -> Page:
    """Make a page of bytes, named by their sha256."""
    return Page(
        id=PageId(sha256(content).hexdigest()),
        address=place.address,
        media_type=place.media_type or guess_media_type(content, place.address),
        content=content,
        fetched_at=place.fetched_at,
    )


def guess_media_type(content: bytes, name: str) -> str:
    """Name what bytes look like by their first characters; the splitter looks at all of them."""
    try:
        check_is_text(content[:_HEAD])
        return MEDIA_TYPES[sniff(decode(content[:_SAMPLE]), name)]
    except UnreadableInput:
        return "application/octet-stream"


def pages_in(stream: BinaryIO, place: Place) -> Iterator[Page | Issue]:
    """Yield the pages of a seekable stream: one, or one per member of an archive.

    What can't be read becomes an issue; nothing is raised for bad content.
    """
    try:
        yield from _open(stream, place, Budget(MAX_UNPACKED_BYTES))
    except InputError as error:
        yield Issue(address=place.address, message=str(error), hint=error.hint)
    except (OSError, EOFError, zlib.error) as error:  # gzip's ways of saying that a file is broken
        yield Issue(address=place.address, message=f"can't be unpacked: {' '.join(str(error).split())}")


def pages_of(
    members: Iterator[Member | Issue], place: Place, budget: Budget | None = None
) -> Iterator[Page | Issue]:
    """Yield the pages of an archive's members, which may be archives themselves; issues for the others.

    Raises what reading the archive raises.
    """
    return _open_members(members, place, budget or Budget(MAX_UNPACKED_BYTES))


def _open(stream: BinaryIO, place: Place, budget: Budget) -> Iterator[Page | Issue]:
    container = find_container(stream.read(_HEAD))
    stream.seek(0)
    if container and place.depth > MAX_NESTING:
        raise TooLarge("is an archive too deep inside other archives", hint="Unpack the outer one first.")
    match container:
        case "zip":
            return _open_members(zip_members(stream, place.address, budget), place, budget)
        case "warc":
            return _open_members(warc_members(stream, place.address), place, budget)
        case "gzip":
            return _open_gzip(stream, place, budget)
        case None:
            return iter((make_page(read_bounded(stream, MAX_PAGE_BYTES), place),))


def _open_gzip(stream: BinaryIO, place: Place, budget: Budget) -> Iterator[Page | Issue]:
    with gzip.GzipFile(fileobj=stream) as unpacked:
        is_warc = find_container(unpacked.read(_HEAD)) == "warc"
        unpacked.seek(0)
        if is_warc:
            yield from _open_members(warc_members(BufferedReader(unpacked), place.address), place, budget)
            return
        content = read_bounded(BufferedReader(unpacked), MAX_PAGE_BYTES)
    budget.spend(len(content))
    yield from _open(BytesIO(content), replace(place, depth=place.depth + 1), budget)


def _open_members(members: Iterator[Member | Issue], place: Place, budget: Budget) -> Iterator[Page | Issue]:
    for member in members:
        if isinstance(member, Issue):
            yield member
        else:
            yield from _open_member(member, place, budget)


def _open_member(member: Member, place: Place, budget: Budget) -> Iterator[Page | Issue]:
    inner = Place(
        address=member.address,
        fetched_at=member.fetched_at or place.fetched_at,
        media_type=member.media_type,
        depth=place.depth + 1,
    )
    try:
        yield from _open(BytesIO(member.content), inner, budget)
    except InputError as error:
        yield Issue(address=inner.address, message=str(error), hint=error.hint)
    except (OSError, EOFError, zlib.error) as error:
        yield Issue(address=inner.address, message=f"can't be unpacked: {' '.join(str(error).split())}")

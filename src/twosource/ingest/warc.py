"""WARC files, record by record (ISO 28500), compressed or not.

Yields the archived responses, resources and conversions that may be articles. Reads lines and
blocks with bounds, so that a hostile archive costs time at most; it writes nothing.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from twosource.errors import InputError, UnreadableInput
from twosource.ingest.bounds import MAX_PAGE_BYTES, MAX_STREAMED_BYTES, Budget, show_size
from twosource.ingest.inflate import inflate
from twosource.ingest.members import Member, PassedOver
from twosource.model import Issue

_MAX_LINE = 65_536
_MAX_HEADERS = 500
_CHUNK = 1 << 16
_KEPT = frozenset({"response", "resource", "conversion"})
_READABLE = re.compile(r"(?:text/|application/)(?:\S*(?:html|xml|json)|plain|markdown)", re.IGNORECASE)
_LENGTH = re.compile(r"\d{1,15}", re.ASCII)
_HEX = re.compile(rb"\s*([0-9a-fA-F]{1,8})\s*(?:;.*)?\r?\n?$", re.DOTALL)

Headers = dict[str, str]


def warc_members(stream: BinaryIO, address: str) -> Iterator[Member | Issue]:
    """Yield the pages of a WARC in its order; raises UnreadableInput where its framing breaks."""
    passed_over = PassedOver(address)
    yield from read_members(stream, address, passed_over)
    yield from passed_over.issues()


def read_members(stream: BinaryIO, address: str, passed_over: PassedOver) -> Iterator[Member | Issue]:
    """Yield the pages of a WARC or a stretch of one; what is left unopened is noted, and told by the caller."""
    budget = Budget(MAX_STREAMED_BYTES)
    while (headers := _next_headers(stream)) is not None:
        length = block_length(headers)
        budget.spend(length)
        if _is_wanted(headers, passed_over):
            yield from _member(stream, headers, length, address, passed_over)
        else:
            _skip(stream, length)


def _next_headers(stream: BinaryIO) -> Headers | None:
    """Read the head of the next record; None at the end of the archive."""
    return read_headers(stream) if find_first_line(stream) else None


def find_first_line(stream: BinaryIO) -> bytes | None:
    """Read the line that a record starts with, and the blank ones before it; None at the end of the archive."""
    for _ in range(_MAX_HEADERS):
        line = _line(stream)
        if not line:
            return None
        if line.strip():
            break
    if not line.startswith(b"WARC/"):
        raise UnreadableInput("is a broken WARC: a record does not start where the one before it ends")
    return line


def _line(stream: BinaryIO) -> bytes:
    line = stream.readline(_MAX_LINE)
    if len(line) == _MAX_LINE:
        raise UnreadableInput("is a broken WARC: a header line has no end")
    return line


def read_headers(stream: BinaryIO) -> Headers:
    """Read header lines to the blank one; names in lower case."""
    headers: Headers = {}
    for _ in range(_MAX_HEADERS):
        line = _line(stream).decode("utf-8", "replace").strip()
        if not line:
            return headers
        name, _colon, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    raise UnreadableInput("is a broken WARC: a record has too many headers")


def block_length(headers: Headers) -> int:
    """Return the bytes of a record's block; raises UnreadableInput where its head does not say."""
    match = _LENGTH.fullmatch(headers.get("content-length", ""))
    if not match:
        raise UnreadableInput("is a broken WARC: a record does not give its length")
    return int(match.group())


def is_kept(headers: Headers) -> bool:
    """Whether a record is of a kind that may hold a page: a response, a resource or a conversion."""
    return headers.get("warc-type", "").lower() in _KEPT


def name_of(headers: Headers) -> str:
    """Return what a record's address ends with: the address that was archived, else the record's id."""
    return headers.get("warc-target-uri", "").strip("<>") or headers.get("warc-record-id", "")


def _is_wanted(headers: Headers, passed_over: PassedOver) -> bool:
    """Whether a record holds a page; other media types of resources are noted."""
    if not is_kept(headers):
        return False  # requests, metadata and the like are the archive's own bookkeeping
    is_response = headers.get("warc-type", "").lower() == "response"
    return is_response or _is_readable(headers.get("content-type", ""), passed_over)


def _is_readable(media_type: str, passed_over: PassedOver) -> bool:
    if not media_type or _READABLE.match(media_type):
        return True
    passed_over.note(f"{media_type.partition(';')[0].strip()[:60]} record")
    return False


def _skip(stream: BinaryIO, length: int) -> None:
    while length > 0:
        piece = stream.read(min(length, _CHUNK))
        if not piece:
            raise UnreadableInput("is a WARC that ends in the middle of a record")
        length -= len(piece)


def _member(
    stream: BinaryIO, headers: Headers, length: int, address: str, passed_over: PassedOver
) -> Iterator[Member | Issue]:
    where = f"{address}#{name_of(headers)}"
    if length > MAX_PAGE_BYTES:
        _skip(stream, length)
        yield Issue(
            address=where, message=f"is {show_size(length)}; at most {show_size(MAX_PAGE_BYTES)} are read"
        )
        return
    block = stream.read(length)
    if len(block) < length:
        raise UnreadableInput("is a WARC that ends in the middle of a record")
    try:
        yield from _page(block, headers, where, passed_over)
    except InputError as error:
        yield Issue(address=where, message=str(error), hint=error.hint)


def _page(block: bytes, headers: Headers, where: str, passed_over: PassedOver) -> Iterator[Member]:
    media_type, content = headers.get("content-type", ""), block
    if headers.get("warc-type", "").lower() == "response":
        http = BytesIO(block)
        status = _status(http.readline(_MAX_LINE))
        http_headers = read_headers(http)
        media_type = http_headers.get("content-type", "")
        if status != 200:
            passed_over.note(f"response with status {status}")
            return
        if not _is_readable(media_type, passed_over):
            return
        content = _http_body(http.read(), http_headers)
    yield Member(address=where, content=content, media_type=media_type, fetched_at=_date(headers))


def _status(line: bytes) -> int:
    parts = line.split(None, 2)
    if len(parts) < 2 or not parts[0].startswith(b"HTTP/") or not parts[1].isdigit() or len(parts[1]) > 3:
        raise UnreadableInput("is an archived response without a status line")
    return int(parts[1])


def _http_body(body: bytes, headers: Headers) -> bytes:
    """Undo transfer and content codings; a body whose archiver undid them already stays as it is."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _unchunk(body)
    coding = headers.get("content-encoding", "").strip().lower()
    if coding and not (coding.endswith("gzip") and not body.startswith(b"\x1f\x8b")):
        return inflate(body, coding, MAX_PAGE_BYTES)
    return body


def _unchunk(body: bytes) -> bytes:
    """Join a chunked body; returns it unchanged where it is not chunked after all."""
    source = BytesIO(body)
    parts: list[bytes] = []
    while match := _HEX.match(source.readline(_MAX_LINE)):
        size = int(match.group(1), 16)
        if size == 0:
            return b"".join(parts)
        parts.append(source.read(size))
        source.readline(3)
    return b"".join(parts) if parts else body


def _date(headers: Headers) -> datetime | None:
    try:
        date = datetime.fromisoformat(headers.get("warc-date", ""))
    except ValueError:
        return None
    return date if date.tzinfo else None

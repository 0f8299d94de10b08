"""Pages as they were given out, as one WARC (ISO 28500), so that ``twosource add`` can read the same."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from benchmarks.replay.serving import Given

_BEGAN_AT: Final = datetime(2024, 1, 1, tzinfo=UTC)
_HTTP: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"


def write_warc(path: Path, given: Iterable[Given], began_at: datetime = _BEGAN_AT) -> int:
    """Write each page once, in the order of its first giving and with that time; returns how many."""
    pages: dict[tuple[str, bytes], float] = {}
    for one in given:
        pages.setdefault((one.url, one.content), one.at_s)
    with path.open("wb") as stream:
        for (url, content), at_s in pages.items():
            block = _HTTP % (len(content), content)
            at = (
                (began_at + timedelta(seconds=at_s)).isoformat(timespec="microseconds").replace("+00:00", "Z")
            )
            head = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {at}\r\n"
                f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, url)}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            stream.write(head.encode() + block + b"\r\n\r\n")
    return len(pages)

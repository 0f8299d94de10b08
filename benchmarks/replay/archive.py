"""Pages as they were given out, as one WARC (ISO 28500), so that ``twosource add`` can read the same."""

from collections.abc import Iterable
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from benchmarks.replay.serving import Given

_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"


def write_warc(path: Path, given: Iterable[Given]) -> int:
    """Write each page once, in the order of its first giving; returns how many."""
    pages = dict.fromkeys((one.url, one.content) for one in given)
    with path.open("wb") as stream:
        for url, content in pages:
            block = _HTTP % (len(content), content)
            head = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, url)}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            stream.write(head.encode() + block + b"\r\n\r\n")
    return len(pages)

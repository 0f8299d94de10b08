"""A webhook's receiver on loopback: notes what it was told and when, and fails as often as it is told to.

It honours delivery ids as receivers should: what it has taken once it takes again without acting on it. What it
answers is 200, or 503 for a share of first tries, drawn by the id so that a run can be repeated.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import time
from typing import Any

from twosource.delivering.signing import ID

#: Says whether the n-th request (from 1) with a delivery's id is to fail.
Fails = Callable[[str, int], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One message that was taken: its delivery's id, the alerts in it, and when it came (Unix seconds)."""

    delivery: str
    alerts: tuple[str, ...]
    at: float


@dataclass(slots=True, kw_only=True)
class Receiver:
    """What came to an address."""

    fails: Fails = lambda _id, _number: False
    url: str = ""
    told: list[Told] = field(default_factory=list)
    failed: int = 0
    again: int = 0
    tries: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, delivery: str, body: bytes) -> int:
        """Take a message; returns the status to answer."""
        with self._lock:
            self.tries[delivery] = self.tries.get(delivery, 0) + 1
            if self.fails(delivery, self.tries[delivery]):
                self.failed += 1
                return 503
            if any(one.delivery == delivery for one in self.told):
                self.again += 1
                return 200
            raw: dict[str, Any] = json.loads(body)
            alerts = tuple(alert["id"] for alert in raw["alerts"])
            self.told.append(Told(delivery=delivery, alerts=alerts, at=time()))
            return 200


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a sender that was killed and hangs up."""


@contextmanager
def receive(receiver: Receiver) -> Iterator[Receiver]:
    """Receive on a free port of loopback, in threads of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(receiver.take(self.headers.get(ID, ""), body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with _Server(("127.0.0.1", 0), Handler) as server:
        receiver.url = f"http://127.0.0.1:{server.server_address[1]}/alerts"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()

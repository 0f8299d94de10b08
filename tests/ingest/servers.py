"""A web server on loopback whose pages misbehave on purpose."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Route = Callable[["Exchange"], None]


@dataclass(slots=True)
class Exchange:
    """One request being answered; ``over`` is set when the test ends, so that nothing hangs on."""

    handler: BaseHTTPRequestHandler
    over: threading.Event

    def answer(
        self, body: bytes = b"", *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        self.start(status=status, headers={"Content-Length": str(len(body)), **(headers or {})})
        self.write(body)

    def start(self, *, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self.handler.send_response(status)
        for name, value in {"Content-Type": "text/html", **(headers or {})}.items():
            self.handler.send_header(name, value)
        self.handler.end_headers()

    def write(self, body: bytes) -> None:
        self.handler.wfile.write(body)
        self.handler.wfile.flush()

    def cut(self) -> None:
        self.handler.close_connection = True
        self.handler.connection.close()


@dataclass(slots=True)
class Site:
    """What a test sees of the server: its address, and the requests it got."""

    root: str
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # joined at the end, so that no socket outlives its test
    block_on_close = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of these tests."""


def _missing(it: Exchange) -> None:
    it.answer(status=404)


@contextmanager
def serve(routes: Mapping[str, Route]) -> Iterator[Site]:
    """Serve routes on loopback; anything else is 404."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.agents.add(self.headers.get("User-Agent", ""))
            exchange = Exchange(self, over)
            routes.get(self.path, _missing)(exchange)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with _Server(("127.0.0.1", 0), Handler) as server:
        site = Site(root=f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            over.set()
            server.shutdown()
            thread.join()

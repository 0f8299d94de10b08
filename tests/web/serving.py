"""A desk served for real: uvicorn on a free port of loopback, in a thread, for browsers to ask."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from twosource.web import DeskSettings, make_app

_START_SECONDS = 20.0


@contextmanager
def served(ledger: Path, **settings: object) -> Iterator[str]:
    """Serve the desk over a ledger while inside; gives its address, without a slash at the end."""
    app = make_app(DeskSettings(ledger=str(ledger), **settings))  # type: ignore[arg-type]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{_port(server, thread)}"
    finally:
        server.should_exit = True
        thread.join(_START_SECONDS)


def _port(server: uvicorn.Server, thread: threading.Thread) -> int:
    """Wait until the server listens and return where."""
    tick = threading.Event()
    for _ in range(int(_START_SECONDS / 0.02)):
        if server.started and server.servers:
            return int(server.servers[0].sockets[0].getsockname()[1])
        if not thread.is_alive():
            break
        tick.wait(0.02)
    raise AssertionError("the desk did not start")

"""A desk on a loopback port of its own, for browsers and many clients at once."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from tests.ledgers import place_of
from twosource.web import DeskSettings, make_app

_START_SECONDS = 20.0


@contextmanager
def served(ledger: Path | str, **settings: Any) -> Iterator[str]:
    """Serve a ledger in a thread; gives its address, without a slash at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            make_app(DeskSettings(ledger=place_of(ledger), **settings)),
            http="h11",
            ws="none",
            log_level="error",
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            _await_start(server, thread)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(_START_SECONDS)


def _await_start(server: uvicorn.Server, thread: threading.Thread) -> None:
    waited = threading.Event()
    for _ in range(int(_START_SECONDS / 0.01)):
        if server.started:
            return
        assert thread.is_alive(), "the server stopped before it started"
        waited.wait(0.01)
    msg = "the server did not start"
    raise AssertionError(msg)

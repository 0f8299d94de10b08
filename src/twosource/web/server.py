"""The server around the desk: one process, a bounded number of threads, quiet, and stopped without a trace.

One process, since a ledger is one SQLite file: readers never wait for one another there, only one may
write at a time, and what a page takes is Python's time, which a second process would win back only where
many ask at once. Then a proxy before several ``twosource serve`` on one ledger does it.
"""

import logging
import socket
import threading
from contextlib import suppress
from types import FrameType
from typing import Any, Final

import uvicorn

from twosource.errors import TwosourceError
from twosource.web.app import make_app
from twosource.web.desk import Desk, DeskSettings
from twosource.web.security.feed_keys import hide_key

_MOST_AT_ONCE: Final = 512  # connections; more are answered 503 at once
_QUEUE: Final = 256  # connections that wait to be taken
_MOST_HEADERS: Final = 32 * 1024  # bytes of a request's first lines and headers
_KEPT_ALIVE_S: Final = 15
_GRACE_S: Final = 5  # for answers under way when the desk is stopped


class DeskServer(uvicorn.Server):
    """Uvicorn that takes a signal as a wish to stop, not as a failure."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop after the answers under way; at once where asked a second time."""
        del sig, frame
        self.force_exit = self.should_exit
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and meanwhile look at the ledger once, so that the first page need not wait."""
        await super().startup(sockets)
        app: Any = self.config.app
        threading.Thread(target=_look_once, args=(app.state.desk,), daemon=True).start()


def _look_once(desk: Desk) -> None:
    """Bring into memory what lists are asked of: two seconds with 200,000 incidents."""
    with (
        suppress(TwosourceError),
        desk.ledger() as ledger,
        ledger.snapshot(),
    ):  # the page will tell what is wrong
        ledger.warm()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens already; raises OSError where the address or port can't be had.

    It names its protocol: asyncio sends answers without waiting (TCP_NODELAY) only where a socket does, and
    each page would else wait some 40 ms for the browser to acknowledge its head.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(_QUEUE)
    except OSError:
        listening.close()
        raise
    return listening


def make_server(settings: DeskSettings, *, log: bool = False) -> DeskServer:
    """Return a server of the desk; ``log`` writes a line for each request to standard error."""
    config = uvicorn.Config(
        make_app(settings),
        http="h11",
        ws="none",
        lifespan="on",
        log_config=_logging(log=log),
        access_log=log,
        server_header=False,
        proxy_headers=False,  # ``proxy.py`` hears what a proxy says, where it is to be trusted
        limit_concurrency=_MOST_AT_ONCE,
        timeout_keep_alive=_KEPT_ALIVE_S,
        timeout_graceful_shutdown=_GRACE_S,
        h11_max_incomplete_event_size=_MOST_HEADERS,
    )
    return DeskServer(config)


class Keyless(logging.Filter):
    """Takes the keys of feeds out of the addresses that are logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line pass, without its key."""
        if isinstance(record.args, tuple):
            record.args = tuple(hide_key(one) if isinstance(one, str) else one for one in record.args)
        return True


def _logging(*, log: bool) -> dict[str, object]:
    """Return where uvicorn writes: faults with their trace, and requests where wanted, to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"format": "%(asctime)s %(message)s"}},
        "filters": {"keyless": {"()": Keyless}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["keyless"]}
        },
        "loggers": {
            "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "uvicorn.access": {
                "handlers": ["stderr"],
                "level": "INFO" if log else "WARNING",
                "propagate": False,
            },
        },
    }

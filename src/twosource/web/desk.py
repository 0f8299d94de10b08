"""What every page shares: the settings of the desk, and ledgers to ask, one for each who asks at once."""

import contextvars
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from twosource.config import Config
from twosource.errors import InputError, NoSuchRecord, Refused
from twosource.store import Ledger, open_ledger

#: Names by which a machine calls itself; the desk answers to no others unless told to.
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")

#: Whether whoever asks only reads, and so should see the ledger as it stands at one moment.
only_reads: Final = contextvars.ContextVar("only_reads", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """How the desk is set up; ``ledger`` is a path or ``sqlite:///`` address.

    ``hosts`` are the names it answers to (a page of another name that leads here is refused).
    ``tiles`` is the address of a tile server whose pictures maps may show, with {z}, {x} and {y}.
    ``prefix`` is the path under which a proxy shows the desk; ``trusts_proxy`` lets the proxy say itself
    what people asked for (X-Forwarded-Prefix, -Proto, -Host, -For).
    """

    ledger: str
    owner: str = "desk"  # the name that signs the acts of a desk without people
    is_local: bool = True  # whoever asks sits at this machine; else nobody is its owner, people or none
    hosts: tuple[str, ...] = LOOPBACK
    tiles: str | None = None
    prefix: str = ""
    trusts_proxy: bool = False
    config: Config = field(default_factory=Config)  # whom the watch tells, and its sites
    threads: int = 16  # pages made at once; SQLite answers in microseconds, Python is the bound


class Desk:
    """Hands out ledgers, each to one at a time, and keeps as many open as pages are made at once.

    Opening one takes some 5 ms; an open one holds up to 32 MB of the file.
    """

    def __init__(self, settings: DeskSettings) -> None:
        self.settings = settings
        self.secret = secrets.token_bytes(32)  # marks forms and lines of this process
        self._idle: list[Ledger] = []
        self._lock = threading.Lock()
        self._is_closed = False

    @contextmanager
    def ledger(self, *, tries: bool = False) -> Iterator[Ledger]:
        """Give a ledger that nobody else uses meanwhile; raises LedgerUnavailable.

        Whoever answers a GET sees it as it stands at the first question, unless it ``tries`` what an act
        would change. It may be begun in one thread and ended in another, as answers sent in pieces are.
        """
        found = self._take()
        try:
            if only_reads.get() and not tries:
                with found.snapshot():
                    yield found
            else:
                yield found
        except (HTTPException, NoSuchRecord, Refused, InputError):  # what was asked failed, not the ledger
            self._give_back(found)
            raise
        except BaseException:
            found.close()
            raise
        self._give_back(found)

    def close(self) -> None:
        """Close every ledger; those in use are closed when they come back."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for ledger in idle:
            ledger.close()

    def _take(self) -> Ledger:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return open_ledger(self.settings.ledger, create=False)

    def _give_back(self, ledger: Ledger) -> None:
        with self._lock:
            if not self._is_closed and len(self._idle) < self.settings.threads:
                self._idle.append(ledger)
                return
        ledger.close()


def desk_of(request: HTTPConnection) -> Desk:
    """Return the desk that answers a request."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk

"""What every page shares: the settings of the desk and a ledger for each thread."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.requests import Request

from twosource.store import Ledger, open_ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """How the desk is set up; ``ledger`` is a path or ``sqlite:///`` address."""

    ledger: str
    is_local: bool = True  # served on loopback alone: whoever asks is the owner of the machine
    owner: str = "desk"  # the name that signs the acts of a local desk


class Desk:
    """Hands each thread a ledger of its own, opened when first asked for."""

    def __init__(self, settings: DeskSettings) -> None:
        self.settings = settings
        self.secret = secrets.token_bytes(32)  # marks forms and lines of this process
        self._here = threading.local()
        self._opened: list[Ledger] = []
        self._lock = threading.Lock()

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """Give this thread's ledger; raises LedgerUnavailable."""
        found = getattr(self._here, "ledger", None)
        if found is None:
            found = open_ledger(self.settings.ledger, create=False)
            self._here.ledger = found
            with self._lock:
                self._opened.append(found)
        yield found

    def close(self) -> None:
        """Close every ledger that was opened."""
        with self._lock:
            while self._opened:
                self._opened.pop().close()


def desk_of(request: Request) -> Desk:
    """Return the desk that answers a request."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk

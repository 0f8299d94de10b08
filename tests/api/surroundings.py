"""What the interface is handed in tests: one ledger's file, and tokens by name."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from starlette.requests import Request
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.builders import NOW
from tests.ledgers import open_ledger
from twosource.api import Done, Person, Role, make_api
from twosource.ports import Clock
from twosource.store import Ledger

#: Tokens of the three who ask.
TOKENS = {
    "reads": Person(name="Ruth", role=Role.READER),
    "reviews": Person(name="Vera", role=Role.REVIEWER),
    "admins": Person(name="Ada", role=Role.ADMIN),
}


@dataclass(kw_only=True)
class OneLedger:
    """A ledger opened anew for each who asks at once."""

    path: Path
    is_open: bool = True  # whether anybody may read without a token
    notes: list[Done] = field(default_factory=list)
    _idle: list[Ledger] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        with self._lock:
            found = self._idle.pop() if self._idle else None
        found = found or open_ledger(self.path, create=False)
        try:
            yield found
        finally:
            with self._lock:
                self._idle.append(found)

    def find_reader(self, _: Request) -> Person | None:
        return Person(name="anybody", role=Role.READER) if self.is_open else None

    def find_bearer(self, token: str) -> Person | None:
        return TOKENS.get(token)

    def note(self, _: Request, done: Done) -> None:
        self.notes.append(done)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()


@dataclass
class Ticking:
    """A clock that goes on a second whenever it is read."""

    instant: datetime = NOW

    def now(self) -> datetime:
        self.instant += timedelta(seconds=1)
        return self.instant


def make_app(surroundings: OneLedger, clock: Clock | None = None) -> ASGIApp:
    """Return the interface under the path where the desk has it."""
    api = make_api(surroundings, clock=clock or Ticking())

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await api({**scope, "root_path": "/api/v1"}, receive, send)

    return app


def bearer(token: str) -> dict[str, str]:
    """Return the header of a token."""
    return {"Authorization": f"Bearer {token}"}


class Api(TestClient):
    """Asks the interface."""

    def __init__(self, surroundings: OneLedger) -> None:
        super().__init__(make_app(surroundings), base_url="http://desk.test", raise_server_exceptions=True)
        self.surroundings = surroundings

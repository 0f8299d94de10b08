"""A ledger that is waited for: locked, full, or its server restarting, it comes back, and work goes on.

What is handed to :meth:`Standing.do` happens whole or not at all, and may be done again. That the ledger
can't be had is told once, and that it is back.
"""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from twosource.errors import LedgerUnavailable
from twosource.store import Ledger, open_ledger
from twosource.watching.logs import Log
from twosource.watching.waits import wait_for_ledger

T = TypeVar("T")


class Stopped(Exception):
    """The watch ends while the ledger can't be had: what was to be written is done again the next time."""


class Standing:
    """One connection to a ledger, opened again where it breaks; for one thread.

    ``stop`` ends the waiting with :class:`Stopped`; ``alive`` is called while it lasts. ``waits`` says
    since when the ledger could not be had, by the monotonic clock, or None.
    """

    def __init__(
        self, place: str, log: Log, stop: threading.Event, alive: Callable[[], None] = lambda: None
    ) -> None:
        self._place = place
        self._log = log
        self._stop = stop
        self._alive = alive
        self._ledger: Ledger | None = None
        self.waits: float | None = None

    def do(self, act: Callable[[Ledger], T]) -> T:
        """Do something with the ledger, however long it takes to be had; raises Stopped."""
        tries = 0
        while True:
            try:
                done = act(self._opened())
            except LedgerUnavailable as error:
                self._note(error)
                self._alive()
                if self._stop.wait(wait_for_ledger(tries)):
                    raise Stopped from error
                tries += 1
            else:
                self._note_back()
                return done

    def close(self) -> None:
        """Close the connection, if it is open."""
        ledger, self._ledger = self._ledger, None
        if ledger is not None:
            try:
                ledger.close()
            except LedgerUnavailable as error:
                self._log.tell("ledger-unavailable", level="warning", why=str(error))

    def _opened(self) -> Ledger:
        if self._ledger is None:
            self._ledger = open_ledger(self._place)
        return self._ledger

    def _note(self, error: LedgerUnavailable) -> None:
        if self.waits is None:
            self.waits = time.monotonic()
            self._log.tell("ledger-unavailable", level="warning", why=str(error), hint=error.hint)
        self._ledger, broken = None, self._ledger
        if broken is not None:
            _close_quietly(broken)

    def _note_back(self) -> None:
        if self.waits is not None:
            self._log.tell("ledger-is-back", seconds=round(time.monotonic() - self.waits, 1))
            self.waits = None


def _close_quietly(ledger: Ledger) -> None:
    """Close a connection that is broken already; that it can't be closed is nothing new."""
    try:
        ledger.close()
    except LedgerUnavailable:
        return

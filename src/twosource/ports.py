"""The protocols through which the pipe reaches outside: what time it is, and what an address gives.

Nothing here reaches anywhere itself; ``ingest/`` holds the real ones, ``tests/fakes.py`` the fakes.
"""

from datetime import datetime
from typing import Protocol

from twosource.model import Page


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return this instant, aware, in UTC."""
        ...


class Fetcher(Protocol):
    """Asks an http(s) address for its page."""

    def fetch(self, url: str) -> Page:
        """Return the page at an address; raises FetchError, RefusedAddress or TooLarge."""
        ...

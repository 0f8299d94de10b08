"""The protocols of what the pipe is handed: the time, what an address gives, and who reads an article.

Nothing here does anything itself; ``ingest/`` and ``read/`` hold the real ones, ``tests/fakes.py`` the fakes.
"""

from datetime import datetime
from typing import Protocol

from twosource.model import Article, Page, Reading


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


class Reader(Protocol):
    """Reads articles: rules, a trained reader, or both (``read/readers.py`` has them by name)."""

    @property
    def origin(self) -> str:
        """Name the reader and its version, as readings carry it ("rules/1+model/1-3f9ac2")."""
        ...

    def prepare(self, article: Article) -> None:
        """Begin on an article that will be read soon, where that helps; it changes nothing that is read."""
        ...

    def read(self, article: Article, *, made_at: datetime) -> Reading:
        """Return what an article tells; the same for the same article always."""
        ...

"""How long to wait before trying again: pure functions of how often it failed."""

from datetime import timedelta
from typing import Final

#: After the first failure of a page, the second, and every later one.
_PAGE: Final = (timedelta(seconds=20), timedelta(minutes=2), timedelta(minutes=10))
#: A page is never left for longer, whatever its server asks for: by then its summary says more than nothing.
_LONGEST: Final = timedelta(minutes=30)
_LEDGER: Final = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
_WORKER: Final = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)


def wait_for_page(tries: int, asked_for: timedelta | None = None) -> timedelta:
    """Return how long a page is left alone that failed so often before, or as its server asked."""
    usual = _PAGE[min(tries, len(_PAGE) - 1)]
    return min(max(usual, asked_for or usual), _LONGEST)


def wait_for_ledger(tries: int) -> float:
    """Return the seconds to wait for a ledger that could not be had so often before in a row."""
    return _LEDGER[min(tries, len(_LEDGER) - 1)]


def wait_for_worker(deaths: int) -> float:
    """Return the seconds before a worker is replaced, when so many died shortly before."""
    return _WORKER[min(deaths, len(_WORKER) - 1)]

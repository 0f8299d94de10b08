"""Where tests keep their ledgers: in files, or with ``--ledgers postgresql`` in databases of a server.

A test names a ledger by a path in either case, and the same path always means the same ledger.
"""

import shutil
from pathlib import Path

from twosource import store
from twosource.store import Ledger


def open_ledger(place: str | Path, *, create: bool = True) -> Ledger:
    """Open the ledger that a test calls by a path."""
    return store.open_ledger(place_of(place), create=create)


def place_of(path: str | Path) -> str:
    """Return what a program is told to open the ledger of a path: ``--db``, TWOSOURCE_DB, a desk's setting."""
    return str(path)


def named_in(printed: str) -> str:
    """Return what a program printed with the paths that tests know in the place of addresses."""
    return printed


def finished(path: Path) -> Path:
    """Note that a ledger which many tests share is filled, and may be copied from now on."""
    return path


def copy_ledger(path: Path, to: Path) -> Path:
    """Copy a ledger that nobody writes to."""
    return Path(shutil.copy(path, to))

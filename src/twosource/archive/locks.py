"""One job at a place at a time: a lock that ends with the process that holds it, so that none is ever stale.

Only directories of this machine are locked. In an object store two jobs at one place do work twice and harm
nothing: what a task makes lies under a name of all that it is made from, and appears whole.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import IO, Final

from twosource.errors import ArchiveError

_NAME: Final = "_work/lock"


def locked(place: str) -> AbstractContextManager[None]:
    """Hold a job's place, if it is a directory of this machine; raises ArchiveError where another job holds it."""
    return nullcontext() if "://" in place else _locked(Path(place) / _NAME)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with _open(path) as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise _held(path, stream.read()) from None
        if not _is_same(path, stream):  # its last holder has just taken it away
            raise _held(path, "")
        stream.truncate(0)
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        yield
        path.unlink(missing_ok=True)


def _open(path: Path) -> IO[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+", encoding="ascii")
    except OSError as error:
        words = f"{error.filename or path}: {error.strerror}"
        raise ArchiveError(words, hint="name another place with --out") from None
    stream.seek(0)
    return stream


def _is_same(path: Path, stream: IO[str]) -> bool:
    return path.exists() and path.stat().st_ino == os.fstat(stream.fileno()).st_ino


def _held(path: Path, holder: str) -> ArchiveError:
    return ArchiveError(
        f"process {holder.strip() or 'of another'} is at work in {path.parent.parent} already",
        hint="wait for its end, or end it: what it finished is kept",
    )

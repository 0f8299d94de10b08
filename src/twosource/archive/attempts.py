"""How often a task was begun and its worker died, and at which of its rows: so that what kills workers is left out.

A worker can die of one row (a bug in a library below Python, memory). The first attempt at a task leaves one
mark. Later ones leave one before each row; a row that two of them ended at is passed over, and named, and from
then on each row that one ends at. An attempt that ends by itself, with an error too, takes its mark away.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from twosource.archive.storage import Storage

#: How often a task is begun at most, where its workers die; in the last attempt it is given up.
MOST_ATTEMPTS: Final = 12
_MARKED_FROM: Final = 2  # the attempt from which on each row is marked; the first costs one mark alone
_NAME: Final = "attempt-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt at a task: its number, from 1, and the rows that are passed over."""

    storage: Storage
    folder: str
    number: int
    deadly: Collection[str] = ()

    @property
    def is_last(self) -> bool:
        """Whether so many died that nothing more is tried."""
        return self.number >= MOST_ATTEMPTS

    def begin_row(self, name: str) -> None:
        """Note that a row is begun on, where earlier attempts died."""
        if self.number >= _MARKED_FROM:
            self._mark(name)

    def end_row(self) -> None:
        """Note that a row is done; what kills from here on is not this one."""
        if self.number >= _MARKED_FROM:
            self._mark("")

    def forget(self) -> None:
        """Take the mark away: this attempt ended, but not by the death of its worker."""
        self.storage.delete(self.path)

    def _mark(self, name: str) -> None:
        self.storage.write(self.path, name.encode("utf-8", "surrogatepass"))

    @property
    def path(self) -> str:
        """Where its mark lies."""
        return f"{self.folder}/{_NAME}{self.number:02}"


def begin(storage: Storage, folder: str, names: Collection[str]) -> Attempt:
    """Begin an attempt at a task that is not done: the next after those whose marks are among the folder's files."""
    marks = sorted(path for path in names if path.startswith(f"{folder}/{_NAME}"))
    ends = [storage.read(path).decode("utf-8", "surrogatepass") for path in marks]
    number = int(marks[-1].rpartition("-")[2]) + 1 if marks else 1
    attempt = Attempt(storage=storage, folder=folder, number=number, deadly=find_deadly(ends))
    storage.write(attempt.path, b"")
    return attempt


def clear(storage: Storage, folder: str) -> None:
    """Forget all attempts at a task, so that it can be begun afresh."""
    for path in storage.names(folder):
        if path.startswith(f"{folder}/{_NAME}"):
            storage.delete(path)


def find_deadly(ends: Sequence[str]) -> frozenset[str]:
    """Return the rows to pass over, by the rows at which attempts ended, the first attempt's first ("" at none).

    A row is deadly when two ended at it: one may be chance (a machine taken away). Where one is known to be, the
    task is known to hold such, and one end is enough.
    """
    deadly: set[str] = set()
    met: set[str] = set()
    for name in filter(None, ends):
        if deadly or name in met:
            deadly.add(name)
        met.add(name)
    return frozenset(deadly)

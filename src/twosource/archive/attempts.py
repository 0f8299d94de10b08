"""How often a task was begun and not ended, and at which of its rows: so that what kills its worker is left out.

A worker can die of one row (a bug in a library below Python, memory). The first attempt at a task leaves one
mark. Later ones leave one before each row; a row that two attempts in a row ended at is passed over, and named.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from twosource.archive.storage import Storage

_MARKED_FROM: Final = 2  # the attempt from which on each row is marked; the first costs one mark alone
_DEATHS: Final = 2  # of workers, at one row, before it is passed over: one may be chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt at a task: its number, from 1, and the rows that are passed over."""

    storage: Storage
    folder: str
    number: int
    deadly: Collection[str] = ()

    def begin_row(self, name: str) -> None:
        """Note that a row is begun on, where earlier attempts died."""
        if self.number >= _MARKED_FROM:
            self.storage.write(_mark(self.folder, self.number), name.encode("utf-8", "surrogatepass"))

    def end_rows(self) -> None:
        """Note that the rows are done; what kills from here on is none of them."""
        if self.number >= _MARKED_FROM:
            self.storage.write(_mark(self.folder, self.number), b"")


def begin(storage: Storage, folder: str) -> Attempt:
    """Begin an attempt at a task that is not done: the next after those that left a mark."""
    marks = [path for path in storage.names(folder) if path.rpartition("/")[2].startswith("attempt-")]
    number = len(marks) + 1
    storage.write(_mark(folder, number), b"")
    names = [storage.read(path).decode("utf-8", "surrogatepass") for path in marks]
    return Attempt(storage=storage, folder=folder, number=number, deadly=find_deadly(names))


def find_deadly(ends: Collection[str]) -> frozenset[str]:
    """Return the rows at which several attempts ended, by the rows at which each did ("" at none)."""
    counted = {name: sum(end == name for end in ends) for name in ends if name}
    return frozenset(name for name, times in counted.items() if times >= _DEATHS)


def _mark(folder: str, number: int) -> str:
    return f"{folder}/attempt-{number:02}"

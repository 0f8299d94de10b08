"""What runs on a cluster's workers: one task for each row, and a look around before the first.

Workers import this by its name, so that twosource must stand on each of them. A task is done in a process beside
the worker, which may die alone and is replaced there and then: of Spark, a death would fail the task, and four of
them the job; Sail has all its tasks in threads of one process, which would die whole.
"""

import os
import platform
import socket
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from queue import Queue
from threading import Lock
from typing import Any, Final
from uuid import uuid4

from twosource.archive.commits import Commit, to_json
from twosource.archive.engines.local import LocalEngine
from twosource.archive.plans import Call
from twosource.archive.settings import code_version
from twosource.archive.storage import open_storage
from twosource.errors import ArchiveError, TwosourceError

Batch = Any  # pyarrow.RecordBatch

#: What :class:`Performing` gives for a row: the commit, or in one line why there is none.
DONE: Final = "number long, commit string, fault string, hint string"
#: What :class:`Looking` gives for each partition.
SEEN: Final = "host string, version string, alone boolean, fault string"
_MOST_WORDS: Final = 300  # characters of an error's words that are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Performing:
    """Does the calls whose places in ``calls`` it is given; ``width`` bounds them where a process has many threads."""

    calls: tuple[str, ...]
    version: str
    width: int | None = None

    def __call__(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """Yield what became of each call as it ends."""
        for place in _places(batches):
            call = Call.from_json(self.calls[place])
            yield _pack(number=call.number, **self._settle(call))

    def _settle(self, call: Call) -> dict[str, str | None]:
        try:
            return {"commit": to_json(self._do(call)), "fault": None, "hint": None}
        except TwosourceError as error:
            return {"commit": None, "fault": str(error), "hint": error.hint}
        except Exception as error:  # noqa: BLE001 - it is told to whoever began the job
            words = " ".join(str(error).split())[:_MOST_WORDS]
            told = f"task {call.number} of stage {call.stage} failed: {type(error).__name__}: {words}"
            return {"commit": None, "fault": told, "hint": ""}

    def _do(self, call: Call) -> Commit:
        if code_version() != self.version:
            raise ArchiveError(tell_version(socket.gethostname()), hint=SAME_VERSION)
        return _perform_beside(call, 1 if is_alone() else self.width or len(os.sched_getaffinity(0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """Says of each worker which twosource it has, and whether it reads and writes where the job lies.

    ``asked`` is a file that holds its own name; each worker leaves another beside it. Rows that a partition is given
    mean nothing.
    """

    root: str
    asked: str

    def __call__(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """Yield what was seen."""
        for _ in _places(batches):
            pass
        yield _pack(
            host=socket.gethostname(), version=code_version(), alone=is_alone(), fault=self._find_fault()
        )

    def _find_fault(self) -> str | None:
        try:
            storage = open_storage(self.root)
            found = storage.read(self.asked) if storage.has(self.asked) else b""
            if found != self.asked.encode():
                return "what this machine wrote there is not seen"
            storage.write(f"{self.asked}-{uuid4().hex}", b"")
        except TwosourceError as error:
            return str(error)
        return None


SAME_VERSION: Final = (
    f"Install the twosource of this machine for the Python {platform.python_version()} that the workers run "
    "(spark.pyspark.python), or ship an environment with it."
)


def tell_version(host: str) -> str:
    """Say that a worker has another twosource."""
    return f"the worker {host} has another version of twosource than this machine"


def is_alone() -> bool:
    """Whether this worker is a process that does one task at a time, as those of Spark are."""
    from pyspark import TaskContext  # noqa: PLC0415

    return TaskContext.get() is not None


def close_slots() -> None:
    """End the processes that tasks of this process were done in; those that are at one end with it."""
    with _lock:
        closed = [_open.pop() for _ in _open]
    for slots in closed:
        while not slots.empty():
            slot = slots.get()
            if slot is not None:
                slot.close()
        slots.put(None)  # who waits for one is told


Slots = Queue[LocalEngine | None]
_lock: Final = Lock()
_open: Final[list[Slots]] = []  # one at most, with the engines of a process each that have nothing to do


def _perform_beside(call: Call, width: int) -> Commit:
    """Do a task in a process beside this one, when one of so many is free; begun again where it dies."""
    slots = _find_slots(width)
    slot = slots.get()
    if slot is None:
        slots.put(None)
        raise ArchiveError("the engine was closed")
    try:
        (commit,) = slot.run([call])
        return commit
    finally:
        _give_back(slots, slot)


def _give_back(slots: Slots, slot: LocalEngine) -> None:
    with _lock:
        is_open = slots in _open
        if is_open:
            slots.put(slot)
    if not is_open:
        slot.close()


def _find_slots(width: int) -> Slots:
    with _lock:
        if not _open:
            _open.append(Queue())
            for _ in range(width):
                _open[0].put(LocalEngine(1))
        return _open[0]


def _places(batches: Iterable[Batch]) -> Iterator[int]:
    for batch in batches:
        yield from batch.column(0).to_pylist()


def _pack(**values: Any) -> Batch:
    import pyarrow as pa  # noqa: PLC0415

    kinds = {int: pa.int64(), bool: pa.bool_()}
    columns = {name: pa.array([value], kinds.get(type(value), pa.string())) for name, value in values.items()}
    return pa.RecordBatch.from_pydict(columns)


Mapped = Callable[[Iterable[Batch]], Iterator[Batch]]

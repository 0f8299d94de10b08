"""The processors of this machine: processes that live as long as the job, and are replaced where they die."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import wait
from time import monotonic
from typing import Final

from twosource.archive.commits import Commit
from twosource.archive.engines import MOST_ATTEMPTS
from twosource.archive.engines.workers import Worker
from twosource.archive.plans import Call
from twosource.errors import ArchiveError

_ENDS_WITHIN: Final = 1.0  # seconds for all workers that are asked to end; then they are made to


class LocalEngine:
    """Runs tasks in so many processes, which begin when there is something to do."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._crew: list[Worker] = []

    def run(self, calls: Sequence[Call]) -> Iterator[Commit]:
        """Yield the commit of every call as it ends; a task whose process dies is begun again.

        Raises ArchiveError where a task can't be done. What is at work then, or when nobody asks for more, is
        given up.
        """
        left, deaths = deque(calls), Counter[int]()
        try:
            self._hand_out(left)
            while self._busy():
                ended = list(self._hear(left, deaths))
                self._hand_out(left)
                yield from ended
        finally:
            self._dismiss(self._busy())

    def close(self) -> None:
        """End the processes; what they are at is not committed."""
        self._dismiss(list(self._crew))

    def pids(self) -> tuple[int, ...]:
        """Return the numbers of the processes."""
        return tuple(worker.pid for worker in self._crew)

    def _busy(self) -> list[Worker]:
        return [worker for worker in self._crew if worker.call is not None]

    def _hand_out(self, left: deque[Call]) -> None:
        """Give calls to all who have none."""
        self._dismiss([worker for worker in self._crew if worker.call is None and worker.is_worn])
        idle = [worker for worker in self._crew if worker.call is None]
        while left and (idle or len(self._crew) < self.workers):
            worker = idle.pop() if idle else self._hire()
            worker.begin(left.popleft())

    def _hear(self, left: deque[Call], deaths: Counter[int]) -> Iterator[Commit]:
        """Wait until some answer, and yield what they made; calls whose processes died are left again."""
        ready = wait([worker.pipe for worker in self._busy()])
        for worker in [one for one in self._busy() if one.pipe in ready]:
            call, commit = worker.call, worker.hear()
            if commit is not None:
                yield commit
            elif call is not None:
                self._dismiss([worker])
                left.appendleft(_begin_again(call, deaths))

    def _hire(self) -> Worker:
        worker = Worker()
        self._crew.append(worker)
        return worker

    def _dismiss(self, workers: Sequence[Worker]) -> None:
        for worker in workers:
            worker.end()
        until = monotonic() + _ENDS_WITHIN
        for worker in workers:
            worker.wait(max(0.0, until - monotonic()))
            self._crew.remove(worker)


def _begin_again(call: Call, deaths: Counter[int]) -> Call:
    """Return a call to be begun again; raises ArchiveError where its processes died too often."""
    deaths[call.number] += 1
    if deaths[call.number] >= MOST_ATTEMPTS:
        raise ArchiveError(
            f"the processes that worked on task {call.number} of stage {call.stage} died as they began",
            hint="More memory may help; what is finished is kept.",
        )
    return call

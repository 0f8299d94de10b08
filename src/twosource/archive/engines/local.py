"""The processors of this machine: processes that live as long as the job, and are replaced where they die."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Final

from twosource.archive.commits import Commit
from twosource.archive.engines import MOST_ATTEMPTS
from twosource.archive.plans import Call
from twosource.archive.tasks import perform
from twosource.errors import ArchiveError

_TASKS_A_PROCESS: Final = 50  # then it is replaced, so that what libraries keep does not add up
_AHEAD: Final = 2  # calls given to the pool for each process: the next one waits at hand


class LocalEngine:
    """Runs tasks in so many processes."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def run(self, calls: Sequence[Call]) -> Iterator[Commit]:
        """Yield the commit of every call as it ends; a task whose process dies is begun again."""
        left, begun = list(reversed(calls)), Counter[int]()
        running: dict[Future[Commit], Call] = {}
        while left or running:
            while left and len(running) < self.workers * _AHEAD:
                call = left.pop()
                running[self._submit(call)] = call
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            whole = [one for one in ended if not isinstance(one.exception(), BrokenProcessPool)]
            for one in whole:
                del running[one]
                yield one.result()
            if len(whole) < len(ended):
                left += self._begin_again(list(running.values()), begun)
                running.clear()

    def _begin_again(self, calls: Sequence[Call], begun: Counter[int]) -> Sequence[Call]:
        """Replace the processes; returns the calls that were with them. Raises ArchiveError for one too often begun."""
        self._replace()
        for call in calls:
            begun[call.number] += 1
            if begun[call.number] >= MOST_ATTEMPTS:
                raise ArchiveError(
                    f"the processes that worked on task {call.number} of stage {call.stage} died, "
                    f"{MOST_ATTEMPTS} times over",
                    hint="More memory, or smaller pieces (--unit-records), may help; what is finished is kept.",
                )
        return calls

    def close(self) -> None:
        """End the processes; what they are at is not committed."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _submit(self, call: Call) -> "Future[Commit]":
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.workers, mp_context=get_context("spawn"), max_tasks_per_child=_TASKS_A_PROCESS
            )
        return self._pool.submit(perform, call)

    def _replace(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

"""Time spent by stage, and what a whole run cost: processor time, wall time, memory."""

import resource
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from time import perf_counter, process_time, thread_time
from typing import ParamSpec, TypeVar

from twosource.pipeline import Stages

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds of processor time, those of them in this thread, and seconds gone by."""

    cpu: float
    here: float
    wall: float

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(cpu=self.cpu - other.cpu, here=self.here - other.here, wall=self.wall - other.wall)


def now() -> Cost:
    """Return what this process has cost so far."""
    return Cost(cpu=process_time(), here=thread_time(), wall=perf_counter())


def peak_mb() -> float:
    """Return the most memory this process ever held, in MB (Linux counts KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopwatch:
    """Seconds of processor time by name of stage, in the thread that calls it."""

    spent: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def on(self, stages: Stages) -> Stages:
        """Return the same stages, each noting the time it takes."""
        return replace(
            stages,
            pages=self._each("ingest", stages.pages),
            split=self._each("ingest", stages.split),
            clean=self._timed("clean", stages.clean),
            sketch=self._timed("copies", stages.sketch),
            find_copy=self._timed("copies", stages.find_copy),
            prepare=self._timed("read", stages.prepare),
            read=self._timed("read", stages.read),
        )

    def _timed(self, name: str, stage: Callable[P, T]) -> Callable[P, T]:
        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            start = thread_time()
            try:
                return stage(*args, **kwargs)
            finally:
                self.spent[name] += thread_time() - start

        return run

    def _each(self, name: str, stage: Callable[P, Iterator[T]]) -> Callable[P, Iterator[T]]:
        def run(*args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
            step = self._timed(name, stage(*args, **kwargs).__next__)
            while True:
                try:
                    made = step()
                except StopIteration:
                    return
                yield made

        return run

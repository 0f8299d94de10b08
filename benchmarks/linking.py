"""What it costs to add a report to a ledger that holds many: the whole and its parts, in milliseconds.

The reading is done beforehand. Parts are timed by the processor time of this thread, so that what other
programs do does not count; the whole also by the clock on the wall, which waits for the disk as well.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any, Final

from stock import NoWeb
from stopwatch import Stopwatch
from twosource import link
from twosource.pipeline import Inputs, Pipe, Stages, add, load_stages, read_only
from twosource.ports import Clock
from twosource.store import Ledger, view
from twosource.store.view import View

#: The parts of adding, and the functions whose time they are: (where it stands, its name).
PARTS: Final[dict[str, tuple[tuple[Any, str], ...]]] = {
    "outline and keys": ((link, "outline"), (link, "keys"), (link, "outline_to_json")),
    "candidates": ((View, "_candidates"),),
    "judge": ((link, "judge"),),
    "gather and cluster": ((View, "_tied"), (View, "_clusters")),
    "file": ((Ledger, "file_report"), (Ledger, "save_judgements")),
    "load": ((View, "_reports"), (View, "_sources")),
    "reconcile": ((view, "reconcile"),),
    "write": ((Ledger, "open_incident"), (Ledger, "move_reports"), (Ledger, "save_incident")),
}
LINKING: Final = ("outline and keys", "candidates", "judge", "gather and cluster")


@dataclass(slots=True, kw_only=True)
class Watch:
    """Milliseconds by part of the article in work; what runs inside another part counts there alone."""

    spent: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _running: bool = False

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Time the parts as long as this lasts."""
        kept = [(place, name, getattr(place, name)) for timed in PARTS.values() for place, name in timed]
        for part, timed in PARTS.items():
            for place, name in timed:
                setattr(place, name, self._timed(part, getattr(place, name)))
        try:
            yield
        finally:
            for place, name, function in kept:
                setattr(place, name, function)

    def _timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            if self._running:
                return function(*args, **kwargs)
            start, self._running = thread_time(), True
            try:
                made = function(*args, **kwargs)
                return list(made) if isinstance(made, Iterator) else made
            finally:
                self._running = False
                self.spent[part] += 1e3 * (thread_time() - start)

        return run


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What one article cost, in milliseconds for each of its reports."""

    parts: dict[str, float]
    cpu: float
    wall: float

    @property
    def linking(self) -> float:
        """Return what it cost to find out what belongs together."""
        return sum(self.parts.get(part, 0.0) for part in LINKING)


def add_news(ledger: Ledger, files: Sequence[Path], clock: Clock) -> list[Added]:
    """Add files of articles by the pipe; those that tell of nothing are left out of what is returned.

    Reading is done before, so that only its result is handed over; cleaning is not counted.
    """
    watch, stages, added = Watch(), Stopwatch(), list[Added]()
    pipe = Pipe(clock=clock, stages=stages.on(_read_before(files, clock)))
    with watch.watching():
        before = _Reading(cpu=thread_time(), wall=perf_counter(), stages=sum(stages.spent.values()))
        for fate in add(ledger, pipe, Inputs(given=[str(file) for file in files], fetcher=NoWeb())):
            now = _Reading(cpu=thread_time(), wall=perf_counter(), stages=sum(stages.spent.values()))
            number = 0 if fate.reading is None else len(fate.reading.reports)
            if number and fate.what in {"added", "copy"}:
                other = now.stages - before.stages
                parts = {part: spent / number for part, spent in watch.spent.items()}
                cpu, wall = now.cpu - before.cpu - other, now.wall - before.wall - other
                added.append(Added(parts=parts, cpu=1e3 * cpu / number, wall=1e3 * wall / number))
            watch.spent.clear()
            before = _Reading(cpu=thread_time(), wall=perf_counter(), stages=sum(stages.spent.values()))
    return added


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """The clocks at one moment, in seconds; ``stages`` is the time spent before linking so far."""

    cpu: float
    wall: float
    stages: float


def _read_before(files: Sequence[Path], clock: Clock) -> Stages:
    """Return the stages, with what the reader makes of the articles known beforehand."""
    stages = load_stages()
    pipe = Pipe(clock=clock, stages=stages)
    found = read_only(pipe, Inputs(given=[str(file) for file in files], fetcher=NoWeb()))
    readings = {one[0].id: one[1] for one in found if isinstance(one, tuple)}
    return replace(stages, read=lambda article, _: readings[article.id], prepare=lambda _: None)

"""How far a job is: on a terminal a bar for each stage, elsewhere lines on standard error as it goes on."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Final

from twosource.cli.complaints import complain
from twosource.wording import plural

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from twosource.archive.commits import Commit
    from twosource.archive.driver import Progress
    from twosource.archive.plans import Stage

_TELLING: Final = 30.0  # seconds between two lines about a stage, where there is no terminal
_BRIEF: Final = 1.0  # seconds of a stage below which it is not worth a line; there are some thirty stages
_WIDTH: Final = 24  # characters of a bar
_MINUTE: Final = 60


@contextmanager
def follow_job(*, has_colour: bool) -> "Iterator[Progress]":
    """Give what is told how far a job is, and shows it."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    from rich.console import Console  # noqa: PLC0415  (0.1 s)

    console = Console(stderr=True, highlight=False, markup=False, color_system="auto" if has_colour else None)
    with open_bars(console) as bars:
        yield StageBars(bars=bars)


@dataclass(slots=True, kw_only=True)
class Pace:
    """How a stage gets on. ``rows`` is how many of its main table this run made."""

    stage: "Stage"
    tasks: int
    done_before: int
    begun: float
    ended: int = 0
    rows: int = 0

    def count(self, commit: "Commit") -> None:
        """Take one more task into account."""
        self.ended += 1
        self.rows += commit.rows.get(self.stage.gives[0].name, 0) if self.stage.gives else 0

    @property
    def done(self) -> int:
        """Return how many tasks are done, by whichever run."""
        return self.done_before + self.ended

    def find_left(self, now: float) -> float | None:
        """Return how many seconds are left, None where nothing tells."""
        if not self.ended:
            return None
        return (now - self.begun) / self.ended * (self.tasks - self.done)

    def find_rate(self, now: float) -> float | None:
        """Return rows a second, None where nothing tells."""
        return self.rows / (now - self.begun) if self.rows and now > self.begun else None


@dataclass(slots=True, kw_only=True)
class Lines:
    """Tells of each stage that takes its time when it is done, and now and then before."""

    clock: Callable[[], float] = monotonic
    say: Callable[[str], None] = complain
    _pace: Pace | None = None
    _told: float = 0.0

    def begin(self, stage: "Stage", tasks: int, done: int) -> None:
        """Begin a stage of so many tasks, some of which an earlier run did."""
        now = self._told = self.clock()
        self._pace = Pace(stage=stage, tasks=tasks, done_before=done, begun=now)

    def advance(self, commit: "Commit") -> None:
        """Count a task that is done."""
        pace, now = self._pace, self.clock()
        assert pace is not None
        pace.count(commit)
        is_told = now - pace.begun >= _BRIEF if pace.done == pace.tasks else now - self._told >= _TELLING
        if is_told:
            self._told = now
            self.say(f"{pace.stage.name}: {describe(pace, now)}")


def describe(pace: Pace, now: float) -> str:
    """Return how a stage gets on, in words."""
    before = f" ({pace.done_before:,} before)" if pace.done_before else ""
    rate, left = pace.find_rate(now), pace.find_left(now)
    if pace.done == pace.tasks:
        parts = [
            f"{plural(pace.tasks, 'task')}{before}",
            plural(pace.rows, "row"),
            show_seconds(now - pace.begun),
        ]
    else:
        parts = [f"{pace.done:,} of {plural(pace.tasks, 'task')}{before}", plural(pace.rows, "row")]
        parts += [f"{rate:,.0f} a second"] if rate else []
        parts += [f"{show_seconds(left)} left"] if left is not None else []
    return ", ".join(parts)


def _all_done_before(tasks: int) -> str:
    return f"{plural(tasks, 'task')}, all done before" if tasks else "nothing to do"


def show_seconds(seconds: float) -> str:
    """Write a length of time: "0.4 s", "12 s", "3 min", "2 h 05 min"."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 2 * _MINUTE:
        return f"{seconds:.0f} s"
    minutes = round(seconds / _MINUTE)
    return f"{minutes} min" if minutes < _MINUTE else f"{minutes // _MINUTE} h {minutes % _MINUTE:02} min"


@dataclass(slots=True, kw_only=True)
class StageBars:
    """A bar for each stage that was begun, in the colours of the terminal."""

    bars: "Bars"
    clock: Callable[[], float] = monotonic
    _pace: Pace | None = None
    _bar: "TaskID | None" = None

    def begin(self, stage: "Stage", tasks: int, done: int) -> None:
        """Begin a stage of so many tasks, some of which an earlier run did."""
        self._pace = Pace(stage=stage, tasks=tasks, done_before=done, begun=self.clock())
        said = _all_done_before(tasks) if done == tasks else f"{done:,} of {plural(tasks, 'task')}"
        self._bar = self.bars.add_task(
            stage.name, total=max(tasks, 1), completed=done if tasks else 1, said=said
        )

    def advance(self, commit: "Commit") -> None:
        """Count a task that is done."""
        assert self._pace is not None
        assert self._bar is not None
        self._pace.count(commit)
        self.bars.update(self._bar, completed=self._pace.done, said=describe(self._pace, self.clock()))


def open_bars(console: "Console") -> "Bars":
    """Return what shows bars on a terminal; they go when it ends."""
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415  (0.1 s)

    name = TextColumn("{task.description}", markup=False)
    said = TextColumn("{task.fields[said]}", markup=False)
    return Progress(name, BarColumn(_WIDTH), said, console=console, transient=True)

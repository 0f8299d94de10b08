import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from twosource.archive.commits import Commit
from twosource.archive.datasets import CLEANED
from twosource.archive.plans import Stage
from twosource.cli.archive_screen import Lines, Pace, StageBars, describe, open_bars, show_seconds

CLEAN = Stage(name="clean", says="clean the articles", gives=(CLEANED,))


class Clock:
    """Goes on as it is told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def commit(number: int, rows: int) -> Commit:
    return Commit(stage="clean", number=number, work=f"{number:016}", rows={"cleaned": rows, "drops": 9})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def lines(clock: Clock, said: list[str]) -> Lines:
    return Lines(clock=clock, say=said.append)


def advance(lines: Lines, clock: Clock, seconds: Iterator[float]) -> None:
    for number, after in enumerate(seconds):
        clock.now += after
        lines.advance(commit(number, 50))


def test_a_short_stage_is_told_once(lines: Lines, clock: Clock, said: list[str]) -> None:
    lines.begin(CLEAN, 3, 0)
    advance(lines, clock, iter([1.0, 1.0, 2.0]))

    assert said == ["clean: 3 tasks, 150 rows, 4.0 s"]


def test_a_long_stage_is_told_of_twice_a_minute(lines: Lines, clock: Clock, said: list[str]) -> None:
    lines.begin(CLEAN, 5, 1)
    advance(lines, clock, iter([20.0] * 4))

    assert said == [
        "clean: 3 of 5 tasks (1 before), 100 rows, 2 a second, 40 s left",
        "clean: 5 tasks (1 before), 200 rows, 80 s",
    ]


def test_what_takes_no_time_is_not_told(lines: Lines, clock: Clock, said: list[str]) -> None:
    lines.begin(CLEAN, 4, 4)
    lines.begin(CLEAN, 0, 0)
    lines.begin(CLEAN, 2, 0)
    advance(lines, clock, iter([0.3, 0.3]))

    assert said == []


def test_how_long_a_stage_will_take_follows_from_what_this_run_did(clock: Clock) -> None:
    pace = Pace(stage=CLEAN, tasks=110, done_before=100, begun=clock())
    for number in range(2):
        pace.count(commit(number, 30))

    assert pace.find_left(clock() + 10) == 40
    assert pace.find_rate(clock() + 10) == 6


def test_nothing_is_told_of_a_future_nothing_tells_of(clock: Clock) -> None:
    pace = Pace(stage=CLEAN, tasks=10, done_before=3, begun=clock())

    assert (pace.find_left(clock()), pace.find_rate(clock())) == (None, None)
    assert describe(pace, clock()) == "3 of 10 tasks (3 before), 0 rows"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.04, "0.0 s"), (9.9, "9.9 s"), (10, "10 s"), (119.4, "119 s"), (180, "3 min"), (7_500, "2 h 05 min")],
)
def test_lengths_of_time(seconds: float, words: str) -> None:
    assert show_seconds(seconds) == words


def test_a_terminal_shows_a_bar_for_each_stage(clock: Clock) -> None:
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, width=120, color_system=None)
    with open_bars(console) as bars:
        told = StageBars(bars=bars, clock=clock)
        told.begin(CLEAN, 4, 1)
        clock.now += 10
        told.advance(commit(1, 50))
        bars.refresh()

    assert "clean" in shown.getvalue()
    assert "2 of 4 tasks (1 before), 50 rows, 5 a second, 20 s left" in shown.getvalue()

"""Loops in threads of their own: they go on after surprises, end when told to, and say that they live."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ledgers import open_ledger, place_of
from tests.watching.making import Heard, make_log
from twosource.store import Ledger
from twosource.watching import telling
from twosource.watching.settings import Settings
from twosource.watching.shared import Shared
from twosource.watching.telling import Loop


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "_STEP_S", 0.01)
    monkeypatch.setattr(telling, "_AFTER_SURPRISE", (0.01,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    open_ledger(tmp_path / "ledger.db").close()
    return tmp_path / "ledger.db"


def run(path: Path, act: Callable[[Ledger], bool], until: Callable[[], bool]) -> tuple[Shared, Heard]:
    """Run a loop until something is so, and stop it."""
    log, heard = make_log("tests.telling")

    async def running() -> Shared:
        shared = Shared(Settings(ledger=place_of(path)), "w", log)
        loop = Loop(name="raiser", shared=shared, act=act)
        loop.start()
        ends = time.monotonic() + 20
        while not until() and time.monotonic() < ends:  # noqa: ASYNC110  (a thread's doing is waited for)
            await asyncio.sleep(0.005)
        await asyncio.to_thread(loop.stop, 5.0)
        shared.stop.set()
        await shared.close()
        return shared

    return asyncio.run(running()), heard


def test_a_surprise_is_told_and_the_loop_goes_on(path: Path) -> None:
    done: list[int] = []

    def act(ledger: Ledger) -> bool:
        done.append(ledger.last_change())
        if len(done) == 1:
            raise RuntimeError("nobody foresaw this")
        return False

    shared, heard = run(path, act, lambda: len(done) >= 3)

    assert heard.events == ["raiser-failed"]
    assert shared.metrics.registry.get_sample_value("twosource_loop_failures_total", {"loop": "raiser"}) == 1


def test_what_is_left_is_done_at_once(path: Path) -> None:
    left = list(range(5))
    turns: list[int] = []

    def act(_: Ledger) -> bool:
        turns.append(left.pop() if left else -1)
        return bool(left)

    run(path, act, lambda: not left)
    assert turns[:5] == [4, 3, 2, 1, 0]


def test_what_changed_last_is_told_of_before_the_end(path: Path) -> None:
    turns: list[int] = []

    def act(ledger: Ledger) -> bool:
        turns.append(ledger.last_change())
        return False

    run(path, act, lambda: True)
    assert len(turns) >= 1


def test_a_loop_that_ended_is_not_missed(path: Path) -> None:
    shared, _ = run(path, lambda _: False, lambda: True)
    assert shared.pulses.find_stuck() == ()

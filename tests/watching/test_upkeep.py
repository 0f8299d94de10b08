"""One watch asks the feeds of a ledger; what the dead had in hand goes back, on whichever machine they were."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from tests.builders import NOW
from tests.ledgers import open_ledger, place_of
from tests.watching.making import make_log
from twosource.errors import Refused
from twosource.store import Ledger
from twosource.store.queue import NewJob, Taker
from twosource.watching import upkeep
from twosource.watching.crew import Crew
from twosource.watching.naming import Name, Pulse, own_name
from twosource.watching.settings import Settings
from twosource.watching.shared import Shared
from twosource.watching.supervisor import run_watch
from twosource.watching.upkeep import Upkeep

T = TypeVar("T")

HERE = own_name()
DEAD = replace(HERE, started="1")  # another process had our number before us
PARENT = own_name(os.getppid())
ELSEWHERE = replace(HERE, host="elsewhere")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "_LOOK_S", 0.02)


def begin(path: Path, *, beats: bool = False, workers_only: bool = False) -> str | None:
    """Take part in a watch; returns who asks the feeds already."""

    async def act(keeping: Upkeep) -> str | None:
        beating = asyncio.create_task(_beat(keeping.shared)) if beats else None
        try:
            return await keeping.begin()
        finally:
            if beating is not None:
                beating.cancel()

    return run(path, act, workers_only=workers_only)


async def _beat(shared: Shared) -> None:
    while True:
        await shared.do(lambda ledger: ledger.watchers.beat(str(ELSEWHERE)))
        await asyncio.sleep(0.01)


def run(path: Path, act: Callable[[Upkeep], Awaitable[T]], *, workers_only: bool = False) -> T:
    async def running() -> T:
        log, _ = make_log("tests.upkeep")
        shared = Shared(Settings(ledger=place_of(path), workers_only=workers_only), str(HERE), log)
        crew = Crew(settings=shared.settings, watch=shared.name, log=log, metrics=shared.metrics, bury=_bury)
        try:
            return await act(Upkeep(shared=shared, crew=crew, ours=HERE, pulse=Pulse(still_s=0.3)))
        finally:
            shared.stop.set()
            await shared.close()

    return asyncio.run(running())


async def _bury(taker: Taker, why: str, most: int | None) -> int:
    raise AssertionError


def leave(ledger: Ledger, name: Name) -> None:
    """Leave in the ledger what a watch does: its name, the right to ask, and a job in hand."""
    ledger.watchers.begin(str(name), NOW)
    ledger.watchers.take_polls(str(name))
    ledger.queue.put([NewJob(key="a", kind="read", body="{}")], NOW)
    ledger.queue.take("read", Taker(watch=str(name), worker="1"), NOW)


def asks(path: Path) -> tuple[list[str], str]:
    """Return who asks the feeds, and in what state the job is."""
    with open_ledger(path) as ledger:
        (depth,) = ledger.queue.depths()
        return [one.name for one in ledger.watchers.all() if one.polls], depth.state


@pytest.mark.parametrize("name", [DEAD, ELSEWHERE], ids=["killed on this machine", "silent on another"])
def test_a_watch_takes_the_place_of_one_that_is_gone(path: Path, name: Name) -> None:
    with open_ledger(path) as ledger:
        leave(ledger, name)
    assert begin(path) is None
    assert asks(path) == ([str(HERE)], "waiting")


def test_a_watch_that_lives_on_another_machine_keeps_its_place(path: Path) -> None:
    with open_ledger(path) as ledger:
        leave(ledger, ELSEWHERE)
    assert begin(path, beats=True) == str(ELSEWHERE)
    assert asks(path) == ([str(ELSEWHERE)], "taken")


def test_a_second_watch_says_which_process_asks_already(path: Path) -> None:
    with open_ledger(path) as ledger:
        leave(ledger, PARENT)
    with pytest.raises(Refused, match=f"process {os.getppid()} on ") as refused:
        run_watch(Settings(ledger=place_of(path)), make_log()[0])
    assert "--workers-only" in refused.value.hint
    assert asks(path) == ([str(PARENT)], "taken")


def test_workers_alone_stand_beside_any_watch(path: Path) -> None:
    with open_ledger(path) as ledger:
        leave(ledger, PARENT)
    assert begin(path, workers_only=True) is None
    assert asks(path) == ([str(PARENT)], "taken")


def test_a_watch_that_was_thought_dead_asks_no_more_until_nobody_else_does(path: Path) -> None:
    async def act(keeping: Upkeep) -> list[bool]:
        polls = []
        await keeping.begin()
        polls.append(keeping.shared.polls)
        await keeping.shared.do(_replace)
        assert await keeping.begin() == str(PARENT)
        polls.append(keeping.shared.polls)
        await keeping.shared.do(lambda ledger: ledger.watchers.end(str(PARENT)))
        await keeping.begin()
        return [*polls, keeping.shared.polls]

    assert run(path, act) == [True, False, True]


def _replace(ledger: Ledger) -> None:
    ledger.watchers.end(str(HERE))
    ledger.watchers.begin(str(PARENT), NOW)
    ledger.watchers.take_polls(str(PARENT))


def test_what_a_watch_has_in_hand_when_it_ends_is_there_for_the_next(path: Path) -> None:
    async def act(keeping: Upkeep) -> None:
        await keeping.begin()
        await keeping.shared.do(lambda ledger: leave(ledger, HERE))
        await keeping.end()

    run(path, act)
    assert asks(path) == ([], "waiting")
    with open_ledger(path) as ledger:
        job = ledger.queue.take("read", Taker(watch="next", worker="1"), NOW)
    assert job is not None
    assert job.deaths == 0


def test_what_was_left_in_hand_without_a_word_goes_back(path: Path) -> None:
    with open_ledger(path) as ledger:
        leave(ledger, ELSEWHERE)
        ledger.watchers.end(str(ELSEWHERE))
    assert begin(path) is None
    assert asks(path) == ([str(HERE)], "waiting")


def test_figures_show_how_the_queue_stands(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.queue.put([NewJob(key=key, kind="read", body="{}") for key in "ab"], NOW)

    async def act(keeping: Upkeep) -> list[float | None]:
        await keeping.begin()
        await keeping.show()
        found = keeping.shared.metrics.registry.get_sample_value
        return [
            found("twosource_jobs", {"kind": "read", "state": "waiting"}),
            found("twosource_jobs", {"kind": "fetch", "state": "dead"}),
            found("twosource_polls"),
            found("twosource_ledger_up"),
        ]

    assert run(path, act) == [2, 0, 1, 1]

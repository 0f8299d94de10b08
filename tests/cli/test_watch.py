"""``twosource watch``: how to begin, what was set aside, and how it shows itself."""

import asyncio
import tomllib
from pathlib import Path

import pytest

from tests.builders import NOW
from tests.cli.conftest import run_command
from tests.ledgers import open_ledger, place_of
from twosource.cli.watch_screen import summarise
from twosource.config import parse_config
from twosource.store.queue import NewJob, Taker
from twosource.watching.crew import Crew
from twosource.watching.logs import Log
from twosource.watching.settings import Settings
from twosource.watching.shared import Shared

TAKER = Taker(watch="w", worker="1")


def test_the_example_is_a_configuration() -> None:
    ran = run_command("watch", "--example")
    config = parse_config(tomllib.loads(ran.out), Path("twosource.toml"))

    assert (ran.status, ran.err) == (0, "")
    assert [feed.name for feed in config.feeds] == ["Lakeside Courier"]
    assert [watch.channels for watch in config.watches] == [("screen",)]


def test_where_there_is_nothing_to_read_it_says_how_to_begin(tmp_path: Path) -> None:
    ran = run_command("watch")

    assert ran.status == 2
    assert ran.err.startswith("twosource: there is no feed to read")
    assert "[[feeds]]" in ran.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        pytest.param(("--health", "everywhere"), "health", id="an address that is none"),
        pytest.param(("--workers", "-1"), "--workers", id="fewer workers than none"),
        pytest.param(("--config", "nowhere.toml"), "nowhere.toml", id="a configuration that is not there"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(words: tuple[str, ...], complaint: str) -> None:
    ran = run_command("watch", *words)
    assert ran.status == 2
    assert complaint in ran.err
    assert ran.err.count("\n") == 1


@pytest.fixture
def with_dead(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        keys = ("abcdef0123456789", "fedcba9876543210")
        ledger.queue.put([NewJob(key=key, kind="read", body="{}", lane="lake.example") for key in keys], NOW)
        while job := ledger.queue.take("read", TAKER, NOW):
            ledger.queue.fail(job, TAKER, f"ValueError: \x1b[31m{job.key[0]}", NOW)
    return path


def test_what_was_set_aside_is_listed_with_its_reason(with_dead: Path) -> None:
    ran = run_command("--db", place_of(with_dead), "watch", "--dead")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "JOB           KIND  SINCE             FAILED  DIED  WHY",
        "abcdef012345  read  2024-05-02 12:00       1     0  ValueError: ␛[31ma",
        "fedcba987654  read  2024-05-02 12:00       1     0  ValueError: ␛[31mf",
    ]


def test_what_was_set_aside_as_json(with_dead: Path) -> None:
    found = run_command("--db", place_of(with_dead), "watch", "--dead", "--json").json()
    assert found[0] == {
        "job": "abcdef0123456789", "kind": "read", "put_at": "2024-05-02T12:00:00+00:00", "tries": 1,
        "deaths": 0, "why": "ValueError: \x1b[31ma", "host": "lake.example",
    }  # fmt: skip


def test_what_was_set_aside_is_done_again_where_asked_for(with_dead: Path) -> None:
    place = place_of(with_dead)
    assert run_command("--db", place, "watch", "--requeue", "abcdef").out == "1 job will be done again.\n"
    assert run_command("--db", place, "watch", "--requeue", "all", "--json").json() == {"requeued": 1}
    assert run_command("--db", place, "watch", "--dead").out == "No work was set aside.\n"
    ran = run_command("--db", place, "watch", "--requeue", "abcdef")
    assert (ran.status, ran.err) == (
        1, "twosource: no job 'abcdef' is set aside. See which are: twosource watch --dead.\n",
    )  # fmt: skip


def test_one_line_says_how_the_watch_does() -> None:
    async def show() -> str:
        shared = Shared(Settings(ledger="ledger.db", workers=2), "w", Log())
        crew = Crew(settings=shared.settings, watch="w", log=shared.log, metrics=shared.metrics, bury=_bury)
        shared.polls = True
        shared.metrics.articles.labels("added").inc(3)
        shared.metrics.articles.labels("copy").inc()
        shared.metrics.articles.labels("known").inc(7)
        shared.metrics.alerts.labels("alert").inc()
        shared.metrics.jobs.labels("fetch", "waiting").set(1200)
        shared.metrics.jobs.labels("read", "dead").set(1)
        return summarise(shared, crew)

    assert (
        asyncio.run(show())
        == "watching · 0 of 2 workers · 1,200 waiting · 4 articles · 1 alert · 1 set aside"
    )


async def _bury(taker: Taker, why: str, most: int | None) -> int:
    raise AssertionError

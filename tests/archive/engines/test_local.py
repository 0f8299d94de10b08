"""Real processes, real deaths: what is killed, hangs or ends in the middle costs no more than itself."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.archive.toys import PACKAGE
from tests.archive.toys.jobs import (
    SETTINGS,
    Here,
    Told,
    drops_of,
    items,
    made_now,
    run_toys,
    words_of,
)
from twosource.archive import attempts
from twosource.archive import settings as asking
from twosource.archive.attempts import MOST_ATTEMPTS
from twosource.archive.commits import Commit
from twosource.archive.driver import open_job, run_job
from twosource.archive.engines import local, workers
from twosource.archive.engines.local import LocalEngine
from twosource.archive.engines.workers import Worker
from twosource.archive.plans import Call
from twosource.archive.storage import Storage
from twosource.errors import ArchiveError

ROOT = Path(__file__).parents[3]
MAIN = """
import sys
from pathlib import Path
from tests.archive.toys.jobs import run_toys
from twosource.archive import settings
settings.code_version = lambda: "toys"
run_toys(Path(sys.argv[1]), *sys.argv[2:])
"""


class Dying(Here):
    """An engine whose processes die of a unit with a word, or of a bucket: what is left of them are their marks."""

    def __init__(self, word: str | None) -> None:
        super().__init__()
        self.word = word

    def run(self, calls: Sequence[Call]) -> Iterator[Commit]:
        for call in calls:
            if call.stage == ("counting" if self.word is None else "wording") and self._is_deadly(call):
                storage = Storage(call.root)
                for _ in range(MOST_ATTEMPTS - 1):
                    attempts.begin(storage, call.folder, storage.names(call.folder))
            yield from super().run([call])

    def _is_deadly(self, call: Call) -> bool:
        return self.word is None or self.word in str(call.item)


@pytest.fixture(autouse=True)
def _one_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let jobs that are continued be of one program, though its files be edited meanwhile."""
    monkeypatch.setattr(asking, "code_version", lambda: "toys")


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    engine = LocalEngine(2)
    yield engine
    engine.close()


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def children_of(pid: int) -> list[int]:
    told = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(one) for one in told.stdout.split()]


def marks_of_deaths(folder: Path) -> list[Path]:
    """Return the marks of attempts at tasks that are not done: those that are done may keep theirs."""
    marks = (folder / "out").rglob("attempt-*")
    return [mark for mark in marks if not (mark.parent / "commit.json").exists()]


@contextmanager
def begun(folder: Path, *files: str) -> "Iterator[subprocess.Popen[bytes]]":
    """Run a job in a process of its own, with two workers, until its first unit is at work."""
    with subprocess.Popen(
        [sys.executable, "-c", MAIN, str(folder), *files], cwd=ROOT, stderr=subprocess.PIPE
    ) as job:
        try:
            wait_until((folder / "begun").exists)
            yield job
        finally:
            job.kill()


def test_what_kills_hangs_and_fails_is_dropped_and_all_else_stays(
    tmp_path: Path, engine: LocalEngine
) -> None:
    files = ("one two", "one die:x two", "die-once:y three", "fail:z hang:q four")
    run_toys(tmp_path, *files, engine=engine)
    assert words_of(tmp_path) == {"one": 2, "two": 2, "die-once:y": 1, "three": 1, "four": 1}
    assert drops_of(tmp_path) == [
        ("wording", "stage-failed", "fail:z"),
        ("wording", "took-too-long", "hang:q"),
        ("wording", "worker-died", "die:x"),
    ]
    again = run_toys(tmp_path, *files, engine=Here(stops_after=0))
    assert sum(made_now(again).values()) == 0


def test_a_unit_that_kills_whatever_is_tried_is_given_up_and_named(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path / "out"))
    job = open_job(storage, SETTINGS, items(tmp_path, "one", "two"), stages=PACKAGE)
    run_job(job, Dying("two"), Told())
    assert (words_of(tmp_path), drops_of(tmp_path)) == ({"one": 1}, [("wording", "worker-died", "1.txt")])


def test_a_bucket_that_kills_whatever_is_tried_ends_the_job_and_can_be_begun_afresh(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path / "out"))
    job = open_job(storage, SETTINGS, items(tmp_path, "one"), stages=PACKAGE)
    with pytest.raises(ArchiveError, match="task 0 of stage counting died, 11 times over"):
        run_job(job, Dying(None), Told())
    run_job(job, Here(), Told())
    assert words_of(tmp_path) == {"one": 1}


def test_a_worker_killed_in_the_middle_is_replaced(tmp_path: Path, engine: LocalEngine) -> None:
    class Killing(Told):
        def advance(self, commit: object) -> None:
            if not self.advanced:
                os.kill(engine.pids()[0], signal.SIGKILL)
            super().advance(commit)  # type: ignore[arg-type]

    files = [f"one word{number}" for number in range(8)]
    run_toys(tmp_path, *files, engine=engine, told=Killing())
    assert words_of(tmp_path) == {"one": 8} | {f"word{number}": 1 for number in range(8)}
    assert drops_of(tmp_path) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda one: one.name)
def test_a_job_that_is_stopped_leaves_no_process_and_goes_on(tmp_path: Path, number: signal.Signals) -> None:
    files = ("slow-start one", "two", "three")
    with begun(tmp_path, *files) as job:
        workers = children_of(job.pid)
        job.send_signal(number)
        job.wait(10)
        wait_until(lambda: not any(map(lives, workers)))
    assert len(workers) == 2
    assert marks_of_deaths(tmp_path) == []
    account = run_toys(tmp_path, *files, engine=Here())
    assert made_now(account)["listing"] == 0
    assert words_of(tmp_path) == {"slow-start": 1, "one": 1, "two": 1, "three": 1}


def test_processes_that_die_as_they_begin_end_the_job(
    tmp_path: Path, engine: LocalEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(worker: Worker, call: Call) -> None:
        worker.call = call
        worker.end()

    monkeypatch.setattr(Worker, "begin", die)
    monkeypatch.setattr(local, "MOST_ATTEMPTS", 2)
    with pytest.raises(ArchiveError, match="task 7 of stage wording died as they began"):
        list(engine.run([Call(root="", plan="", stage="wording", number=7, work="")]))


def test_an_error_of_a_task_ends_the_job_in_one_line(tmp_path: Path, engine: LocalEngine) -> None:
    with pytest.raises(ArchiveError, match=r"of stage counting failed: ValueError: a trap was met") as told:
        run_toys(tmp_path, "trap", engine=engine)
    assert told.value.hint == "It is a fault of ours: please report it."


def test_an_engine_that_was_closed_begins_again(tmp_path: Path, engine: LocalEngine) -> None:
    run_toys(tmp_path, "one", engine=engine)
    before = engine.pids()
    engine.close()
    assert engine.pids() == ()
    run_toys(tmp_path, "two", engine=engine)
    assert words_of(tmp_path) == {"two": 1}
    assert not any(map(lives, before))


def test_a_worker_that_holds_much_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_MOST_HELD", 0)
    monkeypatch.setattr(workers, "_FEWEST_TASKS", 3)
    engine, pids = LocalEngine(1), []

    class Watching(Told):
        def advance(self, commit: Commit) -> None:
            super().advance(commit)
            pids.append(engine.pids())

    run_toys(tmp_path, "one", engine=engine, told=Watching())
    engine.close()
    assert pids[0] == pids[1] != pids[3]

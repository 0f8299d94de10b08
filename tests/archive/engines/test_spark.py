"""What the engine for clusters does where a cluster does not do as asked; without a cluster."""

import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import pyarrow as pa
import pytest

from tests.archive.toys.jobs import SETTINGS, Here, Told, items, run_toys, words_of
from twosource.archive.commits import Commit, from_json
from twosource.archive.driver import open_job, run_job
from twosource.archive.engines import MOST_ATTEMPTS
from twosource.archive.engines.onworkers import Looking, Performing, close_slots
from twosource.archive.engines.refusals import find_refusal, parse_remote, shorten
from twosource.archive.engines.spark import SparkEngine, make_absolute
from twosource.archive.plans import Call
from twosource.archive.settings import code_version
from twosource.archive.storage import Storage
from twosource.errors import ArchiveError

pytest.importorskip("pyspark", reason="pyspark is not installed (make setup-engines)")
pytest.importorskip("grpc", reason="grpcio is not installed (make setup-engines)")


class Broken(SparkEngine):
    """An engine whose cluster does a task or none, and then fails in other words each time."""

    def __init__(self, *, does: int) -> None:
        super().__init__("sc://127.0.0.1")
        self.does, self.asked = does, 0

    def _look(self, root: str) -> None:
        pass

    def _perform(self, calls: Sequence[Call]) -> Iterator[Commit]:
        from pyspark.errors import PySparkException  # noqa: PLC0415

        self.asked += 1
        for _ in Here().run(calls[: self.does]):
            raise PySparkException("a machine was lost, and with it the answer")
        raise PySparkException("Job aborted: all machines are lost")

    def _give_up_session(self, error: Exception) -> str:
        return str(error)


def test_what_was_done_is_not_asked_for_again(tmp_path: Path) -> None:
    engine = Broken(does=1)

    run_toys(tmp_path, "a b", "b c", "c d", engine=engine)

    assert words_of(tmp_path) == {"a": 1, "b": 2, "c": 2, "d": 1}
    assert engine.asked == 3 + 3 + 2 * 2  # files, units, and two buckets twice


def test_a_cluster_that_does_nothing_is_given_up(tmp_path: Path) -> None:
    engine = Broken(does=0)

    with pytest.raises(ArchiveError, match="the cluster gave up, 12 times over: Job aborted"):
        run_toys(tmp_path, "a b", engine=engine)

    assert engine.asked == MOST_ATTEMPTS


def test_a_worker_does_calls_and_says_what_failed(tmp_path: Path) -> None:
    calls: list[Call] = []
    job = open_job(Storage(str(tmp_path)), SETTINGS, items(tmp_path, "a b"), stages="tests.archive.toys")
    with pytest.raises(StopIteration):
        run_job(job, Noting(calls), Told())
    broken = Call(**{**_fields(calls[0]), "plan": "_work/none.json", "work": "other"})
    work = Performing(calls=(calls[0].to_json(), broken.to_json()), version=code_version(), width=1)

    done, failed = rows(work, 0, 1)
    close_slots()

    assert from_json(done["commit"]).counts == {"records": 2}
    assert (failed["commit"], "none.json can't be reached" in failed["fault"]) == (None, True)


def test_a_worker_of_another_version_does_nothing(tmp_path: Path) -> None:
    call = Call(root=str(tmp_path), plan="", stage="listing", number=0, work="w")

    (row,) = rows(Performing(calls=(call.to_json(),), version="other", width=1), 0)

    assert row["commit"] is None
    assert row["fault"].endswith("has another version of twosource than this machine")


@pytest.mark.parametrize("is_shared", [True, False], ids=["shared", "not-shared"])
def test_a_worker_says_whether_it_sees_the_place(tmp_path: Path, is_shared: bool) -> None:
    if is_shared:
        Storage(str(tmp_path)).write("_work/asked", b"_work/asked")

    (row,) = rows(Looking(root=str(tmp_path), asked="_work/asked"), 0, 1)

    assert row["version"] == code_version()
    assert row["fault"] == (None if is_shared else "what this machine wrote there is not seen")


def test_what_answers_but_is_no_spark_is_told_in_a_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=_answer_all, args=(server,), daemon=True).start()
        engine = SparkEngine(f"sc://127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(ArchiveError, match="no Spark Connect server answers there") as raised:
            run_toys(tmp_path, "a", engine=engine)
        engine.close()

    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(
            "Traceback (most recent call last):\n  File x\nModuleNotFoundError: No module named 'twosource'",
            "the workers have no twosource, or an older one: ModuleNotFoundError: No module named 'twosource'",
            id="no-twosource",
        ),
        pytest.param(
            "[PYTHON_VERSION_MISMATCH] Python in worker has different version: 3.10 than that in driver: 3.11",
            "the workers run another Python than this machine: [PYTHON_VERSION_MISMATCH] Python in worker has "
            "different version: 3.10 than that in driver: 3.11",
            id="another-python",
        ),
        pytest.param("Job aborted due to stage failure: ExecutorLostFailure", None, id="may-be-tried-again"),
    ],
)
def test_words_that_mean_the_end(words: str, said: str | None) -> None:
    refusal = find_refusal(words)

    assert (None if refusal is None else str(refusal)) == said


@pytest.mark.parametrize(
    ("remote", "means"),
    [
        pytest.param("sc://wires.example", ("wires.example", 15002), id="usual-port"),
        pytest.param("sc://wires.example:9/;token=secret", ("wires.example", 9), id="options"),
        pytest.param("sc://[::1]:9", ("::1", 9), id="ipv6"),
    ],
)
def test_addresses_are_read(remote: str, means: tuple[str, int]) -> None:
    assert parse_remote(remote) == means


def test_no_words_are_told_as_such() -> None:
    assert shorten(" \n") == "it does not say why"


def test_places_are_named_so_that_every_machine_finds_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert make_absolute("out") == str(tmp_path / "out")
    assert make_absolute("s3://wires/out") == "s3://wires/out"


class Noting(Here):
    """An engine that notes the first calls and stops."""

    def __init__(self, calls: list[Call]) -> None:
        super().__init__()
        self.calls = calls

    def run(self, calls: Sequence[Call]) -> Any:
        self.calls += calls
        raise StopIteration


def rows(work: Performing | Looking, *places: int) -> list[dict[str, Any]]:
    batch = pa.RecordBatch.from_pydict({"id": list(places)})
    return [row for made in work([batch]) for row in made.to_pylist()]


def _fields(call: Call) -> dict[str, Any]:
    return {name: getattr(call, name) for name in call.__slots__}


def _answer_all(server: socket.socket) -> None:
    while True:
        try:
            caller, _ = server.accept()
        except OSError:
            return
        with caller:
            caller.recv(100)
            caller.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

"""What a task does with its rows, and with its stage's faults."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.archive.toys import COUNTED, counting
from tests.archive.toys.jobs import SETTINGS, Here, found, items, run_toys, words_of
from tests.builders import NOW
from twosource.archive.attempts import Attempt
from twosource.archive.commits import Commit
from twosource.archive.datasets import DROPS
from twosource.archive.plans import Call, Plan
from twosource.archive.settings import Settings
from twosource.archive.storage import Storage
from twosource.archive.tasks import Task, name_item, perform, tell
from twosource.errors import ArchiveError
from twosource.model import Dropped


def make_task(folder: Path, **attempt: Any) -> Task:
    return Task(
        plan=Plan(stage="read", settings=Settings(now=NOW), buckets=1),
        number=0,
        attempt=Attempt(storage=Storage(str(folder)), folder="task", **{"number": 1, **attempt}),
    )


def halve(number: int) -> int:
    if number == 13:
        raise ValueError("thirteen\n  of them")
    return number // 2


def drop_of(address: str, reason: str, detail: str) -> dict[str, Any]:
    return {
        "stage": "read", "what": "record", "reason": reason, "article": None, "address": address, "text": "",
        "detail": detail,
    }  # fmt: skip


def test_a_row_that_work_fails_on_costs_itself(tmp_path: Path) -> None:
    task = make_task(tmp_path)
    assert list(task.each([2, 13, 4], str, halve)) == [1, 2]
    (left,) = task.dropped
    assert left == drop_of("13", "stage-failed", left["detail"])
    assert left["detail"].startswith("ValueError: thirteen of them (test_tasks.py:")
    assert task.counts == {"dropped record: stage-failed": 1}


def test_storage_that_fails_under_a_row_costs_no_row(tmp_path: Path) -> None:
    task = make_task(tmp_path)

    def fail(row: int) -> int:
        raise ArchiveError("s3://wires can't be reached")

    with pytest.raises(ArchiveError, match="can't be reached"):
        list(task.each([2], str, fail))
    assert task.dropped == []


def test_a_deadly_row_is_passed_over(tmp_path: Path) -> None:
    task = make_task(tmp_path, number=4, deadly={"13"})
    assert list(task.each([2, 13, 4], str, halve)) == [1, 2]
    assert task.dropped == [
        drop_of("13", "worker-died", "the process that worked on it died, more than once")
    ]


def test_rows_are_marked_as_they_are_begun_on_and_not_after(tmp_path: Path) -> None:
    task = make_task(tmp_path, number=2)
    mark = tmp_path / "task" / "attempt-02"
    marks = []

    def rows() -> Iterator[int]:
        yield 2
        marks.append(mark.read_bytes())
        yield 4

    marks += [mark.read_bytes() for _ in task.each(rows(), str, halve)]
    assert [*marks, mark.read_bytes()] == [b"", b"2", b"4", b""]


def test_what_is_left_out_may_hold_halves_of_characters(tmp_path: Path) -> None:
    task = make_task(tmp_path)
    left = Dropped(what="article", reason="teaser", text="a\ud83d", address="b\ud83d", detail="c\ud83d")
    task.drop(left, article="a_1")
    assert DROPS.table(task.dropped).to_pylist() == [
        {"stage": "read", "what": "article", "reason": "teaser", "article": "a_1", "address": "b?", "text": "a?",
         "detail": "c?"}
    ]  # fmt: skip


def test_an_error_is_told_in_one_line() -> None:
    assert tell(KeyError("a\nb")) == r"KeyError: 'a\nb'"
    assert tell(ValueError("long " * 100)) == "ValueError: " + ("long " * 60)


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"address": "a.warc", "start": 3}, "a.warc"),
        ({"at": "wires/", "names": ["a.html"]}, "wires/a.html"),
        ({"at": "wires/", "names": ["a.html", "b.html", "c.html"]}, "wires/a.html and 2 more"),
        ({"at": None, "names": ["a.html"], "address": "a.html"}, "a.html"),
        ({"b": 1, "a": 2}, '{"a": 2, "b": 1}'),
    ],
    ids=["a file", "one of a folder", "several of a folder", "one named", "what says nothing"],
)
def test_the_name_of_an_item(item: dict[str, Any], name: str) -> None:
    assert name_item(item) == name


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ({"others": COUNTED.empty()}, "it gives others, which it does not say"),
        ({"counted": pa.table({"word": ["a"]})}, "ValueError|ArrowInvalid"),
    ],
    ids=["a dataset that it does not give", "other columns"],
)
def test_a_stage_that_gives_what_it_does_not_say_ends_the_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: dict[str, Any], words: str
) -> None:
    monkeypatch.setattr(counting, "work", lambda *_: made)
    with pytest.raises(ArchiveError, match=f"task 0 of stage counting failed: .*({words})"):
        run_toys(tmp_path, "one", engine=Here())


def test_a_dataset_that_a_task_leaves_out_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "work", lambda *_: {})
    run_toys(tmp_path, "one", engine=Here())
    assert found(tmp_path) == []


def test_a_task_that_is_done_is_not_done_again(tmp_path: Path) -> None:
    calls: list[Call] = []

    class Twice(Here):
        def run(self, calls_now: Any) -> Any:
            calls.extend(calls_now)
            yield from super().run(calls_now)

    run_toys(tmp_path, "one", engine=Twice())
    first = perform(calls[0])
    assert isinstance(first, Commit)
    assert perform(Call.from_json(calls[0].to_json())) == first
    assert words_of(tmp_path) == {"one": 1}


def test_workers_that_do_one_task_at_once_agree(tmp_path: Path) -> None:
    class Doubled(Here):
        def run(self, calls: Any) -> Any:
            with ThreadPoolExecutor(2) as pool:
                for call in calls:
                    one, other = pool.map(perform, [call, call])
                    assert (one.rows, one.counts, one.work) == (other.rows, other.counts, other.work)
                    yield other

    run_toys(tmp_path, "one two. two", "three fail:x", engine=Doubled())
    assert words_of(tmp_path) == {"one": 1, "two": 2, "three": 1}


def test_calls_travel_as_they_are(tmp_path: Path) -> None:
    call = Call(
        root="s3://wires/out", plan="p", stage="read", number=7, work="aa", item=items(tmp_path, "x\ud83d")[0],
        stages="elsewhere",
    )  # fmt: skip
    assert Call.from_json(call.to_json()) == call
    assert replace(SETTINGS, outlet="x") == Settings.from_json(replace(SETTINGS, outlet="x").to_json())

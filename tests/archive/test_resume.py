"""What a job does again where its inputs are others, and what one rotten file costs."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive.answers import (
    Answers,
    Noted,
    answers_of_add,
    answers_of_job,
    differences,
    rows_of,
    run_job,
)
from tests.archive.stretches import make_records, response
from twosource.archive.settings import Sizes

SIZES = Sizes(unit_records=3, bucket_articles=4)
RECORDS = make_records(10)


def write(path: Path, first: int, last: int) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in RECORDS[first:last]), "utf-8")
    return path


def run(folder: Path, place: Path) -> dict[str, tuple[int, int]]:
    """Run a job over a folder; returns the tasks of each stage, and how many were done before."""
    noted = Noted()
    run_job([str(folder)], place, sizes=SIZES, progress=noted)
    return noted.stages


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "wires"
    folder.mkdir()
    write(folder / "a.jsonl", 0, 6)
    return folder


def test_the_same_again_does_nothing(inputs: Path, tmp_path: Path) -> None:
    run(inputs, tmp_path / "out")
    left = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*/*.parquet")}

    again = run(inputs, tmp_path / "out")

    assert [name for name, (tasks, before) in again.items() if before < tasks] == []
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*/*.parquet")} == left


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda folder: write(folder / "b.jsonl", 6, 9), id="one-more"),
        pytest.param(lambda folder: write(folder / "a.jsonl", 0, 4), id="other-content"),
    ],
)
def test_other_inputs_end_as_in_a_new_place(
    inputs: Path, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    run(inputs, tmp_path / "out")
    change(inputs)

    run(inputs, tmp_path / "out")

    run(inputs, tmp_path / "new")
    assert differences(answers_of_job(tmp_path / "out"), answers_of_job(tmp_path / "new")) == []
    for table in ("articles", "reports", "judgements", "drops"):
        assert rows_of(tmp_path / "out", table) == rows_of(tmp_path / "new", table)


def broken_gzip(folder: Path) -> Path:
    path = folder / "broken.jsonl.gz"
    whole = gzip.compress("".join(json.dumps(record) + "\n" for record in RECORDS[6:]).encode())
    path.write_bytes(whole[: len(whole) // 2])
    return path


def truncated_warc(folder: Path) -> Path:
    path = folder / "cut.warc"
    whole = b"".join(map(response, RECORDS[6:8]))
    path.write_bytes(whole[:-200])
    return path


def binary_junk(folder: Path) -> Path:
    path = folder / "junk.jsonl"
    path.write_bytes(bytes(range(256)) * 40)
    return path


@pytest.mark.parametrize("spoil", [broken_gzip, truncated_warc, binary_junk])
def test_a_rotten_file_is_named_and_costs_its_own_rows(
    inputs: Path, tmp_path: Path, spoil: Callable[[Path], Path]
) -> None:
    rotten = spoil(inputs)
    added: Answers = answers_of_add([str(inputs)], tmp_path / "added.db")

    ended = run_job([str(inputs)], tmp_path / "out", sizes=SIZES)

    assert differences(added, answers_of_job(tmp_path / "out")) == []
    assert len(added.tables["incidents"]) >= 2
    assert ended.problems == len(ended.issues) > 0
    assert all(issue.address.startswith(str(rotten)) and issue.message for issue in ended.issues)
    named = [row for row in rows_of(tmp_path / "out", "drops") if row["what"] == "record"]
    assert {(row["address"], row["reason"]) for row in named} == {
        (issue.address, "unreadable") for issue in ended.issues
    }

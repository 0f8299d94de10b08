"""Records are read in pieces; a crash costs one of them; the order changes nothing."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from eval.runner import Selection, read_piece
from eval.tasks import Comparison, Figure, Outcome, Record, Task, digest_records, sample_records

from eval import runner

RECORDS = [Record(id=f"r{number:02}", data={"number": number}) for number in range(30)]


def _task(*, whole: bool = False) -> Task:
    return Task(
        name="demo",
        measures="a demo",
        load=lambda folder: list(RECORDS) if folder.exists() else [],
        read=_read,
        score=lambda records, outcomes: [
            Figure(name="demo.n", value=len(outcomes), of=len(records), says="n")
        ],
        compare=lambda _record, _outcome: Comparison(text=""),
        whole=whole,
    )


def _read(records: Sequence[Record]) -> list[Outcome]:
    if any(record.data["number"] == 7 for record in records):
        raise ZeroDivisionError("seven")
    return [record.data["number"] for record in records]


def test_a_crash_costs_one_record_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "get_task", lambda _name: _task())
    piece = read_piece("demo", RECORDS[5:10])
    assert piece.outcomes == [5, 6, None, 8, 9]
    assert [(crash.record, crash.error) for crash in piece.crashes] == [("r07", "ZeroDivisionError: seven")]


def test_a_crash_in_a_whole_set_costs_the_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "get_task", lambda _name: _task(whole=True))
    piece = read_piece("demo", RECORDS[5:10])
    assert (piece.outcomes, len(piece.crashes)) == ([None] * 5, 1)


def test_a_sample_is_the_same_in_any_order() -> None:
    picked = sample_records(RECORDS, 8, seed=3)
    assert picked == sample_records(RECORDS[::-1], 8, seed=3)
    assert picked != sample_records(RECORDS, 8, seed=4)
    assert len(sample_records(RECORDS, 99, seed=3)) == len(RECORDS)


def test_a_selection_gives_records_by_id(tmp_path: Path) -> None:
    task = _task()
    assert Selection().pick(task, task.load(tmp_path)[::-1]) == RECORDS
    names = (Selection().name, Selection(part=None).name, Selection(size=5, seed=2).name)
    assert names == ("unseen", "all", "unseen, sample 5/2")


def test_a_selection_leaves_out_what_the_model_was_trained_on(tmp_path: Path) -> None:
    rows = [{"id": f"r{number}", "split": "train", "corpus": "own"} for number in range(50)]
    records = [Record(id=row["id"], data=row) for row in [*rows, {"id": "r99", "split": "dev"}]]
    task = replace(_task(), name="polnear")
    chosen = {part: Selection(part=part).pick(task, records) for part in (None, "train", "tune", "unseen")}
    assert len(chosen[None]) == 51
    assert [record.id for record in chosen["unseen"]] == ["r99"]
    assert len(chosen["train"]) + len(chosen["tune"]) == 50
    assert 0 < len(chosen["tune"]) < 15


def test_a_sample_takes_as_long_whoever_reads() -> None:
    sizes = [len(Selection(size=20, part=None, work=work).pick(_task(), RECORDS)) for work in (1.0, 4.0, 5.0)]
    assert sizes == [20, 5, 4]


def test_a_digest_names_records_in_any_order() -> None:
    assert digest_records(RECORDS) == digest_records(RECORDS[::-1])
    assert digest_records(RECORDS) != digest_records(RECORDS[1:])

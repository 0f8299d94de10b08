"""The factuality row, over sentences of our own."""

import json
from pathlib import Path

from eval.sets.factuality import TASK
from eval.tasks import Record


def _row(text: str, word: str, label: float | None) -> dict[str, object]:
    start = text.index(word)
    return {"corpus": "own", "text": text, "start": start, "end": start + len(word), "label": label}


def _records() -> list[Record]:
    rows = [
        _row("The bridge collapsed on Monday .", "collapsed", 3.0),
        _row("The bridge may have collapsed .", "collapsed", 0.4),
    ]
    return [Record(id=str(number), data=row) for number, row in enumerate(rows)]


def test_events_are_scored_in_all_and_by_corpus() -> None:
    records = _records()
    figures = {figure.name: figure for figure in TASK.score(records, TASK.read(records))}
    assert figures["factuality.macro_f1"].value == 1
    assert figures["factuality.own.macro_f1"].value == 1
    assert figures["factuality.hedged_f1"].of == 1
    assert [name for name, figure in figures.items() if figure.headline] == [
        "factuality.macro_f1",
        "factuality.correlation",
    ]


def test_an_event_without_judgement_is_read_but_not_scored() -> None:
    record = Record(id="0", data=_row("It rained .", "rained", None))
    figures = TASK.score([record], TASK.read([record]))
    assert figures[0].of == 0
    assert TASK.compare(record, None).rows[0].right is None


def test_events_judged_twice_keep_ids_of_their_own(tmp_path: Path) -> None:
    row = json.dumps(_row("It rained .", "rained", 3.0))
    (tmp_path / "targets.jsonl").write_text(f"{row}\n{row}\n", encoding="utf-8")
    first, second = TASK.load(tmp_path)
    assert second.id == f"{first.id}/2"

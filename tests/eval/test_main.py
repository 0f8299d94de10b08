"""The scorecard's command line, on a small set of our own."""

import json
from pathlib import Path

import pytest
from eval.__main__ import main
from eval.peers import load_peers
from eval.sets import NAMES, get_task

ROW = {
    "id": "w1",
    "corpus": "own",
    "dct": "2024-06-14",
    "text": "The depot at Harvan was shelled on 12 June 2024, the mayor said.",
    "timexes": [{"start": 32, "end": 47, "surface": "12 June 2024", "type": "DATE", "value": "2024-06-12", "mod": None}],
}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    row = {**ROW, "timexes": [{**ROW["timexes"][0], "start": 35, "end": 47}]}  # type: ignore[dict-item]
    assert row["text"][35:47] == "12 June 2024"
    (tmp_path / "timex").mkdir()
    (tmp_path / "timex" / "docs.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return tmp_path


def test_a_folder_is_measured_and_the_card_written(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = data / "card.json"
    arguments = ["--data", str(data), "--only", "timex", "--json", str(written), "--jobs", "1"]
    assert main([*arguments, "--scorecard", str(data / "card.md")]) == 0
    (measured,) = json.loads(written.read_text(encoding="utf-8"))["sets"]
    values = {figure["name"]: figure["value"] for figure in measured["figures"]}
    assert (measured["name"], measured["records"], values["timex.value_f1"]) == ("timex", 1, 1.0)
    assert "`timex.value_f1` | 1.000" in (data / "card.md").read_text(encoding="utf-8")
    assert str(data) not in (data / "card.md").read_text(encoding="utf-8")
    assert "timex.value_f1" in capsys.readouterr().out


def test_other_readers_stand_in_columns_of_the_same_records(data: Path) -> None:
    written, card = data / "rules.json", data / "card.md"
    arguments = ["--data", str(data), "--only", "timex", "--jobs", "1"]
    assert main([*arguments, "--reader", "rules", "--json", str(written)]) == 0
    others = json.loads(written.read_text(encoding="utf-8")) | {"reader": "both"}
    (data / "both.json").write_text(
        json.dumps(others).replace('"value": 1.0', '"value": 0.75'), encoding="utf-8"
    )
    beside = ["--beside", str(data / "both.json"), "--scorecard", str(card)]
    assert main([*arguments, "--reader", "rules", *beside]) == 0
    assert "| figure | rules | both | floor |" in card.read_text(encoding="utf-8")
    assert "| `timex.value_f1` | **1.000** | 0.750 |" in card.read_text(encoding="utf-8")


def test_figures_got_on_other_records_are_not_compared(data: Path) -> None:
    written, card = data / "rules.json", data / "card.md"
    arguments = ["--data", str(data), "--only", "timex", "--jobs", "1"]
    assert main([*arguments, "--json", str(written)]) == 0
    (measured,) = json.loads(written.read_text(encoding="utf-8"))["sets"]
    others = {"reader": "both", "sets": [measured | {"data": "others"}]}
    written.write_text(json.dumps(others), encoding="utf-8")
    assert main([*arguments, "--beside", str(written), "--scorecard", str(card)]) == 0
    assert "| `timex.value_f1` | **1.000** |  |" in card.read_text(encoding="utf-8")


def test_one_record_is_shown_with_both_sides(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "timex", "w1", "--data", str(data)]) == 0
    assert capsys.readouterr().out.count("[12 June") == 2


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--data", "nowhere"], "nowhere is not a folder"),
        (["--data", "{data}", "--only", "timax"], "no set is called 'timax'"),
        (["--data", "{data}", "--only", "gva"], "holds none of the sets gva"),
        (["--data", "{data}", "--only", "timex", "--part", "tune"], "holds none of the sets timex"),
        (["--data", "{data}", "--beside", "{data}/timex/docs.jsonl"], "is no card that --json wrote"),
        (["show", "timex", "w7", "--data", "{data}"], "no record is called 'w7'"),
        ([], "no data folder"),
    ],
    ids=[
        "no folder",
        "no such set",
        "set not there",
        "no record of that part",
        "no card",
        "no such record",
        "nothing given",
    ],
)
def test_a_wrong_call_is_one_line(
    data: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    complaint: str,
) -> None:
    monkeypatch.delenv("TWOSOURCE_DATA", raising=False)
    assert main([argument.replace("{data}", str(data)) for argument in arguments]) == 2
    printed = capsys.readouterr().err
    assert complaint in printed
    assert printed.count("\n") == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_set_is_a_task_of_its_name(name: str, tmp_path: Path) -> None:
    task = get_task(name)
    assert (task.name, task.measures != "") == (name, True)
    if name != "ledger":
        with pytest.raises(FileNotFoundError):
            task.load(tmp_path / name)


def test_every_peer_stands_beside_a_figure_of_a_set() -> None:
    assert {name.split(".")[0] for name in load_peers()} <= set(NAMES)

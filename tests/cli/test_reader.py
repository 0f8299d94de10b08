"""Who reads: the option and its variable, and what is told where the model's weights can't be had."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

import twosource
from tests.cli.conftest import WIRES, run_command, write_wires
from tests.fakes import FakeFetcher, FakeProposer
from tests.ledgers import open_ledger
from twosource.cli import reader
from twosource.cli.reader import DEFAULT_READER, make_pipe, tell_first
from twosource.errors import WeightsUnavailable
from twosource.pipeline import Inputs, add, read_only
from twosource.read.readers import READERS

READING = ("demo", "add", "read", "reread")
DAMAGED = "the trained reader's weights are damaged"
ALONE = f"the rules read alone: {DAMAGED}"


def no_weights() -> NoReturn:
    raise WeightsUnavailable(DAMAGED, hint="install twosource again")


def inputs(*given: Path) -> Inputs:
    return Inputs(given=[str(path) for path in given], fetcher=FakeFetcher())


def test_the_option_has_every_reader() -> None:
    assert reader.READERS == READERS
    assert DEFAULT_READER in READERS


@pytest.mark.parametrize("command", READING)
def test_every_command_that_reads_asks_who(command: str) -> None:
    page = " ".join(run_command(command, "--help").out.split())

    assert "--reader [rules|model|both]" in page
    assert "TWOSOURCE_READER" in page


@pytest.mark.parametrize("command", ["add", "read"])
def test_a_reader_there_is_none_of_is_a_wrong_call(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    by_option = run_command(command, "wires", "--reader", "people")
    monkeypatch.setenv("TWOSOURCE_READER", "people")
    by_variable = run_command(command, "wires")

    assert (by_option.status, by_variable.status) == (2, 2)
    assert "'people' is not one of 'rules', 'model', 'both'" in by_option.err
    assert "'people' is not one of 'rules', 'model', 'both'" in by_variable.err


def test_the_option_outranks_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TWOSOURCE_READER", "people")
    wires = write_wires(tmp_path / "wires.jsonl")

    assert run_command("read", str(wires), "--reader", "rules").status == 0


def test_the_reader_is_written_down_with_what_it_read(tmp_path: Path) -> None:
    pipe, remarks = make_pipe("both", FakeProposer)
    with open_ledger(tmp_path / "ledger.db") as ledger:
        fates = list(add(ledger, pipe, inputs(write_wires(tmp_path / "wires.jsonl"))))
        kept = [ledger.reading(fate.article.id) for fate in fates if fate.article]

    assert remarks == []
    assert {reading.origin for reading in kept if reading} == {"rules/1+model/1-fa4e00"}


def test_without_weights_the_rules_read_alone_and_a_remark_says_so(tmp_path: Path) -> None:
    wires = write_wires(tmp_path / "wires.jsonl")
    pipe, remarks = make_pipe("both", no_weights)
    found = [one for one in read_only(pipe, inputs(wires)) if isinstance(one, tuple)]

    assert [(one.message, one.hint, one.remark) for one in remarks] == [
        (ALONE, "install twosource again", True)
    ]
    assert {reading.origin for _, reading in found} == {"rules/1"}
    assert len(found) == len(WIRES)


def test_the_remark_comes_before_the_first_article(tmp_path: Path) -> None:
    pipe, remarks = make_pipe("both", no_weights)
    with open_ledger(tmp_path / "ledger.db") as ledger:
        fates = list(tell_first(remarks, add(ledger, pipe, inputs(write_wires(tmp_path / "wires.jsonl")))))

    assert [fate.issue for fate in fates if fate.issue] == remarks
    assert fates[0].issue == remarks[0]


def test_the_model_alone_does_not_read_without_weights() -> None:
    with pytest.raises(WeightsUnavailable, match="damaged"):
        make_pipe("model", no_weights)


def test_the_rules_ask_for_no_weights() -> None:
    _, remarks = make_pipe("rules", no_weights)

    assert remarks == []


# --- the whole program, its weights gone or damaged ---------------------------------------------------


@pytest.fixture(params=["missing", "damaged"])
def maimed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a folder to import the program from, whose file of weights is missing or damaged."""
    package = Path(twosource.__file__).parent
    copied = tmp_path / "elsewhere" / "twosource"
    for folder, apart in ((package, "knowledge"), (package / "knowledge", "encoder")):
        target = copied / folder.relative_to(package)
        target.mkdir(parents=True)
        for path in folder.iterdir():
            if path.name != apart:
                (target / path.name).symlink_to(path)
    weights = copied / "knowledge" / "encoder"
    weights.mkdir()
    if request.param == "damaged":
        for path in (package / "knowledge" / "encoder").iterdir():
            (weights / path.name).write_bytes(
                path.read_bytes()[:-1] if path.suffix == ".onnx" else path.read_bytes()
            )
    return copied.parent


def run_maimed(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "twosource", *arguments],
        check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(folder)},
    )  # fmt: skip


def test_with_both_one_line_is_told_and_everything_is_read(maimed: Path, tmp_path: Path) -> None:
    ran = run_maimed(maimed, "read", str(write_wires(tmp_path / "wires.jsonl")), "--reader", "both")
    lines = [json.loads(line) for line in ran.stdout.splitlines()]

    assert (ran.returncode, len(ran.stderr.splitlines()), len(lines)) == (0, 1, len(WIRES))
    assert ran.stderr.startswith("twosource: the rules read alone: the trained reader's weights are ")
    assert {claim["origin"] for line in lines for one in line["reports"] for claim in one["claims"]} == {
        "rules/1"
    }


def test_with_both_adding_tells_it_and_adds(maimed: Path, tmp_path: Path) -> None:
    wires = write_wires(tmp_path / "wires.jsonl")
    ran = run_maimed(maimed, "--json", "add", str(wires), "--reader", "both")
    told = json.loads(ran.stdout)

    assert (ran.returncode, len(ran.stderr.splitlines())) == (0, 1)
    assert [issue["remark"] for issue in told["issues"]] == [True]
    assert told["articles"]["added"] + told["articles"]["copy"] == len(WIRES)


def test_the_doctor_finds_it(maimed: Path) -> None:
    told = json.loads(run_maimed(maimed, "doctor", "--json").stdout)
    (wrong,) = (check for check in told["checks"] if not check["ok"])

    assert wrong["name"] == "trained reader"
    assert wrong["detail"].startswith("the trained reader's weights are ")


def test_with_the_model_alone_one_line_is_told_and_nothing_is_made(maimed: Path, tmp_path: Path) -> None:
    wires = write_wires(tmp_path / "wires.jsonl")
    ran = run_maimed(maimed, "add", str(wires), "--reader", "model")

    assert (ran.returncode, ran.stdout, len(ran.stderr.splitlines())) == (1, "", 1)
    assert ran.stderr.startswith("twosource: the trained reader's weights are ")
    assert not (tmp_path / "twosource.db").exists()

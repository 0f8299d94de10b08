from pathlib import Path

import pytest

from tests.cli.conftest import run_command, write_wires


@pytest.fixture
def wires(tmp_path: Path) -> Path:
    folder = tmp_path / "wires"
    folder.mkdir()
    return write_wires(folder / "wires.jsonl")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        pytest.param(["--engine", "local", "--remote", "sc://host:1"], "leave out --engine local", id="both"),
        pytest.param(["--remote", "spark://host:1"], "--remote is sc://HOST:PORT", id="no-connect"),
        pytest.param(["--workers", "0"], "0 is not in the range x>=1", id="no-worker"),
        pytest.param(["--engine", "dask"], "'dask' is not one of 'local', 'spark'", id="unknown-engine"),
    ],
)
def test_what_contradicts_itself_is_a_wrong_call(options: list[str], words: str) -> None:
    ran = run_command("archive", "wires", "--out", "out", *options)

    assert (ran.status, ran.out) == (2, "")
    assert words in ran.err


def test_what_is_found_is_not_left_among_the_inputs(wires: Path) -> None:
    ran = run_command("archive", str(wires.parent), "--out", str(wires.parent / "out"))

    assert (ran.status, ran.out) == (2, "")
    assert "would be read with it: name a place outside" in ran.err


def test_it_must_be_said_where_to() -> None:
    ran = run_command("archive", "wires")

    assert ran.status == 2
    assert "Missing option '--out'" in ran.err


def test_a_server_s_ledger_needs_a_place_to_work() -> None:
    ran = run_command("archive", "wires", "--out", "postgresql://desk@localhost/wires")

    assert ran.status == 2
    assert "say with --work where work is kept" in ran.err


def test_inputs_that_lead_nowhere_end_it(tmp_path: Path) -> None:
    ran = run_command("archive", "nowhere", "--out", "out")

    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("twosource: ")
    assert "nowhere" in ran.err
    assert not (tmp_path / "out").exists()

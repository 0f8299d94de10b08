from pathlib import Path

import pytest
from pyarrow import parquet

from tests.cli.conftest import Ran, run_command, write_wires
from tests.ledgers import are_on_postgresql, place_of

PIECES = ("--workers", "1", "--unit-records", "2", "--bucket-articles", "3")


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


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The invented wires after a job, and what it said."""
    folder = tmp_path_factory.mktemp("done")
    ran = run_command(
        "archive", str(write_wires(folder / "wires.jsonl")), "--out", str(folder / "out"), *PIECES
    )
    return folder / "out", ran


def test_a_job_tells_what_became_of_the_articles(done: tuple[Path, Ran]) -> None:
    place, ran = done

    assert ran.status == 0, ran.err
    head, *rows = ran.out.splitlines()
    assert head.split()[:1] == ["STAGE"]
    assert rows[0].startswith("index ")
    assert "5 articles in 1 file: 5 kept (1 copy among them)." in rows
    assert "4 reports of 2 incidents." in rows
    assert rows[-1].startswith(f"{place}: done in ")


def test_a_job_leaves_tables(done: tuple[Path, Ran]) -> None:
    incidents = parquet.read_table(done[0] / "incidents").to_pylist()

    assert sorted(one["country"] for one in incidents) == ["KE", "SO"]


def test_the_same_again_does_nothing(done: tuple[Path, Ran]) -> None:
    place, _ = done
    again = run_command("archive", str(place.parent / "wires.jsonl"), "--out", str(place), *PIECES, "--json")

    told = again.json()
    assert again.status == 0
    assert [one["stage"] for one in told["stages"] if one["done_before"] < one["tasks"]] == []
    assert told["articles"]["kept"] == 5
    assert told["tables"]["incidents"] == f"{place}/incidents"


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The invented wires beside a broken file, after a tidy job, and what it said."""
    folder = tmp_path_factory.mktemp("spoilt")
    (folder / "wires").mkdir()
    write_wires(folder / "wires" / "wires.jsonl")
    (folder / "wires" / "torn.jsonl").write_text('{"title": "No end to th\n', "utf-8")
    given = [str(folder / "wires"), str(folder / "nowhere")]
    return folder / "out", run_command("archive", *given, "--out", str(folder / "out"), "--tidy", *PIECES)


def test_what_cannot_be_read_is_named_and_costs_itself(spoilt: tuple[Path, Ran]) -> None:
    place, ran = spoilt

    assert ran.status == 1
    assert f"twosource: {place.parent / 'nowhere'}: no such file or directory." in ran.err
    assert "torn.jsonl: is broken JSON" in ran.err
    assert "2 problems, told of on standard error." in ran.out
    assert "of 2 incidents." in ran.out


def test_a_tidy_job_leaves_tables_alone(spoilt: tuple[Path, Ran]) -> None:
    left = {path.name for path in spoilt[0].iterdir()}

    assert left >= {"articles", "incidents", "drops", "account.json"}
    assert "_work" not in left


def test_a_job_fills_a_ledger(wires: Path) -> None:
    work = ["--work", "wires.db.work"] if are_on_postgresql() else []  # beside a file, unless told

    ran = run_command("archive", str(wires), "--out", place_of("wires.db"), *work, *PIECES)

    assert ran.status == 0, ran.err
    assert Path("wires.db.work/incidents").is_dir()
    listed = run_command("--db", "wires.db", "incidents", "--json").json()
    assert len(listed) == 2

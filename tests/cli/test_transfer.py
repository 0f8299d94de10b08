import json
from pathlib import Path

from tests import postgres
from tests.cli.conftest import run_command
from tests.ledgers import place_of


def test_a_ledger_is_copied_and_every_row_compared(filled: Path, tmp_path: Path) -> None:
    to = tmp_path / "copy.db"
    ran = run_command("transfer", place_of(filled), str(to))

    assert (ran.status, ran.err) == (0, "")
    assert "articles" in ran.out
    assert ran.out.rstrip().endswith("each read back and found the same.")
    assert json.loads(run_command("--db", f"sqlite:///{to}", "--json", "incidents").out) != []


def test_programs_are_told_each_table_with_its_digest(filled: Path, tmp_path: Path) -> None:
    first = run_command("--json", "transfer", place_of(filled), str(tmp_path / "one.db")).json()
    second = run_command("--json", "transfer", place_of(filled), str(tmp_path / "two.db")).json()

    assert first == second
    assert {"table", "rows", "digest"} == set(first[0])


def test_a_place_that_is_not_empty_is_refused_in_a_line(filled: Path) -> None:
    ran = run_command("transfer", place_of(filled), place_of(filled))

    assert (ran.status, ran.out) == (1, "")
    assert "is not empty" in ran.err


def test_a_password_is_not_shown(filled: Path) -> None:
    address = postgres.make_database().replace("tests@", "tests:geheim@")
    ran = run_command("transfer", place_of(filled), address)

    assert ran.status == 0
    assert "geheim" not in ran.out + ran.err
    postgres.drop_database(address)

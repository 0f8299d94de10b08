import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run_command
from tests.ledgers import place_of, spoil
from twosource.cli.commands import COMMANDS

HEAVY = ("sqlalchemy", "trafilatura", "rich", "lxml", "nupunkt", "aiohttp", "alembic")
ESCAPE = "\x1b"


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_help_lists_every_command_and_loads_nothing_heavy() -> None:
    ran = python(
        "import sys; from twosource.cli import main; main(['--help']);"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )

    assert ran.stdout.endswith("[]\n")
    assert [name for name in COMMANDS if f"\n  {name} " not in ran.stdout] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_of_each_command_has_examples_exit_status_and_environment(name: str) -> None:
    ran = run_command(name, "--help")

    assert ran.status == 0
    assert name in ran.out.partition("Examples:")[2].partition("Exit status:")[0]
    assert all(part in ran.out for part in ("Examples:", "Exit status:", "Environment:", "--json", "--db"))


def test_the_version_is_told() -> None:
    assert run_command("--version").out == "twosource 0.1.0\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["incidnts"], "Did you mean incidents?", id="a mistyped command"),
        pytest.param(["add"], "INPUT", id="nothing to add"),
        pytest.param(["show"], "ID", id="nothing to show"),
        pytest.param(["incidents", "--since", "8 Dec"], "'8 Dec' is no date: write 2023-12-08", id="a bad day"),
        pytest.param(["incidents", "--since", "2024-05-02", "--until", "2024-05-01"], "2024-05-02 comes after --until 2024-05-01", id="an end before its beginning"),
        pytest.param(["tally", "--until", "2024-05-01", "--since", "2024-05-02"], "comes after --until", id="the same turned round"),
        pytest.param(["incidents", "--near", "1,2"], "'1,2' is not LAT,LON,KM", id="a point without km"),
        pytest.param(["incidents", "--near", "95,2,3"], "'95,2,3' is nowhere", id="off the map"),
        pytest.param(["incidents", "--near", "nan,2,3"], "is nowhere", id="no number"),
        pytest.param(["incidents", "--kind", "bombng"], "Did you mean bombing", id="a mistyped kind"),
        pytest.param(["incidents", "--kind", "wedding"], "It is one of attack,", id="no kind at all"),
        pytest.param(["incidents", "--status", "disputed"], "contradicted", id="no status"),
        pytest.param(["incidents", "--limit", "0"], "0 is not in the range", id="no limit"),
        pytest.param(["export", "--format", "xml"], "'xml' is no format: it is one of", id="no format"),
        pytest.param(["show", "--nope", "i_0000"], "No such option", id="no option"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_one_line_and_ends_with_2(arguments: list[str], said: str) -> None:
    ran = run_command(*arguments)

    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith("twosource: ")
    assert said in ran.err


def test_a_missing_ledger_is_told_with_a_way_on() -> None:
    ran = run_command("incidents")

    assert (ran.status, ran.out) == (1, "")
    assert ran.err == (
        "twosource: no ledger at twosource.db."
        " Add articles first (twosource add ...) or name it with --db.\n"
    )  # fmt: skip
    assert not Path("twosource.db").exists()


@pytest.mark.sqlite_file("its path is a name and an address")
def test_the_ledger_is_named_before_or_after_the_command_or_by_the_environment(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run_command("--db", str(filled), "--json", "incidents")
    after = run_command("incidents", "--json", "--db", f"sqlite:///{filled}")
    monkeypatch.setenv("TWOSOURCE_DB", str(filled))
    by_environment = run_command("incidents", "--json")

    assert before.out == after.out == by_environment.out
    assert len(json.loads(before.out)) == 2


def test_the_option_outranks_the_environment(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWOSOURCE_DB", "elsewhere.db")

    assert run_command("incidents", "--db", str(filled)).status == 0


@pytest.mark.sqlite_file("it may be no database at all")
@pytest.mark.parametrize("content", [b"no ledger at all " * 50, b"SQLite format 3\x00" + b"\xff" * 5000])
@pytest.mark.parametrize(
    "command", [["incidents"], ["add", "wire.txt"], ["show", "i_0000"]], ids=lambda c: c[0]
)
def test_a_file_that_is_no_ledger_is_refused_and_left_as_it_is(content: bytes, command: list[str]) -> None:
    Path("wire.txt").write_text("Gunmen killed two people in Kisumu on Tuesday, police said.")
    spoiled = Path("spoiled.db")
    spoiled.write_bytes(content)

    ran = run_command("--db", str(spoiled), *command)

    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert ran.err.startswith("twosource: ledger spoiled.db: ")
    assert spoiled.read_bytes() == content


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write every file")
def test_a_read_only_ledger_can_be_read_and_not_added_to(copy_of_filled: Path) -> None:
    copy_of_filled.chmod(0o444)
    Path("wire.txt").write_text("Gunmen killed two people in Kisumu on Tuesday, police said.")

    ran = run_command("--db", str(copy_of_filled), "add", "wire.txt")

    assert (ran.status, ran.err.count("\n")) == (1, 1)


@pytest.mark.parametrize("command", ["show", "article"])
def test_an_unknown_id_is_told(ask: Run, command: str) -> None:
    ran = ask(command, "ffffffff")

    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "there is no" in ran.err


def test_piped_output_has_no_escape_codes_and_a_terminal_s_has(ask: Run) -> None:
    assert ESCAPE not in ask("incidents").out
    assert ESCAPE in ask("incidents", terminal=True).out


@pytest.mark.parametrize("way", ["option", "environment"])
def test_colours_can_be_turned_off(ask: Run, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    if way == "environment":
        monkeypatch.setenv("NO_COLOR", "1")

    ran = ask("incidents", *(["--no-color"] if way == "option" else []), terminal=True)

    assert ran.out
    assert ESCAPE not in ran.out


def shell(line: str, *, db: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of bash in which ``ts`` is the program on a ledger."""
    program = f"ts() {{ '{sys.executable}' -c 'import sys; from twosource.cli import main; sys.exit(main())' --db '{place_of(db)}' \"$@\"; }}"
    return subprocess.run(["bash", "-c", f"{program}; {line}"], capture_output=True, text=True, check=False)


def test_a_reader_that_stops_early_is_no_error(filled: Path) -> None:
    ran = shell(
        "{ ts show i_ --json || ts export --format claims-jsonl; } | true; echo ${PIPESTATUS[0]}", db=filled
    )

    assert ran.stdout == "141\n"
    assert "Traceback" not in ran.stderr
    assert "BrokenPipe" not in ran.stderr


def test_a_full_disk_is_told_in_a_line(filled: Path) -> None:
    ran = shell("ts export --format csv > /dev/full; echo $?", db=filled)

    assert (ran.stdout, ran.stderr) == ("1\n", "twosource: standard output: No space left on device.\n")


def test_standard_input_is_read(tmp_path: Path) -> None:
    ran = shell(
        "echo 'Gunmen killed two people in Kisumu on Tuesday, police said.' | ts add -", db=tmp_path / "l.db"
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "1 article added" in ran.stdout


def test_shell_completion_offers_commands(filled: Path) -> None:
    ran = python(
        "import sys; from twosource.cli import main; main()",
        _TWOSOURCE_COMPLETE="bash_complete",
        COMP_WORDS="twosource inc",
        COMP_CWORD="1",
    )

    assert ran.stdout == "plain,incidents\n"


def test_a_damaged_row_is_told_and_found_by_the_doctor(copy_of_filled: Path) -> None:
    spoil(copy_of_filled, "UPDATE facts SET body = '{\"a'")

    listed = run_command("--db", str(copy_of_filled), "incidents")
    looked = run_command("--db", str(copy_of_filled), "doctor")

    assert listed.status == 1
    assert listed.err.startswith("twosource: the ledger is damaged: fact of incident i_")
    assert listed.err.count("\n") == 1
    assert looked.status == 1
    assert [line.split()[:3] for line in looked.out.splitlines() if line.startswith("WRONG")] == [
        ["WRONG", "ledger:", "values"]
    ]


@pytest.mark.sqlite_file("what its driver calls a missing column")
@pytest.mark.parametrize("trace", ["", "1"])
def test_a_surprise_is_one_line_and_its_trace_is_there_on_demand(
    trace: str, copy_of_filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWOSOURCE_TRACE", trace)
    with contextlib.closing(sqlite3.connect(copy_of_filled)) as ledger, ledger:
        ledger.execute("ALTER TABLE facts RENAME COLUMN body TO bodies")

    ran = run_command("--db", str(copy_of_filled), "incidents")

    *before, last = ran.err.splitlines()
    assert ran.status == 70
    assert last.startswith("twosource: stopped by a surprise: OperationalError: ")
    assert "twosource doctor" in last
    assert bool(before) == bool(trace)

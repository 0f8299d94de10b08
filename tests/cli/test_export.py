import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.ledgers import open_ledger
from twosource.exports import FORMS, export


def test_all_formats_are_listed_with_what_they_are(ask: Run) -> None:
    printed = ask("export", "--list-formats").out

    for form in FORMS.values():
        (line,) = [line for line in printed.splitlines() if line.startswith(f"{form.name} ")]
        assert form.says in line
        assert f".{form.ending}" in line
        assert (form.profile or "any") in line


def test_the_list_is_there_for_machines(ask: Run) -> None:
    listed = ask("export", "--list-formats", "--json").json()

    assert [one["name"] for one in listed] == list(FORMS)
    assert listed[1]["profile"] == "conservative"


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in FORMS])
def test_every_format_can_be_written_to_a_file(ask: Run, filled: Path, name: str) -> None:
    ran = ask("export", "--format", name, "--out", "out")

    assert (ran.status, ran.out, ran.err) == (0, "", "")
    with open_ledger(filled) as ledger:
        assert Path("out").read_bytes() == b"".join(export(ledger, name))


def test_what_is_no_text_does_not_go_to_a_terminal(ask: Run) -> None:
    ran = ask("export", "--format", "parquet", terminal=True)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("twosource: parquet is no text for a terminal: name a file with --out.")


def test_text_goes_to_a_terminal(ask: Run) -> None:
    assert ask("export", "--format", "csv", terminal=True).out.startswith("event_id,event_date,")


def test_a_format_has_to_be_named(ask: Run) -> None:
    ran = ask("export")

    assert ran.status == 2
    assert "name a format with --format; --list-formats tells which there are" in ran.err


def test_a_profile_that_a_format_does_not_take_is_refused(ask: Run) -> None:
    ran = ask("export", "--format", "acled", "--profile", "widest", "--out", "acled.csv")

    assert (ran.status, Path("acled.csv").exists()) == (1, False)
    assert ran.err.startswith(
        "twosource: acled takes its values by the profile 'conservative' and by no other."
    )


def test_a_profile_and_a_moment_are_said_and_heeded(ask: Run) -> None:
    ran = ask("export", "--format", "geojson", "--as-of", "2024-04-01", "--profile", "widest")

    assert "as of the end of 2024-04-01" in ran.err
    assert [one["properties"]["kind"] for one in json.loads(ran.out)["features"]] == ["car bombing"]


def test_help_names_no_format_by_itself(ask: Run) -> None:
    assert "see --list-formats" in " ".join(ask("export", "--help").out.split())

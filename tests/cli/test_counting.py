import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.cli.conftest import Run, run_command
from twosource.cli.demo import DEMO_DB
from twosource.wire import get_schema

SCHEMAS: tuple[Literal["claim", "history", "tally", "values"], ...] = ("claim", "history", "tally", "values")
REGISTRY: Registry[Any] = Registry().with_resources(
    (f"{name}.schema.json", Resource.from_contents(get_schema(name))) for name in SCHEMAS
)

# --- tally ----------------------------------------------------------------------------------------


def test_a_tally_lists_what_it_counted_under_a_sentence_to_quote(ask: Run) -> None:
    first, second, *rest = ask("tally", "--place", "Kenya").out.splitlines()

    assert (first, second) == ("1 incident", "Incidents in Kenya.")
    assert rest[1] == "COUNTED"
    assert "Kisumu" in rest[2]


def test_a_tally_by_month_counts_each_with_a_bar(ask: Run) -> None:
    told = ask("tally", "--by", "month", "--json").json()
    out = ask("tally", "--by", "month", "--sum", "killed").out

    assert (told["low"], told["high"]) == (2, 2)
    assert told["groups"] == [
        {"name": "2024-03", "low": 1, "high": 1},
        {"name": "2024-04", "low": 1, "high": 1},
    ]
    assert "2024-03          1" in out
    assert "# surely, . perhaps" in out


@pytest.mark.parametrize(
    "by", ["place", "country", "kind", "target", "actor", "year", "week", "day", "outlet", "status"]
)
def test_a_tally_can_be_told_by_anything(ask: Run, by: str) -> None:
    groups = ask("tally", "--by", by, "--json").json()["groups"]

    assert sum(group["high"] for group in groups) >= 2


def test_several_of_a_sort_are_alternatives(ask: Run) -> None:
    assert ask("tally", "--place", "Kenya", "--place", "Somalia", "--json").json()["low"] == 2
    assert ask("tally", "--kind", "shooting", "--kind", "bombing").out.splitlines()[1] == (
        "Shootings or bombings."
    )


def test_a_tally_repeats_days_as_days(ask: Run) -> None:
    lines = ask("tally", "--since", "2024-04-01", "--until", "2024-05-31").out.splitlines()

    assert lines[:2] == ["1 incident", "Incidents, from 1 April 2024 to 31 May 2024."]


def test_a_period_that_ends_before_it_begins_is_refused(ask: Run) -> None:
    ran = ask("tally", "--since", "2024-06-01", "--until", "2024-05-31")

    assert (ran.status, "comes after" in ran.err) == (2, True)


def test_one_actor_in_two_spellings_is_one_group() -> None:
    for town, who in (("Kisumu", "Gunmen"), ("Nakuru", "On Tuesday, gunmen")):
        story = f"{who} killed two people at a market in {town}, Kenya, police said.\n"
        Path(f"{town}.txt").write_text(story)
        run_command("add", f"{town}.txt", "--published", "2024-05-01")

    groups = run_command("tally", "--by", "actor", "--json").json()["groups"]
    assert [(one["name"].lower(), one["high"]) for one in groups] == [("gunmen", 2)]


def test_tolls_are_summed_as_ranges(ask: Run) -> None:
    told = ask("tally", "--sum", "killed", "--json").json()["sums"]["killed"]

    assert told["field"] == "killed"
    assert told["low"] <= told["high"]


def test_a_borderline_case_says_why(ask: Run) -> None:
    told = ask("tally", "--actor", "River Brigade", "--json").json()
    out = ask("tally", "--actor", "River Brigade").out

    assert all(one["whys"] for one in told["borderline"])
    assert ("because " in out) == bool(told["borderline"])


def test_long_lists_are_cut_and_say_so(ask: Run) -> None:
    assert "and 1 older ones; --limit 0 lists all." in ask("tally", "--limit", "1").out
    assert "older ones" not in ask("tally", "--limit", "0").out


def test_a_tally_says_where_the_ledger_starts_too_late(ask: Run) -> None:
    out = ask("tally", "--since", "2020-01-01").out

    assert "a low count proves nothing" in out
    assert ask("tally", "--since", "2020-01-01", "--json").json()["covered"] is False


def test_counts_of_the_press_are_checked(ask: Run) -> None:
    (told,) = ask("tally", "--press", "--json").json()

    assert told["verdict"] == "cannot say"
    assert told["ground"]
    assert told["claim"]["value"]["said"] == "third"
    assert ask("tally", "--press").out.startswith("1 count in the press: 1 cannot say\n")


def test_counts_of_one_incident_or_time_alone(ask: Run) -> None:
    (told,) = ask("tally", "--press", "--json").json()

    assert ask("tally", "--press", "--incident", told["incident"], "--json").json() == [told]
    assert ask("tally", "--press", "--since", "2030-01-01").out == "No article here counts incidents.\n"


@pytest.mark.parametrize(
    "asked", [("--incident", "i_1234"), ("--press", "--kind", "bombing")], ids=["an incident", "a kind"]
)
def test_what_goes_with_the_press_and_what_does_not(ask: Run, asked: tuple[str, ...]) -> None:
    ran = ask("tally", *asked)

    assert (ran.status, "--press" in ran.err) == (2, True)


def test_what_is_printed_for_machines_is_as_described(ask: Run) -> None:
    shape = get_schema("tally")
    asked = ("--actor", "River Brigade", "--by", "week", "--sum", "injured", "--json")

    Draft202012Validator(shape, registry=REGISTRY).validate(ask("tally", *asked).json())
    (told,) = ask("tally", "--press", "--json").json()
    Draft202012Validator({"$ref": "tally.schema.json#/$defs/press_check"}, registry=REGISTRY).validate(told)


# --- export ---------------------------------------------------------------------------------------


def test_exports_are_what_they_say(ask: Run) -> None:
    claims = ask("export", "--format", "claims-jsonl").out.splitlines()
    rows = list(csv.DictReader(io.StringIO(ask("export", "--format", "csv").out)))
    features = ask("export", "--format", "geojson").json()["features"]

    assert all({"quote", "voice", "field"} <= json.loads(line).keys() for line in claims)
    assert [row["country"] for row in rows] == ["KE", "SO"]
    assert len(features) == len(ask("export", "--format", "incidents-jsonl").out.splitlines()) == 2


def test_an_export_can_be_filtered_and_written_to_a_file(ask: Run) -> None:
    ran = ask("export", "--format", "incidents-jsonl", "--place", "Somalia", "--out", "out.jsonl")

    assert (ran.status, ran.out) == (0, "")
    assert (
        Path("out.jsonl").read_text()
        == ask("export", "--format", "incidents-jsonl", "--place", "Somalia").out
    )
    assert [path.name for path in Path.cwd().iterdir()] == ["out.jsonl"]


def test_an_export_that_can_t_be_written_says_so(ask: Run) -> None:
    ran = ask("export", "--format", "csv", "--out", "no/such/folder.csv")

    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert ran.err.startswith("twosource: no/such/folder.csv: can't be written: No such file or directory.")


# --- drops ----------------------------------------------------------------------------------------


def test_an_export_into_a_folder_that_takes_no_file_says_so(
    ask: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    ran = ask("export", "--format", "csv", "--out", "out.csv")

    assert ran.err == (
        "twosource: out.csv: can't be written: Read-only file system. Name another file with --out.\n"
    )


def test_drops_are_counted_with_their_meaning(ask: Run) -> None:
    told = ask("drops", "--json").json()

    assert [(one["reason"], one["count"]) for one in told if one["what"] == "report"] == [("no-incident", 1)]
    assert all(one["meaning"].endswith(".") for one in told)


def test_drops_can_be_listed(ask: Run) -> None:
    out = ask("drops", "--list", "--reason", "no-incident").out

    assert "Kisumu attack shines in derby" in out
    assert ask("drops", "--reason", "nonsense").out == "Nothing was left out.\n"


# --- doctor ---------------------------------------------------------------------------------------


def test_a_sound_ledger_passes(ask: Run) -> None:
    ran = ask("doctor")

    assert (ran.status, ran.out.splitlines()[-1]) == (0, "Everything is in order.")
    assert "quotes stand in their articles" in ran.out


def test_doctor_works_without_a_ledger() -> None:
    ran = run_command("doctor", "--json")

    assert (ran.status, ran.json()["ok"]) == (0, True)
    assert not Path("twosource.db").exists()


@pytest.mark.sqlite_file("its triggers are taken away")
def test_a_quote_that_is_not_in_its_article_fails(copy_of_filled: Path) -> None:
    connection = sqlite3.connect(copy_of_filled)
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE claims SET quote = 'never said' WHERE rowid = (SELECT min(rowid) FROM claims)")
    connection.commit()
    connection.close()

    ran = run_command("--db", str(copy_of_filled), "doctor")

    assert ran.status == 1
    assert [line.split()[:3] for line in ran.out.splitlines() if line.startswith("WRONG")] == [
        ["WRONG", "ledger:", "quotes"]
    ]


@pytest.mark.sqlite_file("it may be no database at all")
def test_a_spoiled_ledger_fails_in_a_line() -> None:
    Path("spoiled.db").write_bytes(b"nothing of ours " * 100)

    ran = run_command("--db", "spoiled.db", "doctor", "--json")

    assert (ran.status, ran.err) == (1, "")
    assert [one["name"] for one in ran.json()["checks"] if not one["ok"]] == ["ledger"]


# --- demo -----------------------------------------------------------------------------------------


def test_the_demo_shows_briefs_and_the_way_on_and_can_be_run_again() -> None:
    first = run_command("demo")
    again = run_command("demo")

    assert (first.status, first.err, again.status) == (0, "", 0)
    assert first.out.count("\nFACTS\n") >= 2
    assert f"twosource --db {DEMO_DB} show i_" in first.out.partition("Look further:")[2]
    assert "0 articles added" in again.out
    assert first.out.partition("incidents\n")[2] == again.out.partition("incidents\n")[2]


def test_the_demo_leaves_a_ledger_of_yours_alone(copy_of_filled: Path) -> None:
    before = run_command("--db", str(copy_of_filled), "export", "--format", "claims-jsonl").out

    ran = run_command("--db", str(copy_of_filled), "demo")

    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "holds articles of yours" in ran.err
    assert run_command("--db", str(copy_of_filled), "export", "--format", "claims-jsonl").out == before

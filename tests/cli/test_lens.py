import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.cli.conftest import Run
from twosource.wire import get_schema

EVENING = "2024-04-30T19:00+03:00"  # the Courier had printed, its reprint and the Herald had not
REGISTRY: Registry[Any] = Registry().with_resources(
    (f"{name}.schema.json", Resource.from_contents(get_schema(name))) for name in ("history", "values")
)


@pytest.fixture
def shooting(incidents: list[dict[str, Any]]) -> str:
    return str(next(one["id"] for one in incidents if one["kind"] == "shooting"))


def killed(brief: dict[str, Any]) -> list[tuple[int, str]]:
    return [(one["value"]["low"], one["status"]) for one in brief["facts"] if one["field"] == "killed"]


def test_a_brief_as_of_a_moment_knows_what_had_been_printed(ask: Run, shooting: str) -> None:
    now = ask("show", shooting, "--json").json()
    then = ask("show", shooting, "--as-of", EVENING, "--json").json()

    assert (killed(now), killed(then)) == ([(4, "contradicted")], [(4, "single source")])
    assert [source["outlet"] for source in then["sources"]] == ["Lakeside Courier"]
    assert then["lens"] == {"as_of": "2024-04-30T19:00:00+03:00", "by": "printed", "profile": None}
    assert "lens" not in now


def test_the_lens_is_named_above_what_it_shows(ask: Run, shooting: str) -> None:
    assert ask("show", shooting, "--as-of", EVENING).out.splitlines()[0] == (
        "Seen as of 2024-04-30 19:00 +03:00, by what had been printed by then."
    )
    assert ask("incidents", "--as-of", "2024-04-30", "--profile", "conservative").out.splitlines()[0] == (
        "Seen as of the end of 2024-04-30, by what had been printed by then and reconciled by the profile"
        " 'conservative'."
    )


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        pytest.param(["--as-of", "2024-03-01"], [], id="before anything"),
        pytest.param(["--as-of", "2024-03-12"], ["car bombing"], id="a bare day is its end"),
        pytest.param(["--as-of", EVENING], ["shooting", "car bombing"], id="newest first"),
        pytest.param(["--as-of", EVENING, "--limit", "1"], ["shooting"], id="limit"),
        pytest.param(["--as-of", EVENING, "--status", "contradicted"], [], id="not yet contradicted"),
        pytest.param(["--status", "contradicted", "--profile", "latest"], ["shooting"], id="profile"),
        pytest.param(["--as-of", EVENING, "--text", "hospital"], [], id="words not yet printed"),
        pytest.param(["--as-of", EVENING, "--text", "motorcycles"], ["shooting"], id="words"),
        pytest.param(["--as-of", EVENING, "--place", "kenya"], ["shooting"], id="place"),
        pytest.param(["--as-of", EVENING, "--near", "2.04,45.34,30"], ["car bombing"], id="near"),
        pytest.param(["--as-of", EVENING, "--kind", "shooting"], ["shooting"], id="kind"),
        pytest.param(["--as-of", EVENING, "--since", "2024-04-01"], ["shooting"], id="since"),
        pytest.param(["--as-of", EVENING, "--until", "2024-04-01"], ["car bombing"], id="until"),
    ],
)
def test_filters_apply_to_what_was_known(ask: Run, options: list[str], kinds: list[str]) -> None:
    assert [one["kind"] for one in ask("incidents", "--json", *options).json()] == kinds


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        pytest.param(["--as-of", "yesterday"], "'yesterday' is no date: write 2023-12-08", id="no date"),
        pytest.param(["--as-of-by", "arrived"], "--as-of-by needs --as-of", id="nothing to be by"),
        pytest.param(["--profile", "boldest"], "'boldest' is no profile. Did you mean", id="no profile"),
    ],
)
def test_a_lens_that_is_none_is_one_line(ask: Run, options: list[str], complaint: str) -> None:
    answer = ask("incidents", *options)

    assert (answer.status, answer.out) == (2, "")
    assert complaint in answer.err
    assert len(answer.err.splitlines()) == 1


def test_what_nobody_had_told_of_is_said_in_one_line(ask: Run, shooting: str) -> None:
    for command in (["show", shooting], ["show", shooting, "--history"]):
        answer = ask(*command, "--as-of", "2024-04-01")

        assert answer.status == 1
        assert answer.err.startswith(f"twosource: nobody had told of {shooting} by then")


def test_an_export_holds_what_was_known_and_says_so(ask: Run) -> None:
    answer = ask("export", "--format", "claims-jsonl", "--as-of", EVENING)

    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert {line["address"].rpartition("/")[2] for line in lines} == {"wires.jsonl:1", "wires.jsonl:4"}
    assert answer.err == "Seen as of 2024-04-30 19:00 +03:00, by what had been printed by then.\n"


# --- history --------------------------------------------------------------------------------------


def test_a_history_tells_each_step_with_its_sentence(ask: Run, shooting: str) -> None:
    out = ask("show", shooting, "--history").out

    assert "killed: 4 ! 7 (! contradicted)" in out
    assert "2024-04-30 18:00 +03:00: 4\n" in out
    assert "Gunmen opened fire on a bus near Kisumu on Tuesday morning, killing four people" in out
    assert "repeated by 1 article" in out
    assert "2024-05-01 09:30 +03:00: ! 7\n" in out


def test_a_history_as_json_fits_its_schema(ask: Run, shooting: str) -> None:
    told = ask("show", shooting, "--history", "--json").json()

    Draft202012Validator(get_schema("history"), registry=REGISTRY).validate(told)
    steps = next(one["steps"] for one in told["fields"] if one["field"] == "killed")
    assert [(one["move"], one["value"]["low"], one["outlet"], one["repeated"]) for one in steps] == [
        ("told", 4, "Lakeside Courier", 1),
        ("contradicted", 7, "Nyanza Herald", 0),
    ]


def test_a_history_ends_at_the_moment_of_the_lens(ask: Run, shooting: str) -> None:
    told = ask("show", shooting, "--history", "--as-of", EVENING, "--json").json()

    assert {one["outlet"] for field in told["fields"] for one in field["steps"]} == {"Lakeside Courier"}
    assert told["lens"]["as_of"] == "2024-04-30T19:00:00+03:00"

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Run, run_command

BUS = {
    "id": "courier-1", "outlet": "Lakeside Courier", "url": "https://lakeside-courier.example/bus",
    "title": "Gunmen kill four on bus near Kisumu", "published": "2024-04-30T18:00:00+03:00",
    "text": "Gunmen opened fire on a bus near Kisumu on Tuesday, killing four people, police said.",
}  # fmt: skip
WHY = ("--by", "Amina", "--reason", "the hospital's list settles it")


@pytest.fixture
def desk(copy_of_filled: Path) -> Run:
    """Run a command on a ledger of one's own."""
    return lambda *arguments, **how: run_command("--db", str(copy_of_filled), *arguments, **how)


@pytest.fixture
def killed(ask: Run) -> dict[str, Any]:
    """Return the item about how many were killed on the bus."""
    return next(one for one in ask("review", "--json").json() if one["field"] == "killed")


def ids(desk: Run) -> list[str]:
    return sorted(one["id"] for one in desk("incidents", "--json").json())


def act_id(ran: Ran) -> str:
    assert ran.err == ""
    name = ran.json()["act"]["id"]
    assert isinstance(name, str)
    return name


# --- the list ----------------------------------------------------------------------------------------


def test_the_list_tells_what_is_worth_most_first(ask: Run, killed: dict[str, Any]) -> None:
    items = ask("review", "--json").json()

    assert [one["worth"] for one in items] == sorted((one["worth"] for one in items), reverse=True)
    assert items[0] == killed
    assert killed["worth"] == pytest.approx(sum(part["points"] for part in killed["parts"]), abs=0.05)
    assert "! killed" in ask("review").out.splitlines()[1]


def test_the_list_by_name_is_the_same(ask: Run) -> None:
    assert ask("review", "list").out == ask("review").out


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        pytest.param(["--kind", "contradictions"], {"contradiction"}, id="contradictions"),
        pytest.param(["--kind", "pairs"], set(), id="pairs"),
        pytest.param(["--limit", "1"], {"contradiction"}, id="limit"),
    ],
)
def test_the_list_can_be_narrowed(ask: Run, options: list[str], kinds: set[str]) -> None:
    assert {one["kind"] for one in ask("review", "list", "--json", *options).json()} == kinds


def test_a_contradiction_is_shown_with_every_claim_and_its_id(ask: Run, killed: dict[str, Any]) -> None:
    shown = ask("review", "show", killed["id"][:8], "--json").json()
    out = ask("review", "show", killed["id"]).out

    assert {one["quote"] for one in shown["against"]} <= {
        "Seven people were killed",
        "seven bodies",
    }
    for claim in (*shown["support"], *shown["against"]):
        assert claim["id"] in out
        assert f"“{' '.join(claim['quote'].split())}”" in out
    assert f"twosource review dismiss {killed['id']}" in out


def test_what_was_looked_at_sinks_and_comes_back_when_that_is_undone(
    desk: Run, killed: dict[str, Any]
) -> None:
    aside = act_id(desk("review", "dismiss", killed["id"], *WHY, "--json"))

    assert killed["id"] not in desk("review").out
    assert "laid aside by Amina" in desk("review", "--all").out.splitlines()[-3]
    assert desk("review", "dismiss", killed["id"], *WHY).out.splitlines()[1] == "Nothing was written."

    desk("review", "undo", aside, *WHY)
    assert killed["id"] in desk("review").out


# --- the acts ----------------------------------------------------------------------------------------


def test_two_incidents_are_merged_and_parted_again(desk: Run) -> None:
    before = ids(desk)
    ran = desk("review", "merge", *before, *WHY)

    assert ran.out.splitlines()[0] == "2 incidents are one."
    assert len(ids(desk)) == 1
    undo = ran.out.rstrip().rpartition("twosource ")[2].split()
    assert desk(*undo[:3], *WHY).status == 0
    assert ids(desk) == before


def test_a_correction_settles_the_contradiction_and_shows_whose_it_is(
    desk: Run, killed: dict[str, Any]
) -> None:
    claims = desk("review", "show", killed["id"], "--json").json()["against"]
    for claim in claims:
        assert desk("review", "correct", claim["id"], "4", *WHY).status == 0

    assert killed["id"] not in {one["id"] for one in desk("review", "--json").json()}
    exported = desk("export", "--format", "claims-jsonl").out.splitlines()
    assert "person/Amina" in {json.loads(line)["origin"] for line in exported}
    again = desk("review", "correct", claims[0]["id"], "4", *WHY)
    assert again.out.endswith("stands so already.\nNothing was written.\n")


def test_words_that_say_nothing_make_no_claim(desk: Run, killed: dict[str, Any]) -> None:
    for claim in desk("review", "show", killed["id"], "--json").json()["against"]:
        desk("review", "correct", claim["id"], "--none", *WHY)

    assert killed["id"] not in {one["id"] for one in desk("review", "--json").json()}


def test_the_log_tells_who_did_what_and_why(desk: Run) -> None:
    both = ids(desk)
    merged = act_id(desk("review", "merge", *both, *WHY, "--json"))
    desk("review", "undo", merged, "--by", "Bilal", "--reason", "two roads")

    header, newest, oldest = desk("review", "log").out.splitlines()
    assert header.split() == ["ACT", "WHEN", "WHO", "WHAT,", "AND", "WHY"]
    assert newest.endswith(f"Bilal  took {merged} back: two roads.")
    assert f"merged {both[0]}" in oldest or f"merged {both[1]}" in oldest
    assert "the hospital's list settles it. Taken back by v_" in oldest
    assert [one["undone"] for one in desk("review", "log", "--json").json()] == [False, True]
    assert len(desk("review", "log", "--incident", both[1]).out.splitlines()) == 3
    assert desk("review", "log", "--limit", "1").out.count("\n") == 2


def test_who_decides_can_stand_in_the_environment(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWOSOURCE_REVIEWER", "Chidi")
    desk("review", "merge", *ids(desk), "--reason", "one attack")

    assert desk("review", "log", "--json").json()[0]["by"] == "Chidi"


@pytest.mark.parametrize("terminal", [True, False])
def test_an_empty_log_says_so(ask: Run, terminal: bool) -> None:
    assert ask("review", "log", terminal=terminal).out == "Nobody has decided anything.\n"


@pytest.mark.parametrize(
    ("arguments", "status", "line"),
    [
        pytest.param(["merge", "i_ffff", "i_eeee", *WHY], 1, "there is no incident 'i_ffff'", id="unknown id"),
        pytest.param(["merge", "i_ffff", "i_eeee", *WHY[2:]], 2, "say who decides: --by NAME", id="nobody"),
        pytest.param(["merge", "i_ffff", "i_eeee", *WHY[:2]], 2, "say why with --reason TEXT", id="no reason"),
        pytest.param(["merge", "i_ffff", *WHY], 2, "name two incidents or more", id="merge of one"),
        pytest.param(["merge", "i_ffff", "i_eeee", "--by", "link/1", *WHY[2:]], 1, "is no person's name",
                     id="a machine's name"),
        pytest.param(["accept", "a", "b", "c", *WHY], 2, "one item of the list, or two reports", id="three"),
        pytest.param(["accept", "t_ffff", *WHY], 1, "no item of the list begins with 't_ffff'", id="no item"),
        pytest.param(["correct", "c_ffff", *WHY], 2, "give the right value, or --none", id="no value"),
        pytest.param(["correct", "c_ffff", "4", *WHY], 1, "there is no claim 'c_ffff'", id="no claim"),
        pytest.param(["undo", "v_ffff", *WHY], 1, "there is no act 'v_ffff'", id="no act"),
        pytest.param(["show", "t_ffff"], 1, "no item of the list begins", id="nothing to show"),
        pytest.param(["acept"], 2, "Did you mean accept?", id="mistyped"),
    ],
)  # fmt: skip
def test_a_bad_call_is_told_in_one_line(ask: Run, arguments: list[str], status: int, line: str) -> None:
    ran = ask("review", *arguments)

    assert (ran.status, ran.out, ran.err.count("\n")) == (status, "", 1)
    assert line in ran.err


def test_accepting_a_contradiction_tells_what_to_do_instead(desk: Run, killed: dict[str, Any]) -> None:
    ran = desk("review", "accept", killed["id"], *WHY)

    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert "twosource review correct" in ran.err


@pytest.mark.parametrize(
    "name",
    ["list", "show", "accept", "reject", "merge", "split", "move", "correct", "dismiss", "undo", "log"],
)
def test_every_act_has_a_page_with_examples(name: str) -> None:
    page = run_command("review", name, "--help").out

    assert f"twosource review {name}" in page.partition("Examples:")[2] or name == "list"
    assert name in run_command("review", "--help").out

"""``twosource profiles`` on the invented wires."""

from tests.cli.conftest import Run
from twosource.reconcile import load_profiles


def test_the_list_names_every_profile_and_says_what_its_rules_do(ask: Run) -> None:
    out = ask("profiles").out

    assert [name for name in load_profiles() if name.upper() not in out] == []
    assert "lowest_figure  Take the lowest figure that somebody still stands by" in out
    assert "This is the default." in out


def test_the_list_as_json_has_a_rule_for_every_field(ask: Run) -> None:
    told = ask("profiles", "--json").json()

    assert [one["name"] for one in told] == list(load_profiles())
    assert {len(one["rules"]) for one in told} == {len(told[0]["rules"])}
    assert told[1]["rules"]["killed"]["rule"] == "lowest_figure"


def test_an_incident_is_shown_where_the_profiles_differ(ask: Run) -> None:
    (incident,) = ask("incidents", "--place", "Kenya", "--json").json()
    out = ask("profiles", incident["id"]).out
    (told,) = ask("profiles", incident["id"], "--json").json()

    assert out.splitlines()[0].startswith(incident["id"])
    assert "widest" in out
    assert "All profiles agree on kind" in out
    assert {field["field"] for field in told["fields"] if field["differs"]} >= {"killed"}


def test_all_adds_up_the_figures_by_each_profile(ask: Run) -> None:
    out = ask("profiles", "--all").out
    told = ask("profiles", "--all", "--place", "Kenya", "--json").json()

    assert out.splitlines()[0] == "2 incidents by each profile"
    assert told["incidents"] == 1
    assert told["fields"][0]["field"] == "killed"
    assert set(told["fields"][0]["sums"]) == set(load_profiles())


def test_what_does_not_go_together_is_refused(ask: Run) -> None:
    both = ask("profiles", "i_1", "--all")
    lone = ask("profiles", "--place", "Kenya")

    assert (both.status, lone.status) == (2, 2)
    assert "not both" in both.err
    assert "filters go with --all" in lone.err


def test_an_unknown_incident_is_one_clear_line(ask: Run) -> None:
    ran = ask("profiles", "i_zzzz")

    assert ran.status == 1
    assert len(ran.err.splitlines()) <= 2


def test_an_empty_choice_is_said(ask: Run) -> None:
    assert ask("profiles", "--all", "--place", "Peru").out == "No incidents.\n"

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import WIRES, Run, run_command, write_wires
from tests.ledgers import open_ledger
from twosource.briefs import make_brief

HOSTILE = "Kisumu\x1b[31m\x9b2J [bold]boss[/bold] \u202etxt.exe"


@pytest.fixture
def shooting(incidents: list[dict[str, Any]]) -> dict[str, Any]:
    return next(one for one in incidents if one["kind"] == "shooting")


@pytest.fixture
def bombing(incidents: list[dict[str, Any]]) -> dict[str, Any]:
    return next(one for one in incidents if "bomb" in one["kind"])


# --- incidents ------------------------------------------------------------------------------------


def test_the_list_is_newest_first_and_marks_contradictions(ask: Run, shooting: Any, bombing: Any) -> None:
    header, first, second = ask("incidents").out.splitlines()

    assert header.split()[:3] == ["ID", "DAY", "KIND"]
    assert [line.split()[:2] for line in (first, second)] == [
        [shooting["id"], "2024-04-30"],
        [bombing["id"], "2024-03-12"],
    ]
    assert "!killed" in first
    assert "unknown" in second  # nobody says how many were killed


@pytest.mark.parametrize(
    ("filters", "kinds"),
    [
        pytest.param([], ["shooting", "car bombing"], id="none"),
        pytest.param(["--since", "2024-04-01"], ["shooting"], id="since"),
        pytest.param(["--until", "2024-03-12"], ["car bombing"], id="until, the day included"),
        pytest.param(["--place", "kenya"], ["shooting"], id="place"),
        pytest.param(["--near", "2.04,45.34,30"], ["car bombing"], id="near"),
        pytest.param(["--near=-0.1,34.75,30"], ["shooting"], id="near, south of the equator"),
        pytest.param(["--kind", "explosive-attack"], ["car bombing"], id="kind, its special cases too"),
        pytest.param(["--text", "hotel"], ["car bombing"], id="text"),
        pytest.param(["--text", "lake OR nothing"], [], id="text, no operator"),
        pytest.param(["--status", "CONTRADICTED"], ["shooting"], id="status"),
        pytest.param(["--limit", "1"], ["shooting"], id="limit"),
    ],
)
def test_filters_narrow_the_list(ask: Run, filters: list[str], kinds: list[str]) -> None:
    assert [one["kind"] for one in ask("incidents", "--json", *filters).json()] == kinds


def test_a_site_is_listed_with_its_town() -> None:
    Path("story.txt").write_text(
        "Gunmen killed two people at a market in Kisumu, Kenya, on Tuesday, police said.\n"
    )
    run_command("add", "story.txt")

    assert "market, Kisumu, Kenya" in run_command("incidents").out


def test_an_empty_list_says_so(ask: Run) -> None:
    assert ask("incidents", "--place", "Nowhere").out == "No incidents.\n"


# --- show -----------------------------------------------------------------------------------------


def test_a_brief_tells_contradictions_first_with_both_quotes(ask: Run, shooting: Any) -> None:
    out = ask("show", shooting["id"][:8]).out

    facts = out.partition("FACTS\n")[2].splitlines()
    assert facts[1].split()[:5] == ["!", "contradicted", "killed", "4", "or"]
    assert "“killing four people”" in out
    assert "“Seven people were killed”" in out
    assert "copied by Coast Post" in out
    assert f"twosource show {shooting['id']} --json" in out.splitlines()[-1]


def test_a_brief_quotes_every_claim_of_its_incident(filled: Path, ask: Run, shooting: Any) -> None:
    with open_ledger(filled) as ledger:
        brief = make_brief(ledger, shooting["id"])
        quotes = {
            " ".join(claim.evidence.quote.split())
            for report in ledger.reports(brief.incident.reports)
            for claim in report.claims
        }
    out = ask("show", shooting["id"]).out

    assert [quote for quote in quotes if f"“{quote}”" not in out] == []


def test_an_earlier_claim_stays_beside_what_came_after(ask: Run, shooting: Any) -> None:
    out = ask("show", shooting["id"]).out

    assert "claimed by Lake Front" in out
    assert "claimed by nobody so far: “No group has claimed responsibility for the attack.”" in out


def test_what_nobody_tells_is_unknown_and_never_nought(ask: Run, bombing: Any) -> None:
    lines = ask("show", bombing["id"]).out.splitlines()

    assert [line.split()[:4] for line in lines if "killed" in line and line.startswith("?")] == [
        ["?", "unknown", "killed", "unknown"]
    ]


@pytest.mark.parametrize("width", [80, 120])
def test_a_brief_fits_the_terminal(
    ask: Run, monkeypatch: pytest.MonkeyPatch, shooting: Any, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    out = ask("show", shooting["id"], "--no-color", terminal=True).out

    assert max(map(len, out.splitlines())) <= width
    assert ("CONFIRMED  WHY" in out) is (width == 120)


def test_a_brief_says_what_is_confirmed_and_why(ask: Run, shooting: Any, bombing: Any) -> None:
    shown, other = ask("show", shooting["id"]).out, ask("show", bombing["id"]).out

    assert "confirmed   kind, when, place" in shown
    assert "Not confirmed: the voices contradict each other." in shown
    assert "confirmed   nothing: nothing has two independent voices" in other
    assert "Not confirmed: one voice, police, through one newsroom, Banadir Gazette." in other


def test_the_list_says_what_is_confirmed(ask: Run) -> None:
    header, *rows = ask("incidents").out.splitlines()

    at = header.index("CONFIRMED")
    assert [row[at:].split("!")[0].split() for row in rows] == [["when", "place", "injured"], ["-"]]


def test_a_brief_as_json_holds_claims_and_sources(ask: Run, shooting: Any) -> None:
    brief = ask("show", shooting["id"], "--json").json()

    assert {one["outlet"] for one in brief["sources"]} == {"Lakeside Courier", "Nyanza Herald", "Coast Post"}
    assert {claim["incident"] for claim in brief["claims"]} == {shooting["id"]}


def test_several_briefs_can_be_asked_for(ask: Run, shooting: Any, bombing: Any) -> None:
    both = ask("show", shooting["id"], bombing["id"], "--json").json()

    assert [one["id"] for one in both] == [shooting["id"], bombing["id"]]


TWO_ATTACKS = [
    {
        **WIRES[3],
        "text": "A car bomb exploded outside a hotel in Mogadishu on Tuesday morning, wounding three people, police said.",
    },
    {
        **WIRES[3],
        "id": "banadir-2",
        "url": "https://banadir-gazette.example/market",
        "title": "Gunmen shoot dead two traders in Mogadishu",
        "text": "Gunmen shot dead two traders at a market in Mogadishu on Tuesday evening, police said.",
    },
]


def test_neighbours_that_were_kept_apart_are_told_with_the_reason() -> None:
    Path("two.jsonl").write_text("".join(json.dumps(one) + "\n" for one in TWO_ATTACKS))
    run_command("add", "two.jsonl")
    first, second = (one["id"] for one in run_command("incidents", "--json").json())

    beside = run_command("show", first).out.partition("BESIDE IT\n")[2].splitlines()

    assert beside[0].strip() in {"Looked at and kept apart:", "Perhaps the same, unsure:"}
    assert beside[1].split()[0] == second
    assert beside[2].endswith(".")
    assert beside[3].strip() == f"All reasons: twosource why {first} {second}"


# --- article, why ---------------------------------------------------------------------------------


def _article(ask: Run, shooting: Any, outlet: str) -> str:
    sources = ask("show", shooting["id"], "--json").json()["sources"]
    return str(next(one["id"] for one in sources if one["outlet"] == outlet))


def test_an_article_off_a_terminal_is_its_text_and_then_its_claims(ask: Run, shooting: Any) -> None:
    out = ask("article", _article(ask, shooting, "Lakeside Courier")).out

    text, _, claims = out.partition("SHOOTING, THE MAIN REPORT")
    assert "police spokesman Peter Odhiambo said." in text
    assert "[killed]" not in text
    row = next(line.split() for line in claims.splitlines() if " killed " in line)
    kept = ask("article", _article(ask, shooting, "Lakeside Courier"), "--json").json()["article"]["text"]
    assert kept[int(row[0]) : int(row[1])] == "killing four people"
    assert "Copied by Coast Post" in out


def test_an_article_on_a_terminal_has_its_claims_marked(ask: Run, shooting: Any) -> None:
    out = ask("article", _article(ask, shooting, "Lakeside Courier"), "--no-color", terminal=True).out

    assert "killing four people [killed]" in " ".join(out.split())


def test_a_copy_tells_whose_text_it_is(ask: Run, shooting: Any) -> None:
    name = _article(ask, shooting, "Coast Post")

    told = ask("article", name, "--json").json()
    assert told["copy_of"]["article"] == _article(ask, shooting, "Lakeside Courier")
    assert "It is a copy of" in ask("article", name).out


def test_why_gives_reasons_with_points(ask: Run, shooting: Any) -> None:
    one, other = _article(ask, shooting, "Lakeside Courier"), _article(ask, shooting, "Nyanza Herald")

    out = ask("why", one, other).out
    assert "Now: one incident" in out
    assert "same_day" in out
    assert ask("why", one, other, "--json").json()[0]["joined"] is True


def test_why_of_two_incidents_says_what_keeps_them_apart(ask: Run, shooting: Any, bombing: Any) -> None:
    out = ask("why", shooting["id"], bombing["id"]).out

    assert "kept apart" in out
    assert "different" in out


def test_why_of_what_is_not_there_is_an_error(ask: Run, shooting: Any) -> None:
    ran = ask("why", shooting["id"], "i_ffffffff")

    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)


# --- hostile text ---------------------------------------------------------------------------------


def test_escapes_and_markup_in_articles_are_shown_and_never_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = {
        **WIRES[0],
        "title": HOSTILE,
        "outlet": HOSTILE,
        "text": WIRES[0]["text"].replace("lake", HOSTILE),
    }
    Path("hostile.jsonl").write_text(json.dumps(wire) + "\n")
    monkeypatch.setenv("COLUMNS", "200")
    run_command("add", "hostile.jsonl")
    (incident,) = run_command("incidents", "--json").json()

    article = incident["articles"][0]
    for arguments in (["show", incident["id"]], ["article", article], ["incidents"], ["drops", "--list"]):
        for ran in (run_command(*arguments), run_command(*arguments, "--no-color", terminal=True)):
            assert ran.status == 0
            assert not any(sign in ran.out for sign in ("\x1b", "\x9b", "\u202e"))
    assert "[bold]boss[/bold]" in run_command("article", article, "--no-color", terminal=True).out


def test_json_keeps_hostile_text_as_it_is_in_escapes() -> None:
    wire = {**WIRES[0], "text": WIRES[0]["text"].replace("lake", HOSTILE)}
    Path("hostile.jsonl").write_text(json.dumps(wire) + "\n")
    run_command("add", "hostile.jsonl")

    (incident,) = run_command("incidents", "--json").json()
    ran = run_command("article", incident["articles"][0], "--json")

    assert not any(sign in ran.out for sign in ("\x1b", "\x9b", "\u202e"))
    assert "\x9b2J" in ran.json()["article"]["text"]


def test_the_wires_are_read_without_a_ledger(tmp_path: Path) -> None:
    ran = run_command("read", str(write_wires(tmp_path / "wires.jsonl")), "--format", "jsonl")

    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["article"]["outlet"] for line in lines] == [wire["outlet"] for wire in WIRES]
    assert [len(line["reports"]) > 0 for line in lines] == [True, True, True, True, False]
    assert list(tmp_path.glob("*.db")) == []


def test_reading_for_people_shows_the_text_with_marks(tmp_path: Path) -> None:
    wires = str(write_wires(tmp_path / "wires.jsonl"))

    ran = run_command("read", wires, "--no-color", terminal=True)

    assert "killing four people [killed]" in " ".join(ran.out.split())
    assert run_command("read", wires, "--format", "text").out.count("THE MAIN REPORT") == 4


def test_reading_tells_what_could_not_be_read() -> None:
    ran = run_command("read", "nowhere.html")

    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("twosource: nowhere.html: no such file or directory.")

"""News as it comes in: late, twice, corrected, contradicted, taken back; through the command line.

Each story is told by invented wires of one attack on a bus near Kisumu.
"""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, run_command
from tests.contents import contents, differences, failures

Wire = dict[str, str]
FIRST: Wire = {
    "id": "bus",
    "outlet": "Lakeside Courier",
    "url": "https://lakeside-courier.example/bus",
    "title": "Gunmen fire on bus near Kisumu",
    "published": "2024-04-30T18:00:00+03:00",
    "text": "KISUMU, Kenya - Gunmen opened fire on a bus near Kisumu on Tuesday morning, killing four people, police"
    " said.\n\nThe attackers fled on motorcycles towards the lake, police spokesman Peter Odhiambo said.",
}
FIVE: Wire = {
    "id": "five",
    "outlet": "Nyanza Herald",
    "url": "https://nyanza-herald.example/bus-toll",
    "title": "Bus attack toll rises to five",
    "published": "2024-05-01T09:00:00+03:00",
    "text": "The death toll from Tuesday's attack on a bus near Kisumu has risen to five, police said on Wednesday.\n\n"
    "Gunmen opened fire on the bus on Tuesday morning and fled towards the lake.",
}
SEVEN: Wire = {
    "id": "seven",
    "outlet": "Coast Post",
    "url": "https://coast-post.example/bus-seven",
    "title": "Seven dead in Kisumu bus attack",
    "published": "2024-05-03T08:00:00+03:00",
    "text": "Seven people have now died after gunmen opened fire on a bus near Kisumu on Tuesday, police said on"
    " Friday.\n\nThe bus was on its way to market.",
}
HOSPITAL: Wire = {
    "id": "hospital",
    "outlet": "Nyanza Herald",
    "url": "https://nyanza-herald.example/hospital",
    "title": "Bus attack: hospital counts nine dead",
    "published": "2024-04-30T20:00:00+03:00",
    "text": "Nine people were killed when gunmen opened fire on a bus near Kisumu on Tuesday morning, the county"
    " hospital said.",
}
NOBODY: Wire = {
    "id": "nobody",
    "outlet": "Nyanza Herald",
    "url": "https://nyanza-herald.example/nobody",
    "title": "Police: nobody died in bus attack",
    "published": "2024-05-01T10:00:00+03:00",
    "text": "Nobody was killed when gunmen opened fire on a bus near Kisumu on Tuesday, police said on Wednesday.\n\n"
    "Two passengers were wounded, police spokesman Peter Odhiambo said.",
}


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Work in an empty folder, by the rules alone, with the ledger in twosource.db."""
    monkeypatch.chdir(tmp_path)
    for name in ("TWOSOURCE_DB", "TWOSOURCE_READER"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def arrive(*wires: Wire, db: str = "twosource.db") -> Ran:
    Path("wires.jsonl").write_text("".join(json.dumps(wire) + "\n" for wire in wires), "utf-8")
    ran = run_command("--db", db, "add", "wires.jsonl")
    assert (ran.status, ran.err) == (0, "")
    return ran


def incident(db: str = "twosource.db") -> dict[str, Any]:
    """Return the one incident there is, with all that is shown of it."""
    (found,) = run_command("--db", db, "incidents", "--json").json()
    shown = run_command("--db", db, "show", found["id"], "--json").json()
    assert isinstance(shown, dict)
    return shown


def killed(db: str = "twosource.db") -> tuple[Any, str, list[Any]]:
    """Return how many were killed, by which status, and what was said of it before."""
    (fact,) = (one for one in incident(db)["facts"] if one["field"] == "killed" and not one["scope"])
    return fact["value"]["number"], fact["status"], [one["value"]["number"] for one in fact["history"]]


def quotes() -> list[str]:
    """Return the words of every claim of the dead that the ledger stands by, oldest first."""
    lines = run_command("export", "--format", "claims-jsonl").out.splitlines()
    claims = (json.loads(line) for line in lines)
    return [one["as_said"] for one in claims if one["field"] == "killed"]


@pytest.mark.parametrize(
    "later", [(FIVE, SEVEN), (SEVEN, FIVE)], ids=["in their order", "the newest before an older"]
)
def test_an_article_that_comes_late_moves_the_history_and_not_the_last_word(later: tuple[Wire, ...]) -> None:
    for wire in (FIRST, *later):
        arrive(wire)

    assert killed() == (7, "updated", [4, 5])
    assert failures(Path("twosource.db")) == []


def test_an_article_older_than_all_others_only_begins_the_history() -> None:
    arrive(SEVEN, FIVE)
    before = incident()["id"]
    arrive(FIRST)

    assert (incident()["id"], killed()) == (before, (7, "updated", [4, 5]))


@pytest.mark.parametrize(
    "twin",
    [
        pytest.param({"url": "https://lakeside-courier.example/news/kenya/bus"}, id="another address"),
        pytest.param({"url": f"{FIRST['url']}?utm_source=feed&utm_medium=rss"}, id="tracking parameters"),
        pytest.param({"published": "2024-05-02T07:00:00+03:00"}, id="another date"),
        pytest.param({"outlet": "Coast Post", "url": "https://coast-post.example/bus"}, id="another outlet"),
    ],
)
def test_an_article_that_comes_twice_adds_no_voice(twin: Wire) -> None:
    arrive(FIRST)
    arrive({**FIRST, **twin})

    found = incident()
    assert (found["voices"], found["newsrooms"], killed()) == (1, 1, (4, "single source", []))
    assert failures(Path("twosource.db")) == []


def test_a_corrected_article_moves_the_fact_and_the_older_words_stay() -> None:
    arrive(FIRST)
    text = FIRST["text"].replace("killing four people", "killing five people")
    arrive({**FIRST, "published": "2024-04-30T21:00:00+03:00", "text": text})

    assert (killed(), quotes()) == ((5, "updated", [4]), ["killing four people", "killing five people"])
    assert incident()["newsrooms"] == 1
    assert failures(Path("twosource.db")) == []


def test_a_page_written_anew_at_its_address_moves_the_fact_and_adds_no_newsroom() -> None:
    arrive(FIRST)
    text = (
        "Police in western Kenya are searching for the men who killed five passengers of a bus near Kisumu on"
        " Tuesday.\n\nThe county hospital has asked for blood."
    )
    arrive({**FIRST, "published": "2024-05-01T21:00:00+03:00", "title": "Five dead in attack", "text": text})

    assert (killed(), quotes(), incident()["newsrooms"]) == (
        (5, "updated", [4]),
        ["killing four people", "killed five passengers"],
        1,
    )


@pytest.mark.parametrize(
    "order", [(FIRST, HOSPITAL), (HOSPITAL, FIRST)], ids=["police first", "hospital first"]
)
def test_two_tolls_told_within_hours_contradict_each_other(order: tuple[Wire, ...]) -> None:
    for wire in order:
        arrive(wire)

    _, status, history = killed()
    assert (status, history, sorted(quotes())) == (
        "contradicted",
        [],
        ["Nine people were killed", "killing four people"],
    )


def test_what_its_own_voice_takes_back_stays_as_history() -> None:
    arrive(FIRST)
    arrive(NOBODY)

    assert (killed(), quotes()) == ((0, "updated", [4]), ["killing four people", "Nobody was killed"])


# --- the same, however it comes ------------------------------------------------------------------


def as_lines(wires: list[Wire]) -> list[str]:
    """Write wires one a file, as JSON lines; returns the files."""
    for wire in wires:
        Path(f"{wire['id']}.jsonl").write_text(json.dumps(wire) + "\n", "utf-8")
    return [f"{wire['id']}.jsonl" for wire in wires]


def zipped(files: list[str]) -> str:
    """Pack files into an archive; returns it."""
    with zipfile.ZipFile("wires.zip", "w") as archive:
        for name in files:
            archive.write(name)
    return "wires.zip"


WIRES = [FIRST, FIVE, SEVEN, HOSPITAL]


def add_all(db: str, *calls: list[str]) -> list[Any]:
    """Add files, some with each call; returns what the incidents say, without when it came."""
    for given in calls:
        assert run_command("--db", db, "add", *given).status == 0
    lines = run_command("--db", db, "export", "--format", "incidents-jsonl").out.splitlines()
    return [_timeless(json.loads(line)) for line in lines]


def _timeless(found: Any) -> Any:
    """Return an incident without the id that the first to come has given it, and reports as a set."""
    kept = {name: value for name, value in found.items() if name != "id"}
    return {**kept, **{name: sorted(kept[name]) for name in ("reports", "articles") if name in kept}}


@pytest.mark.parametrize(
    "calls",
    [
        pytest.param(lambda files: [[one] for one in files], id="one by one"),
        pytest.param(lambda files: [files[2:], files[:2]], id="in two parts"),
        pytest.param(lambda files: [files[::-1]], id="the newest first"),
        pytest.param(lambda files: [files, files], id="twice"),
        pytest.param(lambda files: [[zipped(files)]], id="in an archive"),
        pytest.param(lambda files: [[zipped(files[1:])], files[:2]], id="partly in an archive"),
    ],
)
def test_the_same_files_give_the_same_incidents_however_they_are_given(
    calls: Callable[[list[str]], list[list[str]]],
) -> None:
    files = as_lines(WIRES)

    assert add_all("parts.db", *calls(files)) == add_all("whole.db", files)
    assert failures(Path("parts.db")) == []


def test_the_same_files_given_twice_make_two_equal_ledgers(folder: Path) -> None:
    files = as_lines(WIRES)
    for db in ("one.db", "other.db", "other.db"):
        add_all(db, files)

    assert differences(contents(folder / "one.db"), contents(folder / "other.db")) == []


def test_doctor_finds_every_incident_to_be_what_its_claims_give() -> None:
    arrive(*WIRES)
    ran = run_command("doctor", "--rebuild", "10", "--json")

    checks = {check["name"]: check["detail"] for check in ran.json()["checks"]}
    assert checks["ledger: rebuilt"] == "1 incidents are what their claims and judgements give"

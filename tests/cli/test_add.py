import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Terminal, run_command, write_wires
from twosource import pipeline
from twosource.cli import main
from twosource.cli.complaints import complaint
from twosource.errors import LedgerUnavailable

STORY = (
    "Gunmen killed two people in Kisumu on Tuesday, police said. Three others were wounded in the shooting"
    " near the market, a hospital official said."
)
PAGE = "<html><body><nav><a href='/'>Home</a><a href='/sport'>Sport</a></nav></body></html>"


def exported(db: str | Path) -> str:
    formats = ("claims-jsonl", "incidents-jsonl", "csv", "geojson")
    return "".join(run_command("--db", str(db), "export", "--format", form).out for form in formats)


def test_the_summary_tells_what_became_of_the_articles(tmp_path: Path) -> None:
    ran = run_command("add", str(write_wires(tmp_path / "wires.jsonl")))

    first, second, *incidents = ran.out.splitlines()
    assert (ran.status, ran.err) == (0, "")
    assert first == "twosource.db: 5 articles added (1 of them a copy of another)."
    assert second == "They tell of 2 incidents:"
    assert [line.split()[0][:2] for line in incidents] == ["i_", "i_"]


def test_the_summary_as_json(tmp_path: Path) -> None:
    ran = run_command("add", str(write_wires(tmp_path / "wires.jsonl")), "nowhere.txt", "--json")

    told = ran.json()
    assert told["articles"] == {"added": 4, "copy": 1, "updated": 0, "known": 0, "dropped": 0}
    assert [issue["address"] for issue in told["issues"]] == ["nowhere.txt"]
    assert len(told["incidents"]) == 2


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    wires = str(write_wires(tmp_path / "wires.jsonl"))
    run_command("add", wires)
    before = exported("twosource.db")

    again = run_command("add", wires)

    assert again.out == "twosource.db: 0 articles added, 5 known already.\n"
    assert exported("twosource.db") == before


def test_reading_again_changes_nothing_where_nothing_changed(copy_of_filled: Path) -> None:
    before = exported(copy_of_filled)

    again = run_command("--db", str(copy_of_filled), "reread")

    assert (again.status, "5 known already" in again.out) == (0, True)
    assert exported(copy_of_filled) == before


def test_what_the_user_says_of_a_text_is_used() -> None:
    Path("story.txt").write_text(STORY)
    run_command("add", "story.txt", "--published", "2024-05-01", "--outlet", "Lakeside Courier")

    (incident,) = run_command("incidents", "--json").json()
    brief = run_command("show", incident["id"], "--json").json()
    assert [(one["outlet"], one["published"][:10]) for one in brief["sources"]] == [
        ("Lakeside Courier", "2024-05-01")
    ]
    assert incident["when"]["earliest"].startswith("2024-04-30")


def _write(name: str, content: bytes) -> str:
    Path(name).write_bytes(content)
    return name


def _broken_lines() -> str:
    good = json.dumps({"id": "1", "title": "Two killed in Kisumu", "text": STORY})
    return _write("lines.jsonl", f"{good}\n{{broken\n[1, 2]\n{good.replace('Kisumu', 'Nakuru')}\n".encode())


BAD: list[Any] = [
    pytest.param(lambda: "missing.txt", "missing.txt: no such file", id="a missing file"),
    pytest.param(lambda: _write("empty.txt", b""), "empty.txt: ", id="an empty file"),
    pytest.param(lambda: _write("blob.bin", bytes(range(256)) * 40), "blob.bin: ", id="a binary file"),
    pytest.param(lambda: _write("bomb.xml", b"<!DOCTYPE r [<!ENTITY a 'b'>]><rss>&a;</rss>"), "bomb.xml: ", id="entities"),
    pytest.param(lambda: _write("cut.rss", b"<rss><channel><item><title>Two"), "cut.rss", id="broken XML"),
    pytest.param(_broken_lines, "lines.jsonl:2", id="JSON lines, some of them broken"),
    pytest.param(lambda: "http://127.0.0.1:9/story", "is loopback", id="a loopback address"),
    pytest.param(lambda: "http://192.168.1.1/", "is private", id="a private address"),
    pytest.param(lambda: "ftp://example.org/a", "only http and https", id="another protocol"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "said"), BAD)
def test_bad_input_is_told_in_a_line_each_and_the_rest_is_kept(make: Any, said: str) -> None:
    Path("story.txt").write_text(STORY)

    ran = run_command("add", make(), "story.txt")

    assert ran.status == 1
    assert said in ran.err
    assert all(line.startswith("twosource: ") for line in ran.err.splitlines())
    assert "Traceback" not in ran.err
    assert json.loads(run_command("doctor", "--json").out)["ok"]
    assert any(one["address"] == "story.txt" for one in _claims())


def _claims() -> list[Any]:
    printed = run_command("export", "--format", "claims-jsonl").out
    return [json.loads(line) for line in printed.splitlines()]


def test_broken_lines_are_named_by_number_and_good_ones_kept() -> None:
    ran = run_command("add", _broken_lines())

    assert [line.split(": ")[1] for line in ran.err.splitlines()] == ["lines.jsonl:2", "lines.jsonl:3"]
    assert {one["address"] for one in _claims()} == {"lines.jsonl:1", "lines.jsonl:4"}


def test_a_page_without_an_article_is_told_of_each_time_it_is_given() -> None:
    first = run_command("add", _write("menu.html", PAGE.encode()))
    again = run_command("add", "menu.html")

    assert "0 articles added, 1 dropped" in first.out
    assert [ran.status for ran in (first, again)] == [1, 1]
    assert first.err == again.err
    assert first.err.startswith("twosource: menu.html: no article was found in it. ")
    assert first.err.count("\n") == 1


def test_reading_a_page_without_an_article_fails() -> None:
    ran = run_command("read", _write("menu.html", PAGE.encode()), "--format", "jsonl")

    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "twosource: menu.html: no article was found in it (no-article-text).\n"


def test_a_page_without_an_article_among_others_of_a_folder_is_only_counted() -> None:
    Path("pages").mkdir()
    _write("pages/menu.html", PAGE.encode())
    alone = run_command("add", "pages")
    _write("pages/story.txt", STORY.encode())
    among = run_command("add", "pages")

    assert (alone.status, alone.err.count("no article was found")) == (1, 1)
    assert (among.status, among.err) == (0, "")


def test_a_wrong_encoding_is_read_as_well_as_can_be() -> None:
    ran = run_command("add", _write("latin.txt", STORY.replace("market", "café").encode("latin-1")))

    assert (ran.status, "1 article added" in ran.out) == (0, True)


def test_ctrl_c_keeps_what_was_added_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.add

    def interrupted(*arguments: Any) -> Any:
        yield next(iter(real(*arguments)))
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "add", interrupted)
    ran = run_command("add", str(write_wires(tmp_path / "wires.jsonl")))

    assert ran.status == 130
    assert ran.err == (
        "twosource: interrupted. What was added before is kept; give the same input again to go on.\n"
    )
    assert json.loads(run_command("doctor", "--json").out)["ok"]


def test_a_ledger_that_fails_on_the_way_tells_how_far_it_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.add

    def failing(*arguments: Any) -> Any:
        yield next(iter(real(*arguments)))
        raise LedgerUnavailable("ledger l.db: the disk is full", hint="free some space")

    monkeypatch.setattr(pipeline, "add", failing)
    ran = run_command("add", str(write_wires(tmp_path / "wires.jsonl")))

    assert (ran.status, ran.err.splitlines()) == (
        1,
        [
            "twosource: stopped; what was added before is kept (1 article).",
            "twosource: ledger l.db: the disk is full. Free some space.",
        ],
    )


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param({"message": "is empty"}, "twosource: is empty.", id="a message"),
        pytest.param({"message": "No!", "hint": "try"}, "twosource: No! Try.", id="a hint"),
        pytest.param({"message": "a\x1b[2J\nb", "address": "x\n"}, "twosource: x : a␛[2J b.", id="hostile"),
    ],
)
def test_a_complaint_is_one_harmless_line(arguments: dict[str, str], line: str) -> None:
    assert complaint(**arguments) == line


def test_a_terminal_sees_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wires, screen = str(write_wires(tmp_path / "wires.jsonl")), Terminal()
    monkeypatch.setattr(sys, "stderr", screen)

    status = main(["add", wires, "nowhere.txt"])

    assert status == 1
    assert "5 articles" in screen.getvalue()
    assert "twosource: nowhere.txt: no such file" in screen.getvalue()


def test_what_costs_nothing_is_told_and_is_no_failure(tmp_path: Path) -> None:
    feed = tmp_path / "atom.xml"
    feed.write_text(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Lake Wire</title><entry><id>tag:lake.example,2024:1</id>'
        f"<title>Two killed in Kisumu</title><content>{STORY}</content></entry></feed>",
        encoding="utf-8",
    )
    ran = run_command("add", str(feed))

    assert ran.status == 0
    assert "lacks what Atom requires: updated" in ran.err
    assert "problem" not in ran.out

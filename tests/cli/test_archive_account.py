import re
from typing import Any

import pytest

from tests.cli.conftest import Terminal
from twosource.archive.running import Ended
from twosource.archive.summary import StageSummary, Summary
from twosource.cli.archive_account import account_json, show_account, tell
from twosource.cli.settings import Settings
from twosource.model import Issue

CLEAN = StageSummary(
    name="clean",
    says="take pages apart",
    tasks=12,
    done_before=4,
    rows_in=12,
    rows_out=2_300,
    dropped={"article: too-short": 90},
    seconds=12.5,
    cpu_seconds=11.0,
    rate=184.0,
    peak_bytes=250_000_000,
    bytes=4_000,
)


def summary(**other: Any) -> Summary:
    told: dict[str, Any] = {
        "stages": (CLEAN,),
        "files": 3,
        "articles": 2_200,
        "known": 100,
        "copies": 40,
        "reports": 310,
        "incidents": 250,
        "left_out": {"too-short": 90},
        "passed_over": {"no-incident": 1_900},
        "dropped": {"article": {"no-incident": 1_900, "too-short": 90}, "record": {"unreadable": 1}},
    }
    return Summary(**{**told, **other})


ENDED = Ended(
    summary=summary(),
    seconds=7.25,
    tables={"incidents": "out/incidents"},
    issues=(Issue(address="torn.gz", message="the file ends too early"),),
    problems=1,
)


def test_what_became_of_the_articles_is_told() -> None:
    assert tell(summary()) == [
        "2,390 articles in 3 files: 2,200 kept (40 copies among them), 100 met again, 90 dropped (90 too-short).",
        "1,900 of those kept were passed over (1,900 no-incident).",
        "310 reports of 250 incidents.",
    ]


def test_what_is_not_there_is_not_told() -> None:
    bare = summary(
        articles=1, known=0, copies=0, reports=1, incidents=1, left_out={}, passed_over={}, files=1
    )

    assert tell(bare) == ["1 article in 1 file: 1 kept.", "1 report of 1 incident."]


def test_the_account_of_each_stage_is_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    show_account(Settings(), ENDED, "out")

    head, row, *rest = capsys.readouterr().out.splitlines()
    assert head.split("  ")[0] == "STAGE"
    assert " ".join(row.split()) == "clean 12 4 12 2,300 90 12.5 184 250 take pages apart"
    assert rest[-2:] == ["out: done in 7.2 s.", "1 problem, told of on standard error."]


@pytest.mark.parametrize(("width", "says"), [(80, 0), (130, 1)])
def test_the_account_fits_a_terminal(monkeypatch: pytest.MonkeyPatch, width: int, says: int) -> None:
    shown = Terminal()
    monkeypatch.setattr("sys.stdout", shown)
    monkeypatch.setenv("COLUMNS", str(width))
    show_account(Settings(colour=False), ENDED, "out")

    assert shown.getvalue().count("take pages apart") == says
    assert all(len(re.sub(r"\x1b\[\d*m", "", line)) <= width for line in shown.getvalue().splitlines())


def test_the_account_is_there_for_machines() -> None:
    told = account_json(ENDED, "out")

    assert told == {
        "out": "out",
        "seconds": 7.25,
        "files": 3,
        "articles": {
            "met": 2_390,
            "kept": 2_200,
            "known": 100,
            "copies": 40,
            "dropped": {"too-short": 90},
            "passed_over": {"no-incident": 1_900},
        },
        "reports": 310,
        "incidents": 250,
        "dropped": {"article": {"no-incident": 1_900, "too-short": 90}, "record": {"unreadable": 1}},
        "stages": [
            {
                "stage": "clean",
                "says": "take pages apart",
                "tasks": 12,
                "done_before": 4,
                "rows_in": 12,
                "rows_out": 2_300,
                "dropped": {"article: too-short": 90},
                "seconds": 12.5,
                "cpu_seconds": 11.0,
                "articles_per_second": 184.0,
                "peak_bytes": 250_000_000,
                "written_bytes": 4_000,
            }
        ],
        "tables": {"incidents": "out/incidents"},
        "problems": 1,
        "issues": [{"address": "torn.gz", "message": "the file ends too early", "hint": "", "remark": False}],
    }

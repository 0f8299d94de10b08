"""What of a job is done again, and what is not."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.archive.toys import PACKAGE
from tests.archive.toys.jobs import (
    SETTINGS,
    Here,
    Told,
    drops_of,
    found,
    items,
    lasting,
    made_now,
    run_toys,
    words_of,
)
from tests.builders import NOW
from twosource.archive import settings as asking
from twosource.archive.account import Account
from twosource.archive.driver import load_made, open_job, run_job
from twosource.archive.settings import Sizes
from twosource.archive.storage import Storage
from twosource.errors import ArchiveError

FILES = ("one two. two three", "three four", "five")
ALL = {"listing": 3, "wording": 4, "counting": 2, "telling": 2}
NOTHING = dict.fromkeys(ALL, 0)
COUNTED = {"one": 1, "two": 2, "three": 2, "four": 1, "five": 1}


@pytest.fixture(autouse=True)
def _one_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let jobs that are continued be of one program, though its files be edited meanwhile."""
    monkeypatch.setattr(asking, "code_version", lambda: "toys")


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "out").glob("*/*.parquet")}


def test_a_job_from_its_files_to_its_account(tmp_path: Path) -> None:
    told = Told()
    account = run_toys(tmp_path, *FILES, engine=Here(), told=told)
    assert words_of(tmp_path) == COUNTED
    assert made_now(account) == {one.stage: one.tasks for one in account.stages} == ALL
    assert told.begun == [(stage, tasks, 0) for stage, tasks in ALL.items()]
    assert told.advanced == [(stage, number) for stage, tasks in ALL.items() for number in range(tasks)]
    assert (account.count("records"), account.count("words")) == (7, 7)
    assert account.stages[1].rows == {"words": 7, "drops": 0}
    assert Account.from_json((tmp_path / "out" / "account.json").read_bytes()) == account


def test_a_finished_job_run_again_does_nothing_and_gives_the_same_account(tmp_path: Path) -> None:
    first = run_toys(tmp_path, *FILES, engine=Here())
    left, told = tables(tmp_path), Told()
    again = run_toys(tmp_path, *FILES, engine=Here(stops_after=0), told=told)
    assert made_now(again) == NOTHING
    assert lasting(again) == lasting(first)
    assert told.begun == [(stage, tasks, tasks) for stage, tasks in ALL.items()]
    assert tables(tmp_path) == left


@pytest.mark.parametrize("stopped", [0, 1, 5, 8, 10])
def test_a_stopped_job_goes_on_where_it_was(tmp_path: Path, stopped: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_toys(tmp_path, *FILES, engine=Here(stops_after=stopped))
    account = run_toys(tmp_path, *FILES, engine=Here())
    assert sum(made_now(account).values()) == sum(ALL.values()) - stopped
    assert words_of(tmp_path) == COUNTED


def test_the_order_in_which_tasks_end_is_nothing(tmp_path: Path) -> None:
    run_toys(tmp_path / "forth", *FILES, engine=Here())
    run_toys(tmp_path / "back", *FILES, engine=Here(backwards=True))
    assert words_of(tmp_path / "forth") == words_of(tmp_path / "back")
    assert set(tables(tmp_path / "forth")) != set()


@pytest.mark.parametrize("bucket_articles", [1, 2, 3, 100])
def test_how_rows_are_spread_is_nothing(tmp_path: Path, bucket_articles: int) -> None:
    settings = replace(SETTINGS, sizes=Sizes(bucket_articles=bucket_articles))
    account = run_toys(tmp_path, *FILES, engine=Here(), settings=settings)
    assert words_of(tmp_path) == COUNTED
    assert account.stages[2].tasks == {1: 8, 2: 4, 3: 4, 100: 1}[bucket_articles]


def test_a_file_more_costs_what_depends_on_it(tmp_path: Path) -> None:
    run_toys(tmp_path, *FILES, engine=Here())
    account = run_toys(tmp_path, *FILES, "two", engine=Here())
    assert made_now(account) == {"listing": 1, "wording": 1, "counting": 2, "telling": 2}
    assert words_of(tmp_path) == COUNTED | {"two": 3}


def test_a_file_that_was_changed_costs_what_depends_on_it(tmp_path: Path) -> None:
    run_toys(tmp_path, *FILES, engine=Here())
    account = run_toys(tmp_path, *FILES[:2], "six", engine=Here())
    assert made_now(account) == {"listing": 1, "wording": 1, "counting": 2, "telling": 2}
    assert words_of(tmp_path) == {word: n for word, n in COUNTED.items() if word != "five"} | {"six": 1}


def test_more_buckets_make_anew_what_is_spread_over_them(tmp_path: Path) -> None:
    run_toys(tmp_path, *FILES, engine=Here())
    account = run_toys(tmp_path, *FILES, "six seven", engine=Here())
    assert made_now(account) == {"listing": 1, "wording": 5, "counting": 4, "telling": 4}
    assert words_of(tmp_path) == COUNTED | {"six": 1, "seven": 1}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"outlet": "The Lagoon Post"}, ALL),
        ({"sizes": Sizes(bucket_articles=4, unit_records=7)}, ALL),
        ({"sizes": Sizes(bucket_articles=8)}, {"listing": 0, "wording": 4, "counting": 1, "telling": 1}),
        ({"now": NOW + timedelta(days=3)}, NOTHING),
    ],
    ids=["an outlet", "smaller units", "larger buckets", "another day"],
)
def test_other_settings_cost_what_depends_on_them(
    tmp_path: Path, change: dict[str, object], expected: dict[str, int]
) -> None:
    run_toys(tmp_path, *FILES, engine=Here())
    account = run_toys(tmp_path, *FILES, engine=Here(), settings=replace(SETTINGS, **change))  # type: ignore[arg-type]
    assert made_now(account) == expected
    assert words_of(tmp_path) == COUNTED


def test_another_program_takes_up_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_toys(tmp_path, *FILES, engine=Here())
    monkeypatch.setattr(asking, "code_version", lambda: "another")
    assert made_now(run_toys(tmp_path, *FILES, engine=Here())) == ALL


def test_tables_of_an_earlier_run_go_and_files_of_others_stay(tmp_path: Path) -> None:
    run_toys(tmp_path, *FILES, engine=Here())
    mine = tmp_path / "out" / "found" / "notes.parquet"
    mine.write_bytes(b"mine")
    run_toys(tmp_path, "six", engine=Here())
    mine.unlink()
    assert words_of(tmp_path) == {"six": 1}


def test_no_files_give_empty_tables(tmp_path: Path) -> None:
    account = run_toys(tmp_path, engine=Here())
    assert made_now(account) == {"listing": 0, "wording": 0, "counting": 1, "telling": 1}
    assert (found(tmp_path), found(tmp_path, "drops")) == ([], [])


def test_an_item_that_a_stage_fails_on_costs_itself(tmp_path: Path) -> None:
    account = run_toys(tmp_path, *FILES, "broken", "fail:x six", engine=Here())
    assert words_of(tmp_path) == COUNTED | {"six": 1}
    assert drops_of(tmp_path) == [("listing", "stage-failed", "3.txt"), ("wording", "stage-failed", "fail:x")]
    assert {row["detail"].rpartition(":")[0] for row in found(tmp_path, "drops")} == {
        "KeyError: 'no words' (listing.py", "RuntimeError: no such word as x (wording.py"
    }  # fmt: skip
    assert account.count("dropped record: stage-failed") == 2


def test_a_bucket_that_a_stage_fails_on_ends_the_job(tmp_path: Path) -> None:
    with pytest.raises(
        ArchiveError, match=r"of stage counting failed: ValueError: a trap was met \(counting.py:"
    ):
        run_toys(tmp_path, "trap", engine=Here())
    with pytest.raises(ArchiveError, match="no job has ended"):
        load_made(Storage(str(tmp_path / "out")))


@pytest.mark.parametrize(
    "torn", [b"", b"{", b"[]", b'{"settings": {"now": 3}}', b'{"settings": {"now": "x"}}']
)
def test_a_torn_note_of_the_job_begins_it_anew(tmp_path: Path, torn: bytes) -> None:
    storage = Storage(str(tmp_path))
    storage.write("_work/job.json", torn)
    assert open_job(storage, SETTINGS, []).settings == SETTINGS


def test_a_job_keeps_its_instant_whatever_else_is_asked(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    open_job(storage, SETTINGS, [])
    later = replace(SETTINGS, now=NOW + timedelta(days=400), outlet="The Lagoon Post")
    assert open_job(storage, later, []).settings == replace(later, now=SETTINGS.now)


def test_a_torn_commit_is_made_again(tmp_path: Path) -> None:
    run_toys(tmp_path, *FILES, engine=Here())
    (torn,) = (tmp_path / "out" / "_work" / "wording").glob("00001-*/commit.json")
    torn.write_bytes(torn.read_bytes()[:30])
    assert made_now(run_toys(tmp_path, *FILES, engine=Here())) == NOTHING | {"wording": 1}


def test_a_torn_file_between_stages_ends_the_job_and_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_toys(tmp_path, *FILES, engine=Here(stops_after=7))
    for torn in (tmp_path / "out" / "_work" / "wording").glob("00001-*/words-*"):
        torn.write_bytes(b"")
    with pytest.raises(ArchiveError, match="is torn") as told:
        run_toys(tmp_path, *FILES, engine=Here())
    assert told.value.hint == "Remove its folder and run the job again: it is made anew."


def test_a_failing_storage_ends_the_job_and_leaves_no_mark(tmp_path: Path) -> None:
    (tmp_path / "out" / "_work").mkdir(parents=True)
    storage = Storage(str(tmp_path / "out"))
    job = open_job(storage, SETTINGS, items(tmp_path, *FILES), stages=PACKAGE)
    (tmp_path / "out" / "drops").write_text("in the way")
    with pytest.raises(ArchiveError, match="can't be"):
        run_job(job, Here(), Told())
    assert list((tmp_path / "out").rglob("attempt-*")) == []
    (tmp_path / "out" / "drops").unlink()
    run_job(job, Here(), Told())
    assert words_of(tmp_path) == COUNTED


def test_where_the_files_of_a_finished_job_are(tmp_path: Path) -> None:
    run_toys(tmp_path, *FILES, engine=Here())
    made = load_made(Storage(str(tmp_path / "out")))
    assert {name: len(paths) for name, paths in made.items()} == {
        "units": 3, "drops": 4, "words": 4, "counted": 2, "found": 2
    }  # fmt: skip
    assert all((tmp_path / "out" / path).is_file() for paths in made.values() for path in paths)

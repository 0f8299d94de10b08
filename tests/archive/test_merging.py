"""Files of a dataset are put together where they are too many, and nothing that is found hangs on it."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import integers, lists

from tests.archive.toys.jobs import SETTINGS, Here, made_now, run_toys, words_of
from twosource.archive import settings as asking
from twosource.archive.merging import gather_files, with_merging
from twosource.archive.settings import Settings, Sizes
from twosource.archive.stages import all_stages

FILES = ("one two", "two three", "three", "four four", "one five", "six")
COUNTED = {"one": 2, "two": 2, "three": 2, "four": 2, "five": 1, "six": 1}


def merging(files: int) -> Settings:
    return replace(SETTINGS, sizes=Sizes(bucket_articles=4, merge_files=files))


@pytest.fixture(autouse=True)
def _one_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "code_version", lambda: "toys")


@given(sizes=lists(integers(0, 80_000_000), max_size=40), most=integers(1, 12))
def test_stretches_hold_every_file_in_order_and_no_more_than_they_may(sizes: list[int], most: int) -> None:
    files = [(str(at), size) for at, size in enumerate(sizes)]
    found = gather_files(files, most)
    assert [path for stretch in found for path in stretch] == [path for path, _ in files]
    assert all(stretch and len(stretch) <= most for stretch in found)
    assert all(len(one) == 1 or sum(sizes[int(path)] for path in one) <= 64_000_000 for one in found)


def test_few_files_stay_as_they_are() -> None:
    assert gather_files([("a", 1), ("b", 1)], 2) == (("a",), ("b",))


def test_a_job_with_too_many_files_finds_the_same(tmp_path: Path) -> None:
    account = run_toys(tmp_path, *FILES, engine=Here(), settings=merging(4))
    assert made_now(account)["merge_words"] == 2
    assert words_of(tmp_path) == COUNTED


def test_a_job_with_few_files_knows_of_no_merging(tmp_path: Path) -> None:
    account = run_toys(tmp_path, *FILES, engine=Here(), settings=merging(6))
    assert [one.stage for one in account.stages] == ["listing", "wording", "counting", "telling"]
    assert words_of(tmp_path) == COUNTED


def test_whether_files_are_put_together_names_no_other_work(tmp_path: Path) -> None:
    run_toys(tmp_path, *FILES, engine=Here(), settings=merging(6))
    again = made_now(run_toys(tmp_path, *FILES, engine=Here(), settings=merging(2)))
    assert again == {"listing": 0, "wording": 0, "merge_words": 3, "counting": 0, "telling": 0}


@pytest.mark.parametrize("stopped", [12, 13, 14])
def test_a_job_stopped_while_files_are_put_together_goes_on(tmp_path: Path, stopped: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_toys(tmp_path, *FILES, engine=Here(stops_after=stopped), settings=merging(2))
    account = run_toys(tmp_path, *FILES, engine=Here(), settings=merging(2))
    assert sum(made_now(account).values()) == sum(one.tasks for one in account.stages) - stopped
    assert words_of(tmp_path) == COUNTED


def test_every_dataset_that_is_read_by_bucket_can_be_put_together() -> None:
    plain = [stage for stage in all_stages() if stage.module != "merge"]
    spread = {one.dataset.name for stage in plain for one in stage.sources if one.by == "bucket"}
    assert {stage.sources[0].dataset.name for stage in all_stages() if stage.module == "merge"} == spread
    assert with_merging(plain) == all_stages()

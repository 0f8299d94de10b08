from pathlib import Path

import pytest

from twosource.archive import commits
from twosource.archive.commits import Commit, find_commit, load_commits
from twosource.archive.storage import Storage

COMMIT = Commit(
    stage="read", number=3, work="aa", files={"told": "_work/read/x"}, rows={"told": 2}, bytes={"told": 90},
    counts={"reports": 2}, seconds=0.5, cpu_seconds=0.25, peak_bytes=1_000, attempts=2,
)  # fmt: skip
FOLDER = "_work/read/00003-aa"
PATH = f"{FOLDER}/commit.json"


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(str(tmp_path))


def test_a_commit_is_read_as_it_was_written(storage: Storage) -> None:
    assert commits.from_json(commits.to_json(COMMIT)) == COMMIT
    assert commits.keep(storage, FOLDER, COMMIT) == COMMIT
    assert find_commit(storage, FOLDER, storage.names(FOLDER)) == COMMIT


def test_the_first_of_two_workers_to_end_holds(storage: Storage) -> None:
    other = Commit(stage="read", number=3, work="aa", attempts=1)
    commits.keep(storage, FOLDER, other)
    assert commits.keep(storage, FOLDER, COMMIT) == other
    assert load_commits(storage, "read", {"aa"}) == {"aa": other}


@pytest.mark.parametrize("torn", [b"", b'{"stage": "re', b"[]", b'{"stage": 3}'], ids=repr)
def test_a_torn_commit_is_none_and_is_made_again(storage: Storage, torn: bytes) -> None:
    storage.write(PATH, torn)
    assert find_commit(storage, FOLDER, [PATH]) is None
    assert load_commits(storage, "read", {"aa"}) == {}
    assert commits.keep(storage, FOLDER, COMMIT) == COMMIT
    assert load_commits(storage, "read", {"aa"}) == {"aa": COMMIT}


def test_only_the_works_that_are_asked_for_are_read(storage: Storage) -> None:
    commits.keep(storage, FOLDER, COMMIT)
    storage.write("_work/read/plan-aa.json", b"{}")
    storage.write("_work/read/00004-bb/commit.json", b"torn")
    assert load_commits(storage, "read", {"aa", "cc"}) == {"aa": COMMIT}
    assert load_commits(storage, "read", {"cc"}) == {}
    assert load_commits(storage, "link", {"aa"}) == {}

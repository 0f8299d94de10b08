from pathlib import Path

import pytest

from twosource.archive import attempts
from twosource.archive.attempts import Attempt, find_deadly
from twosource.archive.storage import Storage

FOLDER = "_work/read/00001-0123456789abcdef"


def begin(storage: Storage) -> Attempt:
    return attempts.begin(storage, FOLDER, storage.names(FOLDER))


@pytest.mark.parametrize(
    ("ends", "deadly"),
    [
        ([], set()),
        (["", ""], set()),
        (["", "a"], set()),
        (["", "a", "b"], set()),
        (["", "a", "a"], {"a"}),
        (["", "a", "b", "a"], {"a"}),
        (["", "a", "a", "b"], {"a", "b"}),
        (["", "a", "a", ""], {"a"}),
    ],
    ids=[
        "none died", "at no row", "one may be chance", "two chances", "two at one row", "between them another",
        "a second one, where one is known", "after the rows",
    ],
)  # fmt: skip
def test_rows_that_attempts_ended_at(ends: list[str], deadly: set[str]) -> None:
    assert find_deadly(ends) == deadly


def test_the_first_attempt_marks_no_rows(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    first = begin(storage)
    first.begin_row("a")
    assert (first.number, storage.read(first.path)) == (1, b"")


def test_later_ones_mark_each_row_and_pass_over_the_deadly(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    for row in ("", "b", "b\ud83d", "b\ud83d"):
        begin(storage).begin_row(row)
    fifth = begin(storage)
    assert (fifth.number, fifth.deadly, storage.read(fifth.path)) == (5, {"b\ud83d"}, b"")
    fifth.begin_row("c")
    assert storage.read(fifth.path) == b"c"
    fifth.end_row()
    assert storage.read(fifth.path) == b""


def test_an_attempt_that_ends_by_itself_does_not_count(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    begin(storage)
    begin(storage).forget()
    assert begin(storage).number == 2


def test_the_twelfth_is_the_last_and_then_all_begins_afresh(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    last = [begin(storage).is_last for _ in range(attempts.MOST_ATTEMPTS)]
    assert last == [False] * 11 + [True]
    attempts.clear(storage, FOLDER)
    assert begin(storage).number == 1

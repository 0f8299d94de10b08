import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes import NOON
from twosource.errors import InputError
from twosource.feeds import Feed
from twosource.ingest.live.folders import FolderSight, pages_of_file, read_folder
from twosource.model import Issue, Page

LATER = NOON + timedelta(minutes=1)


def write(path: Path, text: str, at: datetime = NOON) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def look(folder: Path, now: datetime = LATER, only: tuple[str, ...] = ()) -> FolderSight:
    return read_folder(Feed(name="drop", address=str(folder), form="folder", only=only), now)


def keys(sight: FolderSight) -> list[str]:
    return [one.key for one in sight.items]


def test_every_file_that_may_hold_articles_is_an_item(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.xml", "a/.hidden.txt", "d.png", "e.html.part", ".git/x.txt", "f"):
        write(tmp_path / name, name)
    sight = look(tmp_path)
    assert keys(sight) == ["b.txt", "f", "a/c.xml"]
    assert (sight.unrested, sight.issues) == (0, ())


def test_patterns_choose_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.xml", "d.XML", "e.weird"):
        write(tmp_path / name, name)
    assert keys(look(tmp_path, only=("*.xml", "*.weird"))) == ["e.weird", "a/c.xml"]


def test_a_file_that_is_still_written_is_left_until_it_rests(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "half", LATER - timedelta(seconds=1))
    assert (keys(look(tmp_path)), look(tmp_path).unrested) == ([], 1)
    assert keys(look(tmp_path, LATER + timedelta(seconds=2))) == ["a.txt"]


def test_a_file_from_the_future_is_read_all_the_same(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "x", LATER + timedelta(days=3))
    assert keys(look(tmp_path)) == ["a.txt"]


def test_the_print_changes_with_the_bytes_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "one")
    first = look(tmp_path).items
    write(path, "one", NOON + timedelta(seconds=9))
    assert look(tmp_path).items == first
    write(path, "two", NOON + timedelta(seconds=19))
    second = look(tmp_path).items
    assert (second[0].key, second[0].print != first[0].print) == ("a.txt", True)


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        look(tmp_path / "nowhere")


def test_an_empty_folder_is_well(tmp_path: Path) -> None:
    assert look(tmp_path) == FolderSight(items=())


def test_the_page_of_a_file_is_its_bytes(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b.txt", "News.")
    feed = Feed(name="drop", address=str(tmp_path), form="folder")
    [item] = look(tmp_path).items
    [page] = pages_of_file(feed, item, NOON)
    assert isinstance(page, Page)
    assert (page.content, page.address, page.fetched_at) == (b"News.", str(tmp_path / "a" / "b.txt"), NOON)


def test_a_file_that_went_away_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "News.")
    feed = Feed(name="drop", address=str(tmp_path), form="folder")
    [item] = look(tmp_path).items
    path.unlink()
    [issue] = pages_of_file(feed, item, datetime.now(UTC))
    assert isinstance(issue, Issue)
    assert "leads nowhere" in issue.message

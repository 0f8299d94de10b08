"""What a person may give a job, as the items of its first stage: in the order of ``add``, each named by what it is."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive import stretches
from twosource.archive.inputs import Found, compile_glob, gather, list_files
from twosource.archive.units.finding import guess_records
from twosource.errors import ArchiveError, InputError


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    place = tmp_path / "wires"
    for name in (
        "b.html",
        "a.txt",
        "deep/c.xml",
        "deep/er/d.json",
        ".hidden/e.txt",
        ".f.txt",
        "p.png",
        "q.png",
    ):
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return place


def names(items: Sequence[dict[str, Any]]) -> list[str]:
    """Return the addresses of all files of items."""
    return [
        f"{item['at']}{name}" if item["kind"] == "bunch" else item["address"]
        for item in items
        for name in item.get("names", ("",))
    ]


def test_a_folder_is_walked_in_order_and_what_is_hidden_or_no_text_left_out(tree: Path) -> None:
    items, issues = list_files([str(tree)])
    assert names(items) == [f"{tree}/a.txt", f"{tree}/b.html", f"{tree}/deep/c.xml", f"{tree}/deep/er/d.json"]
    assert [one.message for one in issues] == ["passed over 2 .png files: not a kind that holds articles"]


def test_files_are_called_what_they_were_given_as_and_lie_where_they_lie(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree)
    items, _ = list_files([".", "a.txt", "../wires/deep/*.xml"])
    assert names(items) == ["a.txt", "b.html", "deep/c.xml", "deep/er/d.json", "a.txt", "../wires/deep/c.xml"]
    roots = [Path(item["root"], item["names"][-1]).resolve() for item in items]
    assert roots == [tree / "deep/er/d.json", tree / "a.txt", tree / "deep/c.xml"]
    assert all(item["root"].startswith("/") for item in items)


def test_an_item_changes_when_its_file_does(tree: Path) -> None:
    before, _ = list_files([str(tree)])
    again, _ = list_files([str(tree)])
    (tree / "a.txt").write_text("other words")
    os.utime(tree / "a.txt", (1, 1))
    after, _ = list_files([str(tree)])
    assert before == again != after


def test_what_gives_nothing_is_told_and_the_rest_listed(tree: Path) -> None:
    os.mkfifo(tree / "pipe")
    (tree / "link.txt").symlink_to("nowhere")
    (tree / "empty").mkdir()
    given = [
        str(tree / "a.txt"), "/no/such", "no*such", "bad\0name", "-", "https://n.example/a",
        str(tree / "pipe"), str(tree / "link.txt"), str(tree / "empty"),
    ]  # fmt: skip
    items, issues = list_files(given)
    assert names(items) == [f"{tree}/a.txt"]
    assert [(one.address, one.message) for one in issues] == [
        ("/no/such", "no such file or directory"),
        ("no*such", "no such file or directory"),
        ("badname", "no such file or directory"),
        ("-", "is standard input, not an archive"),
        ("https://n.example/a", "is a web address, not an archive"),
        (f"{tree}/pipe", "is not a regular file"),
        (f"{tree}/link.txt", "is a link that leads nowhere"),
        (f"{tree}/empty", "is a directory without files"),
    ]
    assert [one.hint for one in issues][3:5] == ["Use twosource add for it."] * 2


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ([], "nothing to read was given"),
        (["/no/such"], "/no/such no such file or directory"),
        (["https://n.example/a"], "https://n.example/a is a web address, not an archive"),
    ],
    ids=["nothing", "no file", "an address"],
)
def test_nothing_at_all_is_an_error_that_says_what_to_do(inputs: list[str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        list_files(inputs)


def test_storage_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(ArchiveError, match="no kind of storage"):
        list_files(["nosuchstore://bucket/wire"])


def found(size: int, root: str = "/a") -> Found:
    return Found(root=root, at="a/", name=f"{size}.txt", size=size, mark="1")


@given(st.lists(st.tuples(st.integers(0, 3_000_000), st.sampled_from(["/a", "/b"])), max_size=60))
def test_gathering_loses_nothing_and_keeps_the_order(files: list[tuple[int, str]]) -> None:
    items = list(gather(found(size, root) for size, root in files))
    told = [
        (size, item["root"])
        for item in items
        for size, item in ([(one, item) for one in item["sizes"]] if item["kind"] == "bunch" else [(item["size"], {"root": item["path"].rpartition("/")[0]})])
    ]  # fmt: skip
    assert told == files
    assert all(sum(item["sizes"]) <= 32_000_000 for item in items if item["kind"] == "bunch")


def test_a_million_small_files_are_some_thousand_items() -> None:
    items = list(gather(found(2_000) for _ in range(10_000)))
    assert len(items) == 20
    assert {len(item["names"]) for item in items} == {500}


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*.warc.gz", "a.warc.gz", True),
        ("*.warc.gz", "2024/a.warc.gz", False),
        ("**/*.warc.gz", "2024/01/a.warc.gz", True),
        ("**/*.warc.gz", "a.warc.gz", True),
        ("2024/0[12]/*", "2024/02/x", True),
        ("2024/0[12]/*", "2024/03/x", False),
        ("2024/?/x.b", "2024/1/x.b", True),
        ("2024/?/x.b", "2024/1/xcb", False),
        ("2024/**", "2024/1/2/x", True),
        ("a*b/*c*/d", "axb/ycz/d", True),
    ],
)
def test_a_glob_means_in_a_store_what_it_means_here(pattern: str, path: str, matches: bool) -> None:
    assert (compile_glob(pattern).fullmatch(path) is not None) == matches


def test_a_file_of_many_articles_is_guessed_by_its_size() -> None:
    assert guess_records("wire.jsonl", 30_000) == 11
    assert guess_records("page.html", 30_000) == 1


def test_tables_and_texts_of_crawls_in_folders_are_listed(tmp_path: Path) -> None:
    stretches.write_parquet(tmp_path, stretches.make_records(3))
    (tmp_path / "crawl.warc.wet.gz").write_bytes(b"")
    items, issues = list_files([str(tmp_path)])
    assert names(items) == [f"{tmp_path}/crawl.warc.wet.gz", f"{tmp_path}/wire.parquet"]
    assert issues == []

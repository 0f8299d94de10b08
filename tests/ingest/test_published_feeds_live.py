"""Published feed test files through live intake over HTTP; ``benchmarks.replay.published`` asks for all of them."""

import asyncio
import os
from pathlib import Path

import pytest
from benchmarks.replay.published import ask_all, find_files, reasons

EVERY = 45


def test_published_test_files_never_break_live_intake() -> None:
    root = os.environ.get("TWOSOURCE_DATA")
    if not root:
        pytest.skip("TWOSOURCE_DATA is not set")
    paths = find_files(Path(root, "feeds"), EVERY)

    outcomes = asyncio.run(ask_all(paths))

    assert [one.path for one in outcomes] == paths
    assert sum(not one.refused for one in outcomes) > len(paths) / 2


def test_a_feed_and_what_is_none_go_through(tmp_path: Path) -> None:
    folder = tmp_path / "sort"
    folder.mkdir()
    (tmp_path / "NOTES.md").write_text("no test file")
    (folder / "a.xml").write_text(
        "<rss><channel><item><title>Road to the old mill is shut</title></item></channel></rss>"
    )
    (folder / "b.xml").write_text("<opml><head/><body/></opml>")
    (folder / "c.xml").write_bytes(b"")

    outcomes = asyncio.run(ask_all(find_files(tmp_path)))

    assert [(one.items, one.articles, bool(one.refused)) for one in outcomes] == [
        (1, 1, False),
        (0, 0, True),
        (0, 0, True),
    ]
    assert reasons(outcomes)["is empty"] == 1

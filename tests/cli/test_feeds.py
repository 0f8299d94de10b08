import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, run_command
from tests.ingest.servers import Exchange, serve
from tests.ledgers import open_ledger
from twosource.feeds import Health

RSS = b"""<rss version="2.0"><channel><title>Lake Wire</title><item><title>Gunmen kill four</title>
<link>https://l.example/1</link><pubDate>Tue, 05 Mar 2024 11:00:00 GMT</pubDate>
<source url="https://s.example/">Lakeside Courier</source></item><item><title>Road shut</title></item></channel></rss>"""
ADDRESS = "https://wire.example/rss"
Feeds = Callable[..., Ran]


@pytest.fixture
def feeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Feeds:
    """Run ``twosource feeds`` over a ledger of this test's own."""
    monkeypatch.delenv("TWOSOURCE_CONFIG", raising=False)
    return lambda *arguments, **how: run_command("--db", str(tmp_path / "l.db"), "feeds", *arguments, **how)


def listed(feeds: Feeds) -> list[tuple[str, str]]:
    found: list[dict[str, Any]] = feeds("--json").json()
    return [(one["name"], one["state"]) for one in found]


def test_without_feeds_it_says_how_to_begin(feeds: Feeds) -> None:
    ran = feeds()
    assert (ran.status, ran.err) == (0, "")
    assert "No feed is read." in ran.out
    assert "twosource feeds add URL" in ran.out


def test_a_feed_is_added_listed_paused_resumed_and_removed(feeds: Feeds) -> None:
    ran = feeds("add", ADDRESS, "--name", "Rift Wire", "--every", "2m", "--group", "Africa")
    assert (ran.status, ran.err) == (0, "")
    assert listed(feeds) == [("Rift Wire", "not asked yet")]
    assert feeds("pause", "rift wire").status == 0
    assert listed(feeds) == [("Rift Wire", "paused")]
    assert feeds("resume", "Rift Wire").status == 0
    assert listed(feeds) == [("Rift Wire", "not asked yet")]
    assert feeds("remove", "Rift Wire").status == 0
    assert listed(feeds) == []


def test_a_feed_in_json_is_told_whole(feeds: Feeds) -> None:
    feeds("add", ADDRESS, "--name", "Rift Wire", "--every", "2m", "--no-pages", "--outlet", "Rift Wire")
    assert feeds("list", "--json").json() == [
        {
            "name": "Rift Wire",
            "address": ADDRESS,
            "form": "auto",
            "every_s": 120.0,
            "pages": False,
            "outlet": "Rift Wire",
            "group": "",
            "only": [],
            "state": "not asked yet",
            "source": "cli",
            "paused": False,
            "health": {
                "asked_at": None,
                "answered_at": None,
                "next_at": None,
                "failures": 0,
                "trouble": None,
                "flaw": None,
                "is_gone": False,
                "moved_to": None,
                "form": None,
                "items": 0,
                "copies": 0,
                "delay_s": None,
                "newest_at": None,
            },
        }
    ]


def test_a_folder_goes_by_its_name(feeds: Feeds, tmp_path: Path) -> None:
    (tmp_path / "drop").mkdir()
    feeds("add", "drop", "--only", "*.xml")
    [found] = feeds("--json").json()
    assert (found["name"], found["address"], found["form"], found["only"]) == (
        "drop", str(tmp_path / "drop"), "folder", ["*.xml"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("add", "ftp://wire.example"), 2, "is neither an http(s) address nor a folder"),
        (("add", "nowhere"), 1, "nowhere is no folder"),
        (("add", ADDRESS, "--every", "soon"), 2, "--every 'soon' is no length of time"),
        (("add", ADDRESS, "--every", "0s"), 2, "--every 0s is not between 1s and 31d"),
        (("add", "https://u:p@wire.example/"), 1, "carries a user name or password"),
        (("add", "https://wire.example/other"), 1, "a feed called 'wire.example' is there already"),
        (("add", ADDRESS, "--name", "B"), 1, "is read already, as 'wire.example'"),
        (("remove", "nobody"), 1, "no feed is called 'nobody'"),
        (("pause", "nobody"), 1, "no feed is called 'nobody'"),
        (("check", "nobody"), 1, "no feed is called 'nobody'"),
        (("import", "nowhere.opml"), 2, "does not exist"),
    ],
)
def test_what_can_not_be_done_is_one_clear_line(
    feeds: Feeds, arguments: tuple[str, ...], status: int, words: str
) -> None:
    feeds("add", ADDRESS)
    ran = feeds(*arguments)
    assert (ran.status, ran.out, ran.err.count("\n")) == (status, "", 1)
    assert words in ran.err


def test_the_table_tells_how_each_does_and_what_is_wrong(feeds: Feeds, tmp_path: Path) -> None:
    feeds("add", ADDRESS, "--name", "Rift Wire")
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.feeds.save_health("Rift Wire", Health(failures=4, trouble="the server answered 500"))
        ledger.feeds.count("Rift Wire", items=8, copies=2, delays=(95.0,))
    ran = feeds()
    rows = [line.split() for line in ran.out.splitlines() if line.startswith("Rift Wire")]
    assert rows == [["Rift", "Wire", "failing", "(4)", "5m", "-", "-", "95", "s", "8", "25", "%"]]
    assert "TROUBLES" in ran.out
    assert "Rift Wire can't be read: the server answered 500; it never answered." in ran.out


def test_feeds_of_the_configuration_are_listed_before_a_watch_ran(feeds: Feeds, tmp_path: Path) -> None:
    Path("twosource.toml").write_text('[[feeds]]\nname = "Coast Post"\nurl = "https://c.example/"\n', "utf-8")
    assert listed(feeds) == [("Coast Post", "not asked yet")]
    assert not (tmp_path / "l.db").exists()


def test_every_fault_of_the_configuration_is_a_line(feeds: Feeds) -> None:
    Path("other.toml").write_text('[watch]\nworkers = 0\n[[feeds]]\nname = "A"\n', "utf-8")
    ran = feeds("--config", "other.toml")
    assert (ran.status, ran.out) == (2, "")
    assert [line.partition(": ")[2].partition(": ")[2][:10] for line in ran.err.splitlines()] == [
        "watch.work",
        "feeds[1].u",
    ]


def as_rss(it: Exchange) -> None:
    it.answer(RSS, headers={"Content-Type": "application/rss+xml"})


def test_checking_shows_what_a_feed_gives_and_keeps_nothing(feeds: Feeds, tmp_path: Path) -> None:
    with serve({"/rss": as_rss}) as site:
        ran = feeds("check", f"{site.root}/rss", "--allow-private")
    assert (ran.status, ran.err) == (0, "")
    assert "RSS that calls itself 'Lake Wire', 2 items." in ran.out
    assert "2024-03-05 11:00 +0000  Lakeside Courier  Gunmen kill four  https://l.example/1" in ran.out
    assert "Road shut" in ran.out
    assert not (tmp_path / "l.db").exists()


def test_checking_in_json_gives_its_items(feeds: Feeds) -> None:
    with serve({"/rss": as_rss}) as site:
        found = feeds("check", f"{site.root}/rss", "--allow-private", "--items", "1", "--json").json()
    assert (found["outcome"], found["form"], found["count"], len(found["items"])) == ("read", "rss", 2, 1)
    assert found["items"][0]["outlet"] == "Lakeside Courier"


def test_checking_tells_what_is_wrong(feeds: Feeds) -> None:
    with serve({}) as site:
        ran = feeds("check", f"{site.root}/rss", "--allow-private")
        assert (ran.status, ran.out) == (1, "")
        assert ran.err == f"twosource: {site.root}/rss: the server answered 404.\n"
        assert "is loopback" in feeds("check", f"{site.root}/rss").err


def test_checking_a_folder_names_its_files(feeds: Feeds, tmp_path: Path) -> None:
    (tmp_path / "drop").mkdir()
    (tmp_path / "drop" / "a.txt").write_text("News.")
    os.utime(tmp_path / "drop" / "a.txt", (0, 0))
    ran = feeds("check", "drop")
    assert (ran.status, ran.err) == (0, "")
    assert "folder, 1 item." in ran.out
    assert "a.txt" in ran.out


def test_lists_of_feeds_go_out_and_come_in(feeds: Feeds, tmp_path: Path) -> None:
    feeds("add", ADDRESS, "--name", "Rift Wire", "--group", "Africa / East")
    feeds("add", "https://b.example/", "--name", "B")
    assert feeds("export", "-o", "feeds.opml").status == 0
    assert feeds("export").out == Path("feeds.opml").read_text("utf-8")
    feeds("remove", "B")

    ran = feeds("import", "feeds.opml")

    assert (ran.status, ran.out, ran.err) == (0, "1 added, 1 there already.\n", "")
    assert listed(feeds) == [("B", "not asked yet"), ("Rift Wire", "not asked yet")]


def test_what_of_a_list_can_not_be_read_is_told(feeds: Feeds) -> None:
    Path("x.opml").write_text(
        '<opml><body><outline text="a" xmlUrl="gopher://a"/><outline text="b" xmlUrl="https://b.example/"/></body></opml>'
    )
    ran = feeds("import", "x.opml")
    assert (ran.status, ran.out) == (1, "1 added, 0 there already.\n")
    assert ran.err == "twosource: x.opml: 'gopher://a' only http and https addresses are asked.\n"
    Path("y.opml").write_text("<rss/>")
    assert feeds("import", "y.opml").err.startswith("twosource: y.opml is no OPML.")

"""The watch as a process: killed, ended, refused, starved of its disk; nothing is lost and nothing double."""

import os
import resource
import signal
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.contents import failures
from tests.ingest.servers import Exchange
from tests.ledgers import are_on_postgresql, open_ledger
from tests.watching.living import Living, Wire, addresses, has_ended, states, wait_until, watch

MANY = 10
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


def is_read(ledger: Path, count: int) -> bool:
    return states(ledger).get(("read", "done"), 0) == count


def test_killed_again_and_again_it_reads_every_story_once(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    with Wire(stories=MANY).served() as wire:
        config = wire.configure(tmp_path)
        with watch(ledger, config) as first:
            os.kill(first.await_lines("worker-begun")[0]["pid"], signal.SIGKILL)
            first.await_lines("article")
            first.process.kill()
            assert [has_ended(pid) for pid in first.workers()] == [True] * len(first.workers())
        with watch(ledger, config) as second:
            wait_until(lambda: is_read(ledger, MANY))
            assert second.end() == 0

    assert [line["event"] for line in second.lines][-2:] == ["ending", "ended"]
    with open_ledger(ledger) as opened:
        assert addresses(opened) == [str(number) for number in range(MANY)]
        assert opened.watchers.all() == ()
        assert opened.feeds.get("Lake wires").health.items == MANY
    assert failures(ledger) == []


def trickle(it: Exchange) -> None:
    """Send one byte now and then, for as long as the test lasts."""
    it.start(headers={"Content-Length": "1000000"})
    while not it.over.wait(0.2):
        it.write(b" ")


def test_once_reads_all_there_is_and_says_what_could_not_be_had(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    routes = {"/1": trickle, "/2": lambda it: it.answer(status=404)}
    with Wire(stories=4, routes=routes).served() as wire:
        config = wire.configure(tmp_path, "tries = 1")
        with watch(ledger, config, "--once") as living:
            assert living.wait() == 1
        asked = list(wire.site.asked)

    assert sorted(line["address"][-2:] for line in living.named("page-not-had")) == ["/1", "/2"]
    assert states(ledger) == {("fetch", "done"): 4, ("read", "done"): 4}
    assert sorted(path for path in asked if path != "/robots.txt") == ["/0", "/1", "/2", "/3", "/rss"]
    with open_ledger(ledger) as opened:
        assert [one for one in addresses(opened) if len(one) == 1] == ["0", "3"]


def figures(living: Living) -> str:
    root = living.await_lines("begun")[0]["health"]
    with urllib.request.urlopen(f"{root}/metrics") as answer:
        return str(answer.read().decode())


def status_of(living: Living, path: str) -> int:
    root = living.await_lines("begun")[0]["health"]
    try:
        with urllib.request.urlopen(root + path) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.mark.skipif(are_on_postgresql(), reason="the disk of the server is not the watch's")
@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are set on Linux alone")
def test_a_full_disk_is_waited_for_and_the_watch_says_that_it_is_not_ready(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    with Wire(stories=2).served() as wire:
        config = wire.configure(tmp_path)
        with watch(ledger, config) as living:
            wait_until(lambda: ledger.exists() and is_read(ledger, 2))
            wait_until(lambda: status_of(living, "/readyz") == 200)
            pids = [living.process.pid, *living.workers()]
            limit(pids, (4096, resource.RLIM_INFINITY))
            wire.stories = 4
            wait_until(lambda: status_of(living, "/readyz") == 503)
            assert status_of(living, "/healthz") == 200
            limit(pids, UNLIMITED)
            wait_until(lambda: is_read(ledger, 4))
            told = figures(living)
            assert living.end() == 0

    assert 'twosource_articles_total{fate="added"} 4.0' in told
    assert "ledger-is-back" in [line["event"] for line in living.lines]
    assert failures(ledger) == []


def limit(pids: list[int], bytes_of_a_file: tuple[int, int]) -> None:
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, bytes_of_a_file)


def test_a_second_signal_ends_it_at_once(tmp_path: Path) -> None:
    with Wire(stories=1, routes={"/0": trickle}).served() as wire:
        config = wire.configure(tmp_path)
        with watch(tmp_path / "ledger.db", config) as living:
            pids = [line["pid"] for line in living.await_lines("worker-begun")]
            wait_until(lambda: "/0" in wire.site.asked)
            living.process.send_signal(signal.SIGINT)
            living.await_lines("ending")
            living.process.send_signal(signal.SIGINT)
            assert living.wait() in {0, 130}  # 0 where it had ended by itself in between
            assert [has_ended(pid) for pid in pids] == [True]


def test_workers_alone_read_what_another_watch_puts(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    with Wire(stories=3).served() as wire:
        config = wire.configure(tmp_path)
        with watch(ledger, config, "--workers", "0") as asking:
            wait_until(lambda: ledger.exists() or are_on_postgresql())
            asking.await_lines("feed")
            with watch(ledger, config, "--workers-only") as reading:
                reading.await_lines("article", 3)
                assert reading.end() == 0
            assert asking.end() == 0
    assert is_read(ledger, 3)
    assert asking.named("article") == []

"""A ledger that can't be had is waited for, told of once, and lost by nobody."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import NOW
from tests.watching.making import make_log
from twosource.errors import LedgerUnavailable
from twosource.store import Ledger, open_ledger
from twosource.store.queue import NewJob, Taker
from twosource.watching import patience
from twosource.watching.patience import Standing, Stopped


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "wait_for_ledger", lambda _: 0.001)


def failing(times: int, act: Callable[[Ledger], int]) -> Callable[[Ledger], int]:
    left = [LedgerUnavailable("ledger x: another program is writing to it")] * times

    def tried(ledger: Ledger) -> int:
        if left:
            raise left.pop()
        return act(ledger)

    return tried


def put(ledger: Ledger) -> int:
    return ledger.queue.put([NewJob(key="a", kind="read", body="{}")], NOW)


def test_what_could_not_be_written_is_written_when_the_ledger_is_back(tmp_path: Path) -> None:
    log, heard = make_log("tests.patience")
    standing = Standing(str(tmp_path / "ledger.db"), log, threading.Event())

    assert standing.do(failing(3, put)) == 1
    assert standing.waits is None
    assert heard.events == ["ledger-unavailable", "ledger-is-back"]
    standing.close()


@pytest.mark.sqlite_file("how many pages a file may have")
def test_a_full_disk_is_waited_for_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    log, heard = make_log("tests.full")
    standing = Standing(str(path), log, threading.Event())
    standing.do(lambda ledger: ledger.stats())
    full = [True]

    def fill(ledger: Ledger) -> int:
        if full:  # as a full disk would: the file can't grow by a page
            full.pop()
            ledger._database.plain(f"PRAGMA max_page_count = {_pages(ledger)}")
        body = "x" * 100_000
        return ledger.queue.put([NewJob(key="big", kind="read", body=body)], NOW)

    assert standing.do(fill) == 1
    assert heard.events == ["ledger-unavailable", "ledger-is-back"]
    assert "the disk is full" in heard.lines[0]["why"]
    standing.close()
    with open_ledger(path) as ledger:
        job = ledger.queue.take("read", Taker(watch="w", worker="1"), NOW)
        assert job is not None
        assert len(job.body) == 100_000


def test_waiting_ends_when_the_watch_does(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    standing = Standing(str(tmp_path / "ledger.db"), make_log()[0], stop)
    with pytest.raises(Stopped):
        standing.do(failing(1, put))
    assert standing.waits is not None
    standing.close()


def test_a_ledger_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "mounted"
    log, heard = make_log("tests.missing")
    standing = Standing(str(folder / "ledger.db"), log, threading.Event())
    timer = threading.Timer(0.05, folder.mkdir)
    timer.start()

    assert standing.do(put) == 1
    timer.join()
    assert heard.events[0] == "ledger-unavailable"
    standing.close()


def _pages(ledger: Ledger) -> int:
    return int(ledger._database.plain("PRAGMA page_count")[0][0])

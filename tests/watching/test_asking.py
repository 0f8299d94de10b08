"""Feeds asked and pages had: what is put, kept, tried again, done without, and left for later."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest

from tests.builders import NOW
from tests.fakes import FakeClock
from tests.ledgers import copy_ledger, finished, open_ledger, place_of
from tests.watching.making import FEED, Heard, make_item, make_log, make_page
from twosource.config import Config, Process
from twosource.feeds import Feed
from twosource.ingest.live.answers import Answer
from twosource.ingest.live.polite import PoliteFetcher
from twosource.store import Ledger
from twosource.store.queue import Job, NewJob, Taker, _job
from twosource.store.queue_tables import jobs as table
from twosource.watching.bodies import ToFetch, fetch_job, parse_read
from twosource.watching.fetching import Fetching
from twosource.watching.polling import Polling
from twosource.watching.settings import Settings
from twosource.watching.shared import Shared

T = TypeVar("T")

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Lake wires</title>
<link>https://lake.example/</link><description>wires</description>{items}</channel></rss>"""
ITEM = """<item><title>Gunmen kill four</title><link>https://lake.example/{key}</link><guid>{key}</guid>
<description>{words}</description></item>"""
FAILED = Answer(kind="failed", trouble="the server answered 503")
GONE = Answer(kind="failed", trouble="the server answered 404", is_lasting=True)


def rss(**words: str) -> str:
    return RSS.format(items="".join(ITEM.format(key=key, words=said) for key, said in words.items()))


def answer(content: str, address: str, media_type: str = "text/html") -> Answer:
    return Answer(kind="page", page=make_page(content, address, media_type), etag='"1"')


@dataclass(kw_only=True)
class FakeWeb:
    """Answers as the polite fetcher does, from a table; what is not there is gone."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def ask(self, url: str, **_: Any) -> Answer:
        self.asked.append(url)
        await asyncio.sleep(0)
        return self.answers.get(url, GONE)


@dataclass(kw_only=True)
class Bench:
    """A watch without processes: its parts, a web from memory, and a clock that stands still."""

    path: Path
    web: FakeWeb = field(default_factory=FakeWeb)
    process: Process = field(default_factory=Process)
    clock: FakeClock = field(default_factory=lambda: FakeClock(instant=NOW))
    heard: Heard = field(default_factory=Heard)

    def run(self, act: Callable[[Shared, PoliteFetcher], Awaitable[T]], *, once: bool = True) -> T:
        return asyncio.run(self._run(act, once=once))

    async def _run(self, act: Callable[[Shared, PoliteFetcher], Awaitable[T]], *, once: bool) -> T:
        log, self.heard = make_log("tests.asking")
        settings = Settings(ledger=place_of(self.path), config=Config(process=self.process), once=once)
        shared = Shared(settings, "w", log, self.clock)
        shared.polls = True
        try:
            return await act(shared, cast("PoliteFetcher", self.web))
        finally:
            shared.stop.set()
            await shared.close()

    def poll(self) -> None:
        """Ask every feed that is due, once."""

        async def act(shared: Shared, fetcher: PoliteFetcher) -> None:
            polling = Polling(shared=shared, fetcher=fetcher)
            await run_until(shared, polling.run(), lambda: polling.is_idle)

        self.run(act)

    def fetch(self) -> None:
        """Have every page that can be had now."""

        async def act(shared: Shared, fetcher: PoliteFetcher) -> None:
            fetching = Fetching(shared=shared, fetcher=fetcher)
            before = -1

            def is_done() -> bool:
                nonlocal before
                rested, before = before == len(self.web.asked), len(self.web.asked)
                return rested and fetching.is_idle and not self._can_be_had()

            await run_until(shared, fetching.run(), is_done)

        self.run(act)

    def _can_be_had(self) -> bool:
        with open_ledger(self.path) as ledger:
            return ledger.queue.waiting("read") < self.process.most_waiting and any(
                job.due_at <= self.clock.now() for job in jobs(ledger, "fetch", "waiting")
            )


async def run_until(shared: Shared, run: Awaitable[None], is_done: Callable[[], bool]) -> None:
    running = asyncio.ensure_future(run)
    async with asyncio.timeout(20):
        while not is_done():  # noqa: ASYNC110  (what is waited for is for each test to say)
            await asyncio.sleep(0.02)
    shared.halt.set()
    await running


def jobs(ledger: Ledger, kind: str, state: str) -> list[Job]:
    rows = ledger._database.rows(table.select().where(table.c.kind == kind, table.c.state == state))
    return [_job(row) for row in rows]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "ledger.db"
    open_ledger(path).close()
    return finished(path)


@pytest.fixture
def bench(empty: Path, tmp_path: Path) -> Bench:
    return Bench(path=copy_ledger(empty, tmp_path / "ledger.db"))


@pytest.fixture
def ledger(bench: Bench) -> Iterator[Ledger]:
    with open_ledger(bench.path) as opened:
        yield opened


def add_feed(ledger: Ledger, feed: Feed = FEED) -> None:
    ledger.feeds.add(feed, NOW)


def states(ledger: Ledger) -> Mapping[tuple[str, str], int]:
    return {(depth.kind, depth.state): depth.count for depth in ledger.queue.depths()}


# --- feeds ----------------------------------------------------------------------------------------


def test_what_a_feed_newly_prints_is_put_once(bench: Bench, ledger: Ledger) -> None:
    add_feed(ledger)
    bench.web.answers[FEED.address] = answer(rss(a="one", b="two"), FEED.address, "application/rss+xml")
    bench.poll()
    assert states(ledger) == {("fetch", "waiting"): 2}
    assert ledger.feeds.get(FEED.name).health.answered_at == NOW

    bench.clock.instant += timedelta(hours=1)
    bench.web.answers[FEED.address] = answer(
        rss(a="one", b="two", c="3"), FEED.address, "application/rss+xml"
    )
    bench.poll()
    assert states(ledger) == {("fetch", "waiting"): 3}


def test_an_item_that_is_printed_otherwise_is_put_again(bench: Bench, ledger: Ledger) -> None:
    add_feed(ledger)
    for words in ("four dead", "seven dead"):
        bench.web.answers[FEED.address] = answer(rss(a=words), FEED.address, "application/rss+xml")
        bench.poll()
        bench.clock.instant += timedelta(hours=1)
    assert states(ledger) == {("fetch", "waiting"): 2}


def test_a_feed_is_left_alone_until_it_is_due(bench: Bench, ledger: Ledger) -> None:
    add_feed(ledger)
    bench.web.answers[FEED.address] = answer(rss(), FEED.address, "application/rss+xml")
    bench.poll()
    bench.poll()
    assert bench.web.asked == [FEED.address]


def test_a_page_given_by_two_feeds_is_asked_for_once(bench: Bench, ledger: Ledger) -> None:
    other = replace(FEED, name="Other", address="https://other.example/rss")
    for feed in (FEED, other):
        add_feed(ledger, feed)
        bench.web.answers[feed.address] = answer(rss(a="one"), feed.address, "application/rss+xml")
        bench.poll()
    assert states(ledger) == {("fetch", "waiting"): 1}


def test_a_feed_that_fails_is_told_of_once_until_it_answers(bench: Bench, ledger: Ledger) -> None:
    add_feed(ledger)
    told = []
    for _ in range(3):
        bench.poll()
        told.append("feed-trouble" in bench.heard.events)
        bench.clock.instant += timedelta(days=2)
    bench.web.answers[FEED.address] = answer(rss(a="one"), FEED.address, "application/rss+xml")
    bench.poll()
    told.append("feed-trouble" in bench.heard.events)

    assert told == [True, False, False, True]
    assert "answers again" in next(
        line["why"] for line in bench.heard.lines if line["event"] == "feed-trouble"
    )


def test_no_feed_is_asked_while_too_much_waits(bench: Bench, ledger: Ledger) -> None:
    add_feed(ledger)
    item = make_item()
    ledger.queue.put([fetch_job(ToFetch(feed=FEED, item=replace(item, key=key))) for key in "abc"], NOW)
    bench.process = Process(most_waiting=3)

    async def act(shared: Shared, fetcher: PoliteFetcher) -> int:
        polling = Polling(shared=shared, fetcher=fetcher)
        looked = iter(range(20))
        await run_until(shared, polling.run(), lambda: next(looked, None) is None)
        return polling.rounds

    assert (bench.run(act), bench.web.asked) == (0, [])


# --- pages ----------------------------------------------------------------------------------------

URL = "https://lake.example/1"
HTML = "<html><body><p>Gunmen opened fire on a bus near Kisumu.</p></body></html>"


def put_item(ledger: Ledger, feed: Feed = FEED, **changes: Any) -> None:
    ledger.queue.put([fetch_job(ToFetch(feed=feed, item=replace(make_item(), **changes)))], NOW)


def kept(ledger: Ledger) -> list[tuple[str, str | None]]:
    """Return what waits to be read: addresses, and who the feed says prints it."""
    found = [parse_read(job.body) for job in jobs(ledger, "read", "waiting")]
    assert all(ledger.queue.find_page(one.intake) for one in found)
    return [(one.intake.address, one.intake.outlet) for one in found]


def test_a_page_is_kept_with_the_job_of_reading_it(bench: Bench, ledger: Ledger) -> None:
    put_item(ledger, outlet="Courier")
    bench.web.answers[URL] = answer(HTML, URL)
    bench.fetch()

    assert kept(ledger) == [(URL, "Courier")]
    assert states(ledger) == {("fetch", "done"): 1, ("read", "waiting"): 1}


def test_a_page_that_may_still_come_is_asked_for_again_later(bench: Bench, ledger: Ledger) -> None:
    put_item(ledger)
    bench.web.answers[URL] = FAILED
    bench.fetch()
    assert (states(ledger), bench.web.asked) == ({("fetch", "waiting"): 1}, [URL])

    bench.clock.instant += timedelta(hours=1)
    bench.web.answers[URL] = answer(HTML, URL)
    bench.fetch()
    assert kept(ledger) == [(URL, None)]


@pytest.mark.parametrize(
    ("reply", "tries"),
    [pytest.param(GONE, 1, id="at once where it is gone"), pytest.param(FAILED, 3, id="after some tries")],
)
def test_a_page_that_can_t_be_had_is_read_from_its_summary(
    bench: Bench, ledger: Ledger, reply: Answer, tries: int
) -> None:
    put_item(ledger)
    bench.web.answers[URL] = reply
    for _ in range(tries):
        bench.fetch()
        bench.clock.instant += timedelta(hours=1)

    assert bench.web.asked == [URL] * tries
    ((address, _),) = kept(ledger)
    assert address.startswith(f"{FEED.address}#item-")
    assert "page-not-had" in bench.heard.events


def test_a_host_that_wants_to_be_left_alone_costs_no_try(bench: Bench, ledger: Ledger) -> None:
    put_item(ledger)
    bench.web.answers[URL] = Answer(kind="later", retry_after=timedelta(minutes=10))
    for _ in range(4):
        bench.fetch()
        bench.clock.instant += timedelta(minutes=11)
    (job,) = jobs(ledger, "fetch", "waiting")
    assert (job.tries, len(bench.web.asked)) == (0, 4)


def test_a_feed_read_without_pages_asks_nobody(bench: Bench, ledger: Ledger) -> None:
    put_item(ledger, replace(FEED, pages=False))
    bench.fetch()
    assert bench.web.asked == []
    assert len(kept(ledger)) == 1


def test_a_file_of_a_folder_is_kept(bench: Bench, ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "wires").mkdir()
    (tmp_path / "wires" / "a.html").write_text(HTML)
    folder = Feed(name="Folder", address=str(tmp_path / "wires"), form="folder")
    put_item(ledger, folder, key="a.html", url=None)
    bench.fetch()
    assert kept(ledger) == [(str(tmp_path / "wires" / "a.html"), None)]


def test_nothing_is_fetched_while_too_much_waits_to_be_read(bench: Bench, ledger: Ledger) -> None:
    bench.process = Process(most_waiting=2, at_once=1)
    for number in range(5):
        url = f"https://host{number}.example/"
        put_item(ledger, key=str(number), url=url)
        bench.web.answers[url] = answer(f"{HTML}{number}", url)
    bench.fetch()
    assert states(ledger) == {("fetch", "done"): 2, ("fetch", "waiting"): 3, ("read", "waiting"): 2}


def test_a_job_that_says_nothing_known_is_set_aside(bench: Bench, ledger: Ledger) -> None:
    ledger.queue.put([NewJob(key="x", kind="fetch", body='{"feed": 1}')], NOW)
    bench.fetch()
    (dead,) = ledger.queue.dead()
    assert dead.key == "x"
    assert "page-not-had" in bench.heard.events


def test_pages_of_a_fetcher_that_was_killed_are_had_by_the_next(bench: Bench, ledger: Ledger) -> None:
    put_item(ledger)
    ledger.queue.take("fetch", Taker(watch="w", worker="fetching"), NOW)
    bench.web.answers[URL] = answer(HTML, URL)
    bench.fetch()
    assert kept(ledger) == [(URL, None)]

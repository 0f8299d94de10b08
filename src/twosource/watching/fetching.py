"""Having the pages of items: from the web, from a folder, or made of what the feed itself says.

A page is kept, the job of reading it put, and the job of having it ended in one transaction. A page that
can't be had is tried a few times; then the item's summary stands in for it, and says so.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from twosource.ingest.live.answers import Answer
from twosource.ingest.live.as_page import page_of_item
from twosource.ingest.live.folders import pages_of_file
from twosource.ingest.live.polite import PoliteFetcher
from twosource.model import Issue, Page
from twosource.store import Ledger
from twosource.store.queue import Job, Taker
from twosource.watching.bodies import ToFetch, ToRead, intake_of, parse_fetch, read_job
from twosource.watching.patience import Stopped
from twosource.watching.shared import Shared
from twosource.watching.waits import wait_for_page

Way = Literal["page", "file", "summary"]

#: As a worker it is none: jobs in hand here go back when the process ends.
_WORKER: Final = "fetching"
_STEP_S: Final = 0.5


@dataclass(slots=True, kw_only=True)
class Fetching:
    """Has pages for as long as this process is the one that asks."""

    shared: Shared
    fetcher: PoliteFetcher
    _under_way: dict[asyncio.Task[None], str] = field(default_factory=dict)

    async def run(self) -> None:
        """Have what waits to be had, until nothing new is to be begun."""
        await self.shared.do(lambda ledger: ledger.queue.put_back_all(self._taker, self.shared.now()))
        while not self.shared.halt.is_set():
            self.shared.pulses.tick("fetching")
            self.shared.work.clear()
            while await self._begin_next():
                pass
            await self._wait()
        await self._finish()

    @property
    def is_idle(self) -> bool:
        """Whether no page is being had."""
        return not self._under_way

    @property
    def _taker(self) -> Taker:
        return Taker(watch=self.shared.name, worker=_WORKER)

    async def _begin_next(self) -> bool:
        """Begin on a page where there is one and room for it."""
        shared = self.shared
        if shared.halt.is_set() or not shared.polls or len(self._under_way) >= shared.process.at_once:
            return False
        lanes = [lane for lane in self._under_way.values() if lane]
        job = await shared.do(lambda ledger: self._take(ledger, lanes))
        if job is None:
            return False
        task = asyncio.create_task(self._have(job))
        self._under_way[task] = job.lane
        task.add_done_callback(self._ended)
        return True

    def _take(self, ledger: Ledger, lanes: Sequence[str]) -> Job | None:
        if ledger.queue.waiting("read") >= self.shared.process.most_waiting:
            return None
        return ledger.queue.take("fetch", self._taker, self.shared.now(), lanes)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        self.shared.work.set()

    async def _wait(self) -> None:
        halted = asyncio.create_task(self.shared.halt.wait())
        worked = asyncio.create_task(self.shared.work.wait())
        await asyncio.wait({halted, worked}, timeout=_STEP_S, return_when=asyncio.FIRST_COMPLETED)
        for task in (halted, worked):
            task.cancel()

    async def _finish(self) -> None:
        """Give pages under way a moment to come; what does not is asked for again by the next watch."""
        if self._under_way:
            patience = self.shared.process.drain.total_seconds() / 2
            _, late = await asyncio.wait(set(self._under_way), timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self.shared.do(lambda ledger: ledger.queue.put_back_all(self._taker, self.shared.now()))
        self.shared.pulses.forget("fetching")

    # --- one page --------------------------------------------------------------------------------

    async def _have(self, job: Job) -> None:
        try:
            await self._have_of(job, parse_fetch(job.body))
        except Stopped:
            return
        except Exception as error:  # noqa: BLE001  (one page's surprise must not end the others)
            self.shared.metrics.failures.labels("fetching").inc()
            self.shared.log.surprise("page-not-had", error, job=job.key)
            why = f"{type(error).__name__}: {error}"
            await self.shared.do(lambda ledger: ledger.queue.fail(job, self._taker, why, self.shared.now()))
            self.shared.misses += 1

    async def _have_of(self, job: Job, wanted: ToFetch) -> None:
        match choose_way(wanted, fetch_pages=self.shared.process.fetch_pages):
            case "file":
                found = await asyncio.to_thread(self._pages_of_file, wanted)
                await self._keep(job, wanted, found, "file")
            case "summary":
                await self._keep(job, wanted, [self._summary(wanted)], "summary")
            case "page":
                assert wanted.item.url is not None, "that is why a page is asked for"
                await self._heed(
                    job, wanted, await self.fetcher.ask(wanted.item.url, via=wanted.feed.address)
                )

    async def _heed(self, job: Job, wanted: ToFetch, answer: Answer) -> None:
        """Keep a page that came, wait for one that may still come, and do without one that will not."""
        shared = self.shared
        if answer.page is not None:
            await self._keep(job, wanted, [answer.page], "page")
        elif answer.kind == "later":
            wait = wait_for_page(0, answer.retry_after)
            shared.metrics.fetches.labels("later").inc()
            await shared.do(
                lambda ledger: ledger.queue.give_back(job, self._taker, shared.now(), again_in=wait)
            )
        elif answer.is_lasting or job.tries + 1 >= shared.process.tries:
            shared.misses += 1
            self._tell(wanted, "page-not-had", answer.trouble)
            await self._keep(job, wanted, [self._summary(wanted)], "summary instead")
        else:
            shared.misses += 1
            wait = wait_for_page(job.tries, answer.retry_after)
            shared.metrics.fetches.labels("failed").inc()
            self._tell(wanted, "page-to-be-tried-again", answer.trouble)
            await shared.do(
                lambda ledger: ledger.queue.fail(
                    job, self._taker, answer.trouble, shared.now(), again_in=wait
                )
            )

    async def _keep(self, job: Job, wanted: ToFetch, found: Sequence[Page | Issue], outcome: str) -> None:
        await self.shared.write(lambda ledger: self._write(ledger, job, wanted, found, outcome))
        self.shared.metrics.fetches.labels(outcome).inc()
        for issue in found:
            if isinstance(issue, Issue):
                self.shared.misses += 1
                self._tell(wanted, "page-not-had", issue.message)
        self.shared.kept.set()

    def _write(
        self, ledger: Ledger, job: Job, wanted: ToFetch, found: Sequence[Page | Issue], outcome: str
    ) -> None:
        now = self.shared.now()
        if not ledger.queue.done(job, self._taker, outcome, now):
            return  # somebody else has it: they keep the page
        for page in found:
            if isinstance(page, Page):
                intake = intake_of(wanted, page)
                ledger.save_page(page, intake)
                ledger.queue.put([read_job(ToRead(feed=wanted.feed.name, intake=intake))], now)

    def _pages_of_file(self, wanted: ToFetch) -> tuple[Page | Issue, ...]:
        return tuple(pages_of_file(wanted.feed, wanted.item, self.shared.now()))

    def _summary(self, wanted: ToFetch) -> Page:
        return page_of_item(wanted.item, wanted.feed, self.shared.now())

    def _tell(self, wanted: ToFetch, event: str, why: str) -> None:
        address = wanted.item.url or wanted.item.key
        self.shared.log.tell(event, level="warning", feed=wanted.feed.name, address=address, why=why)


def choose_way(wanted: ToFetch, *, fetch_pages: bool) -> Way:
    """Return how an item's page is had: from its folder, from the web, or of what its feed says."""
    if wanted.feed.form == "folder":
        return "file"
    has_page = wanted.item.url is not None and wanted.feed.pages and fetch_pages
    return "page" if has_page else "summary"

"""Reading what waits: one job of reading, from page to ledger, and what is to be told of it.

Reading is done at least once and has its effect once: the pipe leaves what is there already as it is, and
the counts of a feed are written in the transaction that ends the job.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from twosource.model import Article
from twosource.pipeline import Fate, Pipe, take_page
from twosource.store import Ledger
from twosource.store.queue import Job, Taker
from twosource.watching.bodies import ToRead, parse_read
from twosource.watching.patience import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one would-be article, as the log and the figures tell it.

    ``age_s`` are the seconds from its publication to the ledger, None where that is not known to the
    minute or it was there already.
    """

    fate: str
    address: str
    feed: str = ""
    article: str = ""
    outlet: str = ""
    reason: str = ""
    incidents: tuple[str, ...] = ()
    age_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who reads: a worker with its ledger and its pipe."""

    standing: Standing
    pipe: Pipe
    taker: Taker

    def take(self) -> Job | None:
        """Take the next page to read; None where none waits."""
        return self.standing.do(lambda ledger: _take(ledger, self.taker, self.pipe.clock.now()))

    def read(self, job: Job) -> tuple[Told, ...]:
        """Read a page that was taken, and end its job; raises what reading raises, and Stopped."""
        wanted = parse_read(job.body)
        fates = self.standing.do(lambda ledger: _read(ledger, self.pipe, wanted))
        now = self.pipe.clock.now()
        told = tuple(tell_fate(fate, wanted, now) for fate in fates)
        self.standing.do(lambda ledger: self._end(ledger, job, wanted, told))
        return told

    def fail(self, job: Job, why: str) -> None:
        """Set a page aside that can't be read."""
        self.standing.do(lambda ledger: ledger.queue.fail(job, self.taker, why, self.pipe.clock.now()))

    def _end(self, ledger: Ledger, job: Job, wanted: ToRead, told: Sequence[Told]) -> None:
        """End a job, and count its articles to its feed, once however often it is done."""
        with ledger.transaction():
            if ledger.queue.done(job, self.taker, summarise(told), self.pipe.clock.now()):
                count_to_feed(ledger, wanted)


def tell_fate(fate: Fate, wanted: ToRead, now: datetime) -> Told:
    """Return what is to be told of a fate."""
    return Told(
        fate=fate.what,
        address=fate.address,
        feed=wanted.feed,
        article=fate.article.id if fate.article else "",
        outlet=(fate.article.outlet or "") if fate.article else wanted.intake.outlet or "",
        reason=_reason(fate),
        incidents=tuple(fate.incidents),
        age_s=_age(fate, now),
    )


def summarise(told: Sequence[Told]) -> str:
    """Return what became of a page in a few words ("2 added, 1 copy")."""
    fates = [one.fate for one in told]
    return ", ".join(f"{fates.count(fate)} {fate}" for fate in dict.fromkeys(fates)) or "nothing"


def count_to_feed(ledger: Ledger, wanted: ToRead) -> None:
    """Add what a page brought to the figures of its feed: what the ledger holds, not what was done just now."""
    held = ledger.articles_of_page(wanted.intake.page)
    brought = [article for article in held if article.address.startswith(wanted.intake.address)]
    if brought:
        copies = ledger.copies([article.id for article in brought])
        delays = tuple(delay for article in brought if (delay := _delay(article)) is not None)
        ledger.feeds.count(wanted.feed, items=len(brought), copies=len(copies), delays=delays)


def _take(ledger: Ledger, taker: Taker, now: datetime) -> Job | None:
    """Take a job, and first what was in hand when the ledger was lost: nobody can tell whether it was taken."""
    ledger.queue.put_back_all(taker, now)
    return ledger.queue.take("read", taker, now)


def _read(ledger: Ledger, pipe: Pipe, wanted: ToRead) -> tuple[Fate, ...]:
    page = ledger.queue.find_page(wanted.intake)
    if page is None:
        raise ValueError("its page is not in the ledger")
    return tuple(take_page(ledger, pipe, page, wanted.intake))


def _reason(fate: Fate) -> str:
    if fate.issue is not None:
        return fate.issue.message
    if fate.dropped is not None:
        return fate.dropped.reason
    return f"{fate.copy.relation} of {fate.copy.original}" if fate.copy is not None else ""


def _delay(article: Article) -> float | None:
    """Return the seconds from an article's publication until it was had; None where they can't be known."""
    if article.published is None or article.published_precision != "minute":
        return None
    return max(0.0, (article.fetched_at - article.published).total_seconds())


def _age(fate: Fate, now: datetime) -> float | None:
    article = fate.article
    if fate.what not in {"added", "copy"} or article is None or article.published is None:
        return None
    return (now - article.published).total_seconds() if article.published_precision == "minute" else None

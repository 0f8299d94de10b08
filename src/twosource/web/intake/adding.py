"""Running the pipe over what was sent, as ``twosource add`` does; nothing is fetched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, NoReturn

from twosource.errors import RefusedAddress
from twosource.ingest.clock import SystemClock
from twosource.ingest.containers import Place, pages_in
from twosource.model import Issue, Page
from twosource.pipeline import Fate, Inputs, Pipe, Stages, add, load_stages
from twosource.ports import Clock
from twosource.store import Ledger
from twosource.web.intake.sent import Sent

#: Articles added by one form: some 20 seconds of reading, as long as a person waits.
MOST_ARTICLES: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of each input; ``is_whole`` is False where there may be more than is added at once."""

    fates: tuple[Fate, ...]
    is_whole: bool


class _NoFetcher:
    """Asks no address: what a form holds is all that is read."""

    def fetch(self, url: str) -> NoReturn:
        raise RefusedAddress(f"{url} is not asked from here", hint="twosource add asks addresses")


def add_pages(ledger: Ledger, sent: Sent) -> Made:
    """Add what was sent, one transaction for each article; raises LedgerUnavailable."""
    clock = SystemClock()

    def pages(_: Inputs, clock: Clock) -> Iterator[Page | Issue]:
        for name, stream in sent.streams:
            yield from pages_in(stream, Place(address=name, fetched_at=clock.now()))

    pipe = Pipe(clock=clock, stages=replace(_stages(), pages=pages))
    inputs = Inputs(given=(), fetcher=_NoFetcher(), outlet=sent.outlet, published=sent.published)
    fates = tuple(_bounded(add(ledger, pipe, inputs)))
    refused = (
        Fate(address=name, what="issue", issue=Issue(address=name, message=why)) for name, why in sent.refused
    )
    return Made(fates=(*refused, *fates), is_whole=_count_new(fates) < MOST_ARTICLES)


def _bounded(fates: Iterator[Fate]) -> Iterator[Fate]:
    """Yield fates until so many articles are new: those known already cost little, and are gone through."""
    new = 0
    for fate in fates:
        yield fate
        new += _count_new([fate])
        if new >= MOST_ARTICLES:
            return


def _count_new(fates: Iterable[Fate]) -> int:
    return sum(fate.what != "known" for fate in fates)


@cache
def _stages() -> Stages:
    return load_stages()

"""One look at a feed: it is asked, read whatever its form, and what came of it summed up.

Whether it is due, and what is new among its items, is decided by who calls. Nothing is raised for what a
feed or its server does.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from twosource.errors import InputError, NoSuchInput, UnreadableInput
from twosource.feeds import Feed, Health, Item
from twosource.ids import digest
from twosource.ingest.live.answers import Answer
from twosource.ingest.live.deciding import Outcome
from twosource.ingest.live.folders import read_folder
from twosource.ingest.live.items import MOST_ITEMS, Sight, published_at, read_feed
from twosource.ingest.live.polite import PoliteFetcher
from twosource.model import Issue, Page

#: Sitemaps of an index that are read at one look: the newest, which hold the news.
MOST_SITEMAPS: Final = 5
_AHEAD: Final = timedelta(days=1)  # a date further ahead is a mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look gave: items as the feed orders them, what was wrong with parts of it, and the outcome."""

    outcome: Outcome
    items: tuple[Item, ...] = ()
    issues: tuple[Issue, ...] = ()
    title: str = ""


async def look(fetcher: PoliteFetcher, feed: Feed, health: Health, now: datetime) -> Look:
    """Ask a feed once. An unchanged one has no items."""
    try:
        if feed.form == "folder":
            return await asyncio.to_thread(_look_in_folder, feed, health, now)
        answer = await fetcher.ask(feed.address, **_validators(health))
        if answer.page is None:
            return Look(outcome=_unread(answer))
        if answer.page.id == health.digest:
            return Look(outcome=replace(_unread(answer), kind="unchanged"))
        return await _read(fetcher, answer, answer.page)
    except InputError as error:
        return Look(outcome=_failure(error))


def _validators(health: Health) -> dict[str, str | None]:
    return {"etag": health.etag, "last_modified": health.last_modified}


def _failure(error: InputError) -> Outcome:
    is_lasting = isinstance(error, UnreadableInput | NoSuchInput)
    hint = f" ({error.hint.rstrip('.')})" if error.hint else ""
    return Outcome(kind="failed", trouble=f"{error}{hint}", is_lasting=is_lasting)


def _unread(answer: Answer) -> Outcome:
    """Return the outcome of an answer without a page to read."""
    return Outcome(
        kind="failed" if answer.kind == "page" else answer.kind,
        trouble=answer.trouble,
        is_lasting=answer.is_lasting,
        is_gone=answer.status == 410,
        retry_after=answer.retry_after,
        fresh_for=answer.fresh_for,
        etag=answer.etag,
        last_modified=answer.last_modified,
        moved_to=answer.moved_to,
    )


async def _read(fetcher: PoliteFetcher, answer: Answer, page: Page) -> Look:
    sight = await asyncio.to_thread(read_feed, page)
    is_index = sight.kind == "index"
    if is_index:
        sight = await _follow(fetcher, page.address, sight)
    outcome = replace(
        _unread(answer),
        kind="read",
        rhythm=sight.rhythm,
        form="sitemap" if is_index else sight.kind,
        flaw=next((one.message for one in sight.issues if not one.remark), ""),
        newest_at=_newest(sight.items, page.fetched_at),
    )
    if is_index:  # that the index is as it was does not mean that its sitemaps are
        outcome = replace(outcome, etag=None, last_modified=None)
    else:
        outcome = replace(outcome, digest=page.id)
    return Look(outcome=outcome, items=sight.items, issues=sight.issues, title=sight.title)


async def _follow(fetcher: PoliteFetcher, address: str, index: Sight) -> Sight:
    """Read the newest sitemaps of an index; what is wrong with one is told and the others are read."""
    items: dict[str, Item] = {}
    issues = list(index.issues)
    for url in index.more[:MOST_SITEMAPS]:
        answer = await fetcher.ask(url, via=address)
        if answer.page is None:
            issues.append(Issue(address=url, message=answer.trouble or "did not come", hint=answer.hint))
            continue
        try:
            sight = await asyncio.to_thread(read_feed, answer.page)
        except InputError as error:
            issues.append(Issue(address=url, message=str(error), hint=error.hint))
            continue
        issues.extend(sight.issues)
        items |= {item.key: item for item in sight.items if item.key not in items}
    return replace(index, items=tuple(items.values())[:MOST_ITEMS], issues=tuple(issues))


def _newest(items: tuple[Item, ...], now: datetime) -> datetime | None:
    dates = [at for item in items if (at := published_at(item)) is not None and at <= now + _AHEAD]
    return max(dates, default=None)


def _look_in_folder(feed: Feed, health: Health, now: datetime) -> Look:
    sight = read_folder(feed, now)
    shown = digest(*(f"{item.key}\0{item.print}" for item in sight.items), size=32)
    outcome = Outcome(
        kind="read",
        form="folder",
        digest=shown,
        flaw=next((f"{Path(one.address).name} {one.message}" for one in sight.issues), ""),
    )
    if shown == health.digest:
        return Look(outcome=replace(outcome, kind="unchanged"))
    return Look(outcome=outcome, items=sight.items, issues=sight.issues)

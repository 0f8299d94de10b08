"""``twosource feeds check``: one look at a feed, and what it gave; nothing is kept."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final

from twosource.cli.complaints import complain
from twosource.cli.printing import print_json
from twosource.cli.screen import Column, Piece, Screen, open_screen
from twosource.cli.settings import get_settings
from twosource.config import Process
from twosource.config.tables import show_duration
from twosource.feeds import Feed, Health, Item
from twosource.ingest.live.deciding import decide_next
from twosource.ingest.live.items import published_at
from twosource.ingest.live.look import Look, look
from twosource.ingest.live.polite import PoliteFetcher, Politeness
from twosource.wire import JsonObject

_COLUMNS: Final = (
    Column(name="published", whole=True),
    Column(name="outlet"),
    Column(name="title", least=24),
    Column(name="where"),
)
_NAMES: Final = {
    "rss": "RSS",
    "atom": "Atom",
    "json": "JSON Feed",
    "sitemap": "news sitemap",
    "folder": "folder",
}


def check_feed(feed: Feed, process: Process, *, most: int, allow_private: bool) -> int:
    """Ask a feed, show what came, and return the exit status: 1 where it can't be read."""
    now = datetime.now(UTC)
    seen = asyncio.run(_ask(feed, process, now, allow_private=allow_private))
    next_at = decide_next(feed, Health(), seen.outcome, now).next_at
    settings = get_settings()
    if settings.json:
        print_json(_line(feed, seen, most))
    elif seen.outcome.kind == "read":
        _show(open_screen(settings), feed, seen, most)
        if next_at is not None:
            wait = show_duration(timedelta(minutes=max(1, round((next_at - now).total_seconds() / 60))))
            open_screen(settings).line(Piece(f"It would be asked again in about {wait}.", "aside"))
    if seen.outcome.kind == "read":
        return 0
    if not settings.json:
        complain(seen.outcome.trouble or "was not asked", address=feed.address)
    return 1


async def _ask(feed: Feed, process: Process, now: datetime, *, allow_private: bool) -> Look:
    how = Politeness(
        contact=process.contact,
        allow_private=process.allow_private or allow_private,
        robots=process.robots,
        pause_s=min(process.host_pause.total_seconds(), 1.0),
        timeout_s=process.timeout.total_seconds(),
        max_bytes=process.max_bytes,
    )
    async with PoliteFetcher(how) as fetcher:
        return await look(fetcher, feed, Health(), now)


def _show(screen: Screen, feed: Feed, seen: Look, most: int) -> None:
    form = _NAMES.get(seen.outcome.form, seen.outcome.form)
    title = f" that calls itself {seen.title!r}" if seen.title else ""
    screen.line(Piece(feed.address, "heading"))
    screen.line(f"{form}{title}, {len(seen.items):,} item{'' if len(seen.items) == 1 else 's'}.")
    if seen.outcome.moved_to:
        screen.line(Piece(f"It has moved for good to {seen.outcome.moved_to}.", "changed"))
    for issue in seen.issues:
        screen.line(Piece(issue.message, "aside" if issue.remark else "bad"))
    if seen.items[:most]:
        screen.table(_COLUMNS, [_row(item, is_folder=feed.form == "folder") for item in seen.items[:most]])
    if len(seen.items) > most:
        screen.line(Piece(f"and {len(seen.items) - most:,} more; --items shows them.", "aside"))


def _row(item: Item, *, is_folder: bool) -> tuple[str, ...]:
    at = published_at(item)
    return (
        f"{at:%Y-%m-%d %H:%M %z}" if at else item.published or "-",
        item.outlet or "-",
        item.title or " ".join(item.summary.split())[:80] or "-",
        item.url or (item.key if is_folder else "the feed itself"),
    )


def _line(feed: Feed, seen: Look, most: int) -> JsonObject:
    outcome = seen.outcome
    return {
        "address": feed.address,
        "outcome": outcome.kind,
        "trouble": outcome.trouble or None,
        "form": outcome.form or None,
        "title": seen.title or None,
        "moved_to": outcome.moved_to,
        "issues": [issue.message for issue in seen.issues],
        "items": [_item_line(item) for item in seen.items[:most]],
        "count": len(seen.items),
    }


def _item_line(item: Item) -> JsonObject:
    return {
        "key": item.key,
        "url": item.url,
        "title": item.title,
        "published": item.published,
        "updated": item.updated,
        "outlet": item.outlet,
        "outlet_url": item.outlet_url,
        "summary": item.summary,
    }

"""A feed's bytes to its items: RSS, RDF, Atom, JSON Feed and sitemaps, broken ones as far as they go.

Which items are new is not known here, nor are linked pages looked at.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, Literal

from twosource.errors import InputError, UnreadableInput
from twosource.feeds import Item
from twosource.ids import digest
from twosource.ingest.dates import find_stamp
from twosource.ingest.drafts import plain_line
from twosource.ingest.feed_entries import parts_of, words_of
from twosource.ingest.feeds import OpenFeed, draft_of, find_break, open_feed
from twosource.ingest.live.item_keys import clean_url, key_of, print_of
from twosource.ingest.live.json_feed import read_json_feed
from twosource.ingest.live.rhythm import Rhythm, find_rhythm
from twosource.ingest.live.sitemaps import is_sitemap, read_sitemap
from twosource.ingest.live.web_pages import explain_page
from twosource.ingest.page_text import read_text
from twosource.ingest.sniff import find_root, sniff
from twosource.model import Issue, Page

#: Items of one feed that are looked at; the newest come first in nearly every feed. The largest news
#: sitemaps may hold as many (Google's bound for them), common feeds 10 to 100.
MOST_ITEMS: Final = 1_000
_LONGEST: Final = 200_000  # characters of an item's text, as of an article's (docs/decisions/0004)
_LONGEST_LINE: Final = 1_000  # characters of a title, name or date
_LONGEST_URL: Final = 2_000  # the most that servers commonly take

Kind = Literal["rss", "atom", "json", "sitemap", "index"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a feed shows: its items as it orders them, what is wrong with it, and what it says of itself.

    ``more`` are the addresses that a sitemap index ("index") leads to, newest first. ``rhythm`` is how
    often the feed says it should be asked.
    """

    kind: Kind
    items: tuple[Item, ...] = ()
    issues: tuple[Issue, ...] = ()
    title: str = ""
    rhythm: Rhythm = field(default_factory=Rhythm)
    more: tuple[str, ...] = ()


def read_items(page: Page) -> tuple[Item, ...]:
    """Return the items of a feed; raises UnreadableInput or TooLarge where it is none."""
    return read_feed(page).items


def read_feed(page: Page) -> Sight:
    """Return what a feed shows, which may be nothing yet; raises UnreadableInput or TooLarge where it is none."""
    sight = _read(page, read_text(page, "this feed"))
    items = _told_apart([_bounded(item) for item in sight.items[:MOST_ITEMS]])
    left = len(sight.items) - len(items)
    if left <= 0:
        return replace(sight, items=items)
    issue = Issue(address=page.address, message=f"it holds {left:,} items more than are looked at at once")
    return replace(sight, items=items, issues=(*sight.issues, issue))


def published_at(item: Item) -> datetime | None:
    """Return when an item was published as far as its feed says; a day alone and no date are None."""
    stamp = find_stamp(item.published or item.updated or "")
    return stamp.at if stamp is not None and stamp.precision == "minute" else None


def _read(page: Page, text: str) -> Sight:
    root = find_root(text) if text.lstrip("\ufeff \t\r\n").startswith("<") else None
    if is_sitemap(root):
        found = read_sitemap(page, text, MOST_ITEMS)
        kind: Kind = "index" if root == "sitemapindex" else "sitemap"
        return Sight(kind=kind, items=found.items, issues=found.issues, more=found.more)
    match sniff(text, page.address, page.media_type):
        case "feed":
            return _read_xml(page, text)
        case "json" | "jsonl":
            found_json = read_json_feed(page, text)
            return Sight(
                kind="json", items=found_json.items, issues=found_json.issues, title=found_json.title
            )
        case "html":
            raise explain_page(page, text)
        case kind_of:
            raise UnreadableInput(
                f"is no feed ({f'root element <{root}>' if root else kind_of})", hint="Check its address."
            )


def _read_xml(page: Page, text: str) -> Sight:
    feed = open_feed(page, text, may_be_empty=True)
    issues: list[Issue] = [*find_break(page, feed)]
    return Sight(
        kind="atom" if feed.is_atom else "rss",
        items=tuple(_items(page, feed, issues)),
        issues=tuple(issues),
        title=plain_line(words_of(feed.channel, "title") or ""),
        rhythm=find_rhythm(feed.channel, text),
    )


def _items(page: Page, feed: OpenFeed, issues: list[Issue]) -> Iterator[Item]:
    for number, entry in enumerate(feed.entries, start=1):
        try:
            yield _item(page, entry, feed)
        except InputError as error:
            issues.append(Issue(address=f"{page.address}#{number}", message=str(error), hint=error.hint))


def _item(page: Page, entry: Any, feed: OpenFeed) -> Item:
    draft = draft_of(page, page.address, entry, feed)
    source = dict.get(entry, "source") or {}
    name = words_of(source, "title")
    url, title = draft.url and clean_url(draft.url), draft.title or ""
    parts = parts_of(entry)
    return Item(
        key=key_of(draft.external_id, url, (title, draft.published or "", draft.body)),
        print=print_of(title, draft.body, draft.updated, url),
        url=url,
        title=title,
        summary=draft.body,
        summary_is_html=draft.body_type == "html",
        published=draft.published,
        updated=draft.updated,
        outlet=plain_line(name).strip() or None if name else None,
        outlet_url=_web(words_of(source, "href")),
        byline=draft.byline or "",
        language=draft.language,
        is_full=bool(dict.get(entry, "content")) and bool(parts),
        channel=plain_line(words_of(feed.channel, "title") or "").strip() or None,
    )


def _web(address: str | None) -> str | None:
    return address if address and address.startswith(("http://", "https://")) else None


def _bounded(item: Item) -> Item:
    """Cut what no honest feed holds; an address that is too long is none."""
    return replace(
        item,
        url=item.url if item.url is None or len(item.url) <= _LONGEST_URL else None,
        title=item.title[:_LONGEST_LINE],
        summary=item.summary[:_LONGEST],
        outlet=item.outlet and item.outlet[:_LONGEST_LINE],
        outlet_url=item.outlet_url if item.outlet_url and len(item.outlet_url) <= _LONGEST_URL else None,
        byline=item.byline[:_LONGEST_LINE],
        channel=item.channel and item.channel[:_LONGEST_LINE],
    )


def _told_apart(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return items with keys that are theirs alone; an item printed twice over is kept once.

    Feeds that give all entries one id are told apart by their addresses and titles.
    """
    shared = {key for key, count in Counter(item.key for item in items).items() if count > 1}
    found: dict[str, Item] = {}
    for item in items:
        key = item.key
        if key in shared:
            key = "digest:" + digest(key, item.url or "", item.title, size=32)
        found.setdefault(key, replace(item, key=key))
    return tuple(found.values())

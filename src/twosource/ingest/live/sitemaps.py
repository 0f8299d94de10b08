"""Sitemaps (sitemaps.org 0.9) with what Google's news extension adds: who printed it, when, under what title.

Of a plain sitemap, which lists a whole site, only pages changed in the last two days are items, as a
news sitemap by its rules holds no others. An index leads to sitemaps; following it is done elsewhere.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from twosource.feeds import Item
from twosource.ingest.dates import find_stamp, restate_date
from twosource.ingest.live.item_keys import clean_url, key_of, print_of
from twosource.ingest.xml_guard import parse_xml
from twosource.ingest.xml_tree import child, children, local_name, text_of
from twosource.model import Issue, Page

if TYPE_CHECKING:
    from lxml.etree import _Element

_WINDOW: Final = timedelta(days=2)  # Google's rule for news sitemaps
_MOST_LISTED: Final = 50_000  # pages of a sitemap, or sitemaps of an index, by the protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """Items of a sitemap, newest first, what is wrong with it, and the sitemaps an index leads to."""

    items: tuple[Item, ...] = ()
    issues: tuple[Issue, ...] = ()
    more: tuple[str, ...] = ()


def is_sitemap(root: str | None) -> bool:
    """Whether a root element is that of a sitemap or of an index of them."""
    return root in {"urlset", "sitemapindex"}


def read_sitemap(page: Page, text: str, most: int) -> Sitemap:
    """Return what a sitemap or an index holds, ``most`` items of it; raises UnreadableInput for broken XML."""
    root = parse_xml(text)
    if local_name(root).lower() == "sitemapindex":
        return Sitemap(more=tuple(_sitemaps(root, page.fetched_at)))
    listed = [one for one in children(root) if local_name(one) == "url"][:_MOST_LISTED]
    recent = [one for one in ((_when(one), one) for one in listed) if _is_recent(one, page.fetched_at)]
    recent.sort(key=lambda one: one[0] or _LONG_AGO, reverse=True)
    items = tuple(item for _, one in recent[:most] if (item := _item(one)) is not None)
    return Sitemap(items=items, issues=tuple(_left_out(page, len(listed), len(recent), most)))


_LONG_AGO: Final = datetime(1, 1, 2, tzinfo=UTC)


def _sitemaps(root: "_Element", now: datetime) -> Iterator[str]:
    """Yield the sitemaps of an index that may hold something new, newest first; undated ones as they stand."""
    listed = [one for one in children(root) if local_name(one) == "sitemap"][:_MOST_LISTED]
    dated = [(_stamp(text_of(child(one, "lastmod"))) or now, text_of(child(one, "loc"))) for one in listed]
    dated.sort(key=lambda one: one[0], reverse=True)
    for at, url in dated:
        if url and url.startswith(("http://", "https://")) and at >= now - _WINDOW:
            yield url


def _is_recent(one: "tuple[datetime | None, _Element]", now: datetime) -> bool:
    """Whether a page is news: dated in the last two days, or in the news extension without a date that can be read."""
    at, element = one
    return at >= now - _WINDOW if at is not None else child(element, "news") is not None


def _when(element: "_Element") -> datetime | None:
    news = child(element, "news")
    printed = None if news is None else text_of(child(news, "publication_date"))
    dates = [at for at in map(_stamp, (printed, text_of(child(element, "lastmod")))) if at is not None]
    return max(dates, default=None)


def _stamp(words: str | None) -> datetime | None:
    if not words:
        return None
    with suppress(ValueError):
        at = datetime.fromisoformat(words)  # as the protocol has it, and a hundred times faster
        if at.tzinfo is not None:
            return at
    stamp = find_stamp(words)
    if stamp is None:
        return None
    return stamp.at + timedelta(days=1) if stamp.precision == "day" else stamp.at  # some time of that day


def _item(element: "_Element") -> Item | None:
    url = text_of(child(element, "loc"))
    if not url or not url.startswith(("http://", "https://")):
        return None
    news = child(element, "news")
    title = (text_of(child(news, "title")) if news is not None else None) or ""
    publication = child(news, "publication") if news is not None else None
    updated = restate_date(text_of(child(element, "lastmod")))
    url = clean_url(url)
    return Item(
        key=key_of(None, url, ()),
        print=print_of(title, "", updated, url),
        url=url,
        title=title,
        summary="",
        summary_is_html=False,
        published=restate_date(text_of(child(news, "publication_date"))) if news is not None else None,
        updated=updated,
        outlet=text_of(child(publication, "name")) if publication is not None else None,
        language=text_of(child(publication, "language")) if publication is not None else None,
    )


def _left_out(page: Page, listed: int, recent: int, most: int) -> Iterator[Issue]:
    if listed > recent:
        yield Issue(
            address=page.address,
            message=f"{listed - recent:,} of {listed:,} pages are left: they are dated more than two days ago, or not at all",
            remark=True,
        )
    if recent > most:
        yield Issue(
            address=page.address, message=f"{recent - most:,} pages more are new than are looked at at once"
        )

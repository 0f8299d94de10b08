"""What is out as RSS 2.0, Atom (RFC 4287), JSON Feed 1.1 and a news sitemap; nothing here knows the time."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from types import MappingProxyType
from typing import Final, Literal
from xml.sax.saxutils import escape

from benchmarks.replay.stories import Story

Form = Literal["rss", "atom", "json", "sitemap"]
#: How many items a feed holds, the newest first.
NEWEST: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A story that is out, the address of its page, and when that was last changed in real time."""

    story: Story
    url: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A feed: where it is and its entries, the newest first. It has no name, which pages might be taken to say."""

    url: str
    entries: Sequence[Entry]


def write_rss(sheet: Sheet) -> str:
    """Write RSS 2.0; the outlet of each item stands in ``<source>``."""
    items = "".join(
        f"<item><title>{escape(entry.story.title)}</title><link>{escape(entry.url)}</link>"
        f"<guid>{escape(entry.url)}</guid>{_rss_date(entry.story)}{_source(entry.story, sheet)}"
        f"<description>{escape(entry.story.summary)}</description></item>\n"
        for entry in sheet.entries
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title></title>'
        f"<link>{escape(sheet.url)}</link><description>a replay</description>\n{items}</channel></rss>\n"
    )


def _rss_date(story: Story) -> str:
    return f"<pubDate>{format_datetime(story.feed_time)}</pubDate>" if story.feed_time else ""


def _source(story: Story, sheet: Sheet) -> str:
    if story.named is None:
        return ""
    return f'<source url="{escape(sheet.url)}">{escape(story.named)}</source>'


def write_atom(sheet: Sheet) -> str:
    """Write Atom; an entry without a known time has no ``updated``, which Atom wants: feeds lack it in life too."""
    entries = "".join(
        f"<entry><id>{escape(entry.url)}</id><title>{escape(entry.story.title)}</title>"
        f'<link rel="alternate" href="{escape(entry.url)}"/>{_atom_dates(entry.story)}'
        f'<summary type="text">{escape(entry.story.summary)}</summary></entry>\n'
        for entry in sheet.entries
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><id>{escape(sheet.url)}</id>'
        f"<title></title>{_atom_dates(sheet.entries[0].story) if sheet.entries else ''}\n{entries}</feed>\n"
    )


def _atom_dates(story: Story) -> str:
    published = f"<published>{_iso(story.feed_time)}</published>" if story.feed_time else ""
    updated = story.updated or story.feed_time
    return f"{published}<updated>{_iso(updated)}</updated>" if updated else published


def write_json(sheet: Sheet) -> str:
    """Write JSON Feed 1.1."""
    items = [
        {
            "id": entry.url, "url": entry.url, "title": entry.story.title, "summary": entry.story.summary,
            **({"date_published": _iso(entry.story.feed_time)} if entry.story.feed_time else {}),
            **({"date_modified": _iso(entry.story.updated)} if entry.story.updated else {}),
        }
        for entry in sheet.entries
    ]  # fmt: skip
    head = {"version": "https://jsonfeed.org/version/1.1", "title": "", "feed_url": sheet.url}
    return json.dumps({**head, "items": items}, ensure_ascii=False)


def write_sitemap(sheet: Sheet) -> str:
    """Write a sitemap with news; what has no time is listed without news, which needs one.

    ``lastmod`` is in real time: sitemaps are read for what changed of late.
    """
    urls = "".join(
        f"<url><loc>{escape(entry.url)}</loc><lastmod>{_iso(entry.changed_at)}</lastmod>{_news(entry.story)}</url>\n"
        for entry in sheet.entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{urls}</urlset>\n'
    )


def _news(story: Story) -> str:
    if story.feed_time is None:
        return ""
    return (
        f"<news:news><news:publication><news:name>{escape(story.named or '')}</news:name>"
        "<news:language>en</news:language></news:publication>"
        f"<news:publication_date>{_iso(story.feed_time)}</news:publication_date>"
        f"<news:title>{escape(story.title)}</news:title></news:news>"
    )


def _iso(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


#: How each form is written and what type it is served as.
FORMS: Final[Mapping[Form, tuple[Callable[[Sheet], str], str]]] = MappingProxyType(
    {
        "rss": (write_rss, "application/rss+xml"),
        "atom": (write_atom, "application/atom+xml"),
        "json": (write_json, "application/feed+json"),
        "sitemap": (write_sitemap, "application/xml"),
    }
)

"""Files of articles to pages that a site could print, each with its time.

A page that was given as a page stays as it is, byte for byte. Every other article is put into the plainest page
that says what its file said of it: title, outlet, times, language, author.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from itertools import groupby
from typing import Final, NoReturn

from twosource.clean import clean
from twosource.errors import RefusedAddress
from twosource.ingest import read_pages, split_page
from twosource.ingest.clock import SystemClock
from twosource.model import Article, Draft, Page

_BEFORE_ALL: Final = datetime.min.replace(tzinfo=UTC)
_SUMMARY: Final = 200  # characters that a feed tells of an article


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One version of one page: who prints it, where on that site, its bytes, and what a feed says of it.

    ``published`` is None where its file does not say, and stands at midnight with ``by_day`` where it says
    the day alone; ``updated`` is when a later version came. ``named`` is the outlet as the article itself
    has it, None where it does not say.
    """

    site: str
    path: str
    content: bytes
    title: str
    summary: str
    published: datetime | None
    updated: datetime | None = None
    by_day: bool = False
    named: str | None = None

    @property
    def told_at(self) -> datetime | None:
        """When this version was printed."""
        return self.updated or self.published

    @property
    def feed_time(self) -> datetime | None:
        """What a feed says of its publication; None where its page knows the day alone, which it would outdo."""
        return None if self.by_day else self.published


class _NoWeb:
    """A fetcher that asks nobody."""

    def fetch(self, url: str) -> NoReturn:
        raise RefusedAddress(f"a replay asks nobody: {url}")


def load_stories(given: Sequence[str]) -> tuple[Story, ...]:
    """Return the stories of files, folders and globs, in the order of the files."""
    pages = read_pages(given, stdin=None, fetcher=_NoWeb(), clock=SystemClock())
    found = [story for page in pages if isinstance(page, Page) for story in _stories_of(page)]
    return tuple(_as_versions(found))


def _stories_of(page: Page) -> Iterator[Story]:
    drafts = [draft for draft in split_page(page) if isinstance(draft, Draft)]
    for number, draft in enumerate(drafts, start=1):
        is_whole = draft.body_type == "html" and len(drafts) == 1
        yield _story(draft, f"{page.id[:12]}-{number}", page.content if is_whole else None)


def _story(draft: Draft, number: str, content: bytes | None) -> Story:
    """Make a story of a draft; its page is made where it was none."""
    made = clean(draft)
    article = made if isinstance(made, Article) else None
    outlet = draft.outlet or (article.outlet if article else None)
    by_day = article is not None and article.published_precision == "day"
    name = draft.url or (article.url if article else None) or draft.external_id or number
    return Story(
        site=slug(outlet or "nowhere"),
        path=slug(re.sub(r"^\w+://(?:web\.archive\.org/web/\d+/)?", "", name))[-80:],
        content=wrap(_completed(draft, article)) if content is None else content,
        title=(article.title if article else draft.title) or "",
        summary=(article.text if article else "")[:_SUMMARY],
        published=article.published if article else None,
        updated=article.updated if article else None,
        by_day=by_day,
        named=outlet,
    )


def _completed(draft: Draft, article: Article | None) -> Draft:
    """Let a draft say what was found out of its words, so that its page says it too."""
    if article is None:
        return draft
    return replace(
        draft,
        outlet=draft.outlet or article.outlet,
        published=_say_time(article),
        updated=article.updated.isoformat() if article.updated else None,
    )


def _say_time(article: Article) -> str | None:
    if article.published is None:
        return None
    return (
        f"{article.published:%Y-%m-%d}"
        if article.published_precision == "day"
        else article.published.isoformat()
    )


def wrap(draft: Draft) -> bytes:
    """Put an article into the plainest page that says all that its file says of it."""
    body = draft.body if draft.body_type == "html" else _paragraphs(draft.body)
    told = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": draft.title,
        "datePublished": draft.published, "dateModified": draft.updated,
        "author": draft.byline and {"@type": "Person", "name": draft.byline},
        "publisher": draft.outlet and {"@type": "Organization", "name": draft.outlet},
    }  # fmt: skip
    said = json.dumps({key: value for key, value in told.items() if value}).replace("</", "<\\/")
    title = escape(draft.title or "")
    site = f'<meta property="og:site_name" content="{escape(draft.outlet)}">' if draft.outlet else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(draft.language or "en")}"><head><meta charset="utf-8"><title>{title}</title>'
        f'{site}<script type="application/ld+json">{said}</script></head>\n'
        f"<body><article><h1>{title}</h1>\n{body}\n</article></body></html>\n"
    ).encode()


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{escape(part.strip())}</p>" for part in re.split(r"\n\s*\n", text) if part.strip())


def _as_versions(stories: Sequence[Story]) -> Iterator[Story]:
    """Put those of one address in the order they were printed; the first is told when it was published."""
    by_place = sorted(stories, key=lambda story: (story.site, story.path))
    for _, group in groupby(by_place, key=lambda story: (story.site, story.path)):
        versions = sorted(group, key=lambda story: story.told_at or _BEFORE_ALL)
        yield replace(versions[0], updated=None)
        yield from (replace(later, updated=later.told_at) for later in versions[1:])


def slug(words: str) -> str:
    """Write a name for an address.

    >>> slug("Kirkuk Tribune (web)")
    'kirkuk-tribune-web'
    """
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-") or "x"

"""What the watch reads without being asked again: feeds, folders, and what became of asking them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

#: How a feed is read; "auto" tells it by its content.
Form = Literal["auto", "rss", "atom", "json", "sitemap", "folder"]

#: How often a feed is asked where nobody says otherwise.
EVERY: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A place where news appears: a feed's or sitemap's address, or a folder's path.

    ``name`` is how people call it, and unlike any other's. ``every`` is how often it is asked at most.
    With ``pages`` False only what the feed itself says is read, and linked pages are left alone.
    ``outlet`` fills in for items that do not say who prints them. ``paused`` feeds are not asked.
    ``group`` is where OPML files it, "" for nowhere. ``only`` are patterns of names ("*.xml") of a folder's
    files that are read; empty for all that may hold articles.
    """

    name: str
    address: str
    form: Form = "auto"
    every: timedelta = EVERY
    pages: bool = True
    outlet: str | None = None
    group: str = ""
    only: tuple[str, ...] = ()
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed: where its page is, and what the feed itself says of it.

    ``key`` tells it from the other items of its feed, however often it is printed (its guid, id or
    address); ``print`` changes when the feed says something else of it. ``url`` is None where it links to
    nothing. ``outlet`` is who prints it (RSS ``<source>``), ``outlet_url`` the address given there.
    ``is_full`` tells that ``summary`` is the whole text, as far as the feed says so; ``channel`` is the
    title of the feed itself.
    """

    key: str
    print: str
    url: str | None
    title: str
    summary: str
    summary_is_html: bool
    published: str | None
    updated: str | None
    outlet: str | None
    outlet_url: str | None = None
    byline: str = ""
    language: str | None = None
    is_full: bool = False
    channel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a feed does: when it was asked and answered, and what is wrong with it.

    ``failures`` are those in a row since the last success; ``trouble`` says what went wrong last, "" for
    nothing. ``delay_s`` is the median time from an item's publication to its arrival, None where not
    known. ``moved_to`` is where the feed says it has gone for good. ``digest`` is the sha256 of the bytes
    read last. ``is_lasting`` troubles will not pass by themselves; ``is_gone`` is the server's word for it
    (410). ``form`` is how the feed is written, ``form_was`` how it was before it changed. ``flaw`` is what
    is wrong with a feed that could be read. ``wait_s``, ``skip_hours`` (UTC) and ``skip_days`` (0 for
    Monday) are what it says of how often to ask. ``newest_at`` is when its newest item was published, or
    came where it has no date. ``told`` are the troubles that were told already: each is told once until it has passed.
    """

    asked_at: datetime | None = None
    answered_at: datetime | None = None
    next_at: datetime | None = None
    failures: int = 0
    trouble: str = ""
    items: int = 0
    copies: int = 0
    delay_s: float | None = None
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    form: str = ""
    form_was: str = ""
    flaw: str = ""
    is_lasting: bool = False
    is_gone: bool = False
    wait_s: float | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    moved_to: str | None = None
    newest_at: datetime | None = None
    told: tuple[str, ...] = ()

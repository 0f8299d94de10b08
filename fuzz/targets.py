"""The readers that are tried, each with its seeds and the way these are changed.

What is read goes the way that input from outside goes: pages out of bytes, drafts out of a page, an article out
of a draft; and items out of a feed, as the watch has them. A reader returns how many characters it gave.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from fuzz import mutating
from fuzz.bounds import Reader
from twosource.clean import clean
from twosource.config import load_config
from twosource.ingest.containers import Place, make_page, pages_in
from twosource.ingest.live.items import read_feed
from twosource.ingest.live.opml import read_opml, write_opml
from twosource.ingest.split import split_page
from twosource.model import Article, Draft, Page

_READ_AT: Final = datetime(2024, 3, 6, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A reader by name, and how its inputs are made."""

    name: str
    read: Reader
    change: mutating.Change

    @property
    def seeds(self) -> Sequence[bytes]:
        """The small files its inputs are made of."""
        return _load_seeds(self.name)


def read_intake(name: str, media_type: str = "") -> Reader:
    """Make a reader that takes bytes as an input of that name, up to the cleaned article."""

    def read(content: bytes) -> int:
        place = Place(address=name, fetched_at=_READ_AT, media_type=media_type)
        pages = [page for page in pages_in(BytesIO(content), place) if isinstance(page, Page)]
        return sum(_clean(draft) for page in pages for draft in split_page(page) if isinstance(draft, Draft))

    return read


def read_live(name: str, media_type: str = "") -> Reader:
    """Make a reader that takes bytes as a feed's and gives its items, and then as an input from outside."""
    intake = read_intake(name, media_type)

    def read(content: bytes) -> int:
        page = make_page(content, Place(address=name, fetched_at=_READ_AT, media_type=media_type))
        given = intake(content)
        items = read_feed(page).items
        return given + sum(len(item.title) + len(item.summary) + len(item.key) for item in items)

    return read


def read_feed_list(content: bytes) -> int:
    """Read a list of feeds (OPML) and write it again, as import and export do; raises UnreadableInput or TooLarge."""
    return len(write_opml(read_opml(content)))


def read_config(content: bytes) -> int:
    """Read a configuration; raises ConfigError."""
    with NamedTemporaryFile(suffix=".toml") as file:
        file.write(content)
        file.flush()
        config = load_config(Path(file.name))
    return len(config.feeds) + len(config.watches) + len(config.channels)


def _clean(draft: Draft) -> int:
    made = clean(draft)
    return len(made.title) + len(made.text) if isinstance(made, Article) else len(made.text)


@cache
def _load_seeds(name: str) -> Sequence[bytes]:
    folder = files("fuzz").joinpath("seeds", name)
    return tuple(path.read_bytes() for path in sorted(folder.iterdir(), key=lambda path: path.name))


_MAKERS: Final[Mapping[str, tuple[Callable[[], Reader], mutating.Change]]] = {
    "feed": (
        lambda: read_live("https://lakeshore.example/feed.xml", "application/rss+xml"),
        mutating.as_markup,
    ),
    "sitemap": (lambda: read_live("https://lakeshore.example/news.xml"), mutating.as_markup),
    "page": (lambda: read_intake("https://lakeshore.example/a/1", "text/html"), mutating.as_markup),
    "newsml": (lambda: read_intake("item.xml"), mutating.as_markup),
    "cap": (lambda: read_intake("17.cap"), mutating.as_markup),
    "jsonfeed": (
        lambda: read_live("https://lakeshore.example/feed.json", "application/feed+json"),
        mutating.as_json,
    ),
    "jsonl": (lambda: read_intake("wire.jsonl"), mutating.as_json_lines),
    "warc": (lambda: read_intake("crawl.warc"), mutating.as_warc),
    "opml": (lambda: read_feed_list, mutating.as_markup),
    "config": (lambda: read_config, mutating.as_lines),
    "zip": (lambda: read_intake("box.zip"), mutating.as_zip),
}

#: The targets by name, in the order they are run.
TARGETS: Final[Mapping[str, Target]] = {
    name: Target(name=name, read=make(), change=change) for name, (make, change) in _MAKERS.items()
}

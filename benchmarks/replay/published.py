"""Published feed test files through live intake, over HTTP: what is read, what is refused and why.

::

    python -m benchmarks.replay.published "$TWOSOURCE_DATA/feeds"

Every file is served on loopback as a server might (types and codings in turn), asked for by the polite fetcher, read
as a feed's items and split as a page into articles, as the watch does both. Anything raised outside the tree of
errors, or longer than :data:`MOST_SECONDS`, ends the run.
"""

import argparse
import asyncio
import gzip
import re
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from aiohttp import web
from rich.console import Console
from rich.table import Table

from twosource.clean import clean
from twosource.errors import InputError
from twosource.ingest import split_page
from twosource.ingest.live.items import read_feed
from twosource.ingest.live.polite import PoliteFetcher, Politeness
from twosource.model import Article, Draft, Page

#: For one file, asked for, read and cleaned.
MOST_SECONDS: Final = 30.0
_TYPES: Final = (
    "application/rss+xml", "application/atom+xml; charset=utf-8", "application/xml", "text/xml", "text/html; charset=ISO-8859-1",
    "application/octet-stream", "text/plain; charset=utf-8", "application/rdf+xml",
)  # fmt: skip
_NAMES: Final = re.compile(r"'[^']*'|\"[^\"]*\"|<[^>]*>|\d[\d,.]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file: items of the feed, articles of the page, why it is no feed ("" where it is one)."""

    path: Path
    items: int = 0
    articles: int = 0
    refused: str = ""
    seconds: float = 0.0


def find_files(folder: Path, every: int = 1) -> list[Path]:
    """Return every so-manieth test file under a folder, licences and notes left out."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.parent != folder)
    return found[::every]


async def ask_all(paths: Sequence[Path]) -> list[Outcome]:
    """Serve files and have each go through live intake; raises whatever a reader raises."""
    how = Politeness(allow_private=True, robots=False, pause_s=0.0, timeout_s=MOST_SECONDS)
    async with _served(paths) as root, PoliteFetcher(how) as fetcher:
        return [await _ask(fetcher, f"{root}/{number}", path) for number, path in enumerate(paths)]


async def _ask(fetcher: PoliteFetcher, address: str, path: Path) -> Outcome:
    begun = perf_counter()
    answer = await fetcher.ask(address)
    if answer.page is None:
        return Outcome(path=path, refused=answer.trouble, seconds=perf_counter() - begun)
    items, refused = _read(answer.page)
    drafts = (draft for draft in split_page(answer.page) if isinstance(draft, Draft))
    articles = sum(isinstance(clean(draft), Article) for draft in drafts)
    seconds = perf_counter() - begun
    if seconds > MOST_SECONDS:
        raise TimeoutError(f"{path} took {seconds:.0f} s")
    return Outcome(path=path, items=items, articles=articles, refused=refused, seconds=seconds)


def _read(page: Page) -> tuple[int, str]:
    try:
        return len(read_feed(page).items), ""
    except InputError as error:
        return 0, str(error)


@asynccontextmanager
async def _served(paths: Sequence[Path]) -> AsyncIterator[str]:
    async def answer(request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        return _answer(paths[number].read_bytes(), number)

    app = web.Application()
    app.router.add_get("/{number}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _answer(content: bytes, number: int) -> web.Response:
    headers = {"Content-Type": _TYPES[number % len(_TYPES)], "ETag": f'"{number}"'}
    if number % 3 == 0:
        return web.Response(body=gzip.compress(content), headers={**headers, "Content-Encoding": "gzip"})
    return web.Response(body=content, headers=headers)


def reasons(outcomes: Sequence[Outcome]) -> Counter[str]:
    """Count why files were refused; names and numbers in the reasons are left out."""
    return Counter(_NAMES.sub("..", one.refused) for one in outcomes if one.refused)


def main() -> int:
    """Ask for all files of a folder and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replay.published", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="only every so-manieth file")
    asked = parser.parse_args()
    begun = perf_counter()
    outcomes = asyncio.run(ask_all(find_files(asked.folder, asked.every)))
    console = Console(width=None if sys.stdout.isatty() else 140)
    console.print(_table(outcomes))
    for line in _lines(outcomes, perf_counter() - begun):
        console.print(line, markup=False)
    return 0


def _table(outcomes: Sequence[Outcome]) -> Table:
    table = Table("why no feed", "files", "of these, articles all the same")
    for why, count in reasons(outcomes).most_common():
        told = sum(1 for one in outcomes if one.articles and _NAMES.sub("..", one.refused) == why)
        table.add_row(why, f"{count:,}", f"{told:,}")
    return table


def _lines(outcomes: Sequence[Outcome], seconds: float) -> Iterator[str]:
    read = [one for one in outcomes if not one.refused]
    slowest = max(outcomes, key=lambda one: one.seconds)
    yield (
        f"{len(outcomes):,} files: {len(read):,} read as feeds ({sum(one.items for one in read):,} items), "
        f"{len(outcomes) - len(read):,} refused; {sum(one.articles for one in outcomes):,} articles"
    )
    yield f"{seconds:.0f} s in all, {slowest.seconds:.2f} s for the slowest ({slowest.path.name})"


if __name__ == "__main__":
    sys.exit(main())

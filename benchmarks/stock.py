"""A week of synthetic news as the real pipe leaves it, and the fresh news of the days after it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import dropwhile, islice, takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Never

from synthetic import FIRST_DAY, Told, articles, happenings, shared_words, tell
from twosource.errors import RefusedAddress
from twosource.pipeline import Inputs, Pipe, add, load_stages
from twosource.store import open_ledger

WEEK: Final = timedelta(days=7)
_BATCH: Final = 50  # articles in one input file, as a feed has them

__all__ = [
    "WEEK",
    "NewsClock",
    "NoWeb",
    "news_after",
    "news_of_one",
    "shared_words",
    "week_of_news",
    "write_news",
    "write_week",
]


@dataclass(slots=True, kw_only=True)
class NewsClock:
    """A clock that stands where the news is."""

    at: datetime = field(default=FIRST_DAY)

    def now(self) -> datetime:
        """Return the time of the latest news."""
        return self.at


class NoWeb:
    """A fetcher that asks nobody."""

    def fetch(self, url: str) -> Never:
        """Refuse."""
        raise RefusedAddress(f"a benchmark asks nobody: {url}")


def week_of_news(seed: int = 1) -> list[Told]:
    """Return a week's articles in the order in which they came out."""
    return list(takewhile(lambda told: told.published < FIRST_DAY + WEEK, articles(seed)))


def news_after(number: int, seed: int = 1) -> list[Told]:
    """Return the first articles to come out after the week."""
    later = dropwhile(lambda told: told.published < FIRST_DAY + WEEK, articles(seed))
    return list(islice(later, number))


def news_of_one(number: int, seed: int = 1) -> list[Told]:
    """Return articles about one incident that happens after the week, as they come out."""
    happening = next(one for one in happenings(seed) if one.at >= FIRST_DAY + 2 * WEEK)
    return sorted(tell(happening, seed, times=number), key=lambda told: told.published)


def write_week(ledger: Path, news: Sequence[Told]) -> None:
    """Add articles to a new ledger by the whole pipe, as they come out."""
    clock = NewsClock()
    pipe = Pipe(clock=clock, stages=load_stages())
    with open_ledger(ledger) as opened, TemporaryDirectory() as folder:
        for file, told in _files(Path(folder), news):
            clock.at = told[-1].published + timedelta(minutes=5)
            for _ in add(opened, pipe, Inputs(given=[str(file)], fetcher=NoWeb())):
                pass


def write_news(folder: Path, news: Sequence[Told]) -> list[Path]:
    """Write articles as files of a feed's size, in order."""
    return [file for file, _ in _files(folder, news)]


def _files(folder: Path, news: Sequence[Told]) -> Iterator[tuple[Path, Sequence[Told]]]:
    """Write articles as JSONL files of a feed's size; yields each with what is in it."""
    for start in range(0, len(news), _BATCH):
        told = news[start : start + _BATCH]
        file = folder / f"{start:07}.jsonl"
        file.write_text("\n".join(one.record() for one in told), encoding="utf-8")
        yield file, told

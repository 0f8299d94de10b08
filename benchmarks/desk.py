"""What a desk over a large ledger costs: ``python benchmarks/desk.py --incidents 200000``.

Makes a synthetic ledger once and keeps it in ``.twosource/bench`` (or reads the one named with ``--ledger``),
then asks it for pages of cards, counts, facets, lines of time, maps and changes under filters drawn by chance,
alone and by many threads at once. Prints what 50 and 95 in 100 take less than, in milliseconds.

Others can drive pages over the same ledger: :func:`find_or_lay` gives its path, :func:`drawn_filters` the
filters. 200,000 incidents take 5.4 GB and some five minutes on an idle core; the ledger is only to be read,
since what linking looks up is left out.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle, islice
from math import ceil
from pathlib import Path
from random import Random
from sys import stderr
from threading import Thread
from time import perf_counter, thread_time
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from laying import MOST_WEEKS, lay_to_read
from stock import WEEK, week_of_news, write_week
from synthetic import FIRST_DAY, articles, towns
from twosource.model import Status
from twosource.query import cases_of
from twosource.store import Box, Circle, Filter, Ledger, Order, open_ledger

KEPT: Final = Path(__file__).parent.parent / ".twosource" / "bench"
_KINDS: Final = ("shooting", "bombing", "drone strike", "stabbing", "attack")
_CIRCLES: Final = ((33.31, 44.37), (24.86, 67.01), (2.04, 45.34), (6.45, 3.39), (3.44, -76.52))
_BOXES: Final = (
    Box(west=38.0, south=29.0, east=49.0, north=38.0),
    Box(west=-20.0, south=-5.0, east=25.0, north=25.0),
    Box(west=-180.0, south=-60.0, east=180.0, north=75.0),
)

Question = Callable[[Ledger, Filter], object]
#: Milliseconds of processor time and on the wall of one question each.
Asked = list[tuple[float, float]]


def main() -> None:
    """Make or find the ledger, ask it, and print the tables."""
    options = _options()
    path = Path(options.ledger) if options.ledger else find_or_lay(options.incidents)
    with open_ledger(path, create=False) as ledger:
        start = perf_counter()
        ledger.warm()
        print(f"{ledger.head()}\nread into memory in {perf_counter() - start:.1f} s")
        filters = list(islice(drawn_filters(), options.questions))
        asked = {name: [_timed(ask, ledger, one) for one in filters] for name, ask in QUESTIONS.items()}
    show(f"one at a time, {len(filters)} filters", asked)
    together = ask_at_once(path, filters, options)
    show(f"{options.clients} at once for {options.seconds} s", together)


def find_or_lay(incidents: int) -> Path:
    """Return the path of a ledger of so many incidents at least, which is made where there is none as yet."""
    KEPT.mkdir(parents=True, exist_ok=True)
    week, made = KEPT / "week.db", KEPT / f"desk-{incidents}.db"
    if not week.exists():
        _tell("adding a week of news by the pipe")
        _whole(week, lambda path: write_week(path, week_of_news()))
    if not made.exists():
        with open_ledger(week) as ledger:
            weeks = min(MOST_WEEKS, ceil(incidents / ledger.head().incidents))
        _tell(f"laying {weeks} weeks end to end in {made}")
        _whole(made, lambda path: lay_to_read(week, path, range(weeks)))
    return made


def _whole(path: Path, make: Callable[[Path], None]) -> None:
    """Make a file under another name, so that one by this name is whole."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    make(unfinished)
    unfinished.rename(path)


def drawn_filters(seed: int = 1) -> Iterator[Filter]:
    """Yield filters as a person at a desk would set them, without end: some alone, some together."""
    chance, last = Random(f"desk {seed}"), FIRST_DAY + WEEK
    told = [one.happening for one, _ in zip(articles(), range(500), strict=False)]
    while True:
        happening, until = chance.choice(told), last - timedelta(days=chance.uniform(0, 400))
        lat, lon = chance.choice(_CIRCLES)
        kinds = cases_of(chance.choice(_KINDS))
        alone = (
            Filter(),
            Filter(kinds=kinds),
            Filter(place=chance.choice(towns()[0]).name),
            Filter(since=until - timedelta(days=chance.choice((7, 30, 365))), until=until),
            Filter(near=Circle(lat=lat, lon=lon, km=chance.choice((25.0, 250.0)))),
            Filter(box=chance.choice(_BOXES)),
            Filter(statuses=(chance.choice(tuple(Status)),)),
            Filter(voices_at_least=chance.randint(2, 4)),
            Filter(single_source=True),
            Filter(actor=chance.choice(("front", "army", happening.group))),
            Filter(changed_since=last - timedelta(days=chance.uniform(1, 60))),
            Filter(words=chance.choice(("police", happening.target.split()[-1], happening.town.name))),
            Filter(words=f'"{chance.choice(happening.persons)}"'),
            Filter(words=f"{happening.town.name} {happening.target.split()[-1]}"),
        )
        yield from alone
        yield replace(alone[1], since=until - timedelta(days=365), until=until)
        yield replace(alone[1], words="police", box=alone[5].box)
        yield replace(alone[6], voices_at_least=2, place=happening.town.country)


def _third_page(ledger: Ledger, wanted: Filter) -> object:
    after = None
    for _ in range(2):
        after = ledger.cards(wanted, after=after).after
    return ledger.cards(wanted, after=after)


def _whole_desk(ledger: Ledger, wanted: Filter) -> object:
    """Ask all that the first page of a desk shows."""
    return tuple(
        QUESTIONS[name](ledger, wanted) for name in ("cards", "facets", "histogram", "spots", "head")
    )


QUESTIONS: Final[Mapping[str, Question]] = {
    "cards": lambda ledger, wanted: ledger.cards(wanted),
    "cards, by change": lambda ledger, wanted: ledger.cards(wanted, order=Order.CHANGED),
    "three pages of cards": _third_page,
    "count": lambda ledger, wanted: ledger.count(wanted),
    "facets": lambda ledger, wanted: ledger.facets(wanted),
    "histogram": lambda ledger, wanted: ledger.histogram(wanted),
    "spots": lambda ledger, wanted: ledger.spots(wanted),
    "spots of a part": lambda ledger, wanted: ledger.spots(wanted, _BOXES[0]),
    "changes": lambda ledger, _: ledger.changes(after=1_000_000),
    "last change": lambda ledger, _: ledger.last_change(),
    "head": lambda ledger, _: ledger.head(),
    "a whole desk": _whole_desk,
}


def ask_at_once(path: Path, filters: Sequence[Filter], options: Any) -> dict[str, Asked]:
    """Let so many threads ask for whole desks, each with a ledger of its own, until the time is up."""
    asked: Asked = []
    end = perf_counter() + options.seconds

    def ask(number: int) -> None:
        with open_ledger(path, create=False) as ledger:
            for wanted in islice(cycle(filters), number, None):
                if perf_counter() > end:
                    return
                asked.append(_timed(_whole_desk, ledger, wanted))

    threads = [Thread(target=ask, args=(number,)) for number in range(options.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"a whole desk": asked}


def show(title: str, asked: Mapping[str, Asked]) -> None:
    """Print what 50 and 95 in 100 take less than."""
    table = Table("", "questions", "cpu p50", "cpu p95", "wall p50", "wall p95", title=title)
    for name, times in asked.items():
        figures = (_share(each, part) for each in zip(*times, strict=True) for part in (0.5, 0.95))
        table.add_row(name, str(len(times)), *(f"{one:.1f}" for one in figures))
    Console(width=100).print(table)


def _share(values: Sequence[float], part: float) -> float:
    return sorted(values)[ceil(part * len(values)) - 1]


def _timed(ask: Question, ledger: Ledger, wanted: Filter) -> tuple[float, float]:
    cpu, wall = thread_time(), perf_counter()
    ask(ledger, wanted)
    return 1e3 * (thread_time() - cpu), 1e3 * (perf_counter() - wall)


def _tell(what: str) -> None:
    print(f"{datetime.now():%H:%M} {what} ...", file=stderr, flush=True)  # noqa: DTZ005  (the user's clock)


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=200_000, help="how many the ledger is to hold")
    parser.add_argument("--ledger", help="ask this one instead")
    parser.add_argument("--questions", type=int, default=170, help="filters to ask under")
    parser.add_argument("--clients", type=int, default=50, help="threads that ask at once")
    parser.add_argument("--seconds", type=float, default=10.0, help="for how long they do")
    return parser.parse_args()


if __name__ == "__main__":
    main()

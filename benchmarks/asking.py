"""What it costs to ask a ledger that holds many reports: lists, briefs, counts and searches, in milliseconds.

Each sort of question is asked many times with other towns, kinds, days, words and incidents, drawn by chance
from what the ledger holds. Starting the program and printing are not counted.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from time import perf_counter, thread_time
from typing import Final

from synthetic import FIRST_DAY, articles, towns
from twosource.briefs import make_brief
from twosource.model import Status
from twosource.query import cases_of
from twosource.store import Circle, Filter, Ledger
from twosource.tallies import tally
from twosource.tally import Question

_PAGE: Final = 50  # incidents asked for at a time
KINDS: Final = ("shooting", "bombing", "drone strike", "stabbing", "attack")
CIRCLES: Final = ((33.31, 44.37), (24.86, 67.01), (2.04, 45.34), (6.45, 3.39), (3.44, -76.52))

#: Milliseconds of processor time and on the wall of one question each.
Asked = list[tuple[float, float]]


def ask_all(ledger: Ledger, times: int, seed: int = 1) -> dict[str, Asked]:
    """Ask every sort of question so many times; the first of each sort, which loads code, is not counted."""
    chance = Random(f"asking {seed}")
    found: dict[str, Asked] = {}
    for name, questions in _SORTS.items():
        drawn = questions(ledger, chance)
        next(drawn)()
        found[name] = [_timed(next(drawn)) for _ in range(times)]
    return found


def _timed(ask: Callable[[], object]) -> tuple[float, float]:
    cpu, wall = thread_time(), perf_counter()
    ask()
    return 1e3 * (thread_time() - cpu), 1e3 * (perf_counter() - wall)


def _lists(ledger: Ledger, chance: Random) -> Iterator[Callable[[], object]]:
    """Draw lists: all, of a place, a kind, a stretch of days, a circle, a status, and of two of these."""
    last = FIRST_DAY + timedelta(days=7)
    while True:
        place, kinds = chance.choice(towns()[0]).name, cases_of(chance.choice(KINDS))
        until = last - timedelta(days=chance.uniform(0, 60))
        lat, lon = chance.choice(CIRCLES)
        for wanted in (
            Filter(limit=_PAGE),
            Filter(place=place, limit=_PAGE),
            Filter(kinds=kinds, limit=_PAGE),
            Filter(since=until - timedelta(days=14), until=until, limit=_PAGE),
            Filter(near=Circle(lat=lat, lon=lon, km=25), since=until - timedelta(days=60), limit=_PAGE),
            Filter(status=Status.CONTRADICTED, limit=_PAGE),
            Filter(place=place, kinds=kinds, limit=_PAGE),
        ):
            yield lambda wanted=wanted: list(ledger.incidents(wanted))  # type: ignore[misc]


def _briefs(ledger: Ledger, chance: Random) -> Iterator[Callable[[], object]]:
    names = ledger.incident_ids(Filter(limit=5_000))
    while True:
        name = chance.choice(names)
        yield lambda name=name: make_brief(ledger, name)  # type: ignore[misc]


def _tallies(ledger: Ledger, chance: Random) -> Iterator[Callable[[], object]]:
    """Draw counts of a kind in a town, of a kind in a town since a day, of everything in a town."""
    while True:
        places = (chance.choice(towns()[0]).name,)
        kinds = (chance.choice(KINDS),)
        since = date(2023, 1, 1) + timedelta(days=chance.randint(0, 360))
        for question in (
            Question(places=places, kinds=kinds),
            Question(places=places, kinds=kinds, since=since),
            Question(places=places),
        ):
            yield lambda question=question: tally(ledger, question)  # type: ignore[misc]


def _searches(ledger: Ledger, chance: Random) -> Iterator[Callable[[], object]]:
    """Draw words: a town, a common word, a town with a word, a person's name as a phrase, a street."""
    told = [one for one, _ in zip(articles(), range(500), strict=False)]
    while True:
        happening = chance.choice(told).happening
        town, target = happening.town.name, happening.target.split()[-1]
        for words in (
            town,
            target,
            f"{town} {target}",
            f'"{chance.choice(happening.persons)}"',
            f'"{chance.choice(happening.streets)}"',
            "police",
        ):
            wanted = Filter(words=words, limit=_PAGE)
            yield lambda wanted=wanted: list(ledger.incidents(wanted))  # type: ignore[misc]


_SORTS: Final = {"list": _lists, "show": _briefs, "tally": _tallies, "search": _searches}

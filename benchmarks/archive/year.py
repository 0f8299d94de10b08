"""Which stories a year of synthetic news has, and who prints what of them when: everything but the words.

A story is told in texts of its own, one to an outlet that writes; others print these texts again. What a story
is follows from its number and the seed alone, so that any of a million articles can be made by itself; the
smaller of two archives of one seed has the first stories of the larger (but for its war day).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from tomllib import loads
from typing import Any, Final, Literal

from benchmarks.synthetic import FIRST_DAY, Happening, Town, draw, draw_lateness, figures, happen, towns

Sort = Literal["incident", "everyday", "foreign"]
_MINUTES: Final = 365 * 24 * 60
_WAR: Final = 1 << 31  # stories of the war day are numbered from here
_CAPITAL: Final = Town(name="Khartoum", country="Sudan", capital="Khartoum")
_TAIL_HOURS: Final = 9.0  # mean hours from a text to its next printing; ours to choose
_OUTLETS: Final = 576


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """One article of a story: which of its texts, by which outlet, at which minute of the year, and how.

    ``way`` is "first" for the one that wrote it, otherwise one of the ways of ``year.toml``.
    """

    minute: int
    text: int
    outlet: int
    way: str

    @property
    def at(self) -> datetime:
        """Return when it was published."""
        return FIRST_DAY + timedelta(minutes=self.minute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story with its printings, the first of each text before those that print it again."""

    number: int
    seed: int
    sort: Sort
    begins: int
    printings: tuple[Printing, ...]

    def chance(self, of: str) -> Random:
        """Return the dice for a part of the story, the same whenever it is asked."""
        return Random(f"{self.seed} {of} {self.number}")

    def happening(self) -> Happening:
        """Return what happened, for a story of an incident."""
        found = happen(self.number, FIRST_DAY + timedelta(minutes=self.begins), self.seed)
        if self.number < _WAR:
            return found
        fields = {name: getattr(found, name) for name in Happening.__slots__}
        return Happening(**{**fields, "town": _CAPITAL, "killed": found.killed % 9})

    def first_of(self, text: int) -> Printing:
        """Return who wrote a text."""
        return next(one for one in self.printings if one.text == text)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """The place of an article in an archive: its minute, its story, and which of the story's printings it is."""

    minute: int
    story: int
    printing: int


@cache
def load_year() -> dict[str, Any]:
    """Return the shares of ``year.toml``."""
    return loads(Path(__file__).with_name("year.toml").read_text(encoding="utf-8"))


def plan_archive(articles: int, seed: int = 1) -> list[Slot]:
    """Return so many articles in the order in which they are published."""
    slots = [
        Slot(one.minute, story.number, at)
        for story in _stories(articles, seed)
        for at, one in enumerate(story.printings)
    ]
    return sorted(slots[:articles])


def _stories(articles: int, seed: int) -> Iterator[Story]:
    """Yield the stories of the war day, and then others until there are enough."""
    war = load_year()["war_day"]
    left = min(
        articles, max(int(war["share"] * articles), war["fewest"] if articles >= war["fewest"] * 10 else 0)
    )
    total = 0
    for number in count(_WAR):
        if total >= left:
            break
        yield (story := tell_story(number, seed))
        total += len(story.printings)
    for number in count():
        if total >= articles:
            return
        yield (story := tell_story(number, seed))
        total += len(story.printings)


def tell_story(number: int, seed: int = 1) -> Story:
    """Return the story of a number."""
    chance = Random(f"{seed} story {number}")
    sort = _draw_sort(number, chance)
    war = load_year()["war_day"]
    begins = war["day"] * 1440 + chance.randrange(1440) if number >= _WAR else chance.randrange(_MINUTES)
    counted = war["reports"] if number >= _WAR else figures()["reports_per_incident"]
    printings: list[Printing] = []
    for text in range(draw(counted, chance)):
        minute = begins + _lateness(seed, number, text)
        printings += _print(
            Printing(minute=minute, text=text, outlet=_draw_outlet(chance), way="first"), chance
        )
    return Story(number=number, seed=seed, sort=sort, begins=begins, printings=tuple(printings))


def text_chance(seed: int, number: int, text: int) -> Random:
    """Return the dice for the words of a text: its lateness is what is drawn first."""
    return Random(f"{seed} text {number} {text}")


def _lateness(seed: int, number: int, text: int) -> int:
    return int(draw_lateness(text_chance(seed, number, text)).total_seconds() // 60)


def _draw_sort(number: int, chance: Random) -> Sort:
    at, shares = chance.random(), load_year()["shares"]
    if number >= _WAR or at < shares["incidents"]:
        return "incident"
    return "foreign" if at < shares["incidents"] + shares["foreign"] else "everyday"


def _draw_outlet(chance: Random) -> int:
    """Return an outlet: few print much."""
    return int(_OUTLETS * chance.random() ** 2)


def _print(first: Printing, chance: Random) -> Iterator[Printing]:
    """Yield who wrote a text, and then those that print it again."""
    yield first
    copies = load_year()["copies"]
    if chance.random() < copies["wires"]:
        ways = [(way, copies[way]) for way in ("as_it_is", "other_title", "shortened", "cut", "with_a_line")]
        for _ in range(draw(copies["printed_by"], chance)):
            way = chance.choices([name for name, _ in ways], [share for _, share in ways])[0]
            yield _later(first, chance, outlet=_draw_outlet(chance), way=way)
    if chance.random() < copies["met_again"]:
        yield Printing(minute=first.minute, text=first.text, outlet=first.outlet, way="met_again")
    if chance.random() < copies["rewritten"]:
        yield _later(first, chance, outlet=first.outlet, way="rewritten")


def _later(first: Printing, chance: Random, *, outlet: int, way: str) -> Printing:
    late = 1 + int(chance.expovariate(1 / (60 * _TAIL_HOURS)))
    return Printing(minute=first.minute + late, text=first.text, outlet=outlet, way=way)


def find_capital() -> Town:
    """Return where the war day is."""
    return next((town for town in towns()[0] if town.name == _CAPITAL.name), _CAPITAL)

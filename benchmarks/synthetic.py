"""Synthetic news in order of arrival: any number of articles, the same for one seed on every machine.

How many reports an incident has, how late they come, where, how deadly, how long, how vague and with how
many names, quotations and copies follows figures measured on real news (``synthetic.toml``). The words
are invented, the towns are the gazetteer's. Writes texts and nothing else: the pipe makes of them what it can.
"""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from heapq import heappop, heappush
from importlib.resources import as_file, files
from itertools import accumulate, count
from pathlib import Path
from random import Random
from tomllib import loads
from typing import Any, Final

from twosource.knowledge.common_words import load_common_words
from twosource.text import fold

FIRST_DAY: Final = datetime(2024, 1, 1, tzinfo=UTC)  # a Monday
_EARLIER: Final = 21  # days told before the first, so that late reports are there from the start


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town of the gazetteer, with its country and capital."""

    name: str
    country: str
    capital: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What really happened: one invented incident."""

    number: int
    at: datetime
    town: Town
    kind: str
    deed: str
    target: str
    group: str
    killed: int
    injured: int
    persons: tuple[str, ...]
    ages: tuple[int, ...]
    streets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One article about a happening; ``copied`` is the number of the article whose text it is."""

    number: str
    happening: Happening
    published: datetime
    outlet: str
    title: str
    text: str

    def record(self) -> str:
        """Return it as one line of JSON, as a feed has it."""
        url = f"https://{self.outlet.lower().replace(' ', '-')}.example/{self.number}"
        fields = {
            "id": self.number,
            "title": self.title,
            "outlet": self.outlet,
            "url": url,
            "text": self.text,
        }
        return json.dumps({**fields, "published": self.published.isoformat()}, ensure_ascii=False)


@cache
def figures() -> dict[str, Any]:
    """Return what was measured."""
    return dict(_data()["measured"])


def articles(seed: int = 1) -> Iterator[Told]:
    """Yield articles without end, in the order in which they were published."""
    waiting: list[tuple[datetime, str, Told]] = []
    for happening in happenings(seed):
        for told in tell(happening, seed):
            if told.published >= FIRST_DAY:
                heappush(waiting, (told.published, told.number, told))
        while waiting and waiting[0][0] < happening.at:
            yield heappop(waiting)[2]


def happenings(seed: int = 1) -> Iterator[Happening]:
    """Yield invented incidents without end, in order of time."""
    mean = _mean(figures()["reports_per_incident"])
    between = timedelta(days=1) / (figures()["reports_per_day"] / mean)
    for number in count():
        yield happen(number, FIRST_DAY - timedelta(days=_EARLIER) + number * between, seed)


def tell(happening: Happening, seed: int = 1, *, times: int | None = None) -> list[Told]:
    """Return the articles about a happening, copies among them; ``times`` is how many, else drawn."""
    chance = Random(f"{seed} told {happening.number}")
    number = times or draw(figures()["reports_per_incident"], chance)
    made: list[Told] = []
    for at in range(number):
        name = f"s{seed}-{happening.number}-{at}"
        told = tell_once(name, happening, chance)
        if made and chance.random() < figures()["copies"] * 2:  # only a later one can copy
            origin = chance.choice(made)
            told = replace(told, title=origin.title, text=origin.text, happening=origin.happening)
        made.append(told)
    return made


def shared_words() -> frozenset[str]:
    """Return the folded words of towns, countries and armed groups, which stand in the news at any time."""
    names = [name for town in towns()[0] for name in (town.name, town.country, town.capital)]
    return frozenset(word for name in (*names, *_data()["words"]["groups"]) for word in fold(name).split())


def draw(counted: Sequence[Sequence[int]], chance: Random) -> int:
    """Draw a value of counted [value, number] pairs."""
    return chance.choices([value for value, _ in counted], [number for _, number in counted])[0]


@cache
def _data() -> dict[str, Any]:
    return loads(Path(__file__).with_name("synthetic.toml").read_text(encoding="utf-8"))


@cache
def towns() -> tuple[tuple[Town, ...], tuple[float, ...]]:
    """Return towns, busiest first, with the sum of what they and those before them have of all incidents."""
    wanted = _data()["places"]
    with as_file(files("twosource.knowledge") / "places.sqlite") as path:
        database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        found = [
            Town(name=name, country=wanted["countries"][code][0], capital=wanted["countries"][code][1])
            for code in wanted["countries"]
            for (name,) in database.execute(
                "SELECT name FROM place WHERE country = ? AND kind = 'city' AND gid IS NULL"
                " GROUP BY name ORDER BY max(population) DESC, name LIMIT ?",
                (code, wanted["each"]),
            )
        ]
        database.close()
    Random("busiest first").shuffle(found)
    share = (
        (at + figures()["place_offset"]) ** -figures()["place_exponent"] for at in range(1, len(found) + 1)
    )
    return tuple(found), tuple(accumulate(share))


@cache
def ordinary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return ordinary words with how often they and those before them stand in news, by the product's list."""
    unfit = re.compile(_data()["drawing"]["unfit"])
    found = {word: bits for word, bits in load_common_words().items() if not unfit.search(word)}
    return tuple(found), tuple(accumulate(2.0**-bits for bits in found.values()))


def happen(number: int, at: datetime, seed: int) -> Happening:
    """Return the invented incident of a number, which happens at a time."""
    chance, words = Random(f"{seed} happened {number}"), _data()["words"]
    found, shares = towns()
    kind, deed = chance.choice(words["deeds"])
    persons = 1 + draw(figures()["persons"], chance)
    return Happening(
        number=number,
        at=at.replace(minute=5 * (at.minute // 5), second=0, microsecond=0),
        town=chance.choices(found, cum_weights=shares)[0],
        kind=kind,
        deed=deed,
        target=chance.choice(words["targets"]),
        group=chance.choice(words["groups"]),
        killed=draw(figures()["killed"], chance),
        injured=draw(figures()["injured"], chance),
        persons=tuple(f"{chance.choice(words['given'])} {surname(chance)}" for _ in range(persons)),
        ages=tuple(chance.randint(16, 79) for _ in range(persons)),
        streets=tuple(surname(chance) for _ in range(3)),
    )


def surname(chance: Random) -> str:
    """Return a name of a person, street or village that is on no list, one of ten thousand."""
    words = _data()["words"]
    return "".join(chance.choice(words[part]) for part in ("onsets", "middles", "codas"))


def draw_lateness(chance: Random) -> timedelta:
    """Return how long after an incident a report of it comes out."""
    return timedelta(days=draw(figures()["days_to_report"], chance), hours=chance.uniform(1, 20))


def tell_once(name: str, happening: Happening, chance: Random) -> Told:
    """Return an article about a happening; its lateness is what is drawn first."""
    published = (happening.at + draw_lateness(chance)).replace(second=0, microsecond=0)
    writing = _Writing(happening=happening, chance=chance, own=_own(happening, chance))
    return Told(
        number=name,
        happening=happening,
        published=published,
        outlet=chance.choice(_data()["words"]["outlets"]),
        title=writing.one("titles"),
        text="\n\n".join(writing.paragraphs()),
    )


def _own(happening: Happening, chance: Random) -> dict[str, object]:
    """Return what fills the slots that are the incident's, as vaguely as one article says it."""
    town, toll = happening.town, _toll(happening)
    vague = chance.random() < figures()["vague_place"]
    dated = chance.random() >= figures()["undated"]
    return {
        "city": town.country if vague else town.name,
        "country": town.country,
        "capital": town.capital,
        "where": f"in {town.country}" if vague else f"in the city of {town.name} in {town.country}",
        "day": f" on {happening.at:%A}" if dated else "",
        "hour": f" at {happening.at:%H:%M}" if chance.random() < figures()["with_hour"] / 2 else "",
        "clock": f"{happening.at:%H:%M}",
        "deed": happening.deed,
        "deed_bare": happening.kind,
        "target": happening.target,
        "target_bare": happening.target.partition(" ")[2],
        "group": happening.group,
        "toll": toll,
        "toll_said": toll[0].upper() + toll[1:],
        "toll_low": toll,
    }


def _toll(happening: Happening) -> str:
    dead, hurt = happening.killed, happening.injured
    parts = [_people(dead, "killed") if dead else "", _people(hurt, "wounded") if hurt else ""]
    return " and ".join(filter(None, parts)) or "nobody was hurt"


def _people(number: int, what: str) -> str:
    return f"{number} people were {what}" if number > 1 else f"one person was {what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writing:
    """One article being written; ``own`` fills the slots that are its incident's."""

    happening: Happening
    chance: Random
    own: dict[str, object]

    def paragraphs(self) -> list[str]:
        """Return an article as long as was drawn; its last sentence may make it longer."""
        length = self.chance.choice(figures()["characters"])
        told = [self.one("leads"), *self._news()]
        while sum(map(len, told)) < length:
            told.append(self.one("background"))
        return told

    def one(self, part: str, **more: object) -> str:
        """Return one sentence of a sort, its slots filled."""
        slots = _Slots(self.own | more, self.chance)
        filled = self.chance.choice(_data()["sentences"][part]).format_map(slots)
        return str(filled[0].upper() + filled[1:])

    def _news(self) -> Iterator[str]:
        if self._is("with_hour", half=True):
            yield self.one("hours")
        named = draw(figures()["persons"], self.chance)
        for person, age in list(zip(self.happening.persons, self.happening.ages, strict=True))[:named]:
            yield self.one("victims", person=person, age=age)
        for street in self.happening.streets[: draw(figures()["streets"], self.chance)]:
            yield self.one("places", street=street)
        for share, part in _SHARED:
            if self._is(share):
                yield self.one(part)
        yield self.one("blames")

    def _is(self, share: str, *, half: bool = False) -> bool:
        return bool(self.chance.random() < figures()[share] / (1 + half))


_SHARED: Final = (
    ("with_quotation", "quotations"),
    ("with_look_back", "look_backs"),
    ("with_tally", "tallies"),
)
#: Slots drawn anew in each sentence: numbers between bounds, or a word of a list.
_NUMBERS: Final = {"few": (2, 19), "many": (20, 900)}
_LISTED: Final = {"trade": "trades", "body": "bodies"}


class _Slots(dict[str, object]):
    """What stands in a sentence's slots: what is given for some, drawn by chance for the rest."""

    def __init__(self, given: dict[str, object], chance: Random) -> None:
        super().__init__(given)
        self._chance = chance

    def __missing__(self, slot: str) -> object:
        chance, words = self._chance, _data()["words"]
        if slot == "w":
            found, shares = ordinary()
            return chance.choices(found, cum_weights=shares)[0]
        if slot in _NUMBERS:
            return chance.randint(*_NUMBERS[slot])
        if slot in _LISTED:
            return chance.choice(words[_LISTED[slot]])
        if slot in {"officer", "name"}:
            return f"{chance.choice(words['given'])} {surname(chance)}"
        return chance.choice(towns()[0]).name if slot == "elsewhere" else surname(chance)


def _mean(counted: Sequence[Sequence[int]]) -> float:
    number = sum(times for _, times in counted)
    return sum(value * times for value, times in counted) / number

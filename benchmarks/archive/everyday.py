"""Invented news that tells of no incident: sport, markets, politics, weather, culture, science, courts, and other languages.

Sentences with slots stand in ``everyday.toml``. A slot keeps what was drawn for it through one article, numbers,
passers-by and ordinary words apart. Says nothing of when, by whom and how often it is printed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from string import Formatter
from tomllib import loads
from typing import Any, Final

from benchmarks.synthetic import draw, figures, ordinary, surname, towns

from twosource.knowledge.triggers import load_triggers

Sentence = tuple[tuple[str, str | None], ...]  # words, and the slot that follows them
_OWN: Final = 3  # sentences of its topic that an article has at least, beside its lead
_TABLE: Final = 1 << 16  # ordinary words, each as often as news has it
_GIVEN: Final = (
    "Karim", "Olena", "Grace", "Tariq", "Ana", "Moussa", "Ibrahim", "Khin", "Sara", "Jose", "Amina", "Ravi", "Daniel", "Fatima",
    "Pedro", "Elena", "Yusuf", "Maria", "Samuel", "Leila", "Omar", "Ivan", "Joyce", "Hassan", "Lucia", "Peter", "Nadia", "Rosa",
)  # fmt: skip
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What one topic is told with."""

    titles: Sequence[Sentence]
    leads: Sequence[Sentence]
    more: Sequence[Sentence]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A headline and the paragraphs under it."""

    title: str
    paragraphs: tuple[str, ...]


def write_everyday(subject: Random, chance: Random) -> Written:
    """Return an article: ``subject`` draws what it is about, which several outlets share, ``chance`` its words."""
    names, shares = _topics()
    topic = _load_topic(subject.choices(names, cum_weights=shares)[0])
    slots = _Slots(chance, _draw_subject(subject))
    told = [_fill(chance.choice(topic.leads), slots)]
    length, at = chance.choice(figures()["characters"]), len(told[0])
    for sentence in _order(topic, chance):
        if at >= length:
            break
        told.append(_fill(sentence, slots))
        at += len(told[-1])
    return Written(title=_fill(chance.choice(topic.titles), slots), paragraphs=tuple(told))


def _order(topic: Topic, chance: Random) -> Iterator[Sentence]:
    """Yield sentences without end: the topic's own each once, then those of any topic."""
    own = list(topic.more)
    chance.shuffle(own)
    yield from own[: _OWN + int(chance.random() * _OWN)]
    common = _load_common()
    while True:
        yield common[int(chance.random() * len(common))]


def write_foreign(subject: Random, chance: Random) -> Written:
    """Return an article in another language than English."""
    language = subject.choice(sorted(_data()["languages"]))
    known = _data()["languages"][language]
    slots = _Slots(chance, {**_draw_subject(subject)}, words=known["words"])
    sentences = [_compile(one) for one in known["sentences"]]
    told = [_fill(chance.choice(sentences), slots) for _ in range(3 + draw(figures()["persons"], chance) * 2)]
    return Written(title=_fill(sentences[0], slots).rstrip("."), paragraphs=tuple(told))


@cache
def _data() -> dict[str, Any]:
    return loads(Path(__file__).with_name("everyday.toml").read_text(encoding="utf-8"))


@cache
def _topics() -> tuple[tuple[str, ...], tuple[int, ...]]:
    shares = _data()["shares"]
    return tuple(shares), tuple(accumulate(shares.values()))


@cache
def _load_topic(name: str) -> Topic:
    parts = {part: tuple(map(_compile, _data()[name][part])) for part in ("titles", "leads", "more")}
    return Topic(**parts)


@cache
def _load_common() -> tuple[Sentence, ...]:
    return tuple(map(_compile, _data()["common"]["more"]))


@cache
def _compile(sentence: str) -> Sentence:
    return tuple((words, slot) for words, slot, _, _ in Formatter().parse(sentence))


@cache
def _ordinary_table() -> tuple[str, ...]:
    """Return ordinary words, each as often as news has it, but for those that tell of incidents."""
    words, shares = ordinary()
    telling = load_triggers().pattern
    drawn = Random("ordinary words").choices(words, cum_weights=shares, k=_TABLE)
    return tuple(word for word in drawn if telling.search(word) is None)


def _draw_subject(subject: Random) -> dict[str, str]:
    """Return what all articles of a story share: places, persons, what it is about."""
    found, shares = towns()
    town, other, third = subject.choices(found, cum_weights=shares, k=3)
    own = {"town": town.name, "country": town.country, "capital": town.capital, "town2": other.name}
    own |= {"a": town.name, "b": third.name, "person": _person(subject), "person2": _person(subject)}
    lists: Mapping[str, Sequence[str]] = _data()["words"]
    return own | {
        slot: subject.choice(lists[slot])
        for slot in ("team", "sport", "good", "firm", "matter", "body", "art", "field", "thing", "plea")
    }


def _person(chance: Random) -> str:
    return f"{chance.choice(_GIVEN)} {surname(chance)}"


def _fill(sentence: Sentence, slots: "_Slots") -> str:
    filled = "".join([f"{words}{slots[slot]}" if slot else words for words, slot in sentence])
    return filled[0].upper() + filled[1:]


#: What is drawn anew each time a slot comes up.
_ANEW: Final[Mapping[str, Callable[[Random], str]]] = {
    "n": lambda chance: str(2 + int(chance.random() * 18)),
    "k": lambda chance: str(int(chance.random() * 10)),
    "m": lambda chance: str(20 + int(chance.random() * 880)),
    "age": lambda chance: str(19 + int(chance.random() * 60)),
    "year": lambda chance: str(1990 + int(chance.random() * 33)),
    "name": _person,
    "surname": surname,
    "weekday": lambda chance: _WEEKDAYS[int(chance.random() * 7)],
}


class _Slots(dict[str, str]):
    """What stands in an article's slots."""

    def __init__(self, chance: Random, own: dict[str, str], words: Sequence[str] = ()) -> None:
        super().__init__(own)
        self._chance = chance
        self._words = words or _ordinary_table()

    def __missing__(self, slot: str) -> str:
        chance = self._chance
        if slot == "w":
            return self._words[int(chance.random() * len(self._words))]
        known = slot.rstrip("0123456789")
        if known in _ANEW:
            return _ANEW[known](chance)
        if known == "day":
            return self.setdefault("day", f" on {chance.choice(_WEEKDAYS)}" if chance.random() < 0.7 else "")
        drawn: str = chance.choice(_data()["words"][known])
        return drawn

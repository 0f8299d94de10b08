"""What a name asks for: "US embassy Baghdad" is an embassy, of the US, in Baghdad, in any order.

Reads names as people type them and as the press writes them; compares nothing with an incident.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from twosource.knowledge.actors import load_actors, load_demonyms
from twosource.knowledge.places import load_gazetteer
from twosource.text import fold, plain
from twosource.values.place import Place, find_places
from twosource.values.place_spelling import word_set

_WORD = re.compile(r"[^\W_]+")
_SMALL = word_set(
    """a an and the of in on at by near inside against around to for its their his her some other such
    neighbouring neighboring nearby central s
    pro aligned backed linked allied affiliated supported"""
)
_WHERE = frozenset({"in", "at", "near", "inside", "around", "neighbouring", "neighboring", "across"})
_LONGEST = 3  # words of a country's name in the list of demonyms ("united arab emirates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name taken apart.

    ``words`` say who or what; ``whose`` are countries (ISO 3166-1 alpha-2) that own it ("Iraqi"),
    ``either`` countries that own it or hold it ("Iraq"); ``places`` say where. ``actor`` is its id
    in the actor list, where the whole is one listed name.
    """

    said: str
    words: frozenset[str] = frozenset()
    whose: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    actor: str | None = None


def find_words(text: str) -> frozenset[str]:
    """Return the folded words of a name, plurals as singulars and dotted initials as one word."""
    return frozenset(map(_singular, _split(text)))


def _split(text: str) -> list[str]:
    return _WORD.findall(fold(plain(text)).replace("u.s.", "us").replace("u.k.", "uk"))


@lru_cache(maxsize=8192)
def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=1024)
def read_name(said: str) -> Name:
    """Take a name apart; unlisted places in small letters stay words."""
    places = tuple(_places(said))
    taken = frozenset(word for place in places for word in find_words(place.as_said))
    words, whose, either = set[str](), set[str](), set[str]()
    tokens = [part for part in _tokens(said) if part.country or _singular(part.text) not in taken]
    for at, token in enumerate(tokens):
        if token.country is None:
            words.add(_singular(token.text))
        elif token.adjective or (not token.where and _owns(tokens, at)):
            whose.add(token.country)
        else:
            either.add(token.country)
    return Name(
        said=said, words=frozenset(words - _SMALL), whose=frozenset(whose), either=frozenset(either),
        places=places, actor=_actor(said),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    country: str | None
    adjective: bool
    where: bool  # whether "in" or the like stands before it


def _tokens(said: str) -> Iterator[_Token]:
    """Yield the words of a name, the words of a country as one."""
    words, at = _split(said), 0
    while at < len(words):
        length, country = next(_countries(words, at), (1, None))
        text = " ".join(words[at : at + length])
        yield _Token(text, country, text in _adjectives(), bool(at) and words[at - 1] in _WHERE)
        at += length


def _countries(words: list[str], at: int) -> Iterator[tuple[int, str]]:
    for length in range(_LONGEST, 0, -1):
        country = load_demonyms().get(" ".join(words[at : at + length]))
        if country is not None and at + length <= len(words):
            yield length, country


def _owns(tokens: list[_Token], at: int) -> bool:
    """Whether a country's name stands right before what it owns ("US embassy"), or after "of"."""
    before = [token.text for token in tokens[max(0, at - 2) : at] if token.text != "the"]
    if before and before[-1] == "of":
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is not None and after.country is None and after.text not in _SMALL


@cache
def _adjectives() -> frozenset[str]:
    tables = tomllib.loads(files("twosource.knowledge").joinpath("demonyms.toml").read_text("utf-8"))
    return frozenset(fold(word) for words in tables["adjectives"].values() for word in words)


def _places(said: str) -> Iterator[Place]:
    """Yield the listed places a name holds, countries left out: they may be owners too."""
    if said == said.lower():
        return
    for mention in find_places(said, load_gazetteer()):
        if mention.place.kind not in {"site", "country"}:
            yield mention.place


@lru_cache(maxsize=1024)
def find_place(said: str) -> Place | None:
    """Return the place that a name as a whole means, or None where no list holds it."""
    for spelled in dict.fromkeys((said, said.title())):
        found = find_places(spelled, load_gazetteer())
        if len(found) == 1 and found[0].place.lat is not None:
            return found[0].place
    return None


def _actor(said: str) -> str | None:
    bare = plain(said).strip().removeprefix("the ").removeprefix("The ")
    found = [(span, party) for span, party in load_actors().find(bare) if len(span) >= len(bare)]
    return found[0][1].id if found else None


def find_countries(text: str) -> frozenset[str]:
    """Return the countries that a name names or is an adjective of (ISO 3166-1 alpha-2)."""
    return frozenset(token.country for token in _tokens(text) if token.country is not None)


@cache
def load_wider() -> dict[str, frozenset[str]]:
    """Return the words that a wider word takes in: "forces" takes in "troops"."""
    rows = tomllib.loads(files("twosource.tally").joinpath("wider.toml").read_text("utf-8"))
    return {_singular(word): find_words(" ".join(taken)) for word, taken in rows.items()}


def is_met(word: str, words: frozenset[str]) -> bool:
    """Whether a word, or one that it takes in, is among others."""
    return word in words or not words.isdisjoint(load_wider().get(word, ()))

"""Who is who among the people an article tells of one by one.

"A 23-year-old man was shot ... The man died ... His wife was hurt": two people, one of whom is told of
twice. Works on tolls of one person each; says nothing of stated figures, and adds nothing up.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from twosource.read.toll_shape import Toll
from twosource.values.count_nouns import PERSONS, word_set

_SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_AGE = re.compile(rf"\b(\d{{1,3}}|{'|'.join(_SPELLED)})[ -]?years?[ -]?olds?\b")
_AGE_AFTER = re.compile(r",? \(?(?:aged? )?(\d{1,3})(?=[,.;)]| (?:of|from|was|is|had|has)\b)")
_SEX = {
    **dict.fromkeys(
        word_set(
            "man boy male he him himself father son brother husband grandfather uncle nephew gunman"
            " policeman businessman councilman schoolboy grandson stepson stepfather boyfriend"
        ),
        "male",
    ),
    **dict.fromkeys(
        word_set(
            "woman girl female she her herself mother daughter sister wife grandmother aunt niece"
            " policewoman businesswoman councilwoman schoolgirl granddaughter stepdaughter stepmother girlfriend"
        ),
        "female",
    ),
}
_YOUTH = {
    **dict.fromkeys(word_set("boy girl child toddler baby infant schoolboy schoolgirl"), "child"),
    **dict.fromkeys(
        word_set("man woman father mother husband wife grandmother grandfather officer"), "adult"
    ),
}
_KIN = word_set(
    "father mother son daughter brother sister husband wife grandmother grandfather uncle aunt nephew niece"
    " cousin boyfriend girlfriend grandson granddaughter stepson stepdaughter stepfather stepmother"
)
#: Nouns for anybody: "one person was killed" states a figure, "one woman was killed" tells of somebody.
_ANYBODY = word_set("person people victim individual other others casualty another one somebody someone")
_POINTS = word_set("the his her their its this that whose he she him himself herself")
_FRESH = word_set("another second third fourth fifth other")
_NO_NAME = word_set("a an the one another his her their its this that he she") | _FRESH


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What the words for one person say of them; "" where they do not."""

    sex: str = ""
    age: str = ""
    youth: str = ""
    kin: str = ""
    names: frozenset[str] = frozenset()
    noun: str = ""
    at: int = -1
    pointed: bool = False
    fresh: bool = False


@dataclass(slots=True, kw_only=True)
class Person:
    """One person and every toll that tells of them, in the order of the text."""

    tolls: list[Toll] = field(default_factory=list)
    traits: list[Traits] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)

    def add(self, toll: Toll, traits: Traits, sentence: int) -> None:
        """Add one more toll of this person."""
        self.tolls.append(toll)
        self.traits.append(traits)
        self.sentences.add(sentence)

    def stands_at(self, at: int) -> bool:
        """Whether a toll reads this person from words at the same place ("was shot and died")."""
        return any(one.at == at for one in self.traits)

    def has(self, effect: str) -> bool:
        """Whether a toll tells this of the person."""
        return any(toll.effect == effect for toll in self.tolls)


def is_of_one(toll: Toll) -> bool:
    """Whether a toll tells of one person by description and states no figure."""
    if (toll.count.low, toll.count.high) != (1, 1) or toll.subset:
        return False
    if toll.individual:
        return True
    words = toll.who.lower().split()
    return bool(words) and words[-1] not in _ANYBODY


def find_persons(tolls: Iterable[tuple[int, Toll]], text: str) -> list[Person]:
    """Return the people that tolls of one person tell of; each toll comes with its sentence's number."""
    persons: list[Person] = []
    for sentence, toll in tolls:
        traits = read_traits(toll, text)
        person = _find_same(persons, toll.effect, traits, sentence)
        if person is None:
            person = Person()
            persons.append(person)
        person.add(toll, traits, sentence)
    return persons


def read_traits(toll: Toll, text: str) -> Traits:
    """Read who is meant from the words for them and the age set behind a name."""
    low = toll.who.lower()
    at = text.find(toll.who, toll.span.start, toll.span.end + len(toll.who)) if toll.who else -1
    words = re.findall(r"[\w']+", low)
    head = words[-1] if words else ""
    return Traits(
        sex=next((_SEX[word] for word in reversed(words) if word in _SEX), ""),
        at=at,
        age=_find_age(low, text, at),
        youth="" if "young" in words else _YOUTH.get(head, ""),
        kin=f"{words[0]} {head}" if head in _KIN else "",
        names=_find_names(toll) if toll.individual else frozenset(),
        noun=head,
        pointed=bool(words) and (words[0] in _POINTS or (toll.individual and toll.who[:1].isupper())),
        fresh=toll.count.more or any(word in _FRESH for word in words[:2]),
    )


def _find_names(toll: Toll) -> frozenset[str]:
    """Return the names in the words for one person; "the Kisumu deputy" is no name."""
    words = toll.who.replace("'s", "").split()
    if not words or words[-1].lower() in PERSONS:
        return frozenset()
    return frozenset(
        word.lower()
        for word in words
        if word[0].isupper() and word.isalpha() and word.lower() not in _NO_NAME | PERSONS
    )


def _find_age(low: str, text: str, at: int) -> str:
    match = _AGE.search(low)
    if match is None and at >= 0:
        match = _AGE_AFTER.match(text, at + len(low))
    if match is None:
        return ""
    return match[1] if match[1].isdigit() else str(1 + _SPELLED.index(match[1]))


def _find_same(persons: list[Person], effect: str, traits: Traits, sentence: int) -> Person | None:
    """Return the person told of before who is most like this one, the last of equals; None for nobody."""
    here = next((person for person in persons if traits.at >= 0 and person.stands_at(traits.at)), None)
    if here is not None:
        return here
    fitting = [person for person in persons if _may_be(person, traits, sentence)]
    return max(reversed(fitting), key=lambda person: _liken(person, effect, traits), default=None)


def _liken(person: Person, effect: str, traits: Traits) -> int:
    """Return how like a person a description is; a death or wound told again is the likeliest."""
    return 2 * person.has(effect) + max(_likeness(one, traits) for one in person.traits)


def _may_be(person: Person, traits: Traits, sentence: int) -> bool:
    if traits.fresh and not any(one.fresh for one in person.traits):
        return False
    if sentence in person.sentences and not traits.pointed:
        return False
    return all(_agree(one, traits) for one in person.traits)


def _agree(one: Traits, other: Traits) -> bool:
    """Whether two descriptions can be of one person."""
    pairs = ((one.sex, other.sex), (one.age, other.age), (one.youth, other.youth))
    if any(left and right and left != right for left, right in pairs):
        return False
    if one.kin and other.kin and one.kin != other.kin and one.kin.split()[0] == other.kin.split()[0]:
        return False  # his wife is not his mother; her husband may be his father
    return not one.names or not other.names or bool(one.names & other.names)


def _likeness(one: Traits, other: Traits) -> int:
    return (
        4 * bool(one.names & other.names)
        + 3 * (bool(one.age) and one.age == other.age)
        + (bool(one.sex) and one.sex == other.sex)
        + (bool(one.noun) and one.noun == other.noun)
    )

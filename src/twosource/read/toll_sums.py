"""Which tolls of a strand are its totals, which are parts of them, and which tell of single people.

A stated figure outranks people told of one by one, for they are among it; where no figure is stated,
the people are told apart, each with a scope of their own. Adding them up is for reconciling.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from twosource.read.toll_persons import Person, find_persons, is_of_one
from twosource.read.toll_shape import Toll
from twosource.values.count_scopes import name_one

_SELF = frozenset({"himself", "herself"})
_HARM = frozenset({"killed", "injured", "casualties"})

Placed = tuple[int, Toll]


def find_sums(tolls: Sequence[Placed], text: str) -> Iterator[tuple[Toll, str]]:
    """Yield the tolls worth claiming, each with its scope ("" for all who were harmed so).

    Each toll comes with the number of its sentence; the order is the text's.
    """
    if not tolls:
        return
    tolls = _with_grave(_with_self_harmed(tolls))
    persons = find_persons([(at, toll) for at, toll in tolls if _is_person(toll)], text)
    figures = [toll for _, toll in tolls if not _is_person(toll)]
    _tell_wounded(persons, figures, text)
    told = [*_figures(figures), *_persons(persons, figures)]
    yield from sorted(told, key=lambda one: (one[0].span.start, one[0].span.end, one[1] != ""))


def _is_person(toll: Toll) -> bool:
    return toll.scope != "attacker" and is_of_one(toll)


def _with_self_harmed(tolls: Sequence[Placed]) -> Sequence[Placed]:
    """Take who shot himself for the one harmed, where nobody else was: he attacked no one."""
    others = [
        toll
        for _, toll in tolls
        if toll.effect in _HARM
        and toll.count.high != 0
        and toll.scope != "attacker"
        and not _may_be_self(toll)
    ]
    if others:
        return tolls
    return [(at, replace(toll, scope="") if toll.who.lower() in _SELF else toll) for at, toll in tolls]


def _may_be_self(toll: Toll) -> bool:
    return is_of_one(toll)


def _with_grave(tolls: Sequence[Placed]) -> Sequence[Placed]:
    """Take one in critical condition for one injured where no other words tell of the injured."""
    if any(toll.effect == "injured" and not toll.subset for _, toll in tolls):
        return tolls
    return [
        (at, replace(toll, scope="", subset=False) if _is_one_grave(toll) else toll) for at, toll in tolls
    ]


def _is_one_grave(toll: Toll) -> bool:
    return toll.scope == "critical" and toll.count.high == 1


# --- figures ---------------------------------------------------------------------------------------


def _figures(figures: list[Toll]) -> Iterator[tuple[Toll, str]]:
    for toll in figures:
        yield toll, "" if _is_whole(toll, figures) else _scope(toll)


def _scope(toll: Toll) -> str:
    return toll.scope or (toll.who or "some of them" if toll.subset else "")


def _is_whole(toll: Toll, figures: list[Toll]) -> bool:
    """Whether a toll of soldiers, workers or the like is all the strand tells of that harm: the total."""
    if toll.subset or toll.scope in {"attacker", "critical"} or toll.count.high == 0:
        return False
    rivals = [other for other in figures if other.effect == toll.effect and not other.subset]
    return all(other.scope for other in rivals) and len({other.scope for other in rivals}) == 1


def _tell_wounded(persons: list[Person], figures: list[Toll], text: str) -> None:
    """Take who was shot for wounded where somebody else is told of as dead: "his mother was also shot"."""
    if not any(person.has("killed") for person in persons) or any(
        toll.effect == "killed" for toll in figures
    ):
        return
    for person in persons:
        if not person.has("killed"):
            person.tolls = [_wounded(toll) if _is_also(toll, text) else toll for toll in person.tolls]


def _is_also(toll: Toll, text: str) -> bool:
    return toll.effect == "casualties" and " also " in toll.span.of(text)


def _wounded(toll: Toll) -> Toll:
    return replace(toll, effect="injured")


# --- people told of one by one -----------------------------------------------------------------------


def _persons(persons: list[Person], figures: list[Toll]) -> Iterator[tuple[Toll, str]]:
    for effect in dict.fromkeys(toll.effect for person in persons for toll in person.tolls):
        harmed = [person for person in persons if person.has(effect) and not _died_of_it(person, effect)]
        stated = [
            toll for toll in figures if toll.effect == effect and not toll.subset and toll.count.high != 0
        ]
        for person, name in zip(harmed, _name_all(harmed), strict=True):
            told = [toll for toll in person.tolls if toll.effect == effect]
            if stated and (len(harmed) > 1 or any(toll.count.high != 1 for toll in stated)):
                yield from ((toll, toll.scope or name) for toll in told if not toll.individual)
            elif stated:
                yield from ((toll, "") for toll in told if not toll.individual)
            elif len(harmed) == 1:
                yield from ((toll, "") for toll in _best(told))
            else:
                yield told[0], name


def _died_of_it(person: Person, effect: str) -> bool:
    """Whether someone told of as injured is told of as dead too."""
    return effect == "injured" and person.has("killed")


def _best(told: list[Toll]) -> Iterable[Toll]:
    """Return the tolls that count somebody ("a man was killed"), else the first that only names them."""
    return [toll for toll in told if not toll.individual] or told[:1]


def _name_all(persons: Sequence[Person]) -> list[str]:
    """Return a scope of its own for each person: "a 25-year-old man", or a name."""
    words = [max((toll.who for toll in person.tolls), key=len) for person in persons]
    plain = [name_one(each) for each in words]
    return [name_one(each, 1 + plain[:at].count(plain[at])) for at, each in enumerate(words)]

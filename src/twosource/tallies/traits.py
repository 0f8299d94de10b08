"""What a question is answered by each trait of a ledger: asked once of each, and remembered.

Traits are only ever added, so that an answer holds for good; a ledger that was made anew under the same
name is noticed by its traits. Shared by all threads.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Final

from twosource.store import Ledger
from twosource.store.census import Fits, pair_number
from twosource.store.countables import Sort, Trait
from twosource.tally import Fit, Held, Question
from twosource.tally.answers import all_of
from twosource.tally.question import (
    Check,
    check_actor,
    check_kind,
    check_near,
    check_period,
    check_places,
    check_target,
)

_QUESTIONS: Final = 256  # whose answers are remembered for each ledger; each takes some 100 kB
_LEDGERS: Final = 8

#: What a trait of each sort is asked.
_CHECKS: Final[dict[Sort, tuple[Check, ...]]] = {
    "kind": (check_kind,),
    "place": (check_places, check_near),
    "actor": (check_actor,),
    "time": (check_period,),
}


@dataclass(slots=True)
class _Answers:
    """The answers to one part of a question, up to the newest number that was asked."""

    sure: set[int] = field(default_factory=set)
    perhaps: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)

    def add(self, number: int, fit: Fit) -> None:
        self.asked.add(number)
        if fit is Fit.INSIDE:
            self.sure.add(number)
        elif fit is Fit.BORDER:
            self.perhaps.add(number)

    def fits(self) -> Fits:
        return Fits(sure=frozenset(self.sure), perhaps=frozenset(self.perhaps))


@dataclass(slots=True)
class Traits:
    """The traits of one ledger that were read so far, with what was asked of them."""

    _known: dict[Sort, dict[int, Held]] = field(default_factory=dict)
    _answers: OrderedDict[Hashable, _Answers] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def held(self, sort: Sort, number: int) -> Held:
        """Return what a trait tells, as an incident with no more in it."""
        return self._known[sort][number]

    def bring_up(self, ledger: Ledger, sorts: Iterable[Sort]) -> bool:
        """Read the traits that came since; False where those known are of another ledger."""
        with self._lock:
            return all(self._read(ledger, sort) for sort in sorts)

    def _read(self, ledger: Ledger, sort: Sort) -> bool:
        known = self._known.setdefault(sort, {})
        last = max(known, default=0)
        came = ledger.tallying.traits(sort, last - 1)
        if known:
            same = next(came, None)
            if same != Trait(id=last, held=known[last]):
                return False
        known.update((trait.id, trait.held) for trait in came)
        return True

    def ask(self, sort: Sort, question: Question) -> Fits:
        """Return which traits of a sort answer what a question asks of it."""
        known = self._known[sort]
        return self._ask((sort, question), known, lambda number: _fit(known[number], _CHECKS[sort], question))

    def ask_pairs(self, pairs: Iterable[tuple[int, int]], question: Question) -> Fits:
        """Return which places and targets together answer whom a question asks for."""
        places, targets = self._known["place"], self._known["target"]
        numbers = {pair_number(*pair): pair for pair in pairs}

        def fit(number: int) -> Fit:
            place, target = numbers[number]
            return _fit(_join(places[place], targets[target]), (check_target,), question)

        return self._ask(("pairs", question), numbers, fit)

    def _ask(self, key: Hashable, numbers: Iterable[int], fit: Callable[[int], Fit]) -> Fits:
        with self._lock:
            answers = self._answers.setdefault(key, _Answers())
            self._answers.move_to_end(key)
            if len(self._answers) > _QUESTIONS:
                self._answers.popitem(last=False)
            for number in [each for each in numbers if each not in answers.asked]:
                answers.add(number, fit(number))
            return answers.fits()


def _fit(held: Held, checks: Iterable[Check], question: Question) -> Fit:
    return all_of(check(held, question) for check in checks).fit


def _join(place: Held, target: Held) -> Held:
    facts = (*place.incident.facts, *target.incident.facts)
    return Held(incident=replace(place.incident, facts=facts), against={**place.against, **target.against})


_LEDGERS_READ: OrderedDict[Hashable, Traits] = OrderedDict()
_HERE: Final = Lock()


def traits_of(ledger: Ledger, sorts: Iterable[Sort]) -> Traits:
    """Return the traits of a ledger, those of some sorts brought up to date."""
    wanted = tuple(sorts)
    for found in _remembered(ledger.identity):
        if found.bring_up(ledger, wanted):
            return found
    raise AssertionError("traits read anew are those of their ledger")


def _remembered(ledger: Hashable) -> Iterator[Traits]:
    """Yield what is known of a ledger, and if that will not do, something empty."""
    with _HERE:
        known = _LEDGERS_READ.setdefault(ledger, Traits())
        _LEDGERS_READ.move_to_end(ledger)
        while len(_LEDGERS_READ) > _LEDGERS:
            _LEDGERS_READ.popitem(last=False)
    yield known
    with _HERE:
        _LEDGERS_READ[ledger] = Traits()
        anew = _LEDGERS_READ[ledger]
    yield anew

"""What a question asks of the rows that the ledger keeps for counting: which traits answer, and which times."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from twosource.store import Ledger
from twosource.store.census import Bound, Fits, Sieve
from twosource.store.countables import Sort, to_micros
from twosource.tallies.traits import Traits, traits_of
from twosource.tally import Question
from twosource.tally.periods import ends_at, starts_at

_SORTS: Final[tuple[Sort, ...]] = ("kind", "place", "target", "actor", "time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """A question as the ledger's rows are asked it, and the traits that tell which parts they are in."""

    sieve: Sieve
    traits: Traits


def sift(ledger: Ledger, question: Question) -> Sifted:
    """Return what a question asks of rows; raises KnowledgeError for an unknown kind."""
    traits = traits_of(ledger, _SORTS)
    sieve = Sieve(
        fits=_ask_traits(traits, question),
        since=None if question.since is None else _bound(question.since, starts_at(question.since)),
        until=None if question.until is None else _bound(question.until, ends_at(question.until)),
    )
    if question.targets:
        pairs = ledger.tallying.pairs(sieve)
        sieve = replace(sieve, pairs=traits.ask_pairs(pairs, Question(targets=question.targets)))
    return Sifted(sieve=sieve, traits=traits)


def _ask_traits(traits: Traits, question: Question) -> dict[Sort, Fits]:
    asked: dict[Sort, Question] = {
        "kind": Question(kinds=question.kinds),
        "place": Question(places=question.places, near=question.near),
        "actor": Question(actors=question.actors),
        "time": Question(since=question.since, until=question.until),
    }
    return {sort: traits.ask(sort, part) for sort, part in asked.items() if part != Question()}


def _bound(given: date, at: datetime) -> Bound:
    """Return an end of a period; a bare day is one of the calendar where an incident happened."""
    return Bound(at=to_micros(at), is_local=not isinstance(given, datetime))

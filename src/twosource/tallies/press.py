"""The counts that articles make, each set against the ledger."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from twosource.ids import IncidentId, ReportId
from twosource.lens import PLAIN, Lens
from twosource.model import Article, Claim, Fact, Field, FirstSince, Incident, PressTally, Report, Value
from twosource.store import Ledger
from twosource.store.counts import Print
from twosource.tallies.shelf import Shelf, narrow
from twosource.tally import Ground, Held, Holding, PressCheck, Printed, Question, ask, check_press
from twosource.tally.periods import ends_at, starts_at

_BATCH: Final = 500  # reports loaded at a time
_AT_ONCE: Final = 300  # incidents whose facts are read in some 50 ms


@dataclass(frozen=True, slots=True, kw_only=True)
class PressCount:
    """A count or "first since" as one article prints it, and what the ledger makes of it."""

    incident: Incident
    claim: Claim
    source: Print
    printed: Printed
    check: PressCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class PressAsked:
    """Which counts are wanted: of one incident, printed between two days or instants, seen by a lens.

    ``limit`` keeps to the reports printed last; None to none. Where more than ``most`` incidents may count,
    nobody can say at once, and the check says so; None checks whatever it takes.
    """

    incident: IncidentId | None = None
    since: date | None = None
    until: date | None = None
    lens: Lens = PLAIN
    limit: int | None = None
    most: int | None = None

    def admits(self, source: Print) -> bool:
        """Whether an article's counts are wanted; one without a date passes both ends."""
        known = source.published if self.lens.by == "printed" else source.fetched_at
        if self.lens.as_of is not None and known is not None and known > self.lens.as_of:
            return False
        at = source.published
        if at is None:
            return True
        begun = self.since is None or starts_at(self.since, at) <= at
        return begun and (self.until is None or at <= ends_at(self.until, at))


def press_counts(ledger: Ledger, asked: PressAsked | None = None) -> tuple[PressCount, ...]:
    """Return every count that the press prints, oldest first, each set against the ledger."""
    wanted = asked or PressAsked()
    told = ledger.counting_reports(None if wanted.incident is None else [wanted.incident])
    sources = ledger.prints({one.article for one in told})
    admitted = [one for one in told if wanted.admits(sources[one.article])]
    latest = sorted(admitted, key=lambda one: _printed_at(sources[one.article]), reverse=True)[: wanted.limit]
    homes = {one.report: one.incident for one in latest}
    kept = [claim for one in _reports(ledger, homes) for claim in one.claims if is_counting(claim.value)]
    known = {one.id: one for one in ledger.incidents_by_id(sorted({homes[claim.report] for claim in kept}))}
    found = [_print(claim, known[homes[claim.report]], sources[claim.evidence.article]) for claim in kept]
    checks = _check_within(Shelf(ledger=ledger, lens=wanted.lens), found, wanted.most)
    counts = (
        PressCount(
            incident=one.home.incident,
            claim=claim,
            source=sources[claim.evidence.article],
            printed=one,
            check=check,
        )
        for claim, one, check in zip(kept, found, checks, strict=True)
    )
    return tuple(sorted(counts, key=_by_printing))


def _check_within(shelf: Shelf, counts: Sequence[Printed], most: int | None) -> list[PressCheck]:
    """Check counts, those apart of which more incidents may count than are to be read."""
    if most is None:
        return check_all(shelf, counts)
    return [_check_alone(shelf, one, most) for one in counts]


def _check_alone(shelf: Shelf, printed: Printed, most: int) -> PressCheck:
    question = ask(printed, printed.definition)
    if len(shelf.ledger.incident_ids(replace(narrow(question), limit=most + 1))) > most:
        bare = check_press(printed, Holding(incidents=(), since=shelf.ledger.first_happened_at()))
        return bare if bare.ground in _SETTLED else _too_many(most)
    needed = replace(shelf, fields=_TOLLS if _needs_tolls(printed) else frozenset[Field]())
    return _check(shelf, printed, needed.holding(question), question)


def _too_many(most: int) -> PressCheck:
    ways = "twosource tally --press checks them all"
    why = f"More than {most} incidents may count, too many to check them here: {ways}."
    return PressCheck(verdict="cannot say", ground=Ground.TOO_MANY, why=why)


def check_all(shelf: Shelf, counts: Sequence[Printed]) -> list[PressCheck]:
    """Set counts against the ledger, in the order given."""
    checks: dict[int, PressCheck] = {}
    for fields in (frozenset[Field](), _TOLLS):
        numbers = [number for number, one in enumerate(counts) if bool(fields) == _needs_tolls(one)]
        questions = [ask(counts[number], counts[number].definition) for number in numbers]
        for at, holding in replace(shelf, fields=fields).piles(questions):
            checks[numbers[at]] = _check(shelf, counts[numbers[at]], holding, questions[at])
    return [checks[number] for number in range(len(counts))]


_TOLLS: Final[frozenset[Field]] = frozenset({"killed", "injured", "casualties"})


def _needs_tolls(printed: Printed) -> bool:
    """Whether people are counted, or incidents ranked by them."""
    return printed.definition.unit != "incidents" or isinstance(printed.value, FirstSince)


def is_counting(value: Value | None) -> bool:
    """Whether a value is a count in the press that can be checked."""
    return isinstance(value, PressTally | FirstSince)


def check_fact(
    ledger: Ledger, incident: Incident, fact: Fact, told: Iterable[tuple[Claim, Article]]
) -> PressCheck | None:
    """Say what the ledger makes of a count in the press; None for a fact of another field.

    ``told`` are the claims that support the fact, each with its article; the one printed last counts.
    A brief must be there at once: where more incidents may answer than can be read meanwhile, nobody
    can say yet, and :func:`press_counts` is to be asked.
    """
    if not isinstance(fact.value, PressTally | FirstSince):
        return None
    printed = [(article.published, claim.as_said) for claim, article in told if claim.value == fact.value]
    at = max((at for at, _ in printed if at is not None), default=None)
    said = next((said for _, said in printed), "the first")
    count = Printed(value=fact.value, said=said, home=Held(incident=incident), printed_at=at)
    if _are_many(ledger, ask(count, count.definition)):
        ways = f"twosource tally --press --incident {incident.id} does"
        why = f"More than {_AT_ONCE} incidents may count, too many to check them here: {ways}."
        return PressCheck(verdict="cannot say", ground=Ground.TOO_MANY, why=why)
    return check_all(Shelf(ledger=ledger), [count])[0]


def _are_many(ledger: Ledger, question: Question) -> bool:
    """Whether a question is asked of more incidents than a brief has time for."""
    wanted = replace(narrow(question), limit=_AT_ONCE + 1)
    return question.since is not None and len(ledger.incident_ids(wanted)) > _AT_ONCE


def _reports(ledger: Ledger, wanted: Iterable[ReportId]) -> Iterator[Report]:
    ids = list(wanted)
    for start in range(0, len(ids), _BATCH):
        yield from ledger.reports(ids[start : start + _BATCH])


def _by_printing(one: PressCount) -> tuple[float, str]:
    return (_printed_at(one.source), one.claim.id)


def _printed_at(source: Print) -> float:
    """Return seconds since 1970; nought, before all others, where an article has no date."""
    return 0.0 if source.published is None else source.published.timestamp()


def _print(claim: Claim, home: Incident, source: Print) -> Printed:
    assert isinstance(claim.value, PressTally | FirstSince), "other claims count nothing"
    return Printed(
        value=claim.value, said=claim.as_said, home=Held(incident=home), printed_at=source.published
    )


def _check(shelf: Shelf, printed: Printed, holding: Holding, question: Question) -> PressCheck:
    """Check one count; only of a ledger that counts nothing is it asked whether it follows the place."""
    found = check_press(printed, holding)
    if found.counted or found.ground in _SETTLED or shelf.follows(question, printed):
        return found
    return check_press(printed, replace(holding, follows=False))


#: Grounds on which nobody can say, whatever else the ledger holds.
_SETTLED: Final = frozenset({Ground.NO_START, Ground.NO_END, Ground.STARTS_LATER, Ground.DEFINITIONS})

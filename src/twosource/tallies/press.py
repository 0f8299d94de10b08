"""The counts that articles make, each set against the ledger."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from twosource.ids import IncidentId, ReportId
from twosource.lens import PLAIN, Lens
from twosource.model import Article, Claim, Fact, FirstSince, Incident, PressTally, Report, Value
from twosource.store import Ledger
from twosource.store.counts import Print
from twosource.tallies.shelf import Shelf
from twosource.tally import Held, PressCheck, Printed, ask, check_press
from twosource.tally.periods import ends_at, starts_at

_BATCH: Final = 500  # reports loaded at a time


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
    """Which counts are wanted: of one incident, printed between two days or instants, seen by a lens."""

    incident: IncidentId | None = None
    since: date | None = None
    until: date | None = None
    lens: Lens = PLAIN

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
    homes = dict(ledger.counting_reports(None if wanted.incident is None else [wanted.incident]))
    claims = [claim for one in _reports(ledger, homes) for claim in one.claims if is_counting(claim.value)]
    sources = ledger.prints({claim.evidence.article for claim in claims})
    kept = [claim for claim in claims if wanted.admits(sources[claim.evidence.article])]
    known = {one.id: one for one in ledger.incidents_by_id(sorted({homes[claim.report] for claim in kept}))}
    shelf = Shelf(ledger=ledger, lens=wanted.lens)
    counts = (
        _count(shelf, claim, known[homes[claim.report]], sources[claim.evidence.article]) for claim in kept
    )
    return tuple(sorted(counts, key=_by_printing))


def is_counting(value: Value | None) -> bool:
    """Whether a value is a count in the press that can be checked."""
    return isinstance(value, PressTally | FirstSince)


def check_fact(
    ledger: Ledger, incident: Incident, fact: Fact, told: Iterable[tuple[Claim, Article]]
) -> PressCheck | None:
    """Say what the ledger makes of a count in the press; None for a fact of another field.

    ``told`` are the claims that support the fact, each with its article; the one printed last counts.
    """
    if not isinstance(fact.value, PressTally | FirstSince):
        return None
    printed = [(article.published, claim.as_said) for claim, article in told if claim.value == fact.value]
    at = max((at for at, _ in printed if at is not None), default=None)
    said = next((said for _, said in printed), "the first")
    count = Printed(value=fact.value, said=said, home=Held(incident=incident), printed_at=at)
    return _check(Shelf(ledger=ledger), count)


def _reports(ledger: Ledger, wanted: Iterable[ReportId]) -> Iterator[Report]:
    ids = list(wanted)
    for start in range(0, len(ids), _BATCH):
        yield from ledger.reports(ids[start : start + _BATCH])


def _by_printing(one: PressCount) -> tuple[float, str]:
    at: datetime | None = one.source.published
    return (0.0 if at is None else at.timestamp(), one.claim.id)


def _count(shelf: Shelf, claim: Claim, home: Incident, source: Print) -> PressCount:
    assert isinstance(claim.value, PressTally | FirstSince), "other claims count nothing"
    printed = Printed(
        value=claim.value, said=claim.as_said, home=Held(incident=home), printed_at=source.published
    )
    return PressCount(
        incident=home, claim=claim, source=source, printed=printed, check=_check(shelf, printed)
    )


def _check(shelf: Shelf, printed: Printed) -> PressCheck:
    question = ask(printed, printed.definition)
    holding = shelf.holding(question)
    return check_press(printed, replace(holding, follows=shelf.follows(question, printed)))

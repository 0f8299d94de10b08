"""Counts over a ledger, and what it makes of the counts that the press prints.

Fetches what ``tally`` counts and checks; decides nothing, prints nothing, changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from twosource.ids import ClaimId, IncidentId, ReportId
from twosource.knowledge.kinds import ancestry, is_a, load_kinds
from twosource.lens import PLAIN, Lens, look_over
from twosource.model import (
    Article,
    Claim,
    Fact,
    FirstSince,
    Incident,
    PressTally,
    Report,
    Status,
    Tally,
    Twins,
    Value,
)
from twosource.store import Circle, Filter, Ledger
from twosource.store.counts import Print
from twosource.tally import (
    Held,
    Holding,
    PressCheck,
    Printed,
    Question,
    ask,
    check_press,
    count_holding,
)
from twosource.tally.periods import ends_at, starts_at

_ZONES: Final = timedelta(hours=14)  # the widest offset from UTC: a day may begin so much earlier
_VAGUE_KM: Final = 500.0  # how far off a place told by its country alone may lie and still be borderline


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A tally with the incidents that it counted or left at the border."""

    tally: Tally
    incidents: Mapping[IncidentId, Incident]
    against: Mapping[ClaimId, Value]

    def held(self, ids: Iterable[IncidentId]) -> tuple[Held, ...]:
        """Return incidents with what stands against their facts."""
        return tuple(Held(incident=self.incidents[each], against=self.against) for each in ids)


def tally(ledger: Ledger, question: Question, lens: Lens = PLAIN) -> Tally:
    """Count the incidents of the ledger that answer a question."""
    return count(ledger, question, lens).tally


def count(ledger: Ledger, question: Question, lens: Lens = PLAIN) -> Counted:
    """Count the incidents of the ledger that answer a question, and return them too."""
    holding = Shelf(ledger=ledger, lens=lens).holding(question)
    made = count_holding(holding, question)
    wanted = {*made.counted, *made.borderline}
    return Counted(
        tally=made,
        incidents={each.id: each for each in holding.incidents if each.id in wanted},
        against=holding.against,
    )


# --- what is fetched ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Incidents fetched once for any number of questions."""

    ledger: Ledger
    lens: Lens = PLAIN
    _found: dict[Filter, Holding] = field(default_factory=dict, init=False, repr=False)
    _follows: dict[tuple[Filter, IncidentId | None], bool] = field(
        default_factory=dict, init=False, repr=False
    )

    def holding(self, question: Question) -> Holding:
        """Return all that may answer a question, more than does."""
        wanted = _narrow(question)
        if wanted not in self._found:
            self._found[wanted] = self._fetch(wanted)
        return self._found[wanted]

    def follows(self, question: Question, printed: Printed) -> bool:
        """Whether the ledger tells of anything in a question's places and period.

        For what leads up to an incident, of anything but that one.
        """
        home = printed.home.incident
        places = question.places or _countries(home)
        wanted = replace(_narrow(replace(question, kinds=(), places=places)), limit=2)
        key = (wanted, home.id if printed.leads_up else None)
        if key not in self._follows:
            found = self.ledger.incidents(wanted) if places else ()
            self._follows[key] = any(each.id != key[1] for each in found)
        return self._follows[key]

    def _fetch(self, wanted: Filter) -> Holding:
        incidents = tuple(look_over(self.ledger, wanted, self.lens))
        return Holding(
            incidents=incidents,
            against=_values_against(self.ledger, incidents),
            twins=find_twins(self.ledger, [each.id for each in incidents]),
            since=self.ledger.first_happened_at(),
        )


def _narrow(question: Question) -> Filter:
    """Return a filter that lets everything through that may answer."""
    near = question.near
    return Filter(
        since=None if question.since is None else starts_at(question.since) - _ZONES,
        until=None if question.until is None else ends_at(question.until) + _ZONES,
        kinds=_related(question.kinds),
        near=None if near is None else Circle(lat=near.lat, lon=near.lon, km=max(near.km, _VAGUE_KM)),
    )


def _related(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return kinds with their special cases, and the wider ones that may turn out to be them."""
    asked = tuple(kinds)
    cases = {key for key in load_kinds() for kind in asked if is_a(key, kind)}
    wider = {above for kind in asked for above in ancestry(kind)}
    maybe = {"explosion"} if "explosive attack" in wider else set()
    return tuple(sorted(cases | wider | maybe))


def _countries(incident: Incident) -> tuple[str, ...]:
    places = Held(incident=incident).places()
    return tuple(dict.fromkeys(place.country for place in places if place.country))


def _values_against(ledger: Ledger, incidents: Iterable[Incident]) -> Mapping[ClaimId, Value]:
    """Return the values of the claims that stand against the facts of incidents."""
    disputed = [one for one in incidents if any(fact.status is Status.CONTRADICTED for fact in one.facts)]
    wanted = {claim for one in disputed for fact in one.facts for claim in fact.against}
    reports = ledger.reports([report for one in disputed for report in one.reports]) if disputed else ()
    return {claim.id: claim.value for report in reports for claim in report.claims if claim.id in wanted}


def find_twins(ledger: Ledger, incidents: Iterable[IncidentId]) -> tuple[Twins, ...]:
    """Return the pairs of incidents that may be one, each once, with why nobody could say."""
    found: dict[tuple[IncidentId, IncidentId], Twins] = {}
    for pair in ledger.twins(incidents):
        left, right = sorted((pair.left_incident, pair.right_incident))
        why = f"linking could not tell ({pair.score:+.1f} points); twosource why {left} {right} says why"
        found.setdefault((left, right), Twins(left=left, right=right, why=why))
    return tuple(found[pair] for pair in sorted(found))


# --- the press ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PressCount:
    """A count or "first since" as one article prints it, and what the ledger makes of it."""

    incident: Incident
    claim: Claim
    source: Print
    printed: Printed
    check: PressCheck


def press_counts(
    ledger: Ledger,
    *,
    incident: IncidentId | None = None,
    since: date | None = None,
    until: date | None = None,
    lens: Lens = PLAIN,
) -> tuple[PressCount, ...]:
    """Return every count that the press prints, oldest first, each set against the ledger.

    ``since`` and ``until`` are of the printing; an article without a date passes both.
    """
    told = ledger.counting_reports(None if incident is None else [incident])
    homes = dict(told)
    shelf = Shelf(ledger=ledger, lens=lens)
    claims = [
        claim for report in _reports(ledger, homes) for claim in report.claims if is_counting(claim.value)
    ]
    sources = ledger.prints({claim.evidence.article for claim in claims})
    kept = [claim for claim in claims if _is_within(sources[claim.evidence.article], since, until, lens)]
    incidents = {
        one.id: one for one in ledger.incidents_by_id(sorted({homes[claim.report] for claim in kept}))
    }
    counts = [
        _count(shelf, claim, incidents[homes[claim.report]], sources[claim.evidence.article])
        for claim in kept
    ]
    return tuple(sorted(counts, key=_by_printing))


def is_counting(value: Value) -> bool:
    """Whether a value is a count in the press that can be checked."""
    return isinstance(value, PressTally | FirstSince)


def _reports(ledger: Ledger, wanted: Iterable[ReportId]) -> Iterator[Report]:
    ids = list(wanted)
    for start in range(0, len(ids), _BATCH):
        yield from ledger.reports(ids[start : start + _BATCH])


_BATCH: Final = 500  # reports loaded at a time


def _is_within(source: Print, since: date | None, until: date | None, lens: Lens) -> bool:
    at = source.published
    if at is None:
        return True
    if lens.as_of is not None and at > lens.as_of:
        return False
    return (since is None or starts_at(since, at) <= at) and (until is None or at <= ends_at(until, at))


def _by_printing(one: PressCount) -> tuple[str, str]:
    at = one.source.published
    return ("" if at is None else str(at.timestamp()).zfill(16), one.claim.id)


def _count(shelf: Shelf, claim: Claim, home: Incident, source: Print) -> PressCount:
    printed = print_count(claim, home, source.published)
    return PressCount(
        incident=home, claim=claim, source=source, printed=printed, check=_check(shelf, printed)
    )


def print_count(claim: Claim, home: Incident, published: datetime | None) -> Printed:
    """Return a claim that counts as the article prints it."""
    assert isinstance(claim.value, PressTally | FirstSince), "other claims count nothing"
    return Printed(value=claim.value, said=claim.as_said, home=Held(incident=home), printed_at=published)


def _check(shelf: Shelf, printed: Printed) -> PressCheck:
    question = ask(printed, printed.definition)
    holding = shelf.holding(question)
    return check_press(printed, replace(holding, follows=shelf.follows(question, printed)))


def check_fact(
    ledger: Ledger, incident: Incident, fact: Fact, told: Iterable[tuple[Claim, Article]]
) -> PressCheck | None:
    """Say what the ledger makes of a count in the press; None for a fact of another field.

    ``told`` are the claims that support the fact, each with its article; the one printed last counts.
    """
    if fact.value is None or not is_counting(fact.value):
        return None
    assert isinstance(fact.value, PressTally | FirstSince)
    printed = [(article.published, claim.as_said) for claim, article in told if claim.value == fact.value]
    at = max((at for at, _ in printed if at is not None), default=None)
    said = next((said for _, said in printed), "the first")
    count = Printed(value=fact.value, said=said, home=Held(incident=incident), printed_at=at)
    return _check(Shelf(ledger=ledger), count)

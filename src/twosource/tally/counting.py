"""Count incidents that answer a question, as a range: surely inside, and with the borderline ones."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from twosource.ids import ClaimId, IncidentId
from twosource.model import Border, Incident, Tally, Twins, Value
from twosource.tally.answers import Answer, Fit, all_of
from twosource.tally.periods import starts_at
from twosource.tally.question import Held, Question, answer, check_period
from twosource.tally.wording import write_question


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a ledger holds for a question, fetched by the caller; more incidents than needed do no harm.

    ``against`` are the values of claims that stand against facts, ``twins`` pairs of incidents
    that may be one. ``since`` is when the ledger's first incident happened, None where not known.
    ``follows`` is whether the ledger tells of anything else of the place and time: else its silence
    says nothing.
    """

    incidents: tuple[Incident, ...]
    against: Mapping[ClaimId, Value] = field(default_factory=dict)
    twins: tuple[Twins, ...] = ()
    since: datetime | None = None
    follows: bool = True
    known: dict[tuple[IncidentId, Question], Answer] = field(default_factory=dict, compare=False, repr=False)

    def answer(self, incident: Incident, question: Question) -> Answer:
        """Return how an incident answers; what was asked before, but for the period, is not asked again."""
        held = Held(incident=incident, against=self.against)
        within = check_period(held, question)
        if within.fit is Fit.OUTSIDE:
            return within
        key = (incident.id, replace(question, since=None, until=None))
        if key not in self.known:
            self.known[key] = answer(held, key[1])
        return all_of((within, self.known[key]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Incidents that surely answer, and those that may with the reasons why, in the order of their ids."""

    inside: tuple[IncidentId, ...]
    borders: tuple[Border, ...]

    @property
    def border(self) -> tuple[IncidentId, ...]:
        """Return the ids of those that may."""
        return tuple(one.incident for one in self.borders)


def count_incidents(
    incidents: Iterable[Incident], question: Question, *, ledger_since: datetime | None = None
) -> Tally:
    """Count incidents of which nothing else is known: see :func:`count_holding`."""
    return count_holding(Holding(incidents=tuple(incidents), since=ledger_since), question)


def count_holding(holding: Holding, question: Question) -> Tally:
    """Return how many incidents answer the question, which, and why some may.

    Where the ledger starts after the question's start, or that is not known, the tally is not
    ``covered``: a low count proves nothing.
    """
    found = sort_out(holding, question)
    twins = twins_among(holding.twins, found.inside)
    return Tally(
        low=count_apart(found.inside, twins),
        high=len(found.inside) + len(found.borders),
        counted=found.inside,
        borderline=found.border,
        covered=is_covered(question.since, holding.since),
        question=question.asked(),
        borders=found.borders,
        twins=twins,
        sentence=write_question(question),
        ledger_since=holding.since,
    )


def sort_out(holding: Holding, question: Question) -> Sorted:
    """Sort incidents into those that surely answer and those that may."""
    answers = {incident.id: holding.answer(incident, question) for incident in holding.incidents}
    return Sorted(
        inside=tuple(sorted(each for each, found in answers.items() if found.fit is Fit.INSIDE)),
        borders=tuple(
            Border(incident=each, whys=found.whys)
            for each, found in sorted(answers.items())
            if found.fit is Fit.BORDER
        ),
    )


def twins_among(twins: Iterable[Twins], counted: Collection[IncidentId]) -> tuple[Twins, ...]:
    """Return the pairs of which both were counted."""
    known = frozenset(counted)
    return tuple(pair for pair in twins if pair.left in known and pair.right in known)


def count_apart(counted: Collection[IncidentId], twins: Iterable[Twins]) -> int:
    """Return how many incidents there are at least: all that pairs tie together may be one."""
    head = {each: each for each in counted}

    def find(one: IncidentId) -> IncidentId:
        while head[one] != one:
            one = head[one]
        return one

    for pair in twins:
        head[find(pair.left)] = find(pair.right)
    return sum(one == above for one, above in head.items())


def is_covered(since: date | None, ledger_since: datetime | None) -> bool:
    """Whether the ledger reaches back to the start of what is asked."""
    if ledger_since is None:
        return False
    return since is None or ledger_since <= starts_at(since, ledger_since)

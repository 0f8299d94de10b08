"""Count incidents that answer a question, as a range: surely inside, and with the borderline ones."""

from collections.abc import Iterable
from datetime import datetime

from twosource.ids import IncidentId
from twosource.model import Incident, Tally
from twosource.tally.question import Fit, Question, matches


def count_incidents(
    incidents: Iterable[Incident], question: Question, *, ledger_since: datetime | None = None
) -> Tally:
    """Return how many incidents answer the question, and which.

    ``ledger_since`` is when the ledger's first incident happened; where it is later than the
    question's start, or not known, the tally is not ``covered``: a low count proves nothing.
    """
    inside, border = sort_out(incidents, question)
    return Tally(
        low=len(inside),
        high=len(inside) + len(border),
        counted=inside,
        borderline=border,
        covered=is_covered(question.since, ledger_since),
        question=question.asked(),
    )


def sort_out(
    incidents: Iterable[Incident], question: Question
) -> tuple[tuple[IncidentId, ...], tuple[IncidentId, ...]]:
    """Return the ids surely inside and those at the border, each in the order of their ids."""
    fits = {incident.id: matches(incident, question) for incident in incidents}
    inside = sorted(each for each, fit in fits.items() if fit is Fit.INSIDE)
    border = sorted(each for each, fit in fits.items() if fit is Fit.BORDER)
    return tuple(inside), tuple(border)


def is_covered(since: datetime | None, ledger_since: datetime | None) -> bool:
    """Whether the ledger reaches back to the start of what is asked."""
    if ledger_since is None:
        return False
    return since is None or ledger_since <= since

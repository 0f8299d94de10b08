"""Counts over a ledger, and what it makes of the counts that the press prints.

Fetches what ``tally`` counts and checks; decides nothing, prints nothing, changes nothing.
"""

from collections.abc import Iterable

from twosource.model import Article, Claim, Fact, Incident, PressTally, Tally
from twosource.store import Filter, Ledger
from twosource.tally import PressCheck, Question, check_press, count_incidents


def tally(ledger: Ledger, question: Question) -> Tally:
    """Count the incidents of the ledger that answer a question."""
    return count_incidents(ledger.incidents(Filter()), question, ledger_since=ledger.first_happened_at())


def check_fact(
    ledger: Ledger, incident: Incident, fact: Fact, told: Iterable[tuple[Claim, Article]]
) -> PressCheck | None:
    """Say what the ledger makes of a count in the press; None for a fact of another field.

    ``told`` are the claims that support the fact, each with its article.
    """
    del incident
    if not isinstance(fact.value, PressTally):
        return None
    printed = (article.published for _, article in told)
    return check_press(
        fact.value,
        ledger.incidents(Filter()),
        ledger_since=ledger.first_happened_at(),
        said_at=max((at for at in printed if at is not None), default=None),
    )

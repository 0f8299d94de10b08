"""A tally with every incident that it counted or left at the border, loaded with its facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from twosource.ids import ClaimId, IncidentId
from twosource.lens import PLAIN, Lens
from twosource.model import Field, Incident, Tally, Value
from twosource.store import Ledger
from twosource.tallies.shelf import Shelf
from twosource.tally import Held, Question, count_holding


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


def count(
    ledger: Ledger, question: Question, lens: Lens = PLAIN, fields: frozenset[Field] | None = None
) -> Counted:
    """Count the incidents of the ledger that answer a question, and return them too.

    Where ``fields`` are named, the incidents have the facts about these and what was asked only.
    """
    holding = Shelf(ledger=ledger, lens=lens, fields=fields).holding(question)
    made = count_holding(holding, question)
    wanted = {*made.counted, *made.borderline}
    return Counted(
        tally=made,
        incidents={each.id: each for each in holding.incidents if each.id in wanted},
        against=holding.against,
    )

"""A person's bare judgement of two reports, for tests of what becomes of it; acts are review's."""

from twosource.ids import IncidentId
from twosource.model import Judgement
from twosource.store import Ledger
from twosource.store.view import View


def decide(ledger: Ledger, judgement: Judgement) -> tuple[IncidentId, ...]:
    """Keep a judgement and make the incidents it touches anew; returns those of its reports."""
    with ledger.transaction():
        ledger.save_judgements([judgement])
        view = View(ledger=ledger, now=judgement.decided_at)
        return view.renew([judgement.left, judgement.right])

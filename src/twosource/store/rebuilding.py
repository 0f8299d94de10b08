"""Whether the view over a ledger is what its claims and judgements give: incidents made anew, and compared.

Each incident is gathered and reconciled again inside a transaction that is taken back, so nothing
is changed. Reports are neither read nor compared with one another again; ``twosource reread`` does that.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Final

from twosource.ids import IncidentId
from twosource.model import Incident
from twosource.store import Card, Filter
from twosource.store.checks import Check
from twosource.store.ledger import Ledger
from twosource.store.view import View

_SHOWN: Final = 3  # examples named in a complaint


class _TakeBack(Exception):
    """Ends a transaction of which nothing is to stay."""


def check_rebuilt(ledger: Ledger, most: int, now: datetime) -> Check:
    """Make at most so many incidents anew, spread over all there are, and say which come out otherwise.

    Others are kept from writing while one incident is made. Raises LedgerUnavailable where the ledger
    can't be written.
    """
    chosen = _spread(ledger.incident_ids(Filter()), most)
    wrong = [complaint for incident in chosen for complaint in _compare(ledger, incident, now)]
    more = f"; and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
    fine = f"{len(chosen)} incidents are what their claims and judgements give"
    return Check(name="rebuilt", ok=not wrong, detail="; ".join(wrong[:_SHOWN]) + more or fine)


def _spread(ids: Sequence[IncidentId], most: int) -> Sequence[IncidentId]:
    return ids[:: max(1, -(-len(ids) // most))]


def _compare(ledger: Ledger, name: IncidentId, now: datetime) -> Iterator[str]:
    kept = _look_at(ledger, name)
    made = _make_anew(ledger, kept[0], now)
    if made is None or set(made[0].reports) != set(kept[0].reports):
        yield f"incident {name} would hold other reports; twosource reread makes it anew"
    elif made[0] != kept[0]:
        yield f"incident {name} would have other facts; twosource reread makes it anew"
    elif made[1] != kept[1]:
        yield f"incident {name} would show in lists otherwise; twosource reread makes it anew"


def _look_at(ledger: Ledger, name: IncidentId) -> tuple[Incident, Card]:
    """Return an incident and its card, without when that changed: making it anew may be a change."""
    (kept,), (card,) = ledger.incidents_by_id([name]), ledger.cards_by_id([name])
    return kept, replace(card, changed=0, changed_at=card.opened_at)


def _make_anew(ledger: Ledger, kept: Incident, now: datetime) -> tuple[Incident, Card] | None:
    """Return what an incident would be if it were made now; None if it would be no more."""
    made: list[tuple[Incident, Card]] = []
    with suppress(_TakeBack), ledger.transaction():
        View(ledger=ledger, now=now).renew(kept.reports)
        if any(one.reports for one in ledger.incidents_by_id([kept.id])):
            made.append(_look_at(ledger, kept.id))
        raise _TakeBack
    return made[0] if made else None

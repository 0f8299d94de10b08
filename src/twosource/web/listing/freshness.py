"""What changed lately: within a day of the latest change, where the ledger is older than that.

A ledger that was filled in one go has nothing fresh in it: then nothing is marked.
"""

from datetime import datetime, timedelta
from typing import Final, Literal

from twosource.store import Card, Filter, Ledger, Order

LATELY: Final = timedelta(hours=24)

Fresh = Literal["new", "changed", ""]


def find_fresh_since(ledger: Ledger) -> datetime | None:
    """Return since when changes are fresh; None where there are none, or nothing older to tell them from."""
    latest = ledger.cards(Filter(), limit=1, order=Order.CHANGED).cards
    earliest = ledger.changes(limit=1).changes
    if not latest or not earliest:
        return None
    since = latest[0].changed_at - LATELY
    return since if earliest[0].at < since else None


def tell_fresh(card: Card, since: datetime | None) -> Fresh:
    """Return whether an incident is new since a moment, or changed, or neither."""
    if since is None or card.changed_at < since:
        return ""
    return "new" if card.opened_at >= since else "changed"

"""Pages of cards: in which order, and how to go on from the last of a page.

A cursor names the card that a page ended with, so that what is added meanwhile moves no page.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum

from twosource.errors import InputError
from twosource.ids import IncidentId
from twosource.store.cards import Card


class Order(StrEnum):
    """How a list is ordered: by when it happened, or by when readers last saw a change; newest first."""

    NEWEST = "newest"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """Some cards in order, and the cursor of the page after them; None where these are the last."""

    cards: tuple[Card, ...]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a list goes on: after the incident of this key (``sort_at``, or the number of its change)."""

    order: Order
    key: int
    id: IncidentId


def write_cursor(card: Card, order: Order) -> str:
    """Return the cursor that goes on after a card."""
    key = card.sort_at if order is Order.NEWEST else card.changed
    return urlsafe_b64encode(f"{order.value} {key} {card.id}".encode()).decode().rstrip("=")


def read_cursor(cursor: str, order: Order) -> Place:
    """Read back a cursor; raises InputError for what is none, or is one of another order."""
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        of, key, name = raw.split(" ")
        found = Place(order=Order(of), key=int(key), id=IncidentId(name))
    except ValueError as error:
        raise _no_cursor() from error
    if found.order is not order:
        raise _no_cursor()
    return found


def _no_cursor() -> InputError:
    return InputError("this is no place in the list", hint="start again from the first page")

"""Pages of cards: in which order, and how to go on from the last of a page.

A cursor names the card that a page ended with, so that what is added meanwhile moves no page.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from twosource.errors import InputError
from twosource.ids import IncidentId
from twosource.store.cards import Card
from twosource.store.register import Mask, Register, Slots


class Order(StrEnum):
    """How a list is ordered: by when it happened, or by when readers last saw a change; newest first."""

    NEWEST = "newest"
    CHANGED = "changed"


_STRETCH: Final = 8_192  # incidents looked at together: of most filters a page is found in the first
#: The column that a list is ordered by, the greatest first.
_KEYS: Final = {Order.NEWEST: "sort_at", Order.CHANGED: "changed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """Some cards in order, and the cursor of the page after them; None where these are the last."""

    cards: tuple[Card, ...]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a list goes on: after the incident of this key (``sort_at``, or the number of its change).

    Without a key it is the beginning.
    """

    order: Order
    key: int | None = None
    id: IncidentId | None = None


def find_page(register: Register, passing: Mask, place: Place, limit: int) -> tuple[Slots, str | None]:
    """Return at most so many slots of what passes, from a place on, and the cursor of the page after them."""
    listed = (
        _newest(register, passing, place, limit + 1)
        if place.order is Order.NEWEST
        else _changed(register, passing, place, limit + 1)
    )
    if len(listed) <= limit:
        return listed, None
    last = listed[limit - 1]
    key = int(register[_KEYS[place.order]][last])
    (name,) = register.names(listed[limit - 1 : limit])
    return listed[:limit], _write_cursor(Place(order=place.order, key=key, id=IncidentId(name)))


def _newest(register: Register, passing: Mask, place: Place, most: int) -> Slots:
    """Return the newest slots after a place that pass, at most so many; a stretch of all is looked at a time."""
    start = 0 if place.key is None or place.id is None else register.after(place.key, place.id)
    found: list[Slots] = []
    while start < len(register.newest) and sum(map(len, found)) < most:
        stretch = register.newest[start : start + _STRETCH]
        found.append(stretch[passing[stretch]])
        start += _STRETCH
    return np.concatenate(found)[:most] if found else register.newest[:0]


def _changed(register: Register, passing: Mask, place: Place, most: int) -> Slots:
    """Return the slots last changed before a place, the newest change first, at most so many."""
    changed = register["changed"]
    slots = np.flatnonzero(passing if place.key is None else passing & (changed < place.key))
    if len(slots) > most:
        slots = slots[np.argpartition(-changed[slots], most)[:most]]
    return slots[np.argsort(-changed[slots])]


def cursor_after(card: Card, order: Order) -> str:
    """Return the cursor that goes on after a card, for whoever turns pages of other lengths."""
    key = card.sort_at if order is Order.NEWEST else card.changed
    return _write_cursor(Place(order=order, key=key, id=card.id))


def _write_cursor(place: Place) -> str:
    return urlsafe_b64encode(f"{place.order.value} {place.key} {place.id}".encode()).decode().rstrip("=")


def read_cursor(cursor: str | None, order: Order) -> Place:
    """Read back a cursor, None being the beginning; raises InputError for what is none, or of another order."""
    if cursor is None:
        return Place(order=order)
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

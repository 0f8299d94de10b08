"""What lists, maps, timelines and mirrors ask of a ledger: the part of :class:`Ledger` that reads no facts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from twosource.ids import IncidentId
from twosource.model import Status
from twosource.store import changes, head
from twosource.store.cards import Card, load_cards
from twosource.store.changes import ChangePage
from twosource.store.database import Database
from twosource.store.facets import VOICES, Facets
from twosource.store.head import Head
from twosource.store.histogram import Histogram, Step, make_histogram
from twosource.store.narrowing import Box, Filter
from twosource.store.paging import CardPage, Order, read_cursor, write_cursor
from twosource.store.search import find_incidents
from twosource.store.spots import MOST_SPOTS, Spots, gather_spots


class Finding:
    """Asks over the same filters; the limit of a filter is left aside here, where pages have their own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cards(
        self, wanted: Filter, *, after: str | None = None, limit: int = 50, order: Order = Order.NEWEST
    ) -> CardPage:
        """Return a page of cards, newest first; ``after`` is the cursor of the page before.

        Raises InputError for a cursor that is none.
        """
        found = sorted(self._all(wanted), key=lambda card: _key(card, order))
        if after is not None:
            place = read_cursor(after, order)
            found = [card for card in found if _key(card, order) > (-place.key, place.id)]
        more = write_cursor(found[limit - 1], order) if len(found) > limit else None
        return CardPage(cards=tuple(found[:limit]), after=more)

    def cards_by_id(self, ids: Iterable[IncidentId]) -> tuple[Card, ...]:
        """Return the cards of incidents that stand, in the order asked for; others are passed over."""
        return load_cards(self._database, list(ids))

    def count(self, wanted: Filter) -> int:
        """Return how many incidents pass a filter, exactly."""
        return len(self._all(wanted))

    def facets(self, wanted: Filter) -> Facets:
        """Count the incidents that pass a filter by kind, country, status and voices."""
        found = self._all(wanted)
        every = self._all(replace(wanted, statuses=(), status=None))
        told = self._all(replace(wanted, voices_at_least=None))
        here = self._all(replace(wanted, place=None, places=()))
        return Facets(
            total=len(found),
            without_place=sum(card.lat is None for card in found),
            single_source=sum(
                card.is_single_source for card in self._all(replace(wanted, single_source=False))
            ),
            kinds=_most(Counter(card.kind for card in self._all(replace(wanted, kinds=())))),
            countries=_most(Counter(card.country for card in here if card.country)),
            statuses=_most(Counter(status for card in every for status in card.statuses)),
            voices=tuple((least, sum(card.voices >= least for card in told)) for least in VOICES),
        )

    def histogram(self, wanted: Filter, step: Step | None = None) -> Histogram:
        """Count the incidents that pass a filter by time; without a step, one fit for a screen is taken."""
        return make_histogram(
            [(card.sort_at, Status.CONTRADICTED in card.statuses) for card in self._all(wanted)], step
        )

    def spots(self, wanted: Filter, box: Box | None = None, *, most: int = MOST_SPOTS) -> Spots:
        """Return the incidents that pass a filter as at most so many spots of a part of the map."""
        found = self._all(wanted)
        placed = [card for card in found if card.lat is not None]
        inside = [card for card in placed if box is None or _is_inside(card, box)]
        return Spots(
            spots=gather_spots(inside, most),
            inside=len(inside),
            outside=len(placed) - len(inside),
            without_place=len(found) - len(placed),
            cell_degrees=None,
        )

    def _all(self, wanted: Filter) -> tuple[Card, ...]:
        return load_cards(self._database, find_incidents(self._database, replace(wanted, limit=None)))

    def changes(self, *, since: datetime | None = None, after: int = 0, limit: int = 100) -> ChangePage:
        """Return what changed after a number of the log, in order, each incident once at its latest change."""
        return changes.find_changes(self._database, since=since, after=after, limit=limit)

    def last_change(self) -> int:
        """Return a number that grows with every write to what readers see, acts and ratings included."""
        return head.count_writes(self._database)

    def head(self) -> Head:
        """Return how much the ledger holds."""
        return head.count_all(self._database)


def _key(card: Card, order: Order) -> tuple[int, str]:
    return (-card.sort_at if order is Order.NEWEST else -card.changed, card.id)


def _most(counted: Counter[Any]) -> tuple[tuple[Any, int], ...]:
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _is_inside(card: Card, box: Box) -> bool:
    return card.lat is not None and card.lon is not None and box.holds(card.lat, card.lon)

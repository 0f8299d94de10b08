"""What lists, maps, timelines and mirrors ask of a ledger: the part of :class:`Ledger` that reads no facts.

Questions are answered from a register in memory (``shelf.py``), which the first of them fills: some two
seconds of a processor for 200,000 incidents, and as much again when words are first asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

import numpy as np

from twosource.ids import IncidentId
from twosource.store import changes, head
from twosource.store.cards import Card, load_cards
from twosource.store.changes import ChangePage
from twosource.store.database import Database
from twosource.store.facets import Facets, count_facets
from twosource.store.head import Head
from twosource.store.histogram import Histogram, Step, count_by_time
from twosource.store.narrowing import Box, Filter
from twosource.store.paging import CardPage, Order, find_page, read_cursor
from twosource.store.passing import inside, join, part_masks
from twosource.store.register import Mask, Register
from twosource.store.search import find_incidents, match_terms
from twosource.store.shelf import shelf_of
from twosource.store.spots import MOST_SPOTS, Spots, gather_spots


class Finding:
    """Asks over the same filters; the limit of a filter is left aside here, where pages have their own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cards(
        self, wanted: Filter, *, after: str | None = None, limit: int = 50, order: Order = Order.NEWEST
    ) -> CardPage:
        """Return a page of cards, newest first; ``after`` is the cursor of the page before.

        Raises InputError for a cursor that is none, or one of another order.
        """
        place = read_cursor(after, order)
        register, passing = self._passing(wanted)
        slots, more = find_page(register, passing, place, max(1, limit))
        return CardPage(cards=self.cards_by_id(map(IncidentId, register.names(slots))), after=more)

    def cards_by_id(self, ids: Iterable[IncidentId]) -> tuple[Card, ...]:
        """Return the cards of incidents that stand, in the order asked for; others are passed over."""
        return load_cards(self._database, list(ids))

    def count(self, wanted: Filter) -> int:
        """Return how many incidents pass a filter, exactly."""
        return int(np.count_nonzero(self._passing(wanted)[1]))

    def facets(self, wanted: Filter) -> Facets:
        """Count the incidents that pass a filter by kind, country, status and voices."""
        register = shelf_of(self._database).register(self._database)
        asked = replace(wanted, limit=None)
        return register.remember(
            ("facets", asked), lambda: count_facets(register, self._parts(register, asked))
        )

    def histogram(self, wanted: Filter, step: Step | None = None) -> Histogram:
        """Count the incidents that pass a filter by time; without a step, the finest that fits a screen."""
        register, passing = self._passing(wanted)
        question = "histogram", replace(wanted, limit=None), step
        return register.remember(question, lambda: count_by_time(register, passing, step))

    def spots(self, wanted: Filter, box: Box | None = None, *, most: int = MOST_SPOTS) -> Spots:
        """Return the incidents that pass a filter as at most so many spots of a part of the map."""
        register, passing = self._passing(wanted)
        question = "spots", replace(wanted, limit=None), box, most
        return register.remember(
            question, lambda: gather_spots(register, passing, inside(register, box), most)
        )

    def changes(self, *, since: datetime | None = None, after: int = 0, limit: int = 100) -> ChangePage:
        """Return what changed after a number of the log, in order, each incident once at its latest change."""
        return changes.find_changes(self._database, since=since, after=after, limit=limit)

    def last_change(self) -> int:
        """Return a number that grows with every write to what readers see, acts and ratings included."""
        return head.count_writes(self._database)

    def head(self) -> Head:
        """Return how much the ledger holds."""
        return shelf_of(self._database).head(self._database)

    def warm(self) -> None:
        """Read what questions are answered from, so that the first of them need not wait for it.

        Takes some four seconds of a processor for 200,000 incidents: a program that answers many calls it at its start.
        """
        shelf = shelf_of(self._database)
        shelf.fill(self._database)
        shelf.head(self._database)

    def incident_ids(self, wanted: Filter) -> tuple[IncidentId, ...]:
        """Return the ids of incidents, newest first.

        Words, which may be common, are asked of the register where it is at hand.
        """
        if wanted.words is None or not shelf_of(self._database).is_filled:
            return find_incidents(self._database, wanted)
        register, passing = self._passing(wanted)
        listed = register.newest[passing[register.newest]][: wanted.limit]
        return tuple(map(IncidentId, register.names(listed)))

    def _passing(self, wanted: Filter) -> tuple[Register, Mask]:
        """Return the register and the mask of what passes a filter."""
        register = shelf_of(self._database).register(self._database)
        asked = replace(wanted, limit=None)
        question = "passing", asked
        return register, register.remember(question, lambda: join(self._parts(register, asked).values()))

    def _parts(self, register: Register, wanted: Filter) -> Mapping[str, Mask]:
        return part_masks(register, wanted, self._telling(register, wanted.words))

    def _telling(self, register: Register, asked: str | None) -> Mask | None:
        """Return the mask of a filter's words; of words that say nothing it is empty."""
        if asked is None:
            return None
        if not (words := match_terms(asked)):
            return np.zeros(len(register), np.bool_)
        return shelf_of(self._database).holding(self._database, words, register)

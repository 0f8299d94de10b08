"""Going through the incidents of a question, each with its place in the list, so that pages can go on from it.

A place is a cursor of the ledger's where incidents are as they stand; through a lens, where every answer is
made anew, it is how many came before.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from twosource.api.cursors import number_in, read_cursor, read_limit, word_in
from twosource.api.operations import Call
from twosource.asking import Asked
from twosource.ids import IncidentId
from twosource.lens import look_over, see_over
from twosource.model import Incident, Report
from twosource.store.paging import Order, cursor_after

T = TypeVar("T")
Step = int | str | None
Place = tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An incident with how to get its reports, which not everybody needs."""

    incident: Incident
    load_reports: Callable[[], tuple[Report, ...]]


def walk_incidents(call: Call, asked: Asked, order: Order) -> Iterator[tuple[Place, Incident]]:
    """Yield incidents after the cursor, each with the place after it; through a lens newest first always."""
    place = read_cursor(call)
    if asked.lens.is_plain:
        return (((after,), one) for after, one in _walk_plain(call, asked, word_in(place), order))
    start = number_in(place)
    found = islice(look_over(call.ledger, asked.filter, asked.lens), start, None)
    return (((number,), one) for number, one in enumerate(found, start + 1))


def walk_parts(
    call: Call, asked: Asked, parts_of: Callable[[Told], Sequence[T]]
) -> Iterator[tuple[Place, tuple[IncidentId, T]]]:
    """Yield the parts of incidents after the cursor, newest incident first, each with the place after it."""
    place = read_cursor(call)
    skipped = number_in(place, 1)
    for before, told in _walk_told(call, asked, place):
        parts = parts_of(told)
        for at in range(skipped, len(parts)):
            yield (before, at + 1), (told.incident.id, parts[at])
        skipped = 0


def _walk_told(call: Call, asked: Asked, place: list[Any] | None) -> Iterator[tuple[Step, Told]]:
    """Yield incidents from a place on, each with the place before it."""
    if asked.lens.is_plain:
        before = word_in(place)
        for after, incident in _walk_plain(call, asked, before, Order.NEWEST):
            yield before, Told(incident=incident, load_reports=_loader(call, incident))
            before = after
        return
    start = number_in(place)
    found = islice(see_over(call.ledger, asked.filter, asked.lens), start, None)
    for number, seen in enumerate(found, start):
        yield number, Told(incident=seen.incident, load_reports=lambda seen=seen: seen.reports)  # type: ignore[misc]


def _walk_plain(call: Call, asked: Asked, after: str | None, order: Order) -> Iterator[tuple[str, Incident]]:
    """Yield incidents as they stand, a page of the ledger's at a time, each with the cursor after it."""
    size = read_limit(call) + 1
    while True:
        page = call.ledger.cards(asked.filter, after=after, limit=size, order=order)
        whole = {one.id: one for one in call.ledger.incidents_by_id([card.id for card in page.cards])}
        yield from ((cursor_after(card, order), whole[card.id]) for card in page.cards)
        if page.after is None:
            return
        after = page.after


def _loader(call: Call, incident: Incident) -> Callable[[], tuple[Report, ...]]:
    return lambda: call.ledger.reports(incident.reports)

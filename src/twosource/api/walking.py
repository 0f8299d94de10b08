"""Going through the incidents of a question, each with its place in the list, so that pages can go on from it.

A place is a cursor of the ledger's where incidents are as they stand; through a lens, where every answer is
made anew, it is how many came before.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

from twosource.api.cursors import Rest, number_in, read_cursor, read_limit, word_in
from twosource.api.operations import Call
from twosource.asking import Asked
from twosource.ids import IncidentId
from twosource.lens import look_over, see_over
from twosource.model import Field, Incident, Report
from twosource.store.paging import Order, cursor_after

T = TypeVar("T")

_MOST_LOOKED_AT: Final = 120  # incidents looked through for a page; with their reports that takes 0.3 s
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
        found = _walk_plain(call, asked, word_in(place), order)
        return (((after,), one) for after, one in found)
    start = number_in(place)
    seen = islice(look_over(call.ledger, asked.filter, asked.lens), start, None)
    return (((number,), one) for number, one in enumerate(seen, start + 1))


def walk_parts(
    call: Call, asked: Asked, parts_of: Callable[[Told], Sequence[T]], fields: Collection[Field] = ()
) -> Iterator[tuple[Place, tuple[IncidentId, T] | Rest]]:
    """Yield the parts of incidents after the cursor, newest incident first, each with the place after it.

    Where ``fields`` are named, incidents have at least the facts about these. Now and then comes a rest,
    so that looking for what is rare takes several answers and not one long one.
    """
    place = read_cursor(call)
    skipped = number_in(place, 1)
    for number, (before, told) in enumerate(_walk_told(call, asked, place, fields)):
        if number and number % _MOST_LOOKED_AT == 0:
            yield (before, 0), Rest.HERE
        parts = parts_of(told)
        for at in range(skipped, len(parts)):
            yield (before, at + 1), (told.incident.id, parts[at])
        skipped = 0


def _walk_told(
    call: Call, asked: Asked, place: list[Any] | None, fields: Collection[Field]
) -> Iterator[tuple[Step, Told]]:
    """Yield incidents from a place on, each with the place before it."""
    if asked.lens.is_plain:
        before = word_in(place)
        for after, incident in _walk_plain(call, asked, before, Order.NEWEST, fields):
            yield before, Told(incident=incident, load_reports=_loader(call, incident))
            before = after
        return
    start = number_in(place)
    found = islice(see_over(call.ledger, asked.filter, asked.lens), start, None)
    for number, seen in enumerate(found, start):
        yield number, Told(incident=seen.incident, load_reports=lambda seen=seen: seen.reports)  # type: ignore[misc]


def _walk_plain(
    call: Call, asked: Asked, after: str | None, order: Order, fields: Collection[Field] = ()
) -> Iterator[tuple[str, Incident]]:
    """Yield incidents as they stand, a page of the ledger's at a time, each with the cursor after it."""
    size = read_limit(call) + 1
    while True:
        page = call.ledger.cards(asked.filter, after=after, limit=size, order=order)
        found = call.ledger.incidents_by_id([card.id for card in page.cards], fields or None)
        whole = {one.id: one for one in found}
        yield from ((cursor_after(card, order), whole[card.id]) for card in page.cards)
        if page.after is None:
            return
        after = page.after


def _loader(call: Call, incident: Incident) -> Callable[[], tuple[Report, ...]]:
    return lambda: call.ledger.reports(incident.reports)

"""Look at a ledger through a lens: as it stood at a moment, or by another profile of reconciling.

An incident is a view over what was said, so it can be made for any moment from what had been said
by then. Nothing here is written down, and the ledger's own view stays as it is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import TypeVar

from twosource.ids import IncidentId
from twosource.lens.arrived import see_arrived, see_one_arrived
from twosource.lens.history import History, tell_history
from twosource.lens.making import load_sources
from twosource.lens.printed import see_printed
from twosource.lens.seeing import PLAIN, By, Lens, Seen
from twosource.model import Incident
from twosource.store import Filter, Ledger
from twosource.store.past import is_wanted, sort_at

__all__ = ["PLAIN", "By", "History", "Lens", "Seen", "look", "look_at", "look_back", "look_over", "see_over"]

T = TypeVar("T")


def look(ledger: Ledger, incident: Incident, lens: Lens) -> Incident | None:
    """Return an incident of the ledger through a lens; None where nobody had told of it by then."""
    if _is_of_arrival(lens):
        seen = see_one_arrived(ledger, incident.id, lens)
    else:
        seen = _see_printed(ledger, incident, lens)
    return None if seen is None else seen.incident


def look_at(ledger: Ledger, given: str, lens: Lens) -> Seen | None:
    """Return an incident by its id, which may be shortened, with what it is made of; None as in :func:`look`.

    Raises NoSuchRecord.
    """
    if _is_of_arrival(lens):
        return see_one_arrived(ledger, ledger.incident_id(given), lens)
    return _see_printed(ledger, ledger.incident(given), lens)


def look_back(ledger: Ledger, given: str, lens: Lens, *, most: int | None = None) -> History | None:
    """Return how the facts of an incident moved, up to the moment of the lens; None as in :func:`look`.

    With ``most``, at no more than so many moments, those at which something new was said. Raises NoSuchRecord.
    """
    seen = look_at(ledger, given, lens)
    if seen is None:
        return None
    return History(
        incident=seen.incident,
        fields=tell_history(seen, load_sources(ledger, seen.articles), lens, most=most),
        arrived_at=ledger.arrivals(seen.articles),
    )


def look_over(ledger: Ledger, wanted: Filter, lens: Lens) -> Iterator[Incident]:
    """Yield the incidents that pass a filter as they are through the lens, newest first."""
    if lens.is_plain:
        return ledger.incidents(wanted)
    return islice(
        _merged(ledger, wanted, lens, ledger.incidents_by_id, lambda seen: seen.incident), wanted.limit
    )


def see_over(ledger: Ledger, wanted: Filter, lens: Lens) -> Iterator[Seen]:
    """Yield the same with what they are made of."""
    found = _merged(ledger, wanted, lens, lambda ids: see_printed(ledger, ids, lens), lambda seen: seen)
    return islice(found, wanted.limit)


def _is_of_arrival(lens: Lens) -> bool:
    return lens.as_of is not None and lens.by == "arrived"


def _see_printed(ledger: Ledger, incident: Incident, lens: Lens) -> Seen | None:
    return next(see_printed(ledger, [incident.id], lens), None)


def _merged(
    ledger: Ledger,
    wanted: Filter,
    lens: Lens,
    load: Callable[[Sequence[IncidentId]], Iterator[T]],
    pick: Callable[[Seen], T],
) -> Iterator[T]:
    """Merge what the moment finds as it stands, sought as ever, with what is made anew."""
    by_arrival = _is_of_arrival(lens)
    told = ledger.incidents_told(wanted, None if by_arrival else lens.as_of)
    whole = {one.id: one for one in told if one.is_whole and lens.profile is None and not by_arrival}
    passing = [one for one in ledger.incident_ids(replace(wanted, limit=None)) if one in whole]
    kept = zip(((-whole[one].sort_at, one) for one in passing), load(passing), strict=True)
    see = see_arrived if by_arrival else see_printed
    anew = see(ledger, [one.id for one in told if one.id not in whole], lens)
    found = [(_place(seen), pick(seen)) for seen in anew if _passes(ledger, seen, wanted)]
    yield from (one for _, one in merge(kept, sorted(found, key=itemgetter(0)), key=itemgetter(0)))


def _place(seen: Seen) -> tuple[int, IncidentId]:
    """Return what an incident is sorted by."""
    return -sort_at(seen.incident, seen.first_printed_at), seen.incident.id


def _passes(ledger: Ledger, seen: Seen, wanted: Filter) -> bool:
    if not is_wanted(seen.incident, seen.first_printed_at, wanted):
        return False
    return wanted.words is None or bool(ledger.articles_with(wanted.words, seen.articles))

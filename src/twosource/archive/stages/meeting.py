"""Which reports meet under which keys, worked out over arrays: millions of rows at a time, no object for each.

Of two reports under a key the later probes, the earlier is filed, as when articles are added one by one. A key
under which too many are filed says nothing to whoever comes after: more than ``link.CROWDED`` for coarse
keys, ``BUSY`` for fine ones. Nothing here knows what a key says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from twosource import link
from twosource.archive.stages.rows import MET, Array

#: What a report does under a key, as bits: others find it there, it looks there, it stands there and is
#: counted but is not found; and what the key is.
FILED, PROBES, COUNTED, COARSE, TELLING = 1, 2, 4, 8, 16

#: Reports under a fine key from which on it says nothing: sixteen times as many as a report is compared with
#: at all (link.MOST), so that those that share nothing else would hardly be taken. ``add`` has no such bound.
BUSY: Final = 4_000
_AT_ONCE: Final = (
    1_000_000  # pairs that are held before they are added up: some 100 MB with what sorting takes
)


def sort_members(members: Array) -> Array:
    """Return members by key, and under each by arrival."""
    return members[np.lexsort((members["report"], members["arrival"], members["key"]))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What each member finds: ``number`` of ``filed``, from ``first`` on. All index the sorted members."""

    filed: Array
    first: Array
    number: Array
    passed_over: int  # keys that were crowded for somebody


def find_reach(members: Array) -> Reach:
    """Return what each of some sorted members finds under its key: those filed before its article came.

    Nobody finds a report of its own article. The reports of that article count as filed when it is asked
    whether the key is crowded, as they do in ``store/view``.
    """
    role, keys, arrivals = members["role"], members["key"], members["arrival"]
    is_filed, is_counted = (role & FILED) > 0, (role & (FILED | COUNTED)) > 0
    other_key = keys[1:] != keys[:-1]
    key_start, _ = find_runs(other_key)
    came_start, came_end = find_runs(other_key | (arrivals[1:] != arrivals[:-1]))
    filed_before, counted_before = _running(is_filed), _running(is_counted)
    first = filed_before[key_start]
    number = filed_before[came_start] - first
    standing = counted_before[came_end] - counted_before[key_start]
    crowded = standing > np.where((role & COARSE) > 0, link.CROWDED, BUSY)
    probes = (role & PROBES) > 0
    passed_over = len(np.unique(key_start[crowded & probes]))
    number[crowded | ~probes] = 0
    return Reach(filed=np.flatnonzero(is_filed), first=first, number=number, passed_over=passed_over)


def find_runs(changes: Array) -> tuple[Array, Array]:
    """Return for each row where its run starts and where the next does, by whether each row but the first begins one.

    Of no rows there are none: ``changes`` is empty for one row as well, which is then a run of its own.
    """
    starts = np.concatenate(([0], np.flatnonzero(changes) + 1))
    ends = np.append(starts[1:], len(changes) + 1)
    lengths = ends - starts
    return np.repeat(starts, lengths), np.repeat(ends, lengths)


def _running(flags: Array) -> Array:
    """Return how many are set before each row, and in all."""
    return np.concatenate(([0], np.cumsum(flags)))


def find_partners(reach: Reach, rows: Array) -> Iterator[tuple[Array, Array]]:
    """Yield the pairs that some rows find, as rows of the later and of the earlier: about so many at a time."""
    rows = rows[reach.number[rows] > 0]
    if not len(rows):
        return
    piece = (np.cumsum(reach.number[rows]) - 1) // _AT_ONCE
    for some in np.split(rows, np.flatnonzero(piece[1:] != piece[:-1]) + 1):
        number = reach.number[some]
        ends = np.cumsum(number)
        within = np.arange(int(ends[-1])) - np.repeat(ends - number, number)
        yield np.repeat(some, number), reach.filed[np.repeat(reach.first[some], number) + within]


def meet(members: Array, reach: Reach, rows: Array) -> Array:
    """Return the pairs that some rows find, each once, with under how many keys."""
    found, bound = [np.empty(0, dtype=MET)], _AT_ONCE
    for later, earlier in find_partners(reach, rows):
        found.append(_pair_up(members[later], members[earlier]))
        if sum(map(len, found)) > bound:
            found = [add_up(np.concatenate(found))]
            bound = _AT_ONCE + 2 * len(found[0])
    return add_up(np.concatenate(found))


def _pair_up(later: Array, earlier: Array) -> Array:
    pairs = np.empty(len(later), dtype=MET)
    pairs["later"], pairs["home"] = later["report"], later["home"]
    pairs["earlier"], pairs["earlier_home"] = earlier["report"], earlier["home"]
    pairs["shared"], pairs["telling"] = 1, (later["role"] & TELLING) > 0
    return pairs


def add_up(pairs: Array) -> Array:
    """Return each pair once, by later and earlier report, its numbers of keys added up."""
    if not len(pairs):
        return pairs
    pairs = pairs[np.lexsort((pairs["earlier"], pairs["later"]))]
    same = (pairs["later"][1:] == pairs["later"][:-1]) & (pairs["earlier"][1:] == pairs["earlier"][:-1])
    starts = np.flatnonzero(np.concatenate(([True], ~same)))
    once = pairs[starts]
    for name in ("shared", "telling"):
        once[name] = np.add.reduceat(pairs[name], starts)
    return once


def choose(pairs: Array, most: int) -> Array:
    """Return the pairs of each later report that share most, at most so many; keys of names and words first.

    The order is that of ``store.reports.find_candidates``: telling keys, all keys, the earlier's id.
    """
    if not len(pairs):
        return pairs
    ranked = pairs[np.lexsort((pairs["earlier"], -pairs["shared"], -pairs["telling"], pairs["later"]))]
    start, _ = find_runs(ranked["later"][1:] != ranked["later"][:-1])
    return ranked[np.arange(len(ranked)) - start < most]

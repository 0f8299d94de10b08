"""Which reports meet under which keys, worked out over arrays: millions of rows at a time, no object for each.

Of two reports under a key the later probes, the earlier is filed, as when articles are added one by one. A key
under which too many are filed says nothing to whoever comes after: more than ``link.CROWDED`` for coarse
keys, ``BUSY`` for fine ones. Nothing here knows what a key says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa

from twosource import link
from twosource.archive.datasets import Dataset, Table
from twosource.ids import ReportId

Array = Any  # numpy.ndarray

#: What a report does under a key, as bits: others find it there, it looks there, it stands there and is
#: counted but is not found; and what the key is.
FILED, PROBES, COUNTED, COARSE, TELLING = 1, 2, 4, 8, 16

#: Reports under a fine key from which on it says nothing: sixteen times as many as a report is compared with
#: at all (link.MOST), so that those that share nothing else would hardly be taken. ``add`` has no such bound.
BUSY: Final = 4_000
#: Pairs under one key beyond which it is cut into slabs, and reports of either side in a slab.
HOT_PAIRS: Final = 16_384
CHUNK: Final = 128
_AT_ONCE: Final = 2_000_000  # pairs that are held before they are added up: some 100 MB

MEMBER: Final = np.dtype([("key", "u8"), ("report", "u8"), ("arrival", "i8"), ("home", "i4"), ("role", "u1")])
MET: Final = np.dtype([
    ("later", "u8"), ("earlier", "u8"), ("home", "i4"), ("earlier_home", "i4"), ("shared", "i4"),
    ("telling", "i4"),
])  # fmt: skip


def to_number(report: str) -> int:
    """Return a report's id as a number, in the same order; raises ValueError for what is no id (``ids``)."""
    return int(report.removeprefix("r_"), 16)


def to_report(number: int) -> ReportId:
    """Return the id that a number stands for."""
    return ReportId(f"r_{number:016x}")


def from_table(table: Table, shape: Any) -> Array:
    """Return a table as an array of records."""
    rows = np.empty(table.num_rows, dtype=shape)
    for name in shape.names:
        rows[name] = table[name].to_numpy()
    return rows


def to_table(rows: Array, dataset: Dataset) -> Table:
    """Return an array of records as a table."""
    arrays = [pa.array(np.ascontiguousarray(rows[name])) for name in dataset.schema.names]
    return pa.table(arrays, schema=dataset.schema)


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

    def pairs_by_key(self, starts: Array) -> Array:
        """Return how many pairs there are under each key, by where the keys start."""
        return np.add.reduceat(self.number, starts) if len(starts) else np.zeros(0, dtype=np.int64)


def find_reach(members: Array) -> Reach:
    """Return what each of some sorted members finds under its key: those filed before its article came.

    Nobody finds a report of its own article. The reports of that article count as filed when it is asked
    whether the key is crowded, as they do in ``store/view``.
    """
    role, rows = members["role"], np.arange(len(members))
    is_filed, is_counted = (role & FILED) > 0, (role & (FILED | COUNTED)) > 0
    key_start, _ = _runs(members["key"][1:] != members["key"][:-1], rows)
    changes = (members["key"][1:] != members["key"][:-1]) | (
        members["arrival"][1:] != members["arrival"][:-1]
    )
    came_start, came_end = _runs(changes, rows)
    filed_before, counted_before = _running(is_filed), _running(is_counted)
    first = filed_before[key_start]
    number = filed_before[came_start] - first
    standing = counted_before[came_end] - counted_before[key_start]
    crowded = standing > np.where((role & COARSE) > 0, link.CROWDED, BUSY)
    probes = (role & PROBES) > 0
    passed_over = len(np.unique(key_start[crowded & probes]))
    number[crowded | ~probes] = 0
    return Reach(filed=np.flatnonzero(is_filed), first=first, number=number, passed_over=passed_over)


def key_starts(members: Array) -> Array:
    """Return where each key of sorted members starts."""
    keys = members["key"]
    return np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else rows_of(keys)


def rows_of(array: Array) -> Array:
    """Return the numbers of all rows."""
    return np.arange(len(array))


def _runs(changes: Array, rows: Array) -> tuple[Array, Array]:
    """Return for each row where its run starts and where the next does."""
    if not len(rows):
        return rows, rows
    starts = np.concatenate(([0], np.flatnonzero(changes) + 1))
    run = np.searchsorted(starts, rows, side="right") - 1
    return starts[run], np.concatenate((starts[1:], [len(rows)]))[run]


def _running(flags: Array) -> Array:
    """Return how many are set before each row, and in all."""
    return np.concatenate(([0], np.cumsum(flags)))


def meet(members: Array, reach: Reach, chosen: Array) -> Array:
    """Return the pairs that chosen rows find, each once, with under how many keys."""
    found: list[Array] = []
    for rows in _pieces(reach, chosen):
        found.append(_pair_up(members, reach, rows))
        if sum(map(len, found)) > _AT_ONCE:
            found = [add_up(np.concatenate(found))]
    return add_up(np.concatenate(found)) if found else np.empty(0, dtype=MET)


def _pieces(reach: Reach, chosen: Array) -> Iterator[Array]:
    """Cut rows into pieces that find about so many pairs, at least one row each."""
    if len(chosen):
        piece = (np.cumsum(reach.number[chosen]) - 1) // _AT_ONCE
        yield from np.split(chosen, np.flatnonzero(piece[1:] != piece[:-1]) + 1)


def _pair_up(members: Array, reach: Reach, rows: Array) -> Array:
    number = reach.number[rows]
    ends = np.cumsum(number)
    within = np.arange(int(ends[-1])) - np.repeat(ends - number, number)
    later = members[np.repeat(rows, number)]
    earlier = members[reach.filed[np.repeat(reach.first[rows], number) + within]]
    pairs = np.empty(len(later), dtype=MET)
    pairs["later"], pairs["home"] = later["report"], later["home"]
    pairs["earlier"], pairs["earlier_home"] = earlier["report"], earlier["home"]
    pairs["shared"], pairs["telling"] = 1, (later["role"] & TELLING) > 0
    return pairs


def add_up(pairs: Array) -> Array:
    """Return each pair once, by later and earlier report, its numbers of keys added up."""
    pairs = pairs[np.lexsort((pairs["earlier"], pairs["later"]))]
    if not len(pairs):
        return pairs
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
    ranked = pairs[np.lexsort((pairs["earlier"], -pairs["shared"], -pairs["telling"], pairs["later"]))]
    start, _ = _runs(ranked["later"][1:] != ranked["later"][:-1], rows_of(ranked))
    return ranked[rows_of(ranked) - start < most]

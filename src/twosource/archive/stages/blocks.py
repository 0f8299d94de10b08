"""Find the reports that meet under each key; a key of too many pairs is cut into slabs, for many tasks to share.

Without that a capital city on a day of war would keep one task for hours. A slab is a stretch of the reports
that are filed under a key and a stretch of those that look there: a small piece of work with an id of its own,
which spreads slabs over all buckets.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from twosource.archive.datasets import Table
from twosource.archive.stages import linking, meeting
from twosource.archive.stages.meeting import CHUNK, COARSE, FILED, HOT_PAIRS, MEMBER, PROBES, TELLING

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

_MIX: Final = 0x9E3779B97F4A7C15  # 2**64 over the golden ratio: splitmix64's step, spreads what is near
_BITS: Final = (1 << 64) - 1

_Array = meeting.Array


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Pair what meets in a bucket; counts "keys passed over", "hot keys", "slabs" and "met"."""
    members = meeting.sort_members(meeting.from_table(given[linking.FILED.name], MEMBER))
    reach = meeting.find_reach(members)
    starts = meeting.key_starts(members)
    is_hot = reach.pairs_by_key(starts) > HOT_PAIRS
    sizes = np.diff(np.append(starts, len(members)))
    rows = np.flatnonzero((reach.number > 0) & ~np.repeat(is_hot, sizes))
    met = meeting.meet(members, reach, rows)
    hot = zip(starts[is_hot], (starts + sizes)[is_hot], strict=True)
    slabs = [slab for start, end in hot for slab in cut(members, reach, slice(start, end))]
    task.count("keys passed over", reach.passed_over)
    task.count("hot keys", int(is_hot.sum()))
    task.count("slabs", len(slabs))
    task.count("met", len(met))
    pieces = np.concatenate([np.empty(0, dtype=MEMBER), *slabs])
    return {
        linking.MET.name: meeting.to_table(met, linking.MET),
        linking.SLABS.name: meeting.to_table(pieces, linking.SLABS),
    }


def cut(members: _Array, reach: meeting.Reach, of_key: slice) -> Iterator[_Array]:
    """Yield the slabs of one key: every stretch of those filed with every one of those that may find some of it."""
    rows = np.arange(of_key.start, of_key.stop)
    probing = rows[reach.number[rows] > 0]
    first, last = int(reach.first[rows[0]]), int((reach.first + reach.number)[probing].max())
    filed = reach.filed[first:last]
    for low in range(0, len(filed), CHUNK):
        for at in range(0, len(probing), CHUNK):
            lookers = probing[at : at + CHUNK]
            if int(reach.number[lookers].max()) > low:
                number = name_slab(int(members["key"][rows[0]]), low, at)
                yield _slab(number, members[filed[low : low + CHUNK]], members[lookers])


def _slab(number: int, filed: _Array, probing: _Array) -> _Array:
    """Return a slab as if it were a key that one side is filed under and the other looks up."""
    slab = np.concatenate((filed, probing))
    slab["key"] = number
    described = slab["role"] & (TELLING | COARSE)
    slab["role"] = described | np.repeat(np.array([FILED, PROBES], np.uint8), (len(filed), len(probing)))
    return slab


def name_slab(key: int, low: int, at: int) -> int:
    """Return 64 bits for a slab, spread evenly: the finish of splitmix64 (Steele, Lea, Flood 2014)."""
    mixed: Any = (key + _MIX * ((low // CHUNK << 32 | at // CHUNK) + 1)) & _BITS
    mixed = ((mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9) & _BITS
    mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & _BITS
    return int(mixed ^ mixed >> 31)

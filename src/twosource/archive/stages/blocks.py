"""Find the reports that meet under each key; a key of too many pairs is cut into slabs, for many tasks to share.

Without that a capital city on a day of war would keep one task for hours. All keys of one day, or of one stretch
of days, are cut in one way: by sixteenths of those that are filed and of those that look there. So what two
reports share under several hot keys is added up in one slab, and each slab is a small piece of work with an
id of its own, which spreads slabs over all buckets.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from twosource.archive.datasets import Table
from twosource.archive.stages import linking, meeting
from twosource.archive.stages.meeting import COARSE, COUNTED, FILED, PROBES, Reach
from twosource.archive.stages.rows import MEMBER, MET, SLABBED, Array, from_table, to_table

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

#: Pairs under one key beyond which it is cut: what 181 reports make, each row of which goes to 32 slabs.
HOT_PAIRS: Final = 16_384
#: Into how many parts either side of a key is cut, as bits.
_CUT_BITS: Final = 4
_PARTS: Final = 1 << _CUT_BITS
# splitmix64 (Steele, Lea, Flood 2014): its step and its finish spread numbers that are near
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_FINISH: Final = (
    (30, np.uint64(0xBF58476D1CE4E5B9)),
    (27, np.uint64(0x94D049BB133111EB)),
    (31, np.uint64(1)),
)


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Pair what meets in a bucket; counts "keys passed over", "hot keys", "hot pairs" and "met"."""
    members = meeting.sort_members(from_table(given[linking.FILED.name], MEMBER))
    met, slabs = np.empty(0, dtype=MET), np.empty(0, dtype=SLABBED)
    if len(members):
        reach = meeting.find_reach(members)
        is_hot = _find_hot(task, members, reach)
        met = meeting.meet(members, reach, np.flatnonzero(~is_hot))
        slabs = _cut(members, reach, is_hot)
        task.count("keys passed over", reach.passed_over)
    task.count("met", len(met))
    task.count("slab rows", len(slabs))
    return {
        linking.MET.name: to_table(met, linking.MET),
        linking.SLABS.name: to_table(slabs, linking.SLABS),
    }


def _find_hot(task: "Task", members: Array, reach: Reach) -> Array:
    """Return for each member whether its key has too many pairs."""
    start, end = meeting.find_runs(members["key"][1:] != members["key"][:-1])
    starts = np.unique(start)
    pairs = np.add.reduceat(reach.number, starts)
    hot = pairs > HOT_PAIRS
    task.count("hot keys", int(hot.sum()))
    task.count("hot pairs", int(pairs[hot].sum()))
    return np.repeat(hot, (end - start)[starts])


def _cut(members: Array, reach: Reach, is_hot: Array) -> Array:
    """Return the slabs of hot keys: each pair that is found lies in one slab of its key."""
    probing = np.flatnonzero(is_hot & (reach.number > 0))
    reached = np.zeros(
        len(reach.filed) + 1, dtype=np.int64
    )  # how many more are in somebody's reach, from each on
    np.add.at(reached, reach.first[probing], 1)
    np.add.at(reached, (reach.first + reach.number)[probing], -1)
    filed = reach.filed[np.cumsum(reached)[:-1] > 0]
    sides = (_spread(members[filed], FILED), _spread(members[probing], PROBES))
    return np.concatenate(sides)


def _spread(side: Array, role: int) -> Array:
    """Return one side of keys, each row in every slab where it may meet the other side."""
    rows = np.repeat(side, _PARTS)
    ours = _mix(rows["report"]) >> np.uint64(64 - _CUT_BITS)
    theirs = np.tile(np.arange(_PARTS, dtype=np.uint64), len(side))
    filed, probing = (ours, theirs) if role == FILED else (theirs, ours)
    slabs = np.empty(len(rows), dtype=SLABBED)
    for name in ("key", "report", "arrival", "home"):
        slabs[name] = rows[name]
    slabs["role"] = rows["role"] & ~np.uint8(FILED | PROBES | COUNTED | COARSE) | np.uint8(role)
    whole = rows["group"].astype(np.uint64) << np.uint64(2 * _CUT_BITS)
    slabs["slab"] = _mix(whole | filed << np.uint64(_CUT_BITS) | probing)
    return slabs


def _mix(numbers: Array) -> Array:
    """Return other numbers for some, spread evenly over 64 bits; no two fall together."""
    mixed = numbers * _STEP + _STEP
    for shift, factor in _FINISH:
        mixed = (mixed ^ mixed >> np.uint64(shift)) * factor
    return mixed

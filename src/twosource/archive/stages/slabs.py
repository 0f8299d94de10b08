"""Find the reports that meet in slabs, the pieces of hot keys.

What two reports share under all keys of a slab is counted at once, in a field of one cell for each of the two.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from twosource.archive.datasets import Table
from twosource.archive.stages import linking, meeting
from twosource.archive.stages.meeting import FILED, PROBES, TELLING
from twosource.archive.stages.rows import MET, SLABBED, Array, from_table, to_tables

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

_CELLS: Final = 2_000_000  # of a field: 32 MB


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Pair what meets in the slabs of a bucket; counts "slabs" and "met"."""
    rows = from_table(given[linking.SLABS.name], SLABBED)
    rows = rows[np.argsort(rows["slab"], kind="stable")]
    cuts = np.flatnonzero(rows["slab"][1:] != rows["slab"][:-1]) + 1
    slabs = np.split(rows, cuts) if len(rows) else []
    met = to_tables((part for slab in slabs for part in find_met(slab)), linking.MET_IN_SLABS)
    task.count("slabs", len(slabs))
    task.count("met", met.num_rows)
    return {linking.MET_IN_SLABS.name: met}


def find_met(slab: Array) -> Iterator[Array]:
    """Yield the pairs of one slab, each once, in stretches of its later reports."""
    members = meeting.sort_members(slab)
    reach = meeting.find_reach(members)
    later, earlier = _find_side(members, PROBES), _find_side(members, FILED)
    step = max(1, _CELLS // max(1, len(earlier.first)))
    for low in range(0, len(later.first), step):
        field = _Field(later=later, earlier=earlier, low=low, high=min(low + step, len(later.first)))
        rows = later.rows[(later.at[later.rows] >= field.low) & (later.at[later.rows] < field.high)]
        for ours, theirs in meeting.find_partners(reach, rows):
            field.add(ours, theirs, (members["role"][ours] & TELLING) > 0)
        yield field.read(members)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One side of a slab: its rows, where each report first stands, and the number of each row's report."""

    rows: Array
    first: Array
    at: Array


def _find_side(members: Array, role: int) -> _Side:
    rows = np.flatnonzero((members["role"] & role) > 0)
    reports, first = np.unique(members["report"][rows], return_index=True)
    return _Side(rows=rows, first=rows[first], at=np.searchsorted(reports, members["report"]))


class _Field:
    """How many keys each of some later reports shares with each earlier one."""

    def __init__(self, *, later: _Side, earlier: _Side, low: int, high: int) -> None:
        self.low, self.high = low, high
        self._later, self._earlier = later, earlier
        self._shared = np.zeros((high - low) * len(earlier.first), dtype=np.int32)
        self._telling = np.zeros_like(self._shared)

    def add(self, later: Array, earlier: Array, telling: Array) -> None:
        """Count pairs of rows, each one key that two reports share."""
        cells = (self._later.at[later] - self.low) * len(self._earlier.first) + self._earlier.at[earlier]
        np.add.at(self._shared, cells, 1)
        np.add.at(self._telling, cells[telling], 1)

    def read(self, members: Array) -> Array:
        """Return the pairs that share any."""
        cells = np.flatnonzero(self._shared)
        later = members[self._later.first[self.low + cells // len(self._earlier.first)]]
        earlier = members[self._earlier.first[cells % len(self._earlier.first)]]
        pairs = np.empty(len(cells), dtype=MET)
        pairs["later"], pairs["home"] = later["report"], later["home"]
        pairs["earlier"], pairs["earlier_home"] = earlier["report"], earlier["home"]
        pairs["shared"], pairs["telling"] = self._shared[cells], self._telling[cells]
        return pairs

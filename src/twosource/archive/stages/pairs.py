"""Choose the pairs that are worth a look: each once, for a report at most ``link.MOST``, those that share most.

Also says which outlines that takes, and where: an outline is asked for once by a bucket, however many of its
reports are compared with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from twosource import link
from twosource.archive.datasets import Table
from twosource.archive.stages import linking, meeting, rows

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

_AT_ONCE: Final = 500_000  # rows that are added up at a time: some 60 MB


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Add up what meets for the reports of a bucket; counts "pairs" and "pairs beyond the most"."""
    chosen = [np.empty(0, dtype=rows.MET)]
    for met in _stretches([given[linking.MET.name], given[linking.MET_IN_SLABS.name]]):
        once = meeting.add_up(met)
        chosen.append(meeting.choose(once, link.MOST))
        task.count("pairs beyond the most", len(once) - len(chosen[-1]))
    pairs = np.concatenate(chosen)
    pairs = pairs[np.lexsort((pairs["earlier"], pairs["later"]))]
    task.count("pairs", len(pairs))
    return {
        linking.PAIRS.name: rows.to_table(pairs, linking.PAIRS),
        linking.ASKED.name: _ask(pairs, task.number),
    }


def _stretches(tables: Sequence[Table]) -> Iterator[rows.Array]:
    """Yield what meets, about so many rows at a time, all that a later report finds together."""
    number = sum(table.num_rows for table in tables) // _AT_ONCE + 1
    for part in range(number):
        found = [table.filter(_is_in(part, number, table["later"])) for table in tables]
        yield np.concatenate([rows.from_table(table, rows.MET) for table in found])


def _is_in(part: int, number: int, later: rows.Array) -> rows.Array:
    return pa.array(later.to_numpy() % np.uint64(number) == part, type=pa.bool_())


def _ask(chosen: rows.Array, to: int) -> Table:
    """Return which outlines of other reports a bucket needs."""
    reports, at = np.unique(chosen["earlier"], return_index=True)
    columns = [chosen["earlier_home"][at], reports, np.full(len(reports), to, np.int32)]
    return pa.table([pa.array(one) for one in columns], schema=linking.ASKED.schema)

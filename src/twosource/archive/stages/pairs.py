"""Choose the pairs that are worth a look: each once, for a report at most ``link.MOST``, those that share most.

Also says which outlines that takes, and where: an outline is asked for once by a bucket, however many of its
reports are compared with it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from twosource import link
from twosource.archive.datasets import Table
from twosource.archive.stages import linking, meeting, rows

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Add up what meets for the reports of a bucket; counts "pairs" and "pairs beyond the most"."""
    met = [rows.from_table(given[one.name], rows.MET) for one in (linking.MET, linking.MET_IN_SLABS)]
    once = meeting.add_up(np.concatenate(met))
    chosen = meeting.choose(once, link.MOST)
    task.count("pairs", len(chosen))
    task.count("pairs beyond the most", len(once) - len(chosen))
    return {
        linking.PAIRS.name: rows.to_table(chosen, linking.PAIRS),
        linking.ASKED.name: _ask(chosen, task.number),
    }


def _ask(chosen: rows.Array, to: int) -> Table:
    """Return which outlines of other reports a bucket needs."""
    reports, at = np.unique(chosen["earlier"], return_index=True)
    columns = [chosen["earlier_home"][at], reports, np.full(len(reports), to, np.int32)]
    return pa.table([pa.array(one) for one in columns], schema=linking.ASKED.schema)

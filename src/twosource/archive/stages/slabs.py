"""Find the reports that meet in slabs, the pieces of hot keys."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from twosource.archive.datasets import Table
from twosource.archive.stages import linking, meeting

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Pair what meets in the slabs of a bucket; counts "met"."""
    members = meeting.sort_members(meeting.from_table(given[linking.SLABS.name], meeting.MEMBER))
    reach = meeting.find_reach(members)
    met = meeting.meet(members, reach, np.flatnonzero(reach.number > 0))
    task.count("met", len(met))
    return {linking.MET_IN_SLABS.name: meeting.to_table(met, linking.MET_IN_SLABS)}

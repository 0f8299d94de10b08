"""Lead each report and its smaller neighbours to the smallest of them (``stars``)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from twosource.archive.datasets import Table
from twosource.archive.stages.large_star import gather_edges
from twosource.archive.stages.ties import edges_table
from twosource.archive.stars import from_both_ends, small_star

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Return the ties of a bucket, moved; each from both of its ends."""
    return {task.plan.stage: edges_table(*from_both_ends(*small_star(*gather_edges(given))))}

"""Tell which report each tied one was led to, and where the rounds have left a chain longer than one tie."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from twosource.archive.datasets import Table
from twosource.archive.stages.gathering import LABELS, LOOSE
from twosource.archive.stages.large_star import gather_edges
from twosource.archive.stages.ties import edges_table
from twosource.archive.stars import label

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Return the labels of a bucket's tied reports, and its loose ties; counts both."""
    labels, loose = label(*gather_edges(given))
    task.count("tied reports", len(labels[0]))
    task.count("loose ties", len(loose[0]))
    return {LABELS.name: edges_table(*labels), LOOSE.name: edges_table(*loose)}

"""Put files of a dataset together (``merging``): the rows of all of them, in their order."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from twosource.archive.datasets import Table
from twosource.archive.merging import merged_name

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Return what is given as it is; written, its rows are sorted into their buckets again."""
    del task
    return {merged_name(name): table for name, table in given.items()}

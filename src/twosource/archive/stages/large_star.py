"""Lead each report's larger neighbours to the smallest of them (``stars``)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from twosource.archive.datasets import Table
from twosource.archive.stages.ties import edges_table
from twosource.archive.stars import Edges, large_star

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Return the ties of a bucket, moved; each from its larger end."""
    return {task.plan.stage: edges_table(*large_star(*gather_edges(given)))}


def gather_edges(given: Mapping[str, Table]) -> Edges:
    """Return all edges of a bucket, whichever stages gave them."""
    from pyarrow import concat_tables  # noqa: PLC0415

    table = concat_tables(given.values())
    return table["node"].to_numpy(), table["other"].to_numpy()

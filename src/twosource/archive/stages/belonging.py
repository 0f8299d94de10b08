"""Bring together what is tied: every report is told its component, and so are the judgements on it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from twosource.archive.datasets import Table
from twosource.archive.stages.gathering import BELONGING, BONDS, LABELS, NODES, OWN_BONDS, ROOTS
from twosource.archive.stars import Numbers, look_up

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(_task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Return the reports of a bucket and the judgements whose left report it holds, where that is tied to any."""
    nodes, bonds = given[NODES.name], given[BONDS.name]
    labels = _ordered(given[LABELS.name])
    tied = bonds.filter(pa.array(np.isin(bonds["left"].to_numpy(), labels[0])))
    loose = _ordered(given[ROOTS.name])
    return {
        BELONGING.name: _rooted(nodes, "node", (labels, loose)),
        OWN_BONDS.name: _rooted(tied, "left", (labels, loose)),
    }


def _rooted(table: Table, column: str, steps: tuple[tuple[Numbers, Numbers], ...]) -> Table:
    """Return a table whose rows know the component of one of their reports: what is tied to none is its own."""
    roots = table[column].to_numpy()
    for known, values in steps:
        roots = look_up(known, values, roots)
    return table.set_column(table.schema.get_field_index("root"), "root", pa.array(roots, pa.int64()))


def _ordered(edges: Table) -> tuple[Numbers, Numbers]:
    node, other = edges["node"].to_numpy(), edges["other"].to_numpy()
    order = np.argsort(node, kind="stable")
    return node[order], other[order]

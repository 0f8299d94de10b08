"""Take every report of a part without its words, and tie those of copies to those of their originals."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from twosource.archive.datasets import COPIED, REPORTS, Table
from twosource.archive.nodes import number_report
from twosource.archive.stages.gathering import COPY_TIES, NODES
from twosource.archive.stages.ties import make_ties

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(_task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Return the reports of a part, and what ties copies together."""
    copied = given[COPIED.name].select(["report", "original_report"]).to_pylist()
    originals = {
        number_report(row["report"]): number_report(row["original_report"])
        for row in sorted(copied, key=lambda row: (row["report"], row["original_report"]))
    }
    reports = given[REPORTS.name].select(["report", "article", "arrival", "position", "opens"]).to_pylist()
    rows = [
        {**row, "node": node, "original": originals.get(node)}
        for row, node in ((row, number_report(row["report"])) for row in reports)
    ]
    left, right = (
        np.fromiter(ends, np.int64, len(originals)) for ends in (originals.keys(), originals.values())
    )
    return {NODES.name: NODES.table(rows), COPY_TIES.name: make_ties(left, right)}

"""Take outlines to the buckets that ask for them, once to each."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

from twosource.archive.datasets import REPORTS, Table
from twosource.archive.stages import linking
from twosource.archive.stages.rows import to_number

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Lend the outlines of a part; counts "lent"."""
    told, asked = given[REPORTS.name], given[linking.ASKED.name]
    at = {to_number(report): row for row, report in enumerate(told["report"].to_pylist())}
    rows = [at[number] for number in asked["report"].to_pylist()]
    task.count("lent", len(rows))
    outlines = told["outline"].take(pa.array(rows, pa.int64()))
    lent = pa.table([asked["to"], asked["report"], outlines], schema=linking.LENT.schema)
    return {linking.LENT.name: lent.sort_by([("to", "ascending"), ("report", "ascending")])}

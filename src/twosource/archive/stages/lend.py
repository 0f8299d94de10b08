"""Send the reports of articles that have copies to the buckets where those copies lie."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from twosource.archive.datasets import REPORTS, Table
from twosource.archive.stages.copied import LENT
from twosource.archive.stages.copying import ORIGINALS

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Send the reports of a part that are asked for; counts "reports"."""
    told = given[REPORTS.name].select(["article", "position", "body"])
    asked = given[ORIGINALS.name].rename_columns(["article", "to"])
    sent = told.join(asked, keys="article", join_type="inner")
    sent = sent.sort_by([(name, "ascending") for name in ("to", "article", "position")])
    task.count("reports", sent.num_rows)
    return {LENT.name: sent.select(["to", "article", "body"])}

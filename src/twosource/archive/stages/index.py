"""From a file, or a bunch of small ones, to the stretches that one task each reads. Reads no page."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from twosource.archive.datasets import Table
from twosource.archive.stages.intake import UNITS
from twosource.archive.stages.unread import count_passed_over, drop_issue
from twosource.archive.units import Cutting, find_units
from twosource.model import Issue

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(task: "Task", given: Mapping[str, Table]) -> Mapping[str, Table]:  # noqa: ARG001 - reads the inputs
    """Find the units of the task's item, and count the records in them, about."""
    cutting = Cutting(
        sizes=task.plan.settings.sizes, storage=task.attempt.storage, folder=task.attempt.folder
    )
    rows: list[dict[str, Any]] = []
    for found in find_units(task.item or {}, cutting):
        if isinstance(found, Issue):
            drop_issue(task, found)
            continue
        task.count("records", found.records)
        rows.append({"body": json.dumps(found.body)})
    task.count("files", len((task.item or {}).get("names", ("one",))))
    task.count("units", len(rows))
    count_passed_over(task, cutting.passed_over)
    return {UNITS.name: UNITS.table(rows)}

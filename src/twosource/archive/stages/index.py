"""Toy."""

import json
from twosource.archive.stages.intake import UNITS


def work(task, given):
    task.count("records", 2)
    return {
        "units": UNITS.table(
            [
                {"body": json.dumps({"path": task.item["path"], "start": 0})},
                {"body": json.dumps({"path": task.item["path"], "start": 1})},
            ]
        )
    }

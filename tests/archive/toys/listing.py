"""A unit for each sentence of a file."""

import json
from collections.abc import Mapping

from twosource.archive.datasets import Table
from twosource.archive.stages.intake import UNITS
from twosource.archive.tasks import Task


def work(task: Task, given: Mapping[str, Table]) -> Mapping[str, Table]:
    item = task.item or {}
    if item["words"] == "broken":
        raise KeyError("no words")
    sentences = item["words"].split(". ")
    task.count("records", sum(len(sentence.split()) for sentence in sentences))
    return {UNITS.name: UNITS.table([{"body": json.dumps({**item, "words": one})} for one in sentences])}

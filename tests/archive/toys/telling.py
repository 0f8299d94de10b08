"""The table for people."""

from collections.abc import Mapping

from tests.archive.toys import COUNTED, TABLE
from twosource.archive.datasets import Table
from twosource.archive.tasks import Task


def work(task: Task, given: Mapping[str, Table]) -> Mapping[str, Table]:
    return {TABLE.name: given[COUNTED.name]}

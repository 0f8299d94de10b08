"""How often each word of a bucket was met."""

from collections import Counter
from collections.abc import Mapping

from tests.archive.toys import COUNTED, WORDS
from twosource.archive.datasets import Table
from twosource.archive.tasks import Task


def work(task: Task, given: Mapping[str, Table]) -> Mapping[str, Table]:
    counted = Counter(given[WORDS.name]["word"].to_pylist())
    if "trap" in counted:
        raise ValueError("a trap was met")
    task.count("words", counted.total())
    return {COUNTED.name: COUNTED.table([{"word": w, "times": n} for w, n in sorted(counted.items())])}

"""Run some stages over tables in memory, spread over buckets as on storage: for tests of what stages make."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir

import pyarrow as pa

from tests.builders import NOW
from twosource.archive.attempts import Attempt
from twosource.archive.datasets import DROPS, Dataset, Table
from twosource.archive.exchange import find_buckets
from twosource.archive.plans import Plan, Source, Stage
from twosource.archive.settings import Settings
from twosource.archive.storage import Storage
from twosource.archive.tasks import Task

Parts = Mapping[str, Sequence[Table]]  # by dataset: what each task made


@dataclass(kw_only=True)
class Flow:
    """Datasets so far, by name and task, what was counted, and what was left out."""

    buckets: int
    settings: Settings = field(default_factory=lambda: Settings(now=NOW))
    parts: dict[str, Sequence[Table]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    dropped: list[dict[str, object]] = field(default_factory=list)

    def run(self, *stages: Stage) -> "Flow":
        """Run stages one after the other."""
        for stage in stages:
            made = [self._run_task(stage, number) for number in range(self._tasks(stage))]
            for dataset in stage.gives:
                self.parts[dataset.name] = [one[dataset.name].cast(dataset.schema) for one in made]
        return self

    def table(self, dataset: Dataset) -> Table:
        """Return all rows of a dataset."""
        return pa.concat_tables([dataset.empty(), *self.parts[dataset.name]])

    def rows(self, dataset: Dataset) -> list[dict[str, object]]:
        """Return all rows of a dataset, sorted by all they say."""
        return sorted(self.table(dataset).to_pylist(), key=repr)

    def _tasks(self, stage: Stage) -> int:
        first = stage.sources[0]
        return {"bucket": self.buckets, "part": len(self.parts[first.dataset.name]), "all": 1}[first.by]

    def _run_task(self, stage: Stage, number: int) -> Mapping[str, Table]:
        task = Task(
            plan=Plan(stage=stage.name, settings=self.settings, buckets=self.buckets),
            number=number,
            attempt=Attempt(storage=Storage(str(Path(gettempdir()))), folder="", number=1),
        )
        made = stage.load()(task, {one.dataset.name: self._given(one, number) for one in stage.sources})
        assert set(made) - {DROPS.name} == {dataset.name for dataset in stage.gives}
        for what, count in task.counts.items():
            self.counts[what] = self.counts.get(what, 0) + count
        self.dropped += task.dropped
        return made

    def _given(self, source: Source, number: int) -> Table:
        if source.by == "part":
            return self.parts[source.dataset.name][number]
        whole = self.table(source.dataset)
        return whole if source.by == "all" else whole.filter(self._is_in(number, whole, source.dataset))

    def _is_in(self, bucket: int, table: Table, dataset: Dataset) -> Iterable[bool]:
        found: Iterable[bool] = pa.array(
            find_buckets(table[dataset.key], self.buckets) == bucket, type=pa.bool_()
        )
        return found

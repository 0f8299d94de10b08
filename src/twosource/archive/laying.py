"""Which tasks a stage has, and what names the work of each: so that what is done and still holds is found again.

A task's name digests the program, the settings, the task's place and item, and the names of all work that it
builds on. How large pieces are is in it only where it decides which rows are in which file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from twosource.archive.commits import Commit
from twosource.archive.datasets import Dataset
from twosource.archive.exchange import read_part
from twosource.archive.merging import gather_files, merged_name
from twosource.archive.plans import Call, Plan, Source, Stage, get_stages, write_plan
from twosource.archive.settings import Settings, Sizes, name_work
from twosource.archive.stages.intake import UNITS
from twosource.archive.storage import Storage

_ANY_SIZES: Final = Sizes()


@dataclass(frozen=True, kw_only=True)
class Laying:
    """What a stage's tasks are laid by: the commits of all stages before it, by stage, in order of their tasks."""

    storage: Storage
    settings: Settings
    package: str
    files: Sequence[Mapping[str, Any]]
    commits: Mapping[str, Sequence[Commit]]

    def lay(self, stage: Stage) -> list[Call]:
        """Return the calls of a stage, whose plan is kept."""
        path, base = self._keep_plan(stage), self._base(stage)
        given = self._given(stage)
        return [
            Call(
                root=self.storage.address,
                plan=path,
                stage=stage.name,
                number=number,
                work=name_work(*base, str(number), _dump(item), *(works[number] for works in given)),
                item=item,
                stages=self.package,
            )
            for number, item in enumerate(self._items(stage))
        ]

    @cached_property
    def buckets(self) -> int:
        """How many buckets rows are spread over: a power of two, so that an archive that grows seldom has others."""
        counted = self.commits.get(self._stages[0].name, ())
        records = sum(commit.counts.get("records", 0) for commit in counted)
        wanted = -(-records // self.settings.sizes.bucket_articles)
        return 1 << max(0, wanted - 1).bit_length()

    @cached_property
    def _stages(self) -> tuple[Stage, ...]:
        return get_stages(self.package)

    def _keep_plan(self, stage: Stage) -> str:
        """Keep the plan that all tasks of a stage read; returns where."""
        inputs = {one.dataset.name: self._inputs(one) for one in stage.sources}
        plan = Plan(stage=stage.name, settings=self.settings, buckets=self.buckets, inputs=inputs)
        name = name_work(_dump(self.settings.to_json()), str(self.buckets), _dump(inputs))
        path = f"_work/{stage.name}/plan-{name}.json"
        write_plan(self.storage, path, plan)
        return path

    def _base(self, stage: Stage) -> tuple[str, str, str]:
        """Return what the names of all works of a stage begin with."""
        by_bucket = any(dataset.key is not None for dataset in stage.gives) or any(
            source.by == "bucket" for source in stage.sources
        )
        asked = self.settings.sizes
        sizes = replace(_ANY_SIZES, unit_bytes=asked.unit_bytes, unit_records=asked.unit_records)
        settings = replace(self.settings, sizes=sizes if self._is_first(stage) else _ANY_SIZES)
        return stage.name, _dump(settings.to_json()), str(self.buckets if by_bucket else 0)

    def _is_first(self, stage: Stage) -> bool:
        return stage.name == self._stages[0].name

    def _items(self, stage: Stage) -> Sequence[Mapping[str, Any] | None]:
        """Return the item of each task of a stage, None where it has sources instead."""
        if not stage.sources:
            return self.files if self._is_first(stage) else self._units()
        match stage.sources[0].by:
            case "files":
                return [
                    {"files": files} for files in self._gather(stage.sources[0].dataset) if len(files) > 1
                ]
            case "bucket":
                return [None] * self.buckets
            case "part":
                return [None] * len(self._paths(stage.sources[0].dataset.name))
            case "all":
                return [None]

    def _given(self, stage: Stage) -> "list[_Works]":
        """Return the works that the tasks of a stage build on: those of its sources, or of the file that a unit is of."""
        if stage.sources or self._is_first(stage):
            return [self._works(source) for source in stage.sources]
        made = self._made(UNITS.name)
        return [_Works(tuple(one.work for one in made for _ in range(one.rows.get(UNITS.name, 0))))]

    def _works(self, source: Source) -> "_Works":
        if source.by == "files":
            return _Works((), source.by)  # the files are named by the work that they are of
        works = tuple(commit.work for commit in self._made(source.dataset.name))
        return _Works(works) if source.by == "part" else _Works((), name_work(*works))

    def _inputs(self, source: Source) -> list[str]:
        """Return the files that all tasks of a stage read of: each where they read a part, else those with rows."""
        match source.by:
            case "part":
                return self._paths(source.dataset.name)
            case "files":
                return []
            case "bucket" | "all":
                return self._merged(source.dataset)

    def _merged(self, dataset: Dataset) -> list[str]:
        """Return the files of a dataset that hold rows, as they are now that some were put together."""
        gathered = self._gather(dataset)
        merged = iter(self._paths(merged_name(dataset.name)) if any(len(one) > 1 for one in gathered) else ())
        return [files[0] if len(files) == 1 else next(merged) for files in gathered]

    def _gather(self, dataset: Dataset) -> Sequence[Sequence[str]]:
        """Return the files of a dataset that hold rows, in stretches that are put together."""
        made = [one for one in self._made(dataset.name) if one.rows[dataset.name]]
        files = [(one.files[dataset.name], one.bytes[dataset.name]) for one in made]
        can_be = merged_name(dataset.name) in {one.name for stage in self._stages for one in stage.gives}
        return gather_files(files, self.settings.sizes.merge_files if can_be else len(files))

    def _paths(self, dataset: str) -> list[str]:
        return [commit.files[dataset] for commit in self._made(dataset)]

    def _made(self, dataset: str) -> Sequence[Commit]:
        """Return the commits of the stage that gives a dataset."""
        maker = next(stage for stage in self._stages if dataset in {one.name for one in stage.gives})
        return self.commits[maker.name]

    def _units(self) -> list[dict[str, Any]]:
        parts = (read_part(self.storage, path, UNITS) for path in self._paths(UNITS.name))
        return [json.loads(body) for part in parts for body in part["body"].to_pylist()]


@dataclass(frozen=True, slots=True)
class _Works:
    """The name of the work that task n builds on: that of part n, or of all together."""

    parts: tuple[str, ...]
    whole: str = ""

    def __getitem__(self, number: int) -> str:
        return self.whole or self.parts[number]


def _dump(told: object) -> str:
    return json.dumps(told, sort_keys=True)

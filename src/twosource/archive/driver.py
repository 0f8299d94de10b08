"""One job from its inputs to its account: lay each stage's tasks, run those that are not done, go on to the next.

Reads no article itself. Run again at the same place it takes up what is committed there; inputs that are new or
other cost what depends on them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any, Final, Protocol

from twosource.archive.account import Account, StageAccount, sum_up
from twosource.archive.commits import Commit, load_commits
from twosource.archive.datasets import DROPS
from twosource.archive.engines import Engine
from twosource.archive.exchange import read_part
from twosource.archive.plans import Call, Plan, Source, Stage, write_plan
from twosource.archive.settings import Settings, name_work
from twosource.archive.stages import all_stages
from twosource.archive.stages.intake import UNITS
from twosource.archive.storage import Storage

_JOB: Final = "_work/job.json"


class Progress(Protocol):
    """Is told how far a job is."""

    def begin(self, stage: Stage, tasks: int, done: int) -> None:
        """Begin a stage of so many tasks, some of which an earlier run did."""
        ...

    def advance(self, commit: Commit) -> None:
        """Count a task that is done."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Where a job lies, what it is asked, and the files it reads, each as an item of the first stage."""

    storage: Storage
    settings: Settings
    files: Sequence[Mapping[str, Any]]


def open_job(storage: Storage, settings: Settings, files: Sequence[Mapping[str, Any]]) -> Job:
    """Return a job at a place; one that was begun there keeps the instant it began at."""
    if storage.has(_JOB):
        begun = Settings.from_json(json.loads(storage.read(_JOB))["settings"])
        settings = replace(settings, now=begun.now)
    storage.write(_JOB, json.dumps({"settings": settings.to_json()}).encode())
    return Job(storage=storage, settings=settings, files=files)


def run_job(job: Job, engine: Engine, progress: Progress) -> Account:
    """Run every stage and return the account; raises ArchiveError where a task can't be done."""
    running = _Running(job=job, engine=engine, progress=progress)
    for stage in all_stages():
        running.run(stage)
    account = sum_up(running.stages)
    _clear_stale(job.storage, running.commits)
    job.storage.write("account.json", account.to_json().encode())
    return account


@dataclass(frozen=True, slots=True, kw_only=True)
class _Running:
    """A job at work: the commits of the stages so far, by stage, in order of their tasks."""

    job: Job
    engine: Engine
    progress: Progress
    commits: dict[str, list[Commit]] = field(default_factory=dict)
    stages: list[StageAccount] = field(default_factory=list)

    def run(self, stage: Stage) -> None:
        """Do what is not done of a stage."""
        calls = self._lay(stage)
        known = load_commits(self.job.storage, stage.name)
        done = {call.number: known[call.work] for call in calls if call.work in known}
        left = [call for call in calls if call.number not in done]
        self.progress.begin(stage, len(calls), len(done))
        for commit in self.engine.run(left) if left else ():
            done[commit.number] = commit
            self.progress.advance(commit)
        self.commits[stage.name] = [done[call.number] for call in calls]
        self.stages.append(StageAccount(stage=stage, commits=self.commits[stage.name], made_now=len(left)))

    def _lay(self, stage: Stage) -> list[Call]:
        """Return the calls of a stage, whose plan is kept."""
        settings, buckets = self.job.settings, self._buckets()
        inputs = {one.dataset.name: self._files(one.dataset.name) for one in stage.sources}
        plan = Plan(stage=stage.name, settings=settings, buckets=buckets, inputs=inputs)
        asked = json.dumps({**settings.to_json(), "sizes": None}, sort_keys=True)
        path = f"_work/{stage.name}/plan-{name_work(asked, str(buckets), json.dumps(inputs))}.json"
        write_plan(self.job.storage, path, plan)
        base = (asked, stage.name)
        items = self._items(stage)
        return [
            Call(
                root=self.job.storage.address,
                plan=path,
                stage=stage.name,
                number=number,
                work=name_work(
                    *base, str(number), json.dumps(item, sort_keys=True), *self._given(stage, number)
                ),
                item=item,
            )
            for number, item in enumerate(items)
        ]

    def _items(self, stage: Stage) -> Sequence[Mapping[str, Any] | None]:
        """Return the item of each task of a stage, None where it has sources instead."""
        if not stage.sources:
            return self.job.files if stage.name == "index" else list(self._units())
        match stage.sources[0].by:
            case "bucket":
                return [None] * self._buckets()
            case "part":
                return [None] * len(self._files(stage.sources[0].dataset.name))
            case "all":
                return [None]

    def _given(self, stage: Stage, number: int) -> Iterator[str]:
        """Yield the names of the work that a task builds on."""
        if any(source.by != "part" for source in stage.sources):
            yield str(self._buckets())
        for source in stage.sources:
            made = self._commits_of(source)
            yield from (commit.work for commit in ([made[number]] if source.by == "part" else made))

    def _commits_of(self, source: Source) -> list[Commit]:
        return next(made for made in self.commits.values() if made and source.dataset.name in made[0].files)

    def _files(self, dataset: str) -> list[str]:
        makers = (made for made in self.commits.values() if made and dataset in made[0].files)
        return [commit.files[dataset] for made in makers for commit in made]

    def _units(self) -> Iterator[dict[str, Any]]:
        for path in self._files(UNITS.name):
            for row in read_part(self.job.storage, path, UNITS).to_pylist():
                yield json.loads(row["body"])

    def _buckets(self) -> int:
        records = sum(commit.counts.get("records", 0) for commit in self.commits.get("index", ()))
        return max(1, ceil(records / self.job.settings.sizes.bucket_articles))


def _clear_stale(storage: Storage, made: Mapping[str, Sequence[Commit]]) -> None:
    """Remove tables for people that an earlier run left and this one did not make."""
    final = {dataset.name for stage in all_stages() for dataset in stage.gives if dataset.final} | {
        DROPS.name
    }
    current = {path for commits in made.values() for commit in commits for path in commit.files.values()}
    for name in final:
        for path in storage.names(name):
            if path not in current:
                storage.delete(path)

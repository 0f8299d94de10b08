"""One job from its inputs to its account: lay each stage's tasks, run those that are not done, go on to the next.

Reads no article itself. Run again at the same place it takes up what is committed there; inputs that are new or
other cost what depends on them.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from time import monotonic
from typing import Any, Final, Protocol

from twosource.archive.account import Account, StageAccount, sum_up
from twosource.archive.commits import Commit, load_commits
from twosource.archive.datasets import DROPS
from twosource.archive.engines import Engine
from twosource.archive.laying import Laying
from twosource.archive.merging import is_merging
from twosource.archive.plans import STAGES, Call, Stage, get_stages
from twosource.archive.settings import Settings
from twosource.archive.storage import Storage
from twosource.errors import ArchiveError

_JOB: Final = "_work/job.json"
_MADE: Final = "_work/made.json"
_TABLE: Final = re.compile(r"[^/]+/[a-z_0-9]+-\d{5,}-[0-9a-f]{8}\.parquet")  # as tasks name what they leave


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
    """Where a job lies, what it is asked, and the files it reads, each as an item of the first stage.

    ``stages`` is the package that tells of its stages.
    """

    storage: Storage
    settings: Settings
    files: Sequence[Mapping[str, Any]]
    stages: str = STAGES


def open_job(
    storage: Storage, settings: Settings, files: Sequence[Mapping[str, Any]], *, stages: str = STAGES
) -> Job:
    """Return a job at a place; one that was begun there keeps the instant it began at."""
    settings = replace(settings, now=_find_now(storage) or settings.now)
    storage.write(_JOB, json.dumps({"settings": settings.to_json()}).encode())
    return Job(storage=storage, settings=settings, files=files, stages=stages)


def _find_now(storage: Storage) -> datetime | None:
    """Return the instant at which a job was begun at a place, None where there is none or its file is torn."""
    if not storage.has(_JOB):
        return None
    try:
        return datetime.fromisoformat(json.loads(storage.read(_JOB))["settings"]["now"])
    except (ValueError, KeyError, TypeError):
        return None


def run_job(job: Job, engine: Engine, progress: Progress) -> Account:
    """Run every stage and return the account; raises ArchiveError where a task can't be done."""
    running = _Running(job=job, engine=engine, progress=progress)
    for stage in get_stages(job.stages):
        running.run(stage)
    account, made = sum_up(running.stages), _list_made(running.commits)
    _clear_stale(job, made)
    job.storage.write(_MADE, json.dumps(made).encode())
    job.storage.write("account.json", account.to_json().encode())
    return account


def load_made(storage: Storage) -> dict[str, list[str]]:
    """Return the files of every dataset of the job that ended at a place, in the order of stages and tasks.

    Raises ArchiveError where none did.
    """
    if not storage.has(_MADE):
        raise ArchiveError(
            f"no job has ended in {storage.address}", hint="Run it again: it goes on where it was."
        )
    made: dict[str, list[str]] = json.loads(storage.read(_MADE))
    return made


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
        began = monotonic()
        calls = self._lay(stage)
        if not calls and is_merging(stage):
            self.commits[stage.name] = []  # there are not too many files: nobody need know of it
            return
        done = self._find_done(stage, calls)
        left = [call for call in calls if call.number not in done]
        self.progress.begin(stage, len(calls), len(done))
        for commit in self.engine.run(left) if left else ():
            done[commit.number] = commit
            self.progress.advance(commit)
        made = [done[call.number] for call in calls]
        self.commits[stage.name] = made
        self.stages.append(
            StageAccount(stage=stage, commits=made, made_now=len(left), elapsed=monotonic() - began)
        )

    def _lay(self, stage: Stage) -> list[Call]:
        job = self.job
        laying = Laying(
            storage=job.storage,
            settings=job.settings,
            package=job.stages,
            files=job.files,
            commits=self.commits,
        )
        return laying.lay(stage)

    def _find_done(self, stage: Stage, calls: Sequence[Call]) -> dict[int, Commit]:
        """Return the commits of the tasks that an earlier run did, by number."""
        known = load_commits(self.job.storage, stage.name, {call.work for call in calls})
        return {call.number: known[call.work] for call in calls if call.work in known}


def _list_made(commits: Mapping[str, Sequence[Commit]]) -> dict[str, list[str]]:
    """Return the files of each dataset."""
    made: dict[str, list[str]] = {}
    for commit in chain.from_iterable(commits.values()):
        for name, path in commit.files.items():
            made.setdefault(name, []).append(path)
    return made


def _clear_stale(job: Job, made: Mapping[str, Sequence[str]]) -> None:
    """Remove tables for people that an earlier run left and this one did not make."""
    given = (dataset for stage in get_stages(job.stages) for dataset in (*stage.gives, DROPS))
    for name in {dataset.name for dataset in given if dataset.final}:
        current = set(made.get(name, ()))
        for path in job.storage.names(name):
            if path not in current and _TABLE.fullmatch(path):
                job.storage.delete(path)

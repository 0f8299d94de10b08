"""What is to be done: stages, what each reads and gives, and the calls that one task each is made of.

A stage is a pure function over tables (``stages/NAME.py``, named ``work``). A task is one call of it: over one
item (a file, a stretch of a file), one part, one bucket or all of what earlier stages gave. A call is small
and names everything by where it lies, so that any engine can carry it to any machine.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal

from twosource.archive.datasets import Dataset
from twosource.archive.settings import Settings
from twosource.archive.storage import Storage, open_storage

if TYPE_CHECKING:
    from twosource.archive.datasets import Table
    from twosource.archive.tasks import Task

STAGES: Final = "twosource.archive.stages"
Work = Callable[["Task", Mapping[str, "Table"]], Mapping[str, "Table"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a stage reads of a dataset: part n for task n, bucket n of all parts, all of it, or files that its item names."""

    dataset: Dataset
    by: Literal["part", "bucket", "all", "files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of a job. ``says`` is what it does, for people.

    A stage without sources has a task for each of its items: the first one for each file, others for each unit.
    Otherwise it has as many tasks as there are buckets, or parts of its first source; one alone where that is
    read whole.
    """

    name: str
    says: str
    sources: tuple[Source, ...] = ()
    gives: tuple[Dataset, ...] = ()
    module: str = (
        ""  # whose ``work`` it does, where that is not its own name's: some steps are taken several times
    )

    def load(self, package: str = STAGES) -> Work:
        """Import what the stage does from the package of stages, which may take a while."""
        work: Work = import_module(f"{package}.{self.module or self.name}").work
        return work


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What all tasks of a stage know: kept on storage, read by each of them.

    ``inputs`` are the files of each dataset, by number of the part that they are.
    """

    stage: str
    settings: Settings
    buckets: int
    inputs: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One task: where the job lies, its plan, its number, the name of its work, and its item if it has one.

    ``stages`` is the package whose ``all_stages`` tells what stages there are.
    """

    root: str
    plan: str
    stage: str
    number: int
    work: str
    item: Mapping[str, Any] | None = None
    stages: str = STAGES

    @property
    def folder(self) -> str:
        """Where the task leaves what it makes."""
        return f"_work/{self.stage}/{self.number:05}-{self.work}"

    def to_json(self) -> str:
        """Write the call in one line."""
        return json.dumps(asdict(self))

    @staticmethod
    def from_json(raw: str) -> "Call":
        """Read what :meth:`to_json` wrote."""
        return Call(**json.loads(raw))


def get_stages(package: str) -> tuple[Stage, ...]:
    """Return the stages that a package tells of, in order."""
    stages: tuple[Stage, ...] = import_module(package).all_stages()
    return stages


def get_stage(call: Call) -> Stage:
    """Return the stage that a task is of; raises KeyError."""
    return {stage.name: stage for stage in get_stages(call.stages)}[call.stage]


def write_plan(storage: Storage, path: str, plan: Plan) -> None:
    """Keep a plan where tasks find it."""
    known = {"stage": plan.stage, "settings": plan.settings.to_json(), "buckets": plan.buckets}
    storage.write(path, json.dumps({**known, "inputs": dict(plan.inputs)}).encode())


@lru_cache(maxsize=4)
def load_plan(root: str, path: str) -> Plan:
    """Return the plan of a stage; a process reads it once."""
    told = json.loads(open_storage(root).read(path))
    return Plan(**{**told, "settings": Settings.from_json(told["settings"])})

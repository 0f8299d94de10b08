"""What a job took in and what became of it: counts by reason, seconds and memory by stage."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import msgspec

from twosource.archive.commits import Commit
from twosource.archive.plans import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class StageAccount:
    """A stage, the commits of its tasks, how many of these this run made, and in how many seconds on the wall."""

    stage: Stage
    commits: Sequence[Commit]
    made_now: int
    elapsed: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What a stage cost: its tasks' seconds added up, the most memory that one of its processes held.

    Seconds of tasks that an earlier run did are among them. ``elapsed`` is what this run took on the wall, from
    the stage's beginning to its end. ``rows``, ``bytes`` are by dataset, ``counts`` by what is counted.
    """

    stage: str
    says: str
    tasks: int
    made_now: int
    rows: dict[str, int]
    bytes: dict[str, int]
    counts: dict[str, int]
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    elapsed: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The whole account, stage by stage.

    As JSON, ``account.json`` of a job: ``{"stages": [{"stage", "says", "tasks", "made_now", "rows", "bytes",
    "counts", "seconds", "cpu_seconds", "peak_bytes", "elapsed"}, ...]}``.
    """

    stages: tuple[Spending, ...]

    @property
    def seconds(self) -> float:
        """Return the seconds of all tasks added up."""
        return sum(one.seconds for one in self.stages)

    @property
    def cpu_seconds(self) -> float:
        """Return the seconds of the processor of all tasks added up."""
        return sum(one.cpu_seconds for one in self.stages)

    @property
    def peak_bytes(self) -> int:
        """Return the most memory that one process of any stage held."""
        return max((one.peak_bytes for one in self.stages), default=0)

    def count(self, what: str) -> int:
        """Return how many of something all stages counted."""
        return sum(one.counts.get(what, 0) for one in self.stages)

    def to_json(self) -> str:
        """Write the account as JSON."""
        return json.dumps(asdict(self), indent=2)

    @staticmethod
    def from_json(raw: str | bytes) -> "Account":
        """Read what :meth:`to_json` wrote; raises msgspec.DecodeError for anything else."""
        return msgspec.json.decode(raw, type=Account)


def sum_up(stages: Iterable[StageAccount]) -> Account:
    """Add up what tasks cost and counted."""
    return Account(stages=tuple(map(_sum_up, stages)))


def _sum_up(done: StageAccount) -> Spending:
    made = done.commits
    return Spending(
        stage=done.stage.name,
        says=done.stage.says,
        tasks=len(made),
        made_now=done.made_now,
        rows=_add(commit.rows for commit in made),
        bytes=_add(commit.bytes for commit in made),
        counts=_add(commit.counts for commit in made),
        seconds=sum(commit.seconds for commit in made),
        cpu_seconds=sum(commit.cpu_seconds for commit in made),
        peak_bytes=max((commit.peak_bytes for commit in made), default=0),
        elapsed=done.elapsed,
    )


def _add(counted: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counted:
        total.update(one)
    return dict(total)

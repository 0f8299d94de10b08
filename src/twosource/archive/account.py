"""What a job took in and what became of it: counts by reason, seconds and memory by stage."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from twosource.archive.commits import Commit
from twosource.archive.plans import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class StageAccount:
    """A stage, the commits of its tasks, and how many of these this run made."""

    stage: Stage
    commits: Sequence[Commit]
    made_now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What a stage cost: its tasks' seconds added up, the most memory that one of its processes held.

    Seconds of tasks that an earlier run did are among them.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The whole account, stage by stage."""

    stages: tuple[Spending, ...]

    def count(self, what: str) -> int:
        """Return how many of something all stages counted."""
        return sum(one.counts.get(what, 0) for one in self.stages)

    def to_json(self) -> str:
        """Write the account as JSON."""
        return json.dumps(asdict(self), indent=2)


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
    )


def _add(counted: Iterable[object]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counted:
        total.update(one)  # type: ignore[call-overload]
    return dict(total)

"""Jobs of the toy stages, run and looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pyarrow import parquet

from tests.archive.toys import PACKAGE
from tests.builders import NOW
from twosource.archive.account import Account
from twosource.archive.commits import Commit
from twosource.archive.driver import open_job, run_job
from twosource.archive.engines import Engine
from twosource.archive.engines.local import LocalEngine
from twosource.archive.plans import Call, Stage
from twosource.archive.settings import Settings, Sizes
from twosource.archive.storage import Storage
from twosource.archive.tasks import perform

SETTINGS = Settings(now=NOW, sizes=Sizes(bucket_articles=4))


@dataclass(kw_only=True)
class Told:
    """Progress, kept."""

    begun: list[tuple[str, int, int]] = field(default_factory=list)
    advanced: list[tuple[str, int]] = field(default_factory=list)

    def begin(self, stage: Stage, tasks: int, done: int) -> None:
        self.begun.append((stage.name, tasks, done))

    def advance(self, commit: Commit) -> None:
        self.advanced.append((commit.stage, commit.number))


@dataclass(kw_only=True)
class Here:
    """An engine in this very process; stops after so many tasks, if it is told to."""

    workers: int = 1
    backwards: bool = False
    stops_after: int | None = None
    done: int = 0

    def run(self, calls: Sequence[Call]) -> Any:
        for call in reversed(calls) if self.backwards else calls:
            if self.done == self.stops_after:
                raise KeyboardInterrupt
            self.done += 1
            yield perform(call)

    def close(self) -> None:
        pass


def items(folder: Path, *files: str) -> list[dict[str, Any]]:
    return [
        {"words": words, "file": number, "address": f"{number}.txt", "folder": str(folder)}
        for number, words in enumerate(files)
    ]


def run_toys(
    folder: Path,
    *files: str,
    engine: Engine | None = None,
    settings: Settings = SETTINGS,
    told: Told | None = None,
) -> Account:
    """Run a job of these files, on two workers unless an engine is given."""
    job = open_job(Storage(str(folder / "out")), settings, items(folder, *files), stages=PACKAGE)
    mine = None if engine else LocalEngine(2)
    try:
        return run_job(job, engine or mine or Here(), told or Told())
    finally:
        if mine:
            mine.close()


def found(folder: Path, table: str = "found") -> list[dict[str, Any]]:
    """Return the rows of a table that a job left."""
    paths = sorted((folder / "out" / table).glob("*.parquet"))
    return [row for path in paths for row in parquet.read_table(path).to_pylist()]


def words_of(folder: Path) -> dict[str, int]:
    return {row["word"]: row["times"] for row in found(folder)}


def drops_of(folder: Path) -> list[tuple[str, str, str]]:
    """Return what was left out: stage, reason, what."""
    return sorted((row["stage"], row["reason"], row["address"]) for row in found(folder, "drops"))


def made_now(account: Account) -> dict[str, int]:
    return {one.stage: one.made_now for one in account.stages}


def lasting(account: Account) -> Account:
    """Return an account without what differs from run to run of one job."""
    return Account(stages=tuple(replace(one, made_now=0, elapsed=0.0) for one in account.stages))

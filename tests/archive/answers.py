"""What ``twosource add`` and an archive job each find in the same inputs, in rows that can be held together.

Both are given the same instant, so that nothing may differ, ids and times included.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, Final

import pyarrow as pa
from eval.orders import FixedClock
from pyarrow import parquet

from tests.ledgers import open_ledger
from twosource.archive.commits import Commit
from twosource.archive.driver import Progress
from twosource.archive.engines import Engine
from twosource.archive.plans import Call, Stage
from twosource.archive.running import Asked, Ended, run_archive
from twosource.archive.settings import Settings, Sizes
from twosource.archive.tables import FINAL, fact_row
from twosource.archive.tasks import perform
from twosource.cli.intake import make_inputs
from twosource.exports import export
from twosource.pipeline import Pipe, add, load_stages
from twosource.store import Filter, Ledger

Row = Mapping[str, Any]
NOON: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)  # after all that the examples tell of
#: The tables that must be equal; a job's judgements are more, since it compares all pairs at once.
TABLES: Final = ("incidents", "facts", "claims")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The rows of each table, sorted by what they say."""

    tables: Mapping[str, Sequence[Row]]

    @property
    def companies(self) -> frozenset[frozenset[str]]:
        """Return which reports share an incident, for each."""
        return frozenset(frozenset(row["reports"]) for row in self.tables["incidents"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """An engine that does tasks in this process, in an order that a seed shuffles."""

    seed: int = 1
    workers: int = 1

    def run(self, calls: Sequence[Call]) -> Iterator[Commit]:
        """Yield the commit of every call."""
        shuffled = list(calls)
        Random(self.seed).shuffle(shuffled)
        yield from map(perform, shuffled)

    def close(self) -> None:
        """Let go of nothing."""


@dataclass(slots=True, kw_only=True)
class Noted:
    """Progress that is kept: how many tasks each stage had, and how many of these were done before."""

    stages: dict[str, tuple[int, int]] = field(default_factory=dict)

    def begin(self, stage: Stage, tasks: int, done: int) -> None:
        """Note a stage."""
        self.stages[stage.name] = (tasks, done)

    def advance(self, commit: Commit) -> None:
        """Count nothing."""


def run_job(
    inputs: Sequence[str],
    place: Path,
    *,
    sizes: Sizes | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
    **said: Any,
) -> Ended:
    """Run a job at noon in a folder."""
    settings = Settings(now=NOON, sizes=sizes or Sizes(), **said)
    asked = Asked(inputs=inputs, place=str(place), settings=settings)
    return run_archive(asked, engine or Here(), progress or Noted())


def answers_of_job(place: Path) -> Answers:
    """Return what a job left."""
    return Answers(tables={name: rows_of(place, name) for name in TABLES})


def answers_of_add(inputs: Sequence[str], place: Path, **said: Any) -> Answers:
    """Add inputs to a new ledger at noon, and return what it holds then."""
    pipe = Pipe(clock=FixedClock(instant=NOON), stages=load_stages())
    with open_ledger(place) as ledger:
        for _ in add(ledger, pipe, make_inputs(inputs, **said)):
            pass
        return answers_of_ledger(ledger)


def answers_of_ledger(ledger: Ledger) -> Answers:
    """Return what a ledger holds as the rows of a job's tables."""
    facts = [fact_row(one.id, fact) for one in ledger.incidents(Filter()) for fact in one.facts]
    tables = {
        "incidents": _exported(ledger, "parquet"),
        "facts": pa.Table.from_pylist(facts, schema=FINAL["facts"].schema).to_pylist(),
        "claims": _exported(ledger, "claims-parquet"),
    }
    return Answers(tables={name: _sorted(rows) for name, rows in tables.items()})


def rows_of(place: Path, table: str) -> Sequence[Row]:
    """Return all rows of a table that a job left, sorted."""
    found = [parquet.read_table(path).to_pylist() for path in sorted((place / table).glob("*.parquet"))]
    return _sorted([row for rows in found for row in rows])


def differences(one: Answers, other: Answers) -> list[str]:
    """Return a line for each row that only one of two answers holds; none where they are equal."""
    return [
        f"{name}: only in {whose}: {row}"
        for name in TABLES
        for whose, held, lacking in (("the first", one, other), ("the other", other, one))
        for row in sorted({*map(repr, held.tables[name])} - {*map(repr, lacking.tables[name])})
    ]


def _exported(ledger: Ledger, form: str) -> Sequence[Row]:
    rows: Sequence[Row] = parquet.read_table(io.BytesIO(b"".join(export(ledger, form)))).to_pylist()
    return rows


def _sorted(rows: Sequence[Row]) -> Sequence[Row]:
    return sorted(rows, key=repr)

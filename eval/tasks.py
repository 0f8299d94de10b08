"""What one row of the scorecard is made of: records read from a folder, outcomes, figures.

A task is one data set with the way to load it, to run the program over it and to score what came
out. The three steps are apart so that records are read in several processes and scored in one.
"""

import gzip
import hashlib
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

#: What the program made of one record: anything of plain dicts, lists, strings and numbers, so
#: that it travels between processes. None where the program failed on it.
Outcome = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing to be read, with the answers that come with it: a row of docs.jsonl, a file."""

    id: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured number. ``value`` is None where there was nothing to measure it on.

    ``name`` is dotted and starts with the task's name ("timex.value_f1"). ``of`` counts what it
    was measured on (articles, spans, pairs: ``says`` tells). ``headline`` figures have a floor.
    ``beside`` holds baselines computed in the same run, as (label, value) pairs.
    """

    name: str
    value: float | None
    of: int
    says: str
    unit: Literal["share", "count", "km", "score"] = "share"
    better: Literal["higher", "lower"] = "higher"
    headline: bool = False
    beside: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Some words of a text and what they are taken for, by gold or by the program."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One answer beside the other; ``right`` is None where they are not to be compared."""

    name: str
    gold: str
    ours: str
    right: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One record for the error browser: its text with both sides' marks, and rows of answers."""

    text: str
    gold: tuple[Mark, ...] = ()
    ours: tuple[Mark, ...] = ()
    rows: tuple[Row, ...] = ()


def sample_records(records: Sequence[Record], size: int, seed: int) -> list[Record]:
    """Pick records by lot, the same ones whatever their order; all where there are no more."""
    ordered = sorted(records, key=lambda record: record.id)
    return random.Random(seed).sample(ordered, min(size, len(ordered)))  # noqa: S311 - a sample, no secret


def keep_one(_records: Sequence[Record], record: Record) -> list[Record]:
    """Return a record alone: nothing else matters to it."""
    return [record]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One data set and how the program is measured on it.

    ``load`` gets the set's own folder and raises FileNotFoundError where there is no such set. ``read`` runs the program
    over some records and returns one outcome each, in their order; it must not look at the
    answers. ``whole`` sets are read at one go (a ledger of all articles), others in pieces; ``near``
    picks those that matter to one record, so that it can be looked at without reading them all.
    ``score`` gets all records with their outcomes. ``compare`` serves the error browser.
    ``cost`` is about how many records of this set take as long as one ordinary article does; the
    fast sample shrinks and grows with it.
    """

    name: str
    measures: str
    load: Callable[[Path], list[Record]]
    read: Callable[[Sequence[Record]], list[Outcome]]
    score: Callable[[Sequence[Record], Sequence[Outcome]], list[Figure]]
    compare: Callable[[Record, Outcome], Comparison]
    sample: Callable[[Sequence[Record], int, int], list[Record]] = sample_records
    whole: bool = False
    near: Callable[[Sequence[Record], Record], list[Record]] = keep_one
    cost: float = field(default=1.0)


def read_rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """Read the rows of ``name`` ("docs.jsonl") in a folder, plain or gzip-compressed."""
    plain, packed = folder / name, folder / f"{name}.gz"
    if plain.exists():
        text = plain.read_text(encoding="utf-8")
    elif packed.exists():
        text = gzip.decompress(packed.read_bytes()).decode("utf-8")
    else:
        raise FileNotFoundError(f"{plain} (or .gz) is not there")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def load_records(folder: Path, name: str = "docs.jsonl") -> list[Record]:
    """Read the rows of a file that have an ``id`` of their own as records."""
    return [Record(id=str(row["id"]), data=row) for row in read_rows(folder, name)]


def digest_records(records: Sequence[Record]) -> str:
    """Name exactly these records, in any order: a figure is worth something only beside this."""
    lines = sorted(json.dumps([record.id, record.data], sort_keys=True) for record in records)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def share(part: float, whole: float) -> float | None:
    """Return part of whole; None of nothing."""
    return part / whole if whole else None

"""Running the program over the sets, several processes at once; a crash costs one record.

The order in which pieces come back changes nothing: outcomes are put in the order of the records
and scored once, in this process.
"""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from eval.parts import Part, part_of
from eval.sets import get_task
from eval.tasks import Figure, Outcome, Record, Task, digest_records

#: Records of one piece of work, times the task's cost: some two seconds of reading.
PIECE = 40

#: Told how many records of how many are done.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which records are measured: those of a part, or a sample of them of about ``size`` articles' work.

    ``part`` None stands for every record, those that the model was trained on too. ``work`` is what
    the reader spends on an article for each that the rules spend, so that a sample takes as long.
    """

    size: int | None = None
    seed: int = 0
    part: Part | None = "unseen"
    work: float = 1.0

    @property
    def name(self) -> str:
        """Tell one selection from another ("unseen", "all, sample 60/0")."""
        sample = [] if self.size is None else [f"sample {self.size}/{self.seed}"]
        return ", ".join([self.part or "all", *sample])

    def pick(self, task: Task, records: list[Record]) -> list[Record]:
        """Return the records to measure, ordered by id."""
        picked = [
            record for record in records if self.part is None or part_of(task.name, record.data) == self.part
        ]
        if self.size is not None:
            picked = task.sample(picked, math.ceil(self.size * task.cost / self.work), self.seed)
        return sorted(picked, key=lambda record: record.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """A record on which the program failed with a bug, and how."""

    record: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetResult:
    """What one set gave. ``digest`` names the records; ``seconds`` is the sum over processes."""

    name: str
    measures: str
    records: int
    digest: str
    seconds: float
    figures: tuple[Figure, ...]
    crashes: tuple[Crash, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    outcomes: list[Outcome]
    crashes: list[Crash]
    seconds: float


@dataclass(slots=True, kw_only=True)
class _Work:
    """A set under way: its records and the pieces that came back, by the place they start at."""

    task: Task
    records: list[Record]
    pieces: dict[int, _Piece]


def find_sets(names: Sequence[str], folder: Path, selection: Selection) -> dict[str, list[Record]]:
    """Load the selected records of the sets that a folder has; sets without any are left out."""
    found = {}
    for name in names:
        task = get_task(name)
        try:
            records = task.load(folder / name)
        except FileNotFoundError:
            continue
        picked = selection.pick(task, records)
        if picked:
            found[name] = picked
    return found


def run(sets: dict[str, list[Record]], *, jobs: int, progress: Progress) -> Iterator[SetResult]:
    """Measure sets and give each result as soon as it is there.

    Whole sets come first, since they can't be divided among processes.
    """
    works = {name: _Work(task=get_task(name), records=sets[name], pieces={}) for name in sets}
    total, done = sum(len(work.records) for work in works.values()), 0
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        pending = dict(_submit(pool, works))
        for future in as_completed(pending):
            name, start = pending[future]
            work = works[name]
            work.pieces[start] = future.result()
            done += len(work.pieces[start].outcomes)
            progress(done, total)
            if sum(len(piece.outcomes) for piece in work.pieces.values()) == len(work.records):
                yield _score(work)


def _submit(
    pool: ProcessPoolExecutor, works: dict[str, _Work]
) -> Iterator[tuple[Future[_Piece], tuple[str, int]]]:
    for name, work in sorted(works.items(), key=lambda item: not item[1].task.whole):
        size = len(work.records) if work.task.whole else max(1, round(PIECE * work.task.cost))
        for start in range(0, len(work.records), size):
            yield pool.submit(read_piece, name, work.records[start : start + size]), (name, start)


def _score(work: _Work) -> SetResult:
    pieces = [work.pieces[start] for start in sorted(work.pieces)]
    outcomes = [outcome for piece in pieces for outcome in piece.outcomes]
    return SetResult(
        name=work.task.name,
        measures=work.task.measures,
        records=len(work.records),
        digest=digest_records(work.records),
        seconds=sum(piece.seconds for piece in pieces),
        figures=tuple(work.task.score(work.records, outcomes)),
        crashes=tuple(crash for piece in pieces for crash in piece.crashes),
    )


def read_piece(name: str, records: Sequence[Record]) -> _Piece:
    """Run the program over some records; where that fails, over each alone, to name the culprit."""
    task, begun = get_task(name), time.perf_counter()
    outcomes, crashes = _read_all(task, records)
    return _Piece(outcomes=outcomes, crashes=crashes, seconds=time.perf_counter() - begun)


def _read_all(task: Task, records: Sequence[Record]) -> tuple[list[Outcome], list[Crash]]:
    try:
        return task.read(records), []
    except Exception as error:  # noqa: BLE001 - a bug of the program is a result here, and is reported
        crash = Crash(
            record=records[0].id if len(records) == 1 else "", error=f"{type(error).__name__}: {error}"
        )
    if len(records) == 1 or task.whole:
        return [None] * len(records), [crash]
    apart = [_read_all(task, [record]) for record in records]
    return [outcomes[0] for outcomes, _ in apart], [crash for _, crashes in apart for crash in crashes]

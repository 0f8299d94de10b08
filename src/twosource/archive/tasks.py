"""One task, wherever an engine runs it: read what it is given, do its stage's work, write, commit.

``perform`` is all that an engine needs. It does the same however often it is called: what is committed is
not done again. What fails for one row costs that row; what fails for the whole task is raised.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from twosource.archive import attempts, commits
from twosource.archive.commits import Commit
from twosource.archive.datasets import DROPS, Dataset, Table
from twosource.archive.exchange import pack, read_bucket, read_part
from twosource.archive.meter import Meter
from twosource.archive.parquet import pack_parquet
from twosource.archive.plans import Call, Plan, Source, load_plan
from twosource.archive.stages import get_stage
from twosource.archive.storage import Storage, open_storage
from twosource.model import Dropped

T = TypeVar("T")
R = TypeVar("R")
_MOST_WORDS: Final = 300  # characters of an error's words that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a stage's work knows beside its tables: its plan, its number, its item, and where to say what it left out."""

    plan: Plan
    number: int
    attempt: attempts.Attempt
    item: Mapping[str, Any] | None = None
    counts: Counter[str] = field(default_factory=Counter)
    dropped: list[dict[str, Any]] = field(default_factory=list)

    def count(self, what: str, number: int = 1) -> None:
        """Count something, for the account."""
        self.counts[what] += number

    def drop(self, dropped: Dropped, *, article: str | None = None) -> None:
        """Say that something was left out, and why."""
        self.count(f"dropped {dropped.what}: {dropped.reason}")
        self.dropped.append({
            "stage": self.plan.stage, "what": dropped.what, "reason": dropped.reason, "article": article,
            "address": dropped.address, "text": dropped.text, "detail": dropped.detail,
        })  # fmt: skip

    def each(self, rows: Iterable[T], name: Callable[[T], str], work: Callable[[T], R]) -> Iterator[R]:
        """Yield what work makes of each row; a row that it fails on, or that kills workers, is dropped and named.

        An error here is a fault of the program. It is told with its kind and words, and costs no more than the row.
        """
        for row in rows:
            known = name(row)
            if known in self.attempt.deadly:
                self._drop_row(known, "worker-died", "the process that worked on it died, more than once")
                continue
            self.attempt.begin_row(known)
            try:
                made = work(row)
            except Exception as error:  # noqa: BLE001 - one row may not cost a year of news; it is named
                words = " ".join(str(error).split())[:_MOST_WORDS]
                self._drop_row(known, "stage-failed", f"{type(error).__name__}: {words}")
                continue
            yield made
        self.attempt.end_rows()

    def _drop_row(self, name: str, reason: str, detail: str) -> None:
        self.drop(Dropped(what="record", reason=reason, text="", address=name, detail=detail))


def perform(call: Call) -> Commit:
    """Do one task, unless it is done, and return its commit; raises ArchiveError where storage fails."""
    storage, plan = open_storage(call.root), load_plan(call.root, call.plan)
    done = find_commit(storage, call)
    if done is not None:
        return done
    stage, meter = get_stage(call.stage), Meter()
    task = Task(plan=plan, number=call.number, attempt=attempts.begin(storage, call.folder), item=call.item)
    given = {source.dataset.name: read_source(storage, plan, source, call.number) for source in stage.sources}
    made = {**stage.load()(task, given), DROPS.name: DROPS.table(task.dropped)}
    known = {dataset.name: dataset for dataset in (*stage.gives, DROPS)}
    files = {name: _write(storage, call, plan, (known[name], table)) for name, table in made.items()}
    spent = meter.read()
    commit = Commit(
        stage=call.stage,
        number=call.number,
        work=call.work,
        files={name: path for name, (path, _) in files.items()},
        rows={name: table.num_rows for name, table in made.items()},
        bytes={name: size for name, (_, size) in files.items()},
        counts=dict(task.counts),
        seconds=spent.seconds,
        cpu_seconds=spent.cpu_seconds,
        peak_bytes=spent.peak_bytes,
        attempts=task.attempt.number,
    )
    commits.keep(storage, call.folder, commit)
    return commit


def find_commit(storage: Storage, call: Call) -> Commit | None:
    """Return the commit that a task left, if it is done."""
    path = f"{call.folder}/commit.json"
    return commits.from_json(storage.read(path)) if storage.has(path) else None


def read_source(storage: Storage, plan: Plan, source: Source, number: int) -> Table:
    """Return what a task is given of a dataset."""
    paths = plan.inputs[source.dataset.name]
    match source.by:
        case "part":
            return read_part(storage, paths[number], source.dataset)
        case "bucket":
            return read_bucket(storage, paths, source.dataset, number)
        case "all":
            return _read_all(storage, paths, source.dataset)


def _read_all(storage: Storage, paths: Iterable[str], dataset: Dataset) -> Table:
    from pyarrow import concat_tables  # noqa: PLC0415

    return concat_tables([dataset.empty(), *(read_part(storage, path, dataset) for path in paths)])


def _write(storage: Storage, call: Call, plan: Plan, made: tuple[Dataset, Table]) -> tuple[str, int]:
    """Write what a task made of a dataset; returns where, and how many bytes."""
    dataset, table = made
    if dataset.final:
        path = f"{dataset.name}/{call.stage}-{call.number:05}-{call.work[:8]}.parquet"
        content = pack_parquet(table, dataset)
    else:
        path, content = f"{call.folder}/{dataset.name}.arrow", pack(table, dataset, plan.buckets)
    storage.write(path, content)
    return path, len(content)

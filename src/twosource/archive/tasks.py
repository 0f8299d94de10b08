"""One task, wherever an engine runs it: read what it is given, do its stage's work, write, commit.

``perform`` is all that an engine needs. It does the same however often it is called: what is committed is
not done again. What fails for one row costs that row; what fails for the whole task is raised.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from traceback import extract_tb
from typing import Any, Final, TypeVar

from pyarrow import concat_tables, default_memory_pool

from twosource.archive import attempts, commits, limits
from twosource.archive.commits import Commit
from twosource.archive.datasets import DROPS, Dataset, Table
from twosource.archive.exchange import pack, read_bucket, read_part
from twosource.archive.meter import Meter
from twosource.archive.parquet import pack_parquet
from twosource.archive.plans import Call, Plan, Source, Stage, get_stage, load_plan
from twosource.archive.storage import Storage, open_storage
from twosource.errors import ArchiveError, TwosourceError
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
            "address": _storable(dropped.address), "text": _storable(dropped.text), "detail": _storable(dropped.detail),
        })  # fmt: skip

    def each(
        self,
        rows: Iterable[T],
        name: Callable[[T], str],
        work: Callable[[T], R],
        seconds: float = limits.MOST_SECONDS,
    ) -> Iterator[R]:
        """Yield what work makes of each row; a row that it fails on, hangs on or dies of is dropped and named.

        Names are one row's alone in a task. An error here is a fault of the program: it is told with its kind and
        words, and costs no more than the row. ``seconds`` is how long a row may take.
        """
        for row in rows:
            known = name(row)
            if known in self.attempt.deadly:
                self._drop_row(known, "worker-died", "the process that worked on it died, more than once")
                continue
            self.attempt.begin_row(known)
            yield from self._try(row, known, partial(limits.within, seconds, work))
            self.attempt.end_row()
        limits.rest()

    def _try(self, row: T, name: str, work: Callable[[T], R]) -> tuple[R, ...]:
        """Return what work makes of a row, nothing where it is dropped."""
        try:
            return (work(row),)
        except limits.TookTooLong:
            self._drop_row(name, "took-too-long", "it was given up when its time was over")
        except ArchiveError:
            raise  # storage failed, not the row
        except Exception as error:  # noqa: BLE001 - one row may not cost a year of news; it is named
            self._drop_row(name, "stage-failed", tell(error))
        return ()

    def drop_item(self, reason: str, detail: str) -> None:
        """Leave out all that the task is about, in place of whatever it said so far."""
        self.counts.clear()
        self.dropped.clear()
        self._drop_row(name_item(self.item or {}), reason, detail)

    def _drop_row(self, name: str, reason: str, detail: str) -> None:
        self.drop(Dropped(what="record", reason=reason, text="", address=name, detail=detail))


def perform(call: Call) -> Commit:
    """Do one task, unless it is done, and return its commit.

    Raises ArchiveError where storage fails, or the whole of a task that is not about one item.
    """
    storage = open_storage(call.root)
    left = storage.names(call.folder)
    done = commits.find_commit(storage, call.folder, left)
    if done is not None:
        return done
    attempt = attempts.begin(storage, call.folder, left)
    try:
        commit = _do(call, storage, attempt)
    except BaseException:
        attempt.forget()  # it ends, and its process lives or is asked to end
        raise
    default_memory_pool().release_unused()
    return commits.keep(storage, call.folder, commit)


def _do(call: Call, storage: Storage, attempt: attempts.Attempt) -> Commit:
    """Do a task, all but its commit; a fault of the program that costs more than an item is told in one line."""
    meter = Meter()
    task = Task(plan=load_plan(call.root, call.plan), number=call.number, attempt=attempt, item=call.item)
    try:
        tables = _make(call, get_stage(call), task, storage)
        written = {
            one.name: (table, *write_table(storage, call, task, (one, table))) for one, table in tables
        }
    except TwosourceError:
        raise
    except Exception as error:
        words = f"task {call.number} of stage {call.stage} failed: {tell(error)}"
        raise ArchiveError(words, hint="It is a fault of ours: please report it.") from error
    spent = meter.read()
    return Commit(
        stage=call.stage,
        number=call.number,
        work=call.work,
        files={name: path for name, (_, path, _) in written.items() if path is not None},
        rows={name: table.num_rows for name, (table, _, _) in written.items()},
        bytes={name: size for name, (_, path, size) in written.items() if path is not None},
        counts=dict(task.counts),
        seconds=spent.seconds,
        cpu_seconds=spent.cpu_seconds,
        peak_bytes=spent.peak_bytes,
        attempts=attempt.number,
    )


def _make(call: Call, stage: Stage, task: Task, storage: Storage) -> list[tuple[Dataset, Table]]:
    """Return what a task makes of each dataset that its stage gives, and what it left out.

    Raises ValueError for a dataset that the stage does not give.
    """
    made = _give_up(call, stage, task) if task.attempt.is_last else _work(call, stage, task, storage)
    unknown = set(made) - {one.name for one in stage.gives}
    if unknown:
        raise ValueError(f"it gives {', '.join(sorted(unknown))}, which it does not say")
    given = [(one, made[one.name] if one.name in made else one.empty()) for one in stage.gives]
    return [*given, (DROPS, DROPS.table(task.dropped))]


def _work(call: Call, stage: Stage, task: Task, storage: Storage) -> Mapping[str, Table]:
    """Do the work of a stage; where it fails on one item, that is left out."""
    sources = {one.dataset.name: read_source(storage, task, one) for one in stage.sources}
    work = stage.load(call.stages)
    try:
        with limits.alarms():
            return work(task, sources)
    except Exception as error:
        if stage.sources or isinstance(error, TwosourceError):
            raise
        task.drop_item("stage-failed", tell(error))
        return {}


def _give_up(call: Call, stage: Stage, task: Task) -> Mapping[str, Table]:
    """Leave out the item that a task is about; raises ArchiveError where it is about no single one."""
    deaths = task.attempt.number - 1
    if stage.sources:
        attempts.clear(task.attempt.storage, call.folder)
        raise ArchiveError(
            f"the processes that worked on task {call.number} of stage {call.stage} died, {deaths} times over",
            hint="More memory or smaller pieces may help; what is finished is kept.",
        )
    task.drop_item("worker-died", f"the processes that worked on it died, {deaths} times over")
    return {}


def tell(error: BaseException) -> str:
    """Tell an error in one line: its kind, its words, and where in the program it arose."""
    words = " ".join(str(error).split())[:_MOST_WORDS]
    last = extract_tb(error.__traceback__)[-1:]
    return f"{type(error).__name__}: {words}" + "".join(
        f" ({Path(at.filename).name}:{at.lineno})" for at in last
    )


def _storable(text: str) -> str:
    """Return text without halves of characters, which UTF-8 can't hold."""
    return text.encode("utf-8", "replace").decode()


def name_item(item: Mapping[str, Any]) -> str:
    """Return what an item is called: the address of its file, or the first of its files and how many more."""
    if item.get("names"):
        first, *more = (f"{item.get('at') or ''}{name}" for name in item["names"])
        return f"{first} and {len(more)} more" if more else first
    return str(item["address"]) if "address" in item else json.dumps(item, sort_keys=True)


def read_source(storage: Storage, task: Task, source: Source) -> Table:
    """Return what a task is given of a dataset."""
    paths, number = task.plan.inputs[source.dataset.name], task.number
    match source.by:
        case "part":
            return read_part(storage, paths[number], source.dataset)
        case "bucket":
            return read_bucket(storage, paths, source.dataset, number)
        case "all":
            return _read_all(storage, paths, source.dataset)
        case "files":
            return _read_all(storage, (task.item or {})["files"], source.dataset)


def _read_all(storage: Storage, paths: Iterable[str], dataset: Dataset) -> Table:
    return concat_tables([dataset.empty(), *(read_part(storage, path, dataset) for path in paths)])


def write_table(
    storage: Storage, call: Call, task: Task, made: tuple[Dataset, Table]
) -> tuple[str | None, int]:
    """Write what a task made of a dataset; returns where, and how many bytes.

    A table for people without rows is nowhere, but the first task's: so there are columns to see.
    """
    dataset, table = made
    if dataset.final and not table.num_rows and call.number:
        return None, 0
    if dataset.final:
        path = f"{dataset.name}/{call.stage}-{call.number:05}-{call.work[:8]}.parquet"
        content = pack_parquet(table, dataset)
    else:
        path = f"{call.folder}/{dataset.name}-{task.attempt.number:02}.buckets"
        content = pack(table, dataset, task.plan.buckets)
    storage.write(path, content)
    return path, len(content)

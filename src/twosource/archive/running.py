"""From what a person asks to a job and back: find the files, hold the place, run, and tell what could not be read.

The command line shows it; ``driver`` runs it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from shutil import rmtree
from time import monotonic
from typing import Any, Final

from pyarrow import parquet

from twosource.archive.datasets import DROPS
from twosource.archive.driver import Job, Progress, open_job, run_job
from twosource.archive.engines import Engine
from twosource.archive.filesystems import find_scheme, local_path
from twosource.archive.inputs import list_files
from twosource.archive.locks import locked
from twosource.archive.settings import Settings
from twosource.archive.stages import all_stages
from twosource.archive.storage import Storage, open_storage
from twosource.archive.summary import Summary, summarise
from twosource.model import Issue

_MOST_TOLD: Final = 30  # records that could not be read told of one by one; all are in the table of drops
_WORK: Final = "_work"
_PARTIAL: Final = "*.part"  # as storage names what is being written


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asks. ``place`` is where the job works and leaves its tables, ``ledger`` one to be filled."""

    inputs: Sequence[str]
    place: str
    settings: Settings
    ledger: str | None = None
    tidy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A job that came to its end: its figures, the seconds it took, and what could not be read.

    ``tables`` are folders of Parquet by name. ``issues`` name inputs that lead nowhere, and the first
    of the records that could not be read; ``problems`` counts all of these.
    """

    summary: Summary
    seconds: float
    tables: Mapping[str, str] = field(default_factory=dict)
    issues: Sequence[Issue] = ()
    problems: int = 0


def run_archive(asked: Asked, engine: Engine, progress: Progress) -> Ended:
    """Run a job to its end, going on where an earlier one stopped.

    Raises ArchiveError where it can't go on, InputError where nothing was found, Refused where the ledger to be
    filled holds other articles.
    """
    begun = monotonic()
    files, issues = list_files(asked.inputs)
    storage = open_storage(_absolute(asked.place))
    with locked(storage.address):
        summary = _run(asked, open_job(storage, asked.settings, files), (engine, progress))
        unread = list(islice(find_unread(storage), _MOST_TOLD))
        _sweep(storage, asked)
    return Ended(
        summary=summary,
        seconds=monotonic() - begun,
        tables={name: f"{asked.place.rstrip('/')}/{name}" for name in table_names()},
        issues=(*issues, *unread),
        problems=summary.unread + sum(not issue.remark for issue in issues),
    )


def _run(asked: Asked, job: Job, by: tuple[Engine, Progress]) -> Summary:
    if asked.ledger is None:
        return summarise(run_job(job, *by), all_stages())
    from twosource.archive.ledger_output import check_ledger, write_ledger  # noqa: PLC0415 - imports SQLAlchemy

    check_ledger(asked.ledger, job.storage)
    account = run_job(job, *by)
    write_ledger(job, asked.ledger)
    return summarise(account, all_stages())


def _absolute(place: str) -> str:
    """Return a place as every process calls it, wherever that works."""
    return place if find_scheme(place) else str(Path(local_path(place)).absolute())


def table_names() -> tuple[str, ...]:
    """Return the names of the tables that a job leaves."""
    given = (dataset for stage in all_stages() for dataset in stage.gives)
    return tuple(dict.fromkeys(dataset.name for dataset in (*given, DROPS) if dataset.final))


def find_unread(storage: Storage) -> Iterator[Issue]:
    """Yield what could not be read, in the order of the tasks that met it."""
    for path in storage.names(DROPS.name):
        with storage.open(path) as handle:
            rows = parquet.read_table(handle, columns=["what", "reason", "address", "detail"])
        for row in rows.to_pylist():
            if row["what"] == "record":
                yield _unread(row)


def _unread(row: Mapping[str, Any]) -> Issue:
    words = row["detail"] or row["reason"].replace("-", " ")
    return Issue(address=row["address"], message=words)


def _sweep(storage: Storage, asked: Asked) -> None:
    """Remove what killed processes were writing; if asked for, also all that is kept to go on from."""
    if find_scheme(storage.address):
        for path in storage.names(_WORK) if asked.tidy else ():
            storage.delete(path)
        return
    folder = Path(storage.address)
    for partial in folder.rglob(_PARTIAL):
        partial.unlink(missing_ok=True)
    if asked.tidy:
        rmtree(folder / _WORK)

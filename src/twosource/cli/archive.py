"""``twosource archive``: years of news in one job, on this machine or on a cluster."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from twosource.cli.add import as_printed
from twosource.cli.filters import SINCE
from twosource.cli.manual import command
from twosource.cli.reader import DEFAULT_READER, make_pipe, reader_option
from twosource.cli.settings import Settings, get_settings

if TYPE_CHECKING:
    from datetime import datetime

    from twosource.archive.running import Asked, Ended
    from twosource.read.readers import ReaderName

_INTERRUPTED: Final = 130
_REMOTE: Final = "sc://"
_COUNT: Final = click.IntRange(min=1)
_EXITS: Final = {
    1: "something could not be read, see standard error, the rest is done; or the job could not go on",
    130: "interrupted; the same command goes on where it was",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """The options as they were given."""

    inputs: tuple[str, ...]
    out: str
    work: str | None
    engine: Literal["local", "spark"] | None
    remote: str | None
    workers: int | None
    reader: "ReaderName"
    outlet: str | None
    published: "datetime | None"
    unit_records: int | None
    bucket_articles: int | None
    tidy: bool


@command(
    "archive",
    examples=(
        ("A year of a wire, on this machine overnight", "twosource archive wire-2023/ --out found/"),
        ("Pages crawled by Common Crawl, on a Spark cluster",
         "twosource archive 's3://crawls/CC-NEWS/2024/*/*.warc.gz' --out s3://desk/found --remote sc://spark:15002"),
        ("Into a ledger, for the desk", "twosource archive wire-2023/ --out wire.db && twosource --db wire.db serve"),
        ("The deadliest incidents of what was found",
         "duckdb -c \"from 'found/incidents/*.parquet' select headline, killed_low order by 2 desc limit 9\""),
    ),
    exits=_EXITS,
)  # fmt: skip
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--out",
    required=True,
    metavar="PLACE",
    help="Where tables go: a folder or s3:// address; or a ledger (.db).",
)
@click.option(
    "--work", metavar="PLACE", help="Where work is kept that fills a ledger. Default: beside it, LEDGER.work."
)
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    help="Who works. Default: local, or spark with --remote.",
)
@click.option(
    "--remote", metavar="sc://HOST:PORT", help="A Spark Connect server. Default: one in this process."
)
@click.option("--workers", type=_COUNT, metavar="N", help="Tasks at once. Default: one for each processor.")
@reader_option
@click.option("--outlet", metavar="NAME", help="Who printed it, for inputs that don't say.")
@click.option(
    "--published", type=SINCE, metavar="DATE", help="When it was printed, for inputs that don't say."
)
@click.option("--unit-records", type=_COUNT, metavar="N", help="Records that one task reads at most.")
@click.option(
    "--bucket-articles", type=_COUNT, metavar="N", help="Articles that lie together between stages."
)
@click.option("--tidy", is_flag=True, help="Remove what is kept to go on from, once all is done.")
def COMMAND(**given: Any) -> int:  # noqa: N802
    """Find the incidents in an archive: as add does, and the same ones, in one job of many tasks.

    An INPUT is a file, a folder, a glob or an s3:// address of these: WARC, JSON lines, Parquet, pages,
    feeds, texts, or a zip of those. PLACE gets a folder of Parquet files for each of articles, reports,
    claims, copies, judgements, incidents and drops; or it is a ledger, which the other commands read.

    What a task has finished is kept: the same command goes on where it was stopped, and does anew only
    what other inputs, options or another version ask for. What can't be read is named at the end and
    costs nothing else.
    """
    asked = _Given(**given)
    _check(asked)
    return _run(asked, get_settings())


def _check(given: _Given) -> None:
    """Refuse what contradicts itself; raises UsageError."""
    if given.remote is not None and given.engine == "local":
        raise click.UsageError("--remote names a Spark server: leave out --engine local, or --remote")
    if given.remote is not None and not given.remote.startswith(_REMOTE):
        raise click.UsageError(f"--remote is {_REMOTE}HOST:PORT, as in {_REMOTE}localhost:15002")
    for one in given.inputs:
        if (
            "://" not in one
            and Path(one).is_dir()
            and Path(given.out).resolve().is_relative_to(Path(one).resolve())
        ):
            raise click.UsageError(
                f"{given.out} lies in {one}, and would be read with it: name a place outside"
            )


def _run(given: _Given, settings: Settings) -> int:
    from twosource.cli.archive_account import show_account  # noqa: PLC0415
    from twosource.cli.complaints import complain  # noqa: PLC0415
    from twosource.exports.arrow import load_arrow  # noqa: PLC0415

    load_arrow()
    reader = _find_reader(given.reader)
    try:
        ended = _work(given, reader, settings)
    except KeyboardInterrupt:
        complain("interrupted", hint="what is finished is kept; give the same command again to go on")
        return _INTERRUPTED
    show_account(settings, ended, given.out)
    for issue in ended.issues:
        complain(issue.message, hint=issue.hint, address=issue.address)
    return 1 if ended.problems else 0


def _find_reader(wanted: "ReaderName") -> "ReaderName":
    """Return who reads; where the model can't be had and the rules may read alone, that is told."""
    from twosource.cli.complaints import complain  # noqa: PLC0415

    if wanted == DEFAULT_READER:
        return wanted
    _, remarks = make_pipe(wanted)
    for one in remarks:
        complain(one.message, hint=one.hint)
    return DEFAULT_READER if remarks else wanted


def _work(given: _Given, reader: "ReaderName", settings: Settings) -> "Ended":
    from twosource.archive.engines.choosing import open_engine  # noqa: PLC0415
    from twosource.archive.running import run_archive  # noqa: PLC0415
    from twosource.cli.archive_screen import follow_job  # noqa: PLC0415

    name = given.engine or ("spark" if given.remote else "local")
    asked = _ask(given, reader)
    engine = open_engine(name, workers=given.workers or _count_processors(), remote=given.remote)
    try:
        with follow_job(has_colour=settings.has_colour) as progress:
            return run_archive(asked, engine, progress)
    finally:
        engine.close()


def _ask(given: _Given, reader: "ReaderName") -> "Asked":
    """Return what is asked of the job; raises UsageError where its place makes no sense."""
    from twosource.archive.ledger_output import is_ledger  # noqa: PLC0415
    from twosource.archive.running import Asked  # noqa: PLC0415
    from twosource.archive.settings import Settings as JobSettings  # noqa: PLC0415
    from twosource.archive.settings import Sizes  # noqa: PLC0415
    from twosource.ingest.clock import SystemClock  # noqa: PLC0415

    sizes = {"unit_records": given.unit_records, "bucket_articles": given.bucket_articles}
    settings = JobSettings(
        now=SystemClock().now(),
        reader=reader,
        outlet=given.outlet,
        published=as_printed(given.published),
        sizes=Sizes(**{name: size for name, size in sizes.items() if size is not None}),
    )
    ledger = given.out if is_ledger(given.out) else None
    place = given.out if ledger is None else _find_work(given)
    return Asked(inputs=given.inputs, place=place, settings=settings, ledger=ledger, tidy=given.tidy)


def _find_work(given: _Given) -> str:
    from twosource.store.opening import find_path  # noqa: PLC0415

    path = find_path(given.out)
    if given.work is not None:
        return given.work
    if path is None:
        raise click.UsageError("say with --work where work is kept that fills a ledger on a server")
    return f"{path}.work"


def _count_processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

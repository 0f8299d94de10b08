"""Read every article once: a look that lets most of them go, then the reader; a row for each report.

The reader is loaded once in a process. It decides itself what is not worth reading (``read/gate``), before
anything costly is asked. Nothing here compares reports.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from twosource import link
from twosource.archive.datasets import ARTICLES, REPORTS, Table
from twosource.archive.records import article_from_json, report_to_json
from twosource.archive.settings import ReaderName
from twosource.model import Article, Reading, Report
from twosource.ports import Reader

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

_THREADS: Final = 1  # of the trained reader: there are as many workers as processors already
_REFUSED: Final = frozenset({"no-incident", "language-not-read"})

_Row = tuple[str, int, str]  # id, arrival, body


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Read the articles of a part; counts "articles", "read" and "reports".

    Raises WeightsUnavailable where the reader needs weights that can't be had.
    """
    reader = load_once(task.plan.settings.reader)
    rows = given[ARTICLES.name]
    task.count("articles", rows.num_rows)
    each = zip(*(rows[name].to_pylist() for name in ("id", "arrival", "body")), strict=True)
    made = task.each(each, lambda row: row[0], lambda row: _read(task, reader, row))
    return {REPORTS.name: REPORTS.table([report for one in made for report in one])}


@lru_cache(maxsize=1)
def load_once(name: ReaderName) -> Reader:
    """Return a reader, loaded once in a process; raises WeightsUnavailable."""
    from twosource.read.readers import load_reader  # noqa: PLC0415 - takes a while
    from twosource.read.trained import load_proposer  # noqa: PLC0415

    return load_reader(name, load_proposer=lambda: load_proposer(_THREADS))


def _read(task: "Task", reader: Reader, row: _Row) -> list[dict[str, Any]]:
    """Return what one article tells, and say what the reader let go."""
    _, arrival, body = row
    article = article_from_json(body)
    reading = reader.read(article, made_at=task.plan.settings.now)
    told = [
        {"arrival": arrival, "position": position, **_report_columns(report, article)}
        for position, report in enumerate(reading.reports)
    ]
    task.count("read", int(bool(told)))
    task.count("reports", len(told))
    _drop(task, reading)
    return told


def _drop(task: "Task", reading: Reading) -> None:
    """Say what was let go, as the ledger keeps it; of an article that was not read, the reason alone."""
    for dropped in reading.dropped:
        small = replace(dropped, text="") if dropped.reason in _REFUSED else dropped
        task.drop(small, article=reading.article)


def _report_columns(report: Report, article: Article) -> dict[str, Any]:
    return {
        "report": report.id,
        "article": report.article,
        "opens": not report.recalled,
        "body": report_to_json(report),
        "outline": link.outline_to_json(link.outline(report, article)).decode(),
    }

"""Write articles, reports, claims and copies down for people, and send what was told to its incidents."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from twosource.archive.datasets import ARTICLES, COPIES, PLACED, REPORTS, Table
from twosource.archive.records import article_from_json, article_to_json, copy_from_json, report_from_json
from twosource.archive.stages.gathering import LACKED, TOLD
from twosource.archive.tables import article_row, copy_row, final_table, report_row
from twosource.ids import IncidentId
from twosource.model import Article
from twosource.wire.frames import FrameRow, Printed, claim_frame_row

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """One article with all that is known of it."""

    row: _Row
    reports: Sequence[_Row]
    incidents: Mapping[str, IncidentId | None]  # by report
    copy: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """What one article gives to each table."""

    tables: Mapping[str, Sequence[FrameRow]]
    told: Sequence[dict[str, Any]]
    lacked: Sequence[dict[str, Any]]


_TABLES: Final = ("articles", "reports", "claims", "copies")


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Write down a part's articles with what they tell; counts "claims"."""
    made = list(task.each(_gather(given), lambda one: str(one.row["id"]), _write))
    rows = {name: [row for one in made for row in one.tables.get(name, ())] for name in _TABLES}
    task.count("claims", len(rows["claims"]))
    return {
        TOLD.name: TOLD.table([row for one in made for row in one.told]),
        LACKED.name: LACKED.table([row for one in made for row in one.lacked]),
        **{name: final_table(name, rows[name]) for name in _TABLES},
    }


def slim(article: Article) -> str:
    """Write what reconciling asks of an article: who printed and wrote it, and when."""
    return article_to_json(replace(article, text="", found=(), dropped=()))


def _gather(given: Mapping[str, Table]) -> Iterator[_Printed]:
    """Yield the articles of a part, ordered by id, each with its reports in the order they were read in."""
    reports: dict[str, list[_Row]] = defaultdict(list)
    for row in given[REPORTS.name].select(["article", "arrival", "position", "body"]).to_pylist():
        reports[row["article"]].append(row)
    placed = given[PLACED.name].to_pylist()
    copies = {row["article"]: row["body"] for row in given[COPIES.name].to_pylist()}
    incidents: dict[str, IncidentId | None] = {row["report"]: row["incident"] for row in placed}
    for row in sorted(given[ARTICLES.name].to_pylist(), key=itemgetter("id")):
        told = sorted(reports[row["id"]], key=itemgetter("position"))
        yield _Printed(row=row, reports=told, incidents=incidents, copy=copies.get(row["id"]))


def _write(one: _Printed) -> _Written:
    article = article_from_json(one.row["body"])
    copy = None if one.copy is None else copy_from_json(one.copy)
    told = [(row, report_from_json(row["body"])) for row in one.reports]
    printed = Printed(outlet=article.outlet, newsroom=article.newsroom, published=article.published)
    placed = [(row, report, one.incidents.get(report.id)) for row, report in told]
    copy_of = None if copy is None else copy.original
    named = sorted({incident for _, _, incident in placed if incident is not None})
    return _Written(
        tables={
            "articles": [article_row(article, copy_of=copy_of, reports=len(told))],
            "copies": [] if copy is None else [copy_row(copy)],
            "reports": [
                report_row(report, position=row["position"], printed=printed, incident=incident)
                for row, report, incident in placed
            ],
            "claims": [
                claim_frame_row(claim, printed=printed, address=article.address, incident=incident)
                for _, report, incident in placed
                for claim in report.claims
            ],
        },
        told=[
            {**row, "incident": incident, "article": slim(article), "copy": one.copy}
            for row, _, incident in placed
            if incident is not None
        ],
        lacked=[{"article": copy_of, "incident": incident} for incident in named if copy_of is not None],
    )

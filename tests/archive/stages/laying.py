"""What a ledger holds, laid out as the stages before gathering leave it: to gather anew and compare."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tests.archive.stages.flow import Flow
from twosource.archive.datasets import (
    ARTICLES,
    COPIED,
    COPIES,
    COPY_JUDGEMENTS,
    JUDGEMENTS,
    REPORTS,
    Dataset,
    Table,
)
from twosource.archive.exchange import bucket_of
from twosource.archive.records import (
    article_to_json,
    copy_to_json,
    incident_from_json,
    judgement_to_json,
    report_to_json,
)
from twosource.archive.stages.gathering import RECONCILED
from twosource.ids import ArticleId, ReportId
from twosource.model import Article, Incident, Judgement
from twosource.store import Filter, Ledger
from twosource.store.pairing import COPY_JUDGE, find_copied

Row = dict[str, Any]


def lay(ledger: Ledger, buckets: int) -> Flow:
    """Return what a ledger holds as datasets of so many buckets."""
    articles = list(ledger.articles())
    told = ledger.reports_of([article.id for article in articles])
    members = ledger.members([report.id for report in told])
    article_of = {report.id: report.article for report in told}
    copies = ledger.copies([article.id for article in articles])
    decided = ledger.judgements_among(article_of)
    copied = find_copied(decided, article_of, copies)
    arrivals = {article.id: at << 32 for at, article in enumerate(articles)}
    flow = Flow(buckets=buckets)
    flow.parts = {
        ARTICLES.name: _spread(
            ARTICLES, buckets, [(one.id, _article(one, arrivals[one.id])) for one in articles]
        ),
        REPORTS.name: _spread(
            REPORTS,
            buckets,
            [
                (
                    report.article,
                    {
                        "report": report.id,
                        "article": report.article,
                        "arrival": arrivals[report.article],
                        "position": at,
                        "opens": not report.recalled,
                        "body": report_to_json(report),
                        "outline": members[report.id].outline,
                    },
                )
                for at, report in enumerate(told)
            ],
        ),
        COPIES.name: _spread(
            COPIES,
            buckets,
            [
                (name, {"article": name, "original": copy.original, "body": copy_to_json(copy)})
                for name, copy in copies.items()
            ],
        ),
        COPIED.name: _spread(COPIED, buckets, list(_copied(copied, article_of))),
        JUDGEMENTS.name: _judged(JUDGEMENTS, decided, article_of, lambda one: one.decided_by != COPY_JUDGE),
        COPY_JUDGEMENTS.name: _judged(
            COPY_JUDGEMENTS, decided, article_of, lambda one: one.decided_by == COPY_JUDGE
        ),
    }
    return flow


def gathered(flow: Flow) -> dict[str, Incident]:
    """Return the incidents that were gathered."""
    found = (incident_from_json(body) for body in flow.table(RECONCILED)["body"].to_pylist())
    return {incident.id: incident for incident in found}


def kept(ledger: Ledger) -> dict[str, Incident]:
    """Return the incidents of a ledger."""
    return {incident.id: incident for incident in ledger.incidents(Filter())}


def _article(article: Article, arrival: int) -> Row:
    return {"id": article.id, "arrival": arrival, "body": article_to_json(article)}


def _copied(
    copied: Mapping[ReportId, ReportId], article_of: Mapping[ReportId, ArticleId]
) -> Iterable[tuple[str, Row]]:
    for ours, theirs in copied.items():
        row = {"article": article_of[ours], "original": article_of[theirs]}
        yield article_of[ours], {**row, "report": ours, "original_report": theirs}


def _judged(
    dataset: Dataset,
    decided: Iterable[Judgement],
    article_of: Mapping[ReportId, ArticleId],
    wanted: Callable[[Judgement], bool],
) -> Sequence[Table]:
    """Return judgements in two parts, each pair as it was judged last."""
    latest = {(one.left, one.right): one for one in decided if wanted(one)}
    rows = [
        {
            "left": one.left,
            "right": one.right,
            "left_article": article_of[one.left],
            "right_article": article_of[one.right],
            "verdict": one.verdict.value,
            "score": one.score,
            "decided_by": one.decided_by,
            "body": judgement_to_json(one),
        }
        for one in latest.values()
    ]
    return [dataset.table(rows[::2]), dataset.table(rows[1::2])]


def _spread(dataset: Dataset, buckets: int, rows: Sequence[tuple[str, Row]]) -> Sequence[Table]:
    """Return rows in as many parts as there are buckets, each in that of its article."""
    return [
        dataset.table([row for article, row in rows if bucket_of(article, buckets) == number])
        for number in range(buckets)
    ]

"""Reports of copies go with those of their originals, as in a ledger, however they are spread over buckets."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.archive.stages.flow import Flow
from tests.archive.stages.printing import clean
from tests.builders import NOW, make_article
from tests.ledgers import open_ledger
from tests.simple_stages import SimpleStages, inputs
from tests.test_orders import CHAIN, LONG, papers, real_copies
from twosource.archive.datasets import ARTICLES, CLEANED, COPIED, COPY_JUDGEMENTS, REPORTS, Table
from twosource.archive.records import article_from_json, judgement_from_json, report_to_json
from twosource.archive.stages import copied, copying
from twosource.ids import ReportId
from twosource.model import Article, Judgement
from twosource.pipeline import add
from twosource.store import Ledger
from twosource.store.pairing import COPY_JUDGE, COPY_POINTS, find_copied

TOLD = f"Four people were shot dead in Kisumu on 2024-05-01, police said.\nTwo were burnt in Garissa.\n{LONG}"
#: One prints all that another does, one leaves a paragraph out, one is by itself.
PAPERS = SimpleStages(
    texts={
        "courier/a": TOLD,
        "herald/b": TOLD,
        "post/c": TOLD.replace("Two were burnt in Garissa.\n", ""),
        "post/d": "Two people were killed by a bomb in Mombasa on 2024-05-01.",
    }
)


def run(stages: SimpleStages, articles: Sequence[Article], buckets: int) -> Flow:
    """Run the stages on articles, which are read as simple stages read them."""
    flow = Flow(buckets=buckets, parts={CLEANED.name: [clean(articles)]}).run(*copying.STAGES)
    flow.parts[REPORTS.name] = [read(stages, part) for part in flow.parts[ARTICLES.name]]
    return flow.run(*copied.STAGES)


def read(stages: SimpleStages, part: Table) -> Table:
    """Return the reports of a part, as the stage that reads gives them."""
    articles = map(article_from_json, part["body"].to_pylist())
    told = [
        (at, report) for article in articles for at, report in enumerate(stages.read(article, NOW).reports)
    ]
    return REPORTS.table(
        [
            {
                "report": report.id, "article": report.article, "arrival": 0, "position": at,
                "opens": not report.recalled, "body": report_to_json(report), "outline": "",
            }
            for at, report in told
        ]
    )  # fmt: skip


def ledger_copied(ledger: Ledger, decided: Sequence[Judgement]) -> dict[ReportId, ReportId]:
    members = ledger.members({report for one in decided for report in (one.left, one.right)})
    article_of = {report: member.article for report, member in members.items()}
    return find_copied(decided, article_of, ledger.copies(set(article_of.values())))


def check_as_in_a_ledger(stages: SimpleStages, buckets: int) -> None:
    """Hold that copied reports are those of a ledger, and judgements on them are among the ledger's own."""
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.db") as ledger:
        list(add(ledger, real_copies(stages), inputs(*stages.texts)))
        articles = list(ledger.articles())
        reports = [one.id for one in ledger.reports_of([article.id for article in articles])]
        decided = [one for one in ledger.judgements_touching(reports) if one.decided_by == COPY_JUDGE]
        expected = ledger_copied(ledger, decided)
    flow = run(stages, articles, buckets)

    assert {row["report"]: row["original_report"] for row in flow.rows(COPIED)} == expected
    judged = [judgement_from_json(str(row["body"])) for row in flow.rows(COPY_JUDGEMENTS)]
    assert {tuple(sorted(pair)) for pair in expected.items()} == {(one.left, one.right) for one in judged}
    assert [one for one in judged if one not in decided] == []
    assert len(judged) == len(expected)


@pytest.mark.parametrize("buckets", [1, 4])
@pytest.mark.parametrize("stages", [PAPERS, CHAIN], ids=["papers", "chain"])
def test_reports_of_copies_go_with_those_of_their_originals(stages: SimpleStages, buckets: int) -> None:
    check_as_in_a_ledger(stages, buckets)


@settings(deadline=None, max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(papers(), st.integers(1, 4))
def test_reports_are_paired_as_in_a_ledger(stages: SimpleStages, buckets: int) -> None:
    check_as_in_a_ledger(stages, buckets)


def test_a_report_that_the_original_does_not_tell_is_left_to_be_judged_by_likeness() -> None:
    shorter = make_article(PAPERS.texts["post/c"], outlet="post")
    longer = make_article(TOLD, outlet="herald", published=NOW + timedelta(hours=1))

    flow = run(PAPERS, [longer, shorter], buckets=2)

    assert flow.counts["reports of copies"] == 2
    assert flow.counts["paired"] == 1
    assert [(row["article"], row["original"]) for row in flow.rows(COPIED)] == [(longer.id, shorter.id)]
    (judged,) = flow.rows(COPY_JUDGEMENTS)
    assert {judged["left_article"], judged["right_article"]} == {longer.id, shorter.id}
    assert (judged["verdict"], judged["decided_by"], judged["score"]) == ("same", COPY_JUDGE, COPY_POINTS)

"""Reading in parts: a row for each report, as the reader tells it, and a small one for each article let go."""

from collections.abc import Sequence

import pytest

from tests.archive.stages.flow import Flow
from tests.builders import NOW, make_article
from twosource import link
from twosource.archive.datasets import ARTICLES, REPORTS
from twosource.archive.records import article_to_json, report_from_json
from twosource.archive.stages import read
from twosource.archive.stages.reading import STAGES
from twosource.errors import WeightsUnavailable
from twosource.model import Article
from twosource.read.readers import load_reader

TOLD = make_article(
    "Gunmen opened fire on a bus near Kisumu on Tuesday, police said.\nFour people were killed.\n\n"
    "In a separate incident, a car bomb exploded outside a police station in Garissa on Wednesday, killing two officers."
)
DULL = make_article(
    "The county opened a new library on Tuesday.\nIt holds forty thousand books.", title="New library"
)
FOREIGN = make_article(
    "Quatre personnes ont été tuées à Kisumu mardi.", title="Fusillade à Kisumu", language="fr"
)


def lay(*articles: Article, parts: int = 1) -> Flow:
    """Return articles as they are after cleaning, in so many parts."""
    rows = [
        {"id": article.id, "arrival": at << 32, "body": article_to_json(article)}
        for at, article in enumerate(articles)
    ]
    flow = Flow(buckets=parts)
    flow.parts[ARTICLES.name] = [ARTICLES.table(rows[start::parts]) for start in range(parts)]
    return flow


def test_every_report_is_a_row_with_what_linking_needs() -> None:
    told = load_reader("rules").read(TOLD, made_at=NOW).reports
    rows = lay(DULL, TOLD).run(*STAGES).table(REPORTS).to_pylist()
    assert [report_from_json(row.pop("body")) for row in rows] == list(told)
    assert [link.outline_from_json(row.pop("outline")) for row in rows] == [
        link.outline(one, TOLD) for one in told
    ]
    assert rows == [
        {"report": one.id, "article": TOLD.id, "arrival": 1 << 32, "position": at, "opens": not one.recalled}
        for at, one in enumerate(told)
    ]
    assert len(rows) > 1


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_parts_change_nothing_that_is_read(parts: int) -> None:
    articles: Sequence[Article] = (DULL, TOLD, FOREIGN)
    whole, cut = lay(*articles).run(*STAGES), lay(*articles, parts=parts).run(*STAGES)
    assert cut.rows(REPORTS) == whole.rows(REPORTS)
    assert cut.counts == whole.counts


def test_an_article_that_is_let_go_leaves_its_reason_and_no_text() -> None:
    flow = lay(DULL, FOREIGN).run(*STAGES)
    assert [(row["what"], row["reason"], row["article"], row["text"]) for row in flow.dropped] == [
        ("report", "no-incident", DULL.id, ""),
        ("report", "language-not-read", FOREIGN.id, ""),
    ]


def test_counts_say_how_many_were_read() -> None:
    counts = lay(DULL, TOLD, FOREIGN).run(*STAGES).counts
    assert {what: number for what, number in counts.items() if not what.startswith("dropped")} == {
        "articles": 3,
        "read": 1,
        "reports": 2,
    }


def test_an_article_that_nobody_can_read_costs_itself_alone() -> None:
    flow = lay(TOLD, DULL)
    rows = flow.table(ARTICLES).to_pylist()
    rows.insert(0, {"id": "a_broken", "arrival": 9, "body": "{"})
    flow.parts[ARTICLES.name] = [ARTICLES.table(rows)]
    assert flow.run(*STAGES).table(REPORTS).num_rows == 2
    assert [(row["address"], row["reason"]) for row in flow.dropped if row["what"] == "record"] == [
        ("a_broken", "stage-failed")
    ]


def test_without_the_weights_nothing_is_read_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise WeightsUnavailable("the weights are missing")

    monkeypatch.setattr(read, "load_once", refuse)
    with pytest.raises(WeightsUnavailable):
        lay(TOLD).run(*STAGES)

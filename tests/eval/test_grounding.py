"""The grounding proof: every claim counted by who made it, every fault named."""

from eval.grounding import Findings, check, describe, prove
from eval.reading import Given

from tests.builders import NOW, make_article
from twosource.read import read_article


def test_what_the_rules_read_is_grounded() -> None:
    given = Given(
        text="Gunmen opened fire on a bus near Kisumu on Tuesday, killing four passengers, police said.",
        title="Attack near Kisumu",
        published="2024-05-02",
    )
    findings = prove([("one", given), ("two", given)])
    assert findings.grounded
    assert findings.articles == 2
    assert findings.claims["rules/1"] > 4


def test_a_quote_that_is_not_in_the_article_is_a_fault() -> None:
    article = make_article()
    reading = read_article(article, made_at=NOW)
    moved = make_article(article.text.replace("Kisumu", "Nakuru"))
    findings = Findings()
    check("moved", moved, reading, findings)
    assert findings.not_verbatim["rules/1"] > 0
    assert not findings.grounded


def test_faults_are_told_by_origin() -> None:
    findings = Findings(articles=3, failed=["a: Error"], faults=["not verbatim: b"])
    findings.claims["rules/1"] = 2
    findings.not_verbatim["rules/1"] = 1
    assert list(describe(findings)) == [
        "3 articles read, 1 could not be; 2 claims",
        "rules/1: 2 claims, 1 quotes not verbatim, 0 values not derivable",
        "a: Error",
        "not verbatim: b",
    ]


def test_findings_add_up() -> None:
    one, two = Findings(articles=1), Findings(articles=2, faults=["x"])
    one.claims["rules/1"] = two.claims["rules/1"] = 3
    one.add(two)
    assert (one.articles, one.claims["rules/1"], one.faults) == (3, 6, ["x"])

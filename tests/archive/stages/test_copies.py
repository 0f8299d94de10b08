"""Copies over buckets: the same as a ledger's, however the articles are spread, and in whatever order they come."""

from datetime import timedelta
from random import Random

import pyarrow.compute as pc
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.archive.stages.flow import Flow
from tests.archive.stages.printing import OUTLETS, clean, crowds, keep, presses, version
from tests.builders import NOW, make_article
from twosource.archive.datasets import ARTICLES, CLEANED, COPIES
from twosource.archive.records import article_from_json, copy_from_json
from twosource.archive.stages.copying import SHIPPED, STAGES
from twosource.ids import ArticleId
from twosource.model import Article, Copy

PRINTS = list(zip(OUTLETS[:2], (timedelta(), timedelta(hours=1)), strict=True))
OTHER = " ".join(f"word{at}" for at in range(90))


def run(*units: list[Article], buckets: int = 1) -> Flow:
    """Run the stages on articles that were cleaned in several tasks."""
    whole = clean([article for unit in units for article in unit])
    ends = [sum(map(len, units[: at + 1])) for at in range(len(units))]
    parts = [whole.slice(end - len(unit), len(unit)) for unit, end in zip(units, ends, strict=True)]
    return Flow(buckets=buckets, parts={CLEANED.name: parts}).run(*STAGES)


def copies(flow: Flow) -> dict[ArticleId, Copy]:
    """Return whose text is whose, and hold that each is told once."""
    rows = flow.rows(COPIES)
    found = {copy.article: copy for copy in (copy_from_json(str(row["body"])) for row in rows)}
    assert [(row["article"], row["original"]) for row in rows] == sorted(
        (one.article, one.original) for one in found.values()
    )
    return found


def articles(flow: Flow) -> dict[ArticleId, Article]:
    found = map(article_from_json, flow.table(ARTICLES)["body"].to_pylist())
    return {article.id: article for article in found}


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(presses, st.integers(1, 5), st.integers(0, 14))
def test_copies_are_those_of_a_ledger(press: list[Article], buckets: int, cut: int) -> None:
    flow, kept = run(press[:cut], press[cut:], buckets=buckets), keep(press)

    assert articles(flow) == kept.articles
    assert copies(flow) == kept.copies
    assert flow.dropped == []


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(crowds, st.integers(1, 9), st.randoms(use_true_random=False))
def test_copies_do_not_hang_on_order_or_buckets(crowd: list[Article], buckets: int, random: Random) -> None:
    shuffled = random.sample(crowd, len(crowd))

    assert copies(run(shuffled, buckets=buckets)) == copies(run(crowd))


def test_a_text_that_cannot_be_read_costs_the_comparisons_with_it_alone() -> None:
    original, copy = (make_article(version(0), outlet=one, published=NOW + at) for one, at in PRINTS)
    other, other_copy = (make_article(OTHER, outlet=one, published=NOW + at) for one, at in PRINTS)
    flow = run([original, copy, other, other_copy])

    flow.parts[SHIPPED.name] = [
        SHIPPED.table([{**row, "body": "{"} if row["article"] == original.id else row for row in rows])
        for rows in [flow.rows(SHIPPED)]
    ]
    flow.parts[ARTICLES.name] = [
        one.filter(pc.not_equal(one["id"], original.id)) for one in flow.parts[ARTICLES.name]
    ]
    flow.run(STAGES[-1])

    assert copies(flow).keys() == {other_copy.id}
    assert [(one["reason"], one["address"]) for one in flow.dropped] == [("stage-failed", copy.id)]

"""Articles that are met several times are one, as in a ledger; each tells at which keys others meet it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.archive.stages.flow import Flow
from tests.archive.stages.printing import clean, instants, keep
from tests.builders import NOW, make_article
from twosource.archive.datasets import ARTICLES, CLEANED
from twosource.archive.records import article_from_json
from twosource.archive.stages.copying import BANDS, STAGES
from twosource.archive.stages.unique import ADDRESS, WHOLE, find_keys
from twosource.copies import sketch
from twosource.model import Article

UNIQUE = STAGES[0]
KISUMU = make_article()
UNDATED = replace(KISUMU, published=None, address="wires/undated.txt")
EARLIER = replace(KISUMU, published=NOW - timedelta(hours=3), address="wires/earlier.txt")
DAY = replace(EARLIER, published_precision="day")


def run(prints: Sequence[Article], buckets: int = 1) -> Flow:
    return Flow(buckets=buckets, parts={CLEANED.name: [clean(prints)]}).run(UNIQUE)


def articles(flow: Flow) -> list[Article]:
    return [article_from_json(body) for body in flow.table(ARTICLES)["body"].to_pylist()]


@pytest.mark.parametrize(
    ("prints", "stands"),
    [
        ([KISUMU, UNDATED], KISUMU),
        ([UNDATED, KISUMU], replace(UNDATED, published=NOW)),
        ([KISUMU, EARLIER, KISUMU], replace(KISUMU, published=EARLIER.published)),
        ([EARLIER, KISUMU], EARLIER),
        ([KISUMU, DAY], KISUMU),
        ([DAY, KISUMU], replace(DAY, published=NOW, published_precision="minute")),
    ],
    ids=[
        "undated later",
        "dated later",
        "earlier later",
        "later later",
        "a day alone",
        "the minute of a day",
    ],
)
def test_of_several_prints_the_first_stands_with_the_earliest_date(
    prints: Sequence[Article], stands: Article
) -> None:
    flow = run(prints)

    assert articles(flow) == [stands] == list(keep(prints).articles.values())
    assert flow.table(ARTICLES)["arrival"].to_pylist() == [0]
    assert flow.counts == {"articles": 1, "known": len(prints) - 1}


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.builds(
            lambda text, published, precision, address: make_article(
                f"Part {text}.",
                published=published,
                published_precision=precision if published else "minute",
                address=address,
            ),
            st.integers(1, 3),
            st.none() | instants,
            st.sampled_from(["minute", "day"]),
            st.sampled_from("abc"),
        ),
        max_size=12,
    ),
    st.integers(1, 4),
)
def test_prints_are_joined_as_in_a_ledger(prints: list[Article], buckets: int) -> None:
    flow = run(prints, buckets)

    assert {article.id: article for article in articles(flow)} == keep(prints).articles
    assert [part["id"].to_pylist() for part in flow.parts[ARTICLES.name]] == [
        sorted(part["id"].to_pylist()) for part in flow.parts[ARTICLES.name]
    ]


def test_an_article_that_cannot_be_read_costs_itself() -> None:
    other = make_article("Two people were killed in Mombasa.")
    rows: list[dict[str, Any]] = clean([KISUMU, other]).to_pylist()
    rows[0]["body"] = "{"

    flow = Flow(buckets=1, parts={CLEANED.name: [CLEANED.table(rows)]}).run(UNIQUE)

    assert articles(flow) == [other]
    assert {row["article"] for row in flow.rows(BANDS)} == {other.id}
    assert [(one["what"], one["reason"], one["address"]) for one in flow.dropped] == [
        ("record", "stage-failed", KISUMU.id)
    ]


def test_an_article_is_met_at_its_bands_at_all_of_them_and_at_its_address() -> None:
    bands = sketch(KISUMU.text)
    here, there = (
        find_keys(replace(KISUMU, url=url), bands) for url in ("https://a.example/", "https://b.example/")
    )

    assert sorted(here.values()) == [ADDRESS, *[1] * len(bands), WHOLE]
    assert here.keys() & there.keys() == find_keys(KISUMU, bands).keys() > set(bands)
    assert find_keys(replace(KISUMU, url=None), ()) == {}

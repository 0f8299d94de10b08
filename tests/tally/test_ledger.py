"""What is fetched from a ledger for counting: no more facts than asked about, and nothing lost."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.builders import NOW, make_article, make_judgement
from tests.ledgers import open_ledger
from tests.store.filling import keep, made_report
from twosource.model import Incident, Verdict
from twosource.store import Ledger
from twosource.tallies import PressAsked, count, press_counts, tally
from twosource.tallies.shelf import Shelf, narrow
from twosource.tally import Question

KISUMU = Question(places=("Kisumu",))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.fixture
def two(ledger: Ledger) -> tuple[Incident, Incident]:
    """Keep two shootings near Kisumu that nobody could tell apart."""
    articles = [make_article(), make_article(outlet="Hill Courier", newsroom="Hill Courier")]
    reports = [made_report(article) for article in articles]
    kept = [keep(ledger, *pair) for pair in zip(articles, reports, strict=True)]
    with ledger.transaction():
        ledger.save_judgements([make_judgement(reports[0].id, reports[1].id, Verdict.UNSURE)])
    return kept[0], kept[1]


def test_two_that_may_be_one_count_as_one_at_least(ledger: Ledger, two: tuple[Incident, Incident]) -> None:
    made = tally(ledger, KISUMU)

    assert (made.low, made.high) == (1, 2)
    assert [{pair.left, pair.right} for pair in made.twins] == [{two[0].id, two[1].id}]


@pytest.mark.usefixtures("two")
def test_only_the_facts_asked_about_are_read(ledger: Ledger) -> None:
    found = count(ledger, KISUMU, fields=frozenset({"killed"}))

    assert {fact.field for one in found.incidents.values() for fact in one.facts} == {
        "when",
        "place",
        "killed",
    }
    assert found.tally == tally(ledger, KISUMU)


@pytest.mark.usefixtures("two")
def test_questions_that_share_what_is_fetched_get_what_each_would_alone(ledger: Ledger) -> None:
    days = [date(2024, 5, 2), date(2024, 5, 20), date(2024, 1, 1)]
    asked = [Question(places=("Kisumu",), since=day, until=day.replace(day=28)) for day in days]
    shelf = Shelf(ledger=ledger)

    shared = dict(shelf.piles(asked))
    assert [shared[number].incidents for number in range(3)] == [
        shelf.holding(one).incidents for one in asked
    ]


def test_a_kind_is_looked_up_with_its_cases_and_what_may_turn_out_to_be_it() -> None:
    kinds = set(narrow(Question(kinds=("bombing",))).kinds)

    assert {"bombing", "car bombing", "explosive attack", "attack", "explosion"} <= kinds
    assert "shooting" not in kinds


def test_a_city_is_looked_up_by_name_and_a_region_by_its_country() -> None:
    assert narrow(Question(targets=("Danish embassy Kisumu",))).places == ("kisumu",)
    assert "IQ" in narrow(Question(places=("Anbar",))).places
    assert narrow(Question(targets=("police",))).places == ()


@pytest.mark.usefixtures("two")
def test_a_ledger_without_counts_in_the_press_has_none(ledger: Ledger) -> None:
    assert press_counts(ledger, PressAsked(since=NOW.date())) == ()

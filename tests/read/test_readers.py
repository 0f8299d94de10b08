"""Readers by name: who reads, what they sign, and what is asked for only when it is needed."""

from dataclasses import replace
from typing import NoReturn

import pytest

from tests.builders import make_article
from tests.fakes import FakeProposer
from tests.read.scenes import LEAD, MADE_AT
from twosource.model import Article, Reading
from twosource.ports import Reader
from twosource.read import read_article
from twosource.read.readers import READERS, load_reader

ARTICLE = make_article(LEAD, title="Attack near Kisumu")


def no_weights() -> NoReturn:
    raise AssertionError("the weights were asked for")


def made_by(name: str, proposer: FakeProposer, article: Article = ARTICLE) -> Reading:
    reader: Reader = load_reader(name, load_proposer=lambda: proposer)  # type: ignore[arg-type]
    return reader.read(article, made_at=MADE_AT)


@pytest.mark.parametrize(
    ("name", "origin"),
    [("rules", "rules/1"), ("model", "model/1-fa4e00"), ("both", "rules/1+model/1-fa4e00")],
)
def test_a_reading_is_signed_by_all_who_read(name: str, origin: str) -> None:
    reader = load_reader(name, load_proposer=FakeProposer)  # type: ignore[arg-type]

    assert reader.origin == origin
    assert reader.read(ARTICLE, made_at=MADE_AT).origin == origin


def test_there_is_a_reader_of_every_name() -> None:
    assert READERS == ("rules", "model", "both")


def test_the_rules_need_no_weights() -> None:
    reading = load_reader("rules", load_proposer=no_weights).read(ARTICLE, made_at=MADE_AT)

    assert reading == read_article(ARTICLE, made_at=MADE_AT)
    assert {claim.origin for report in reading.reports for claim in report.claims} == {"rules/1"}


@pytest.mark.parametrize("name", ["model", "both"])
def test_the_model_is_asked_once_for_an_article(name: str) -> None:
    proposer = FakeProposer()
    made_by(name, proposer)

    assert len(proposer.asked) == 1


@pytest.mark.parametrize("name", READERS)
def test_an_article_in_another_language_is_not_read(name: str) -> None:
    proposer = FakeProposer()
    reading = made_by(name, proposer, replace(ARTICLE, language="fr"))

    assert [drop.reason for drop in reading.dropped] == ["language-not-read"]
    assert proposer.asked == []


def test_what_is_surely_no_news_of_an_incident_is_not_proposed_for() -> None:
    proposer = FakeProposer(marks={"weapon": ["whisk"]})
    text = (
        "Beat the eggs with a whisk, add the flour and a pinch of salt, and bake the cake for forty minutes."
    )
    recipe = make_article(text, title="A cake for Sunday")
    reading = made_by("both", proposer, recipe)

    assert (reading.reports, [drop.reason for drop in reading.dropped]) == ((), ["no-incident"])
    assert proposer.asked == []


def test_an_article_needs_somebody_to_read_it() -> None:
    with pytest.raises(ValueError, match="needs the rules or a proposer"):
        read_article(ARTICLE, made_at=MADE_AT, rules=False)

"""The whole pipe on the packaged example wires, beside their gold.

What is asked of each article stands in examples/gold.json; how it is compared, in eval/.
"""

import pytest
from eval.claims import check_claims
from eval.gold import EXAMPLES
from eval.pairing import Pairing
from eval.product import gather
from eval.reports import check_articles, check_facts, check_must_not, check_quotes, check_together
from eval.shapes import Gold, Product, load_gold

from twosource.text import plain

GOLD: Gold = load_gold(EXAMPLES)
ARTICLES = [article.id for article in GOLD.articles]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Product:
    files = sorted({EXAMPLES.parent / article.file for article in GOLD.articles})
    return gather(tmp_path_factory.mktemp("examples") / "examples.db", files)


@pytest.fixture(scope="module")
def pairing(product: Product) -> Pairing:
    return Pairing(gold=GOLD, product=product)


def test_the_files_of_gold_are_the_example_files() -> None:
    folder = EXAMPLES.parent / "wires"
    named = {EXAMPLES.parent / article.file for article in GOLD.articles}
    assert named == {path for path in folder.rglob("*") if path.is_file()}


def test_every_article_is_printed_once(product: Product) -> None:
    assert len(product.articles) == len(GOLD.articles)


@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_is_what_it_says_it_is(pairing: Pairing, article: str) -> None:
    assert [line for line in check_articles(pairing) if line.startswith(f"{article}:")] == []


@pytest.mark.parametrize("article", ARTICLES)
def test_gold_quotes_the_kept_text(pairing: Pairing, article: str) -> None:
    text = plain(pairing.text(article))
    quotes = [claim.quote for claim in GOLD.claims if claim.article == article]
    assert [quote for quote in quotes if plain(quote) not in text] == []


@pytest.mark.parametrize("article", ARTICLES)
def test_every_claim_of_gold_is_found(pairing: Pairing, article: str) -> None:
    problems = [found.problem for found in check_claims(pairing) if found.claim.article == article]
    assert [problem for problem in problems if problem] == []


def test_every_quote_is_in_its_article(pairing: Pairing) -> None:
    assert list(check_quotes(pairing)) == []


def test_nothing_forbidden_is_read(pairing: Pairing) -> None:
    assert list(check_must_not(pairing)) == []


def test_what_belongs_together_is_joined_and_the_rest_kept_apart(pairing: Pairing) -> None:
    assert list(check_together(pairing)) == []


@pytest.mark.parametrize("incident", [incident.id for incident in GOLD.incidents])
def test_an_incident_has_the_facts_of_gold(pairing: Pairing, incident: str) -> None:
    assert [line for line in check_facts(pairing) if line.startswith(f"{incident}:")] == []


def test_every_claim_of_gold_has_an_id_of_its_own() -> None:
    ids = [claim.id for claim in GOLD.claims]
    assert len(ids) == len(set(ids))

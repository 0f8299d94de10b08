"""The whole pipe on the packaged example wires, beside their gold.

What is asked of each article stands in examples/gold.json; how it is compared, in eval/.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest
from eval.claims import check_claims
from eval.gold import EXAMPLES
from eval.pairing import Pairing
from eval.product import gather
from eval.reports import check_articles, check_facts, check_must_not, check_quotes, check_together
from eval.shapes import Gold, Product, load_gold

from tests.ledgers import open_ledger, place_of
from twosource.ids import ArticleId
from twosource.model import CopyRelation
from twosource.text import plain

GOLD: Gold = load_gold(EXAMPLES)
ARTICLES = [article.id for article in GOLD.articles]


@pytest.fixture(scope="module")
def db(reader: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp(f"examples-{reader}") / "examples.db"


@pytest.fixture(scope="module")
def product(db: Path) -> Product:
    files = sorted({EXAMPLES.parent / article.file for article in GOLD.articles})
    return gather(place_of(db), files)


@pytest.fixture(scope="module")
def pairing(product: Product) -> Pairing:
    return Pairing(gold=GOLD, product=product)


def families(pairs: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """Return the articles that hang together by pairs, whichever of them came first."""
    joined: set[frozenset[str]] = set()
    for pair in pairs:
        near = {family for family in joined if family & set(pair)}
        joined = (joined - near) | {frozenset(pair).union(*near)}
    return joined


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


def test_copies_are_found_and_nothing_else_is_taken_for_one(pairing: Pairing, db: Path) -> None:
    names = {ident: name for name, ident in pairing.ids.items()}
    with open_ledger(db) as ledger:
        copies = ledger.copies([ArticleId(ident) for ident in names]).values()
    found = [(names[copy.article], names[copy.original]) for copy in copies]
    assert families(found) == families([(copy["article"], copy["original"]) for copy in GOLD.copies])


def test_a_corrected_article_is_told_from_a_reprint(pairing: Pairing, db: Path) -> None:
    pair = [pairing.ids[name] for name in ("quetta-first", "quetta-corrected")]
    with open_ledger(db) as ledger:
        copies = ledger.copies([ArticleId(ident) for ident in pair]).values()
    assert [copy.relation for copy in copies] == [CopyRelation.UPDATED]


def test_every_claim_of_gold_has_an_id_of_its_own() -> None:
    ids = [claim.id for claim in GOLD.claims]
    assert len(ids) == len(set(ids))

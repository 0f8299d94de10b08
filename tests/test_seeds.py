"""The whole pipe on two articles kept outside the repository, named by ``TWOSOURCE_SEEDS``.

That folder holds the articles and their gold.json. Once neither article is given a date; once the
undated one is given the day it was printed. The sentences of what must not be read are spelled
out here as checks.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from eval.claims import check_claims, field_of
from eval.pairing import Pairing
from eval.product import add, gather, read, run_command
from eval.reports import check_articles, check_facts, check_quotes, check_together
from eval.shapes import Gold, GoldClaim, Line, Product, load_gold
from eval.words import strings_of

from tests.ledgers import place_of
from twosource.text import fold

SEEDS = os.environ.get("TWOSOURCE_SEEDS", "")
PRINTED_ON = "2023-12-08"
COUNTED = frozenset({"killed", "injured", "casualties", "captured", "munitions", "salvos"})

pytestmark = pytest.mark.skipif(not SEEDS, reason="TWOSOURCE_SEEDS names no folder with the two articles")


def load() -> Gold:
    return load_gold(Path(SEEDS) / "gold.json")


def undated_gold() -> Gold:
    """Gold for the run in which the undated article stays undated: its 7 October has no year."""
    gold = load()
    return replace(gold, claims=tuple(_without_year(claim) for claim in gold.claims))


def dated_gold() -> Gold:
    """Gold for the run in which the undated article is given its day: its Friday has a date."""
    gold = load()
    articles = tuple(replace(article, published=article.published or PRINTED_ON) for article in gold.articles)
    claims = tuple(
        replace(claim, value={"date": PRINTED_ON}) if _is_bare_weekday(claim) else claim
        for claim in gold.claims
    )
    return replace(gold, articles=articles, claims=claims)


def _without_year(claim: GoldClaim) -> GoldClaim:
    if claim.field != "first since" or claim.value["since"] != "2023-10-07":
        return claim
    return replace(claim, value={**claim.value, "since": "October 7"})


def _is_bare_weekday(claim: GoldClaim) -> bool:
    return claim.field == "when" and "weekday" in claim.value


def run_undated(folder: Path) -> Pairing:
    gold = undated_gold()
    files = [Path(SEEDS) / article.file for article in gold.articles]
    return Pairing(gold=gold, product=gather(place_of(folder / "undated.db"), files))


def run_dated(folder: Path) -> Pairing:
    gold, db = dated_gold(), place_of(folder / "dated.db")
    options = {
        article.file: () if undated.published else ("--published", PRINTED_ON)
        for article, undated in zip(gold.articles, load().articles, strict=True)
    }
    for file, given in options.items():
        add(db, [Path(SEEDS) / file], options=given)
    lines = [line for file, given in options.items() for line in read([Path(SEEDS) / file], options=given)]
    exported = (export(db, "claims-jsonl"), export(db, "incidents-jsonl"))
    return Pairing(
        gold=gold, product=Product(articles=tuple(lines), claims=exported[0], incidents=exported[1])
    )


def export(db: str, form: str) -> tuple[Line, ...]:
    printed = run_command("--db", db, "export", "--format", form)
    return tuple(json.loads(line) for line in printed.splitlines() if line.strip())


@pytest.fixture(scope="module", params=[run_undated, run_dated], ids=["undated", "dated"])
def pairing(
    reader: str,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Pairing:
    run: Callable[[Path], Pairing] = request.param
    return run(tmp_path_factory.mktemp("seeds"))


def own_claims(pairing: Pairing) -> Iterator[Line]:
    """Yield the claims of every report that does not merely recall an older incident."""
    for line in pairing.product.articles:
        for report in line["reports"]:
            yield from () if report["recalled"] else report["claims"]


def matched(pairing: Pairing, ids: list[str]) -> set[str]:
    """Return the program's claims that answer some claims of gold."""
    checks = {check.claim.id: check.nearest for check in check_claims(pairing)}
    return {near["id"] for name in ids if (near := checks[name]) is not None}


def test_the_articles_are_what_they_say_they_are(pairing: Pairing) -> None:
    assert list(check_articles(pairing)) == []


def test_every_claim_of_gold_is_found(pairing: Pairing) -> None:
    assert [check.problem for check in check_claims(pairing) if check.problem] == []


def test_every_quote_is_in_its_article(pairing: Pairing) -> None:
    assert list(check_quotes(pairing)) == []


def test_the_two_articles_tell_of_one_incident(pairing: Pairing) -> None:
    mains = {r["id"] for line in pairing.product.articles for r in line["reports"] if r["main"]}
    homes = [incident["id"] for incident in pairing.product.incidents if mains & set(incident["reports"])]
    assert (list(check_together(pairing)), len(homes)) == ([], 1)


def test_the_incident_has_the_facts_of_gold(pairing: Pairing) -> None:
    assert list(check_facts(pairing)) == []


@pytest.mark.parametrize("field", ["tally", "first since"])
def test_what_the_press_counts_is_compatible(pairing: Pairing, field: str) -> None:
    claims = [claim.id for claim in pairing.gold.claims if claim.field == field]
    wanted = matched(pairing, claims)
    facts = [fact for incident in pairing.product.incidents for fact in incident["facts"]]
    told = [fact["status"] for fact in facts if field_of(fact) == field and wanted <= set(fact["support"])]
    assert (len(wanted), told) == (len(claims), ["compatible"])


@pytest.mark.parametrize("claims", [["A18", "B14"], ["A19", "B15"]], ids=["government", "self-defence"])
def test_a_quotation_printed_twice_is_one_fact(pairing: Pairing, claims: list[str]) -> None:
    wanted = matched(pairing, claims)
    facts = [fact for incident in pairing.product.incidents for fact in incident["facts"]]
    assert len(wanted) == 2
    assert any(wanted <= set(fact["support"]) for fact in facts if field_of(fact) == "quote")


def test_figures_of_the_setting_and_of_the_press_count_nothing(pairing: Pairing) -> None:
    banned = {2500, 900, 70, 71, 24}
    counts = (claim["value"] for claim in own_claims(pairing) if field_of(claim) in COUNTED)
    assert [value for value in counts if {value["low"], value["high"], value.get("number")} & banned] == []


def test_the_start_of_a_tally_is_not_the_day(pairing: Pairing) -> None:
    said = (claim["as_said"] for claim in own_claims(pairing) if field_of(claim) in {"when", "time"})
    assert [words for words in said if "October" in words] == []


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"perpetrator", "target"}, "hamas"),
        ({"perpetrator", "target"}, "israel"),
        ({"perpetrator"}, "islamic state"),
    ],
    ids=["Hamas", "Israel", "Islamic State"],
)
def test_parties_of_the_setting_take_no_part(pairing: Pairing, fields: set[str], name: str) -> None:
    values = (claim["value"] for claim in own_claims(pairing) if field_of(claim) in fields)
    assert [value for value in values if name in fold(" ".join(strings_of(value)))] == []


def test_an_article_without_a_date_gets_none(tmp_path: Path) -> None:
    pairing = run_undated(tmp_path)
    undated = [article.id for article in pairing.gold.articles if article.published is None]
    dated = [
        claim["value"]
        for article in undated
        for claim in pairing.claims(article)
        if field_of(claim) in {"when", "time"} and claim["value"]["earliest"] is not None
    ]
    assert [pairing.lines[article]["article"]["published"] for article in undated] == [None]
    assert dated == []

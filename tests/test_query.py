from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.builders import (
    NOW,
    make_article,
    make_claim,
    make_count,
    make_judgement,
    make_reading,
    make_report,
)
from tests.deciding import decide
from tests.ledgers import open_ledger
from tests.simple_stages import SimpleStages, inputs
from twosource.briefs import make_brief
from twosource.errors import NoSuchRecord
from twosource.ids import IncidentId
from twosource.model import PressTally, Status, Verdict
from twosource.pipeline import add
from twosource.query import cases_of, explain, mark_article
from twosource.store import Ledger
from twosource.store.originals import Originals
from twosource.store.view import View
from twosource.tallies import tally
from twosource.tally import Question

TEXTS = {
    "courier/a": "Four people were shot dead in Kisumu on 2024-05-01, police said.",
    "herald/b": "Gunmen shot at people in Kisumu on 2024-05-01. Four died.",
    "post/copy": "Four people were shot dead in Kisumu on 2024-05-01, police said.",
    "post/c": "Two people were killed by a bomb in Mombasa on 2024-05-01.",
    "post/film": "A film about gunmen won a prize.",
}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.db") as opened:
        list(add(opened, SimpleStages(texts=TEXTS).pipe(), inputs(*TEXTS)))
        yield opened


def article(ledger: Ledger, address: str) -> str:
    return next(article.id for article in ledger.articles() if article.address == address)


def incident(ledger: Ledger, address: str) -> IncidentId:
    (found,) = mark_article(ledger, article(ledger, address)).incidents.values()
    return found


def test_a_brief_holds_every_quote_with_its_article(ledger: Ledger) -> None:
    brief = make_brief(ledger, incident(ledger, "post/c"))

    quotes = {one.claim.evidence.quote for fact in brief.facts for one in fact.support}
    assert quotes == {"Two", "Mombasa", "2024-05-01"}
    assert [one.address for one in brief.articles] == ["post/c"]


def test_a_brief_puts_contradictions_first(ledger: Ledger) -> None:
    one = make_brief(ledger, incident(ledger, "courier/a")).incident.reports[0]
    other = make_brief(ledger, incident(ledger, "post/c")).incident.reports[0]
    (joined,) = decide(ledger, make_judgement(one, other, decided_by="Amina"))

    disputed = [fact.fact.status is Status.CONTRADICTED for fact in make_brief(ledger, joined).facts]
    assert disputed[0]
    assert disputed == sorted(disputed, reverse=True)


def test_a_brief_says_which_article_is_a_copy(ledger: Ledger) -> None:
    brief = make_brief(ledger, incident(ledger, "courier/a"))

    copies = {one.article.address for fact in brief.facts for one in fact.support if one.copy is not None}
    assert copies == {"post/copy"}


def test_a_brief_lists_what_stays_in_doubt(ledger: Ledger) -> None:
    (one,) = ledger.members_of_article(mark_article(ledger, article(ledger, "courier/a")).article.id)
    (other,) = ledger.members_of_article(mark_article(ledger, article(ledger, "post/c")).article.id)
    unsure = make_judgement(one.report, other.report, Verdict.UNSURE)
    with ledger.transaction():
        ledger.save_judgements([unsure])

    (doubt,) = make_brief(ledger, incident(ledger, "courier/a")).doubts
    assert (doubt.judgement, doubt.incident) == (unsure, other.incident)


def test_a_press_tally_is_set_against_the_ledger(ledger: Ledger) -> None:
    counting = make_article("Two people were shot in Garissa. Dozens of raids were counted.")
    count = PressTally(count=make_count(24, said="Dozens"), what="raids")
    report = make_report(counting, make_claim(counting, "tally", count, "Dozens of raids"))
    with ledger.transaction():
        ledger.save_article(counting)
        ledger.save_reading(make_reading(counting, report), NOW)
        (name,) = View(ledger=ledger, now=NOW).join(counting, [report], Originals())

    checks = [fact.check for fact in make_brief(ledger, name).facts if fact.fact.field == "tally"]
    assert [check.verdict for check in checks if check is not None] == ["cannot say"]


def test_an_article_is_marked_in_the_order_of_its_words(ledger: Ledger) -> None:
    marked = mark_article(ledger, article(ledger, "courier/a")[:8])

    assert [claim.as_said for claim in marked.claims] == ["Four", "Kisumu", "2024-05-01"]
    assert list(marked.incidents.values()) == [incident(ledger, "courier/a")]


@pytest.mark.parametrize(
    ("one", "other", "joined", "reasons"),
    [
        pytest.param("courier/a", "post/copy", True, {"copy"}, id="a copy"),
        pytest.param("courier/a", "herald/b", True, {"same_day", "same_area", "same_kind"}, id="alike"),
    ],
)
def test_why_two_were_joined_is_told_reason_by_reason(
    ledger: Ledger, one: str, other: str, joined: bool, reasons: set[str]
) -> None:
    (pair,) = explain(ledger, article(ledger, one), article(ledger, other))

    assert (pair.joined, pair.compared) == (joined, True)
    assert reasons <= {reason.name for judgement in pair.judgements for reason in judgement.reasons}


def test_why_two_were_never_compared_is_judged_now(ledger: Ledger) -> None:
    (pair,) = explain(ledger, article(ledger, "post/copy"), article(ledger, "post/c"))

    assert (pair.joined, pair.compared) == (False, False)
    assert pair.judgements[0].verdict is Verdict.DIFFERENT


def test_why_two_are_joined_by_way_of_others_names_the_way(ledger: Ledger) -> None:
    pairs = explain(ledger, article(ledger, "post/copy"), article(ledger, "herald/b"))

    (pair,) = pairs
    assert pair.joined
    assert [judgement.verdict for judgement in pair.through] == [Verdict.SAME, Verdict.SAME]


def test_why_takes_incidents_and_reports_too(ledger: Ledger) -> None:
    (report,) = mark_article(ledger, article(ledger, "post/c")).reports

    assert len(explain(ledger, report.id, incident(ledger, "courier/a"))) == 3


@pytest.mark.parametrize("given", ["i_0000000000", "nonsense", "post/film"])
def test_why_of_nothing_is_told(ledger: Ledger, given: str) -> None:
    name = article(ledger, given) if given in TEXTS else given

    with pytest.raises(NoSuchRecord, match="no report, article or incident"):
        explain(ledger, name, article(ledger, "courier/a"))


def test_a_merged_incident_is_briefed_under_its_old_id(ledger: Ledger) -> None:
    old, kept = incident(ledger, "post/c"), incident(ledger, "courier/a")
    reports = [*make_brief(ledger, kept).incident.reports[:1], *make_brief(ledger, old).incident.reports]
    decide(ledger, make_judgement(reports[0], reports[1], decided_by="Amina"))

    assert make_brief(ledger, old).incident.id == kept


def test_a_tally_counts_the_ledger(ledger: Ledger) -> None:
    asked = Question(places=("Mombasa",), kinds=("bombing",), since=datetime(2024, 4, 1, tzinfo=UTC))

    counted = tally(ledger, asked)

    assert (counted.low, counted.high, counted.counted) == (1, 1, (incident(ledger, "post/c"),))
    assert counted.covered is False


def test_a_kind_takes_in_its_cases() -> None:
    assert cases_of("bombing") == ("bombing", "car bombing", "roadside bombing", "suicide bombing")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind of incident"):
        cases_of("football")

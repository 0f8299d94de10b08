"""What sources tell, with answers worked out by hand."""

from datetime import timedelta
from typing import Any

from tests.builders import (
    NOW,
    TEXT,
    make_article,
    make_claim,
    make_count,
    make_fact,
    make_incident,
    make_report,
)
from tests.store.filling import SKETCH, keep, made_report
from twosource.model import Article, Report, Status, Voice
from twosource.store import Ledger
from twosource.store.tellings import Telling, Told, derive_tellings

HOSPITAL = Voice(name="county hospital", kind="medical", body="county hospital")


def print_in(outlet: str, hours: float, killed: int, **changes: Any) -> tuple[Article, Report]:
    """Print the same story in an outlet, so many hours after the first, with a toll."""
    article = make_article(TEXT, outlet=outlet, newsroom=outlet, published=NOW + timedelta(hours=hours))
    voice = changes.get("voice", HOSPITAL)
    claim = make_claim(article, "killed", make_count(killed), "Four people were killed", voice=voice)
    return article, make_report(article, claim)


def told_by(*printed: tuple[Article, Report], status: Status, against: int) -> Told:
    """Build an incident of reports, the last ``against`` of which stand against its toll."""
    claims = [claim for _, report in printed for claim in report.claims]
    cut = len(claims) - against
    fact = make_fact("killed", claims[0].value, claims[:cut], status=status,
                     against=tuple(claim.id for claim in claims[cut:]))  # fmt: skip
    articles = {article.id: article for article, _ in printed}
    return Told(
        incident=make_incident(fact), reports=[report for _, report in printed], articles=articles, copies={}
    )


def test_who_is_later_contradicted_by_an_independent_other_is_told_so_and_the_other_is_not() -> None:
    police = Voice(name="Kisumu police", kind="official", body="Kisumu police")
    first, second = print_in("Courier", 0, 4, voice=police), print_in("Herald", 5, 7)
    made = derive_tellings(told_by(first, second, status=Status.CONTRADICTED, against=1))

    at = int(NOW.timestamp())
    late = at + 5 * 3600
    early = Telling(first_at=at, delay_s=0, reports=1, claims=1, checkable=1, contradicted=1, updated=0)
    after = Telling(
        first_at=late, delay_s=18_000, reports=1, claims=1, checkable=1, contradicted=0, updated=0
    )
    assert made == {
        ("outlet", "Courier"): early, ("newsroom", "Courier"): early, ("voice", "kisumu police"): early,
        ("outlet", "Herald"): after, ("newsroom", "Herald"): after, ("voice", "county hospital"): after,
    }  # fmt: skip


def test_who_tells_alone_has_no_delay_and_nothing_to_check() -> None:
    made = derive_tellings(told_by(print_in("Courier", 0, 4), status=Status.SINGLE_SOURCE, against=0))

    assert {(one.delay_s, one.checkable) for one in made.values()} == {(None, 0)}


def test_one_voice_in_two_outlets_joins_nobody_independent_as_a_voice() -> None:
    made = derive_tellings(
        told_by(print_in("Courier", 0, 4), print_in("Herald", 1, 4), status=Status.AGREED, against=0)
    )

    assert made["voice", "county hospital"].checkable == 0
    assert made["outlet", "Courier"].checkable == 1


def test_an_article_dated_by_its_day_alone_has_no_delay() -> None:
    article, report = print_in("Herald", 5, 4)
    dayless = make_article(TEXT, outlet="Herald", newsroom="Herald", published=article.published,
                           published_precision="day")  # fmt: skip
    made = derive_tellings(
        told_by(print_in("Courier", 0, 4), (dayless, report), status=Status.AGREED, against=0)
    )

    assert {one.delay_s for one in made.values()} == {None}


def test_sums_are_kept_as_articles_come_and_go(ledger: Ledger) -> None:
    article = make_article()
    incident = keep(ledger, article)
    other = make_article("Another text of the day.", title="Another")
    with ledger.transaction():
        ledger.tallying.keep(
            Told(incident=incident, reports=[made_report(article)], articles={article.id: article}, copies={})
        )
        ledger.save_article(other, SKETCH)

    row = ledger.sources.find("outlet", "Lakeside Courier")
    assert row is not None
    assert (row.articles, row.incidents, row.claims, row.copies) == (2, 1, 4, 0)

    with ledger.transaction():
        ledger.close_incident(incident.id, None)
        ledger.replace_article(other.id, None)

    row = ledger.sources.find("outlet", "Lakeside Courier")
    assert row is not None
    assert (row.articles, row.incidents, row.claims) == (1, 0, 0)

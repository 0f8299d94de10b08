"""Incidents of as many articles as wanted, each with a voice of its own: what a page must bear."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from tests.builders import (
    NOW,
    make_article,
    make_claim,
    make_count,
    make_place,
    make_reading,
    make_report,
    make_when,
)
from tests.store.filling import INTAKE, PAGE, SKETCH, made_outline
from twosource.ids import IncidentId, incident_id
from twosource.model import Article, Claim, Report, Voice
from twosource.reconcile import reconcile
from twosource.store import Ledger

_TEXT = (
    "Gunmen opened fire on a bus near Kisumu on Tuesday, the council of ward {number} said.\n"
    "{dead} people were killed, it said."
)


def keep_crowd(ledger: Ledger, size: int) -> IncidentId:
    """Keep an incident of so many articles: each newsroom prints four voices, every tenth tells another toll."""
    told = [_read(_print(number)) for number in range(size)]
    articles = {article.id: article for article, _ in told}
    name = incident_id(told[0][1].id)
    with ledger.transaction():
        ledger.save_page(PAGE, INTAKE)
        ledger.open_incident(name, NOW)
        for article, report in told:
            ledger.save_article(article, SKETCH)
            ledger.save_reading(make_reading(article, report), NOW)
            ledger.file_report(report, outline=made_outline(report, article), keys=[f"d|{report.id}"])
        ledger.move_reports([report.id for _, report in told], name)
        made = reconcile(name, [report for _, report in told], articles, {})
        ids = tuple(report.id for _, report in told)
        ledger.save_incident(replace(made, reports=ids, articles=tuple(articles)), NOW)
    return name


def _print(number: int) -> Article:
    dead = 4 if number % 10 else 7
    return make_article(
        _TEXT.format(number=number, dead=dead),
        outlet=f"Courier {number // 4}",
        newsroom=f"Courier {number // 4}",
        published=NOW + timedelta(minutes=10 * number),
        title=f"Bus attacked near Kisumu, ward {number} told",
    )


def _read(article: Article) -> tuple[Article, Report]:
    return article, make_report(article, *_claims(article))


def _claims(article: Article) -> Iterator[Claim]:
    line = article.text.splitlines()[1]
    ward = article.text[article.text.index("the council of ward") : article.text.index(" said.")]
    voice = Voice(name=ward, kind="official", body=ward)
    dead = int(line.split()[0])
    yield make_claim(article, "killed", make_count(dead, said=str(dead)), line.split(" were")[0], voice=voice)
    yield make_claim(article, "place", make_place(), "near Kisumu", voice=voice)
    yield make_claim(article, "when", make_when(NOW), "on Tuesday", voice=voice)
    yield make_claim(article, "target", "a bus", "a bus", voice=voice)

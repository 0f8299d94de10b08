"""Fill a ledger with a few invented articles, as the pipeline would."""

from hashlib import sha256

from tests.builders import (
    NOW,
    make_article,
    make_claim,
    make_count,
    make_fact,
    make_place,
    make_reading,
    make_report,
    make_when,
)
from twosource.ids import IncidentId, PageId, incident_id
from twosource.link import outline, outline_to_json
from twosource.model import Article, Incident, Page, Report
from twosource.store import Intake, Ledger

PAGE = Page(
    id=PageId(sha256(b"bytes").hexdigest()),
    address="wires/kisumu.txt",
    media_type="text/plain",
    content=b"bytes",
    fetched_at=NOW,
)
INTAKE = Intake(page=PAGE.id, address=PAGE.address)
SKETCH = (1, 2**63 - 1, -(2**63))


def made_report(article: Article) -> Report:
    """Read an article of the default text as a test would."""
    return make_report(
        article,
        make_claim(article, "killed", make_count(4), "Four people were killed"),
        make_claim(article, "place", make_place(), "near Kisumu"),
        make_claim(article, "when", make_when(NOW), "on Tuesday"),
        make_claim(article, "target", "a bus", "a bus"),
    )


def made_incident(report: Report, name: IncidentId | None = None) -> Incident:
    """Build the incident of one report, with one fact for each claim."""
    facts = tuple(make_fact(claim.field, claim.value, [claim]) for claim in report.claims)
    return Incident(
        id=name or incident_id(report.id),
        kind=report.kind,
        headline="Shooting near Kisumu",
        reports=(report.id,),
        articles=(report.article,),
        facts=facts,
        voices=1,
        newsrooms=1,
        outlets=1,
    )


def made_outline(report: Report, article: Article) -> str:
    """Return what linking would keep of a report."""
    return outline_to_json(outline(report, article)).decode()


def keep(ledger: Ledger, article: Article | None = None, report: Report | None = None) -> Incident:
    """Keep one article with its reading and incident, in one transaction."""
    article = article or make_article()
    report = report or made_report(article)
    incident = made_incident(report)
    with ledger.transaction():
        ledger.save_page(PAGE, INTAKE)
        ledger.save_article(article, SKETCH)
        ledger.save_reading(make_reading(article, report), NOW)
        ledger.file_report(report, outline=made_outline(report, article), keys=["d|2024-05-02|Kisumu"])
        ledger.open_incident(incident.id, NOW)
        ledger.move_reports([report.id], incident.id)
        ledger.save_incident(incident, article.published or NOW)
    return incident

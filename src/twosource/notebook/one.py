"""One incident in a notebook: its facts, and the claims, reports and articles it is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from twosource.errors import NoSuchRecord
from twosource.exports.frames import printed_of, rows_of_claims
from twosource.ids import IncidentId
from twosource.lens import Lens, look
from twosource.model import Article, Claim, Fact, Incident, Report
from twosource.notebook.records import Records, show_table
from twosource.store import Ledger
from twosource.wire.cells import columns_of
from twosource.wire.frames import (
    ARTICLES,
    CLAIMS,
    REPORTS,
    FrameCell,
    FrameRow,
    article_frame_row,
    report_frame_row,
    words_of,
)
from twosource.wire.told import fact_name

FACTS: Final = columns_of((
    ("field", "text", "What it is about."),
    ("value", "text", "Its value in words; empty where nobody says."),
    ("status", "text", "How what is said about it stands."),
    ("voices", "integer", "Independent voices that say it."),
    ("newsrooms", "integer", "Newsrooms that wrote it."),
    ("outlets", "integer", "Outlets that printed it."),
    ("confirmed", "flag", "Whether two independent voices say it through two newsrooms."),
    ("why", "text", "Why it stands so."),
))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OneIncident:
    """One incident with what it is made of."""

    incident: Incident
    claims: Records[Claim]
    reports: Records[Report]
    articles: Records[Article]

    @property
    def id(self) -> IncidentId:
        """Return its id."""
        return self.incident.id

    @property
    def headline(self) -> str:
        """Return what happened, in a line."""
        return self.incident.headline

    @property
    def facts(self) -> Records[Fact]:
        """Return its facts."""
        facts = self.incident.facts
        return Records(
            what="fact", columns=FACTS, items=lambda: iter(facts), rows=lambda: map(_fact_row, facts),
            count=lambda: len(facts),
        )  # fmt: skip

    def __repr__(self) -> str:
        """Say which it is."""
        return f"<incident {self.id}: {self.headline}>"

    def _repr_html_(self) -> str:
        """Return its facts as a table, for a notebook to show."""
        return show_table(f"{self.id}: {self.headline}", FACTS, map(_fact_row, self.incident.facts))


def get_incident(store: Ledger, given: str, lens: Lens) -> OneIncident:
    """Return an incident by its id, which may be shortened; raises NoSuchRecord."""
    incident = store.incident(given)
    seen = incident if lens.is_plain else look(store, incident, lens)
    if seen is None:
        raise NoSuchRecord(
            f"nobody had told of {incident.id} by then", hint="leave as_of out, or ask for later"
        )
    return OneIncident(
        incident=seen,
        claims=_claims_of(store, seen),
        reports=_reports_of(store, seen),
        articles=_articles_of(store, seen),
    )


def _claims_of(store: Ledger, incident: Incident) -> Records[Claim]:
    def told() -> Iterator[tuple[Claim, str, IncidentId | None]]:
        addresses = {one.id: one.address for one in store.articles_by_id(incident.articles).values()}
        for report in store.reports(incident.reports):
            yield from ((claim, addresses[report.article], incident.id) for claim in report.claims)

    return Records(
        what="claim", columns=CLAIMS, items=lambda: (claim for claim, _, _ in told()),
        rows=lambda: rows_of_claims(store, told()),
    )  # fmt: skip


def _reports_of(store: Ledger, incident: Incident) -> Records[Report]:
    def rows() -> Iterator[FrameRow]:
        printed = printed_of(store, incident.articles)
        for report in store.reports(incident.reports):
            yield report_frame_row(report, printed=printed[report.article], incident=incident.id)

    return Records(
        what="report", columns=REPORTS, items=lambda: iter(store.reports(incident.reports)), rows=rows
    )


def _articles_of(store: Ledger, incident: Incident) -> Records[Article]:
    def articles() -> Iterator[Article]:
        return iter(store.articles_by_id(incident.articles).values())

    return Records(
        what="article", columns=ARTICLES, items=articles, rows=lambda: map(article_frame_row, articles())
    )


def _fact_row(fact: Fact) -> dict[str, FrameCell]:
    return {
        "field": fact_name(fact),
        "value": None if fact.value is None else words_of(fact.value),
        "status": fact.status.value,
        "voices": fact.voices,
        "newsrooms": fact.newsrooms,
        "outlets": fact.outlets,
        "confirmed": fact.confirmed,
        "why": fact.why,
    }

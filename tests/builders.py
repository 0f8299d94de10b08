"""Small builders of model values for tests: every field has a plain default, override what matters."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from twosource.ids import ArticleId, IncidentId, ReportId, article_id, claim_id, digest, report_id
from twosource.model import (
    Article,
    Certainty,
    Claim,
    Fact,
    Field,
    Incident,
    Judgement,
    Reading,
    Reason,
    Report,
    Status,
    Value,
    Verdict,
    Voice,
    make_evidence,
)
from twosource.text import Span
from twosource.values.count import Count
from twosource.values.place import Place
from twosource.values.when import When

NOW = datetime(2024, 5, 2, 12, 0, tzinfo=UTC)
POLICE = Voice(name="Kisumu police", kind="official", body="Kisumu police")
TEXT = "Gunmen opened fire on a bus near Kisumu on Tuesday, police said.\nFour people were killed."


def make_article(text: str = TEXT, **changes: Any) -> Article:
    """Build an article of the invented Lakeside Courier."""
    outlet, url = changes.get("outlet", "Lakeside Courier"), changes.get("url")
    title = changes.get("title", "Gunmen fire on bus near Kisumu")
    values: dict[str, Any] = {
        "id": article_id(outlet or "", url or "", title, text),
        "address": "wires/kisumu.txt",
        "url": url,
        "outlet": outlet,
        "newsroom": outlet,
        "title": title,
        "published": NOW,
        "updated": None,
        "fetched_at": NOW,
        "language": "en",
        "text": text,
        "digest": digest(text, size=32),
        "cleaner": "clean/test",
    }
    return Article(**(values | changes))


def make_count(low: int | None, high: int | None = None, said: str = "four") -> Count:
    """Build a count; one bound gives an exact one."""
    return Count(low=low, high=low if high is None else high, as_said=said)


def make_when(first: datetime, last: datetime | None = None, **changes: Any) -> When:
    """Build a time by its first and last instant, to the minute and in UTC unless told."""
    values: dict[str, Any] = {"precision": "minute", "zone": "UTC", "as_said": "then"}
    return When(**({"earliest": first, "latest": last or first} | values | changes))


def make_place(name: str = "Kisumu", **changes: Any) -> Place:
    """Build a town in Kenya."""
    values: dict[str, Any] = {
        "lat": -0.1, "lon": 34.75, "radius_km": 5.0, "country": "KE", "as_said": name, "kind": "city",
        "within": ("Kenya",), "zone": "Africa/Nairobi",
    }  # fmt: skip
    return Place(**({"name": name} | values | changes))


def make_claim(
    article: Article,
    field: Field,
    value: Value,
    quote: str,
    *,
    report: ReportId | None = None,
    **changes: Any,
) -> Claim:
    """Build a claim by its quote, which must be in the article's text."""
    start = article.text.index(quote)
    name = report or report_id(article.id, 0)
    voice: Voice = changes.get("voice", POLICE)
    values: dict[str, Any] = {
        "id": claim_id(name, field, repr(value), start, start + len(quote), voice.name or ""),
        "as_said": quote,
        "voice": voice,
        "certainty": Certainty.ASSERTED,
        "origin": "rules/test",
        "made_at": NOW,
    }
    evidence = make_evidence(article, Span(start, start + len(quote)))
    return Claim(
        **({"report": name, "field": field, "value": value, "evidence": evidence} | values | changes)
    )


def make_report(article: Article, *claims: Claim, anchor: int = 0, **changes: Any) -> Report:
    """Build the main report of an article from the claims given."""
    values: dict[str, Any] = {"kind": "shooting", "main": True, "spans": (Span(anchor, len(article.text)),)}
    name = report_id(article.id, anchor)
    return Report(**({"id": name, "article": article.id, "claims": claims} | values | changes))


def make_reading(article: Article, *reports: Report) -> Reading:
    """Build what was read from an article."""
    return Reading(article=article.id, reports=reports, origin="rules/test")


def make_judgement(
    one: ReportId, other: ReportId, verdict: Verdict = Verdict.SAME, **changes: Any
) -> Judgement:
    """Build a judgement of the machine; the two reports may be given in any order."""
    left, right = sorted((one, other))
    values: dict[str, Any] = {
        "reasons": (Reason(name="time", points=2.0, text="Both happened on one day."),),
        "decided_by": "link/test",
        "decided_at": NOW,
    }
    return Judgement(**({"left": left, "right": right, "verdict": verdict} | values | changes))


def make_fact(field: Field, value: Value | None, claims: Sequence[Claim] = (), **changes: Any) -> Fact:
    """Build a fact that stands on the claims given."""
    values: dict[str, Any] = {
        "status": Status.SINGLE_SOURCE, "against": (), "voices": 1, "newsrooms": 1, "outlets": 1,
        "rule": "alone", "why": "Only one voice says it.",
    }  # fmt: skip
    return Fact(
        **({"field": field, "value": value, "support": tuple(c.id for c in claims)} | values | changes)
    )


def make_incident(*facts: Fact, **changes: Any) -> Incident:
    """Build an incident of one report."""
    article = ArticleId("a_" + "1" * 16)
    values: dict[str, Any] = {
        "id": IncidentId("i_" + "0" * 10), "kind": "shooting", "headline": "Shooting near Kisumu",
        "reports": (report_id(article, 0),), "articles": (article,), "voices": 1, "newsrooms": 1, "outlets": 1,
    }  # fmt: skip
    return Incident(**({"facts": facts} | values | changes))

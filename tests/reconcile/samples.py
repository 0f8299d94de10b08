"""Small builders: an incident of invented outlets, told in one line per claim."""

from datetime import UTC, datetime, timedelta
from typing import Any

from twosource.ids import ArticleId, ClaimId, IncidentId, ReportId
from twosource.model import (
    Article,
    Certainty,
    Claim,
    Copy,
    CopyRelation,
    Evidence,
    Fact,
    Incident,
    Report,
    Value,
    Voice,
)
from twosource.reconcile import Sources, reconcile
from twosource.text import Span
from twosource.values.count import Count
from twosource.values.when import When

START = datetime(2024, 3, 5, 10, tzinfo=UTC)
NEWSROOM = Voice(name=None, kind="newsroom")
MINISTRY = Voice(name="Interior Ministry", kind="official", body="Interior Ministry")
HOSPITAL = Voice(name="a doctor at Nahr hospital", kind="medical", body="Nahr hospital")


def article(name: str, *, hours: float | None = 0, **changes: Any) -> Article:
    fields: dict[str, Any] = {
        "id": ArticleId(name), "address": "", "url": None, "outlet": f"The {name}", "newsroom": f"{name} staff",
        "title": "", "published": None if hours is None else START + timedelta(hours=hours), "updated": None,
        "fetched_at": START, "language": "en", "text": "text", "digest": "", "cleaner": "",
    }  # fmt: skip
    return Article(**{**fields, **changes})


def count(low: int, high: int | None = -1, said: str = "", **changes: Any) -> Count:
    top = low if high == -1 else high
    number = changes.pop("number", low)
    return Count(low=low, high=top, as_said=said or str(low), number=number, **changes)


def day(of_month: int, said: str = "on the day", **changes: Any) -> When:
    first = datetime(2024, 3, of_month, tzinfo=UTC)
    fields: dict[str, Any] = {"earliest": first, "latest": first + timedelta(hours=23, minutes=59)}
    return When(**{**fields, "precision": "day", "zone": None, "as_said": said, **changes})


def claim(where: str, field: Any, value: Value, voice: Voice = NEWSROOM, **changes: Any) -> Claim:
    said = changes.pop("said", value if isinstance(value, str) else getattr(value, "as_said", str(value)))
    fields: dict[str, Any] = {
        "id": ClaimId(f"c_{where}_{field}_{said}_{voice.name}_{changes.get('certainty', '')}"),
        "report": ReportId(f"r_{where}"),
        "field": field, "value": value, "as_said": said,
        "evidence": Evidence(article=ArticleId(where), span=Span(0, 4), quote="text"),
        "voice": voice, "certainty": Certainty.ASSERTED, "origin": "test", "made_at": START,
    }  # fmt: skip
    return Claim(**{**fields, **changes})


def copy(name: str, original: str, relation: CopyRelation = CopyRelation.EXACT) -> Copy:
    return Copy(article=ArticleId(name), original=ArticleId(original), relation=relation, overlap=1.0, why="")


def sources(articles: list[Article], *copies: Copy) -> Sources:
    return Sources(
        articles={each.id: each for each in articles}, copies={each.article: each for each in copies}
    )


def incident(articles: list[Article], claims: list[Claim], *copies: Copy) -> Incident:
    told = [
        Report(
            id=ReportId(f"r_{each.id}"), article=each.id, kind="bombing", main=True,
            claims=tuple(one for one in claims if one.evidence.article == each.id),
        )
        for each in articles
    ]  # fmt: skip
    known = sources(articles, *copies)
    return reconcile(IncidentId("i_1"), told, known.articles, known.copies)


def facts(articles: list[Article], claims: list[Claim], *copies: Copy) -> dict[str, Fact]:
    return {fact.field: fact for fact in incident(articles, claims, *copies).facts}

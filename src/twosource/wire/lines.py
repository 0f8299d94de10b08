"""The JSON lines that leave the program: claims, reports, articles, facts, incidents, judgements.

Each function turns one value into plain dicts and lists in the documented shape (``schema/``).
Facts can be read back; articles, reports and claims are read back by the ledger from its columns.
"""

from datetime import datetime
from typing import Literal

from twosource.ids import ClaimId, IncidentId
from twosource.model import (
    Article,
    Certainty,
    Claim,
    Dropped,
    Fact,
    Field,
    Incident,
    Judgement,
    Reading,
    Report,
    Status,
    Voice,
)
from twosource.wire.values import JsonObject, JsonValue, value_from_json, value_to_json


def voice_to_json(voice: Voice) -> JsonObject:
    """Return ``{name, kind, body}``; name and body are null where nobody is named."""
    return {"name": voice.name, "kind": voice.kind, "body": voice.body}


def claim_line(claim: Claim, *, address: str, incident: IncidentId | None = None) -> JsonObject:
    """Return a claim with where it comes from; ``incident`` is null outside a ledger."""
    return {
        "id": claim.id,
        "article": claim.evidence.article,
        "address": address,
        "report": claim.report,
        "incident": incident,
        "field": claim.field,
        "value": value_to_json(claim.value),
        "as_said": claim.as_said,
        "quote": claim.evidence.quote,
        "start": claim.evidence.span.start,
        "end": claim.evidence.span.end,
        "voice": voice_to_json(claim.voice),
        "certainty": claim.certainty.value,
        "origin": claim.origin,
        "scope": claim.scope,
        "via": list(claim.via),
        "made_at": claim.made_at.isoformat(),
    }


def report_line(report: Report, *, address: str, incident: IncidentId | None = None) -> JsonObject:
    """Return a report with its claims and the characters of the article it was read from."""
    return {
        "id": report.id,
        "kind": report.kind,
        "main": report.main,
        "recalled": report.recalled,
        "incident": incident,
        "spans": [[span.start, span.end] for span in report.spans],
        "claims": [claim_line(claim, address=address, incident=incident) for claim in report.claims],
    }


def dropped_line(dropped: Dropped) -> JsonObject:
    """Return what was left out, why, and its words."""
    return {
        "what": dropped.what,
        "reason": dropped.reason,
        "text": dropped.text,
        "address": dropped.address,
        "detail": dropped.detail,
    }


def article_to_json(article: Article) -> JsonObject:
    """Return an article with its kept text and everything cleaning left out of it.

    A publication known only to the day is written as a full date.
    """
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "newsroom": article.newsroom,
        "published": _printed_at(article.published, article.published_precision),
        "updated": _printed_at(article.updated, "minute"),
        "fetched": article.fetched_at.isoformat(),
        "language": article.language,
        "url": article.url,
        "address": article.address,
        "cleaner": article.cleaner,
        "found": dict(article.found),
        "text": article.text,
        "dropped": [dropped_line(dropped) for dropped in article.dropped],
    }


def article_line(article: Article, reading: Reading) -> JsonObject:
    """Return an article with the reports read from it, as ``twosource read`` prints it."""
    reports = [report_line(report, address=article.address) for report in reading.reports]
    left_out = [dropped_line(dropped) for dropped in reading.dropped]
    return {"article": article_to_json(article), "reports": reports, "dropped": left_out}


def fact_to_json(fact: Fact) -> JsonObject:
    """Return a fact; ``value`` is null only where nothing is known."""
    return {
        "field": fact.field,
        "scope": fact.scope,
        "value": None if fact.value is None else value_to_json(fact.value),
        "status": fact.status.value,
        "certainty": None if fact.certainty is None else fact.certainty.value,
        "support": list(fact.support),
        "against": list(fact.against),
        "voices": fact.voices,
        "newsrooms": fact.newsrooms,
        "outlets": fact.outlets,
        "rule": fact.rule,
        "why": fact.why,
        "confirmed": fact.confirmed,
        "confirmation": fact.confirmation,
        "history": [
            {"at": None if at is None else at.isoformat(), "value": value_to_json(value)}
            for at, value in fact.history
        ],
    }


def fact_from_json(data: JsonObject) -> Fact:
    """Read back what :func:`fact_to_json` wrote; raises KeyError or ValueError for other shapes."""
    value: JsonValue | None = data["value"]
    certainty = data["certainty"]
    return Fact(
        field=data["field"],
        value=None if value is None else value_from_json(value),
        status=Status(data["status"]),
        support=tuple(ClaimId(claim) for claim in data["support"]),
        against=tuple(ClaimId(claim) for claim in data["against"]),
        voices=data["voices"],
        newsrooms=data["newsrooms"],
        outlets=data["outlets"],
        rule=data["rule"],
        why=data["why"],
        certainty=None if certainty is None else Certainty(certainty),
        scope=data["scope"],
        history=tuple(
            (
                None if step["at"] is None else datetime.fromisoformat(step["at"]),
                value_from_json(step["value"]),
            )
            for step in data["history"]
        ),
        confirmed=data.get("confirmed", False),
        confirmation=data.get("confirmation", ""),
    )


def find_fact(incident: Incident, field: Field, scope: str = "") -> Fact | None:
    """Return the fact about one field, or None; facts of a narrower scope are others."""
    return next((fact for fact in incident.facts if (fact.field, fact.scope) == (field, scope)), None)


def incident_line(incident: Incident) -> JsonObject:
    """Return an incident with its facts; ``when`` and ``place`` repeat those facts' values."""
    return {
        "id": incident.id,
        "kind": incident.kind,
        "headline": incident.headline,
        "when": _fact_value(incident, "when"),
        "place": _fact_value(incident, "place"),
        "voices": incident.voices,
        "newsrooms": incident.newsrooms,
        "outlets": incident.outlets,
        "articles": list(incident.articles),
        "reports": list(incident.reports),
        "facts": [fact_to_json(fact) for fact in incident.facts],
    }


def judgement_line(judgement: Judgement) -> JsonObject:
    """Return a judgement with every reason, its points and its sentence."""
    return {
        "left": judgement.left,
        "right": judgement.right,
        "verdict": judgement.verdict.value,
        "score": round(judgement.score, 3),
        "reasons": [
            {"name": reason.name, "points": reason.points, "text": reason.text}
            for reason in judgement.reasons
        ],
        "decided_by": judgement.decided_by,
        "decided_at": judgement.decided_at.isoformat(),
    }


def _fact_value(incident: Incident, field: Field) -> JsonValue | None:
    fact = find_fact(incident, field)
    return None if fact is None or fact.value is None else value_to_json(fact.value)


def _printed_at(instant: datetime | None, precision: Literal["minute", "day"]) -> str | None:
    if instant is None:
        return None
    return instant.date().isoformat() if precision == "day" else instant.isoformat()

"""Rows to model values and back: the one place that knows which column holds which attribute."""

from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import msgspec
from sqlalchemy import Row

from twosource.ids import ActId, ArticleId, ClaimId, PageId, ReportId, digest
from twosource.model import (
    Article,
    Certainty,
    Claim,
    Copy,
    CopyRelation,
    Dropped,
    Evidence,
    Fact,
    Judgement,
    Reason,
    Report,
    Verdict,
    Voice,
)
from twosource.store.damage import stored
from twosource.text import Span
from twosource.wire.lines import fact_from_json
from twosource.wire.values import value_from_json, value_to_json

Columns = dict[str, Any]
_REASONS: Final = 4_096  # kept read, some 5 MB: the same are read again with each report of an incident
_encode: Final = msgspec.json.Encoder().encode
_decode: Final = msgspec.json.Decoder().decode


def to_json(data: Any) -> str:
    """Return JSON as it is stored."""
    return _encode(data).decode()


def from_json(text: str) -> Any:
    """Read stored JSON."""
    return _decode(text)


def article_columns(article: Article) -> Columns:
    """Return an article's row."""
    return {
        "id": article.id,
        "page": article.page,
        "address": article.address,
        "url": article.url,
        "outlet": article.outlet,
        "newsroom": article.newsroom,
        "title": article.title,
        "published": _stamp(article.published),
        "published_precision": article.published_precision,
        "updated": _stamp(article.updated),
        "fetched_at": article.fetched_at.isoformat(),
        "language": article.language,
        "text": article.text,
        "digest": article.digest,
        "cleaner": article.cleaner,
        "found": to_json(article.found),
    }


@stored("article")
def read_article(row: Row[Any], dropped: tuple[Dropped, ...] = ()) -> Article:
    """Return the article of a row of ``articles``."""
    return Article(
        id=ArticleId(row.id),
        page=None if row.page is None else PageId(row.page),
        address=row.address,
        url=row.url,
        outlet=row.outlet,
        newsroom=row.newsroom,
        title=row.title,
        published=_instant(row.published),
        published_precision=row.published_precision,
        updated=_instant(row.updated),
        fetched_at=datetime.fromisoformat(row.fetched_at),
        language=row.language,
        text=row.text,
        digest=row.digest,
        cleaner=row.cleaner,
        found=tuple((field, place) for field, place in from_json(row.found)),
        dropped=dropped,
    )


def dropped_columns(dropped: Dropped, *, article: ArticleId | None, page: PageId | None) -> Columns:
    """Return the row of something left out."""
    columns: Columns = {
        "article": article,
        "page": page,
        "what": dropped.what,
        "reason": dropped.reason,
        "text": dropped.text,
        "address": dropped.address,
        "detail": dropped.detail,
    }
    return {"id": digest(*(part or "" for part in columns.values())), **columns}


def read_dropped(row: Row[Any]) -> Dropped:
    """Return what was left out, from a row of ``dropped``."""
    return Dropped(what=row.what, reason=row.reason, text=row.text, address=row.address, detail=row.detail)


def copy_columns(copy: Copy) -> Columns:
    """Return a copy's row."""
    return {
        "article": copy.article,
        "original": copy.original,
        "relation": copy.relation.value,
        "overlap": copy.overlap,
        "why": copy.why,
    }


@stored("copy", "article")
def read_copy(row: Row[Any]) -> Copy:
    """Return the copy of a row of ``copies``."""
    return Copy(
        article=ArticleId(row.article),
        original=ArticleId(row.original),
        relation=CopyRelation(row.relation),
        overlap=row.overlap,
        why=row.why,
    )


def report_columns(report: Report, *, reading: int, position: int) -> Columns:
    """Return a report's row; its claims have rows of their own."""
    return {
        "reading": reading,
        "id": report.id,
        "position": position,
        "article": report.article,
        "kind": report.kind,
        "main": report.main,
        "recalled": report.recalled,
        "spans": to_json([[span.start, span.end] for span in report.spans]),
    }


@stored("report")
def read_report(row: Row[Any], claims: tuple[Claim, ...]) -> Report:
    """Return the report of a row of ``reports``, with its claims."""
    return Report(
        id=ReportId(row.id),
        article=ArticleId(row.article),
        kind=row.kind,
        main=row.main,
        recalled=row.recalled,
        spans=tuple(Span(start, end) for start, end in from_json(row.spans)),
        claims=claims,
    )


def claim_columns(claim: Claim, *, reading: int, position: int) -> Columns:
    """Return a claim's row."""
    return {
        "reading": reading,
        "id": claim.id,
        "position": position,
        "report": claim.report,
        "article": claim.evidence.article,
        "field": claim.field,
        "value": to_json(value_to_json(claim.value)),
        "as_said": claim.as_said,
        "start": claim.evidence.span.start,
        "end": claim.evidence.span.end,
        "quote": claim.evidence.quote,
        "voice": claim.voice.name,
        "voice_kind": claim.voice.kind,
        "voice_body": claim.voice.body,
        "certainty": claim.certainty.value,
        "scope": claim.scope,
        "origin": claim.origin,
        "made_at": claim.made_at.isoformat(),
        "via": to_json(list(claim.via)) if claim.via else None,
    }


@stored("claim")
def read_claim(row: Row[Any]) -> Claim:
    """Return the claim of a row of ``claims``."""
    span = Span(row.start, row.end)
    return Claim(
        id=ClaimId(row.id),
        report=ReportId(row.report),
        field=row.field,
        value=value_from_json(from_json(row.value)),
        as_said=row.as_said,
        evidence=Evidence(article=ArticleId(row.article), span=span, quote=row.quote),
        voice=Voice(name=row.voice, kind=row.voice_kind, body=row.voice_body),
        certainty=Certainty(row.certainty),
        origin=row.origin,
        made_at=datetime.fromisoformat(row.made_at),
        scope=row.scope,
        via=tuple(from_json(row.via)) if row.via else (),
    )


@stored("fact of incident", "incident")
def read_fact(row: Row[Any]) -> Fact:
    """Return the fact of a row of ``facts``."""
    return fact_from_json(from_json(row.body))


def judgement_columns(judgement: Judgement) -> Columns:
    """Return a judgement's row."""
    return {
        "left": judgement.left,
        "right": judgement.right,
        "verdict": judgement.verdict.value,
        "score": judgement.score,
        "reasons": to_json([[reason.name, reason.points, reason.text] for reason in judgement.reasons]),
        "decided_by": judgement.decided_by,
        "decided_at": judgement.decided_at.isoformat(),
        "act": judgement.act,
    }


@stored("judgement")
def read_judgement(row: Row[Any]) -> Judgement:
    """Return the judgement of a row of ``judgements``."""
    return Judgement(
        left=ReportId(row.left),
        right=ReportId(row.right),
        verdict=Verdict(row.verdict),
        reasons=_read_reasons(row.reasons),
        decided_by=row.decided_by,
        decided_at=datetime.fromisoformat(row.decided_at),
        act=None if row.act is None else ActId(row.act),
    )


@lru_cache(maxsize=_REASONS)
def _read_reasons(raw: str) -> tuple[Reason, ...]:
    return tuple(Reason(name=name, points=points, text=text) for name, points, text in from_json(raw))


def _stamp(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)

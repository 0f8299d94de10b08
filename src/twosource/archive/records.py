"""Values as JSON between stages: articles, reports with their claims, copies, judgements. Round trips are exact.

The shapes are those of the ledger's rows (``store/records``), so that there is one of each.
"""

from types import SimpleNamespace
from typing import Any, Final

from twosource.model import Article, Copy, Dropped, Incident, Judgement, Report
from twosource.store import records
from twosource.wire.lines import fact_from_json, fact_to_json

#: What an incident is, but for its facts.
_WHOLE: Final = ("id", "kind", "headline", "reports", "articles", "voices", "newsrooms", "outlets")


def article_to_json(article: Article) -> str:
    """Write an article with what was left out of it."""
    left_out = [records.dropped_columns(one, article=None, page=None) for one in article.dropped]
    return records.to_json({**records.article_columns(article), "dropped": left_out})


def article_from_json(raw: str) -> Article:
    """Read what :func:`article_to_json` wrote."""
    row = _row(raw)
    dropped = tuple(_dropped(one) for one in row.dropped)
    return records.read_article(row, dropped)


def _dropped(columns: dict[str, Any]) -> Dropped:
    return records.read_dropped(SimpleNamespace(**columns))  # type: ignore[arg-type]


def report_to_json(report: Report) -> str:
    """Write a report with its claims."""
    claims = [records.claim_columns(one, reading=0, position=at) for at, one in enumerate(report.claims)]
    return records.to_json({**records.report_columns(report, reading=0, position=0), "claims": claims})


def report_from_json(raw: str) -> Report:
    """Read what :func:`report_to_json` wrote."""
    row = _row(raw)
    claims = tuple(records.read_claim(SimpleNamespace(**one)) for one in row.claims)  # type: ignore[arg-type]
    return records.read_report(row, claims)


def copy_to_json(copy: Copy) -> str:
    """Write whose text is whose."""
    return records.to_json(records.copy_columns(copy))


def copy_from_json(raw: str) -> Copy:
    """Read what :func:`copy_to_json` wrote."""
    return records.read_copy(_row(raw))


def judgement_to_json(judgement: Judgement) -> str:
    """Write a judgement with its reasons."""
    return records.to_json(records.judgement_columns(judgement))


def incident_to_json(incident: Incident) -> str:
    """Write an incident with its facts."""
    facts = [fact_to_json(fact) for fact in incident.facts]
    return records.to_json({**{name: getattr(incident, name) for name in _WHOLE}, "facts": facts})


def incident_from_json(raw: str) -> Incident:
    """Read what :func:`incident_to_json` wrote."""
    row = records.from_json(raw)
    lists = {name: tuple(row[name]) for name in ("reports", "articles")}
    return Incident(**{**row, **lists, "facts": tuple(map(fact_from_json, row["facts"]))})


def judgement_from_json(raw: str) -> Judgement:
    """Read what :func:`judgement_to_json` wrote."""
    return records.read_judgement(_row(raw))


def _row(raw: str) -> Any:
    """Return an object with the attributes that a row of the ledger has."""
    return SimpleNamespace(**records.from_json(raw))

"""Identifiers: what they look like and how they are made.

Ids of articles, reports and claims are digests of what they name, so the same input always
gets the same id, on every machine. Incident ids are given once by the ledger and never reused.
"""

from hashlib import blake2b
from typing import NewType

ArticleId = NewType("ArticleId", str)  # a_ + 16 hex
ReportId = NewType("ReportId", str)  # r_ + 16 hex
ClaimId = NewType("ClaimId", str)  # c_ + 16 hex
IncidentId = NewType("IncidentId", str)  # i_ + 10 hex
PageId = NewType("PageId", str)  # 64 hex: sha256 of the bytes as received
ActId = NewType("ActId", str)  # v_ + 12 hex

_SEPARATOR = "\x1f"  # ASCII unit separator: can't occur in a field that was cleaned


def digest(*parts: str, size: int = 16) -> str:
    """Return ``size`` hex characters that depend on every part and on their order."""
    joined = _SEPARATOR.join(parts).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=(size + 1) // 2).hexdigest()[:size]


def article_id(outlet: str, url: str, title: str, text: str) -> ArticleId:
    """Name an article by what was printed and where it was printed."""
    return ArticleId("a_" + digest(outlet, url, title, text))


def report_id(article: ArticleId, anchor: int) -> ReportId:
    """Name a report by its article and the character where its first sentence starts."""
    return ReportId("r_" + digest(article, str(anchor)))


def claim_id(report: ReportId, field: str, value: str, start: int, end: int, voice: str) -> ClaimId:
    """Name a claim by everything it says; ``value`` is the canonical JSON of the value."""
    return ClaimId("c_" + digest(report, field, value, str(start), str(end), voice))


def incident_id(first_report: ReportId) -> IncidentId:
    """Name an incident after the report that opened it."""
    return IncidentId("i_" + digest("incident", first_report, size=10))


def act_id(*parts: str) -> ActId:
    """Name a person's act by its number, what was asked, who asked, when and why."""
    return ActId("v_" + digest("act", *parts, size=12))

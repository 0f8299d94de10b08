"""A small builder: sentences in, what is read from them out, as short comparable lines."""

from datetime import UTC, datetime
from typing import Any

from tests.builders import make_article
from twosource.model import (
    Article,
    BackgroundFigure,
    Claim,
    Field,
    FirstSince,
    PressTally,
    Reading,
    Responsibility,
)
from twosource.read import read_article
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

MADE_AT = datetime(2024, 5, 3, tzinfo=UTC)
#: A lead that opens an incident on its own, so that a sentence under test can follow it.
LEAD = "Gunmen opened fire on a bus near Kisumu on Tuesday, killing four passengers, police said."


def make_told(text: str, *, after_lead: bool = False, **changes: Any) -> Article:
    """Build an article of the given text, behind a lead about an attack near Kisumu if asked."""
    whole = f"{LEAD}\n{text}" if after_lead else text
    return make_article(whole, **({"title": "Attack near Kisumu"} | changes))


def read(article: Article) -> Reading:
    """Read an article with a fixed time."""
    return read_article(article, made_at=MADE_AT)


def claims_of(article: Article, *fields: Field, main: bool = True) -> list[Claim]:
    """Return the claims of some fields, of the main report or of all others."""
    return [
        claim
        for report in read(article).reports
        if report.main is main
        for claim in report.claims
        if claim.field in fields
    ]


def told(text: str, *fields: Field, after_lead: bool = False, **changes: Any) -> list[tuple[str, str]]:
    """Return (value, certainty) of the claims quoted from the sentences under test, in order."""
    article = make_told(text, after_lead=after_lead, **changes)
    start = len(LEAD) if after_lead else 0
    return [
        (show(claim.value), claim.certainty.value)
        for claim in claims_of(article, *fields)
        if claim.evidence.span.start >= start
    ]


def show(value: object) -> str:
    """Write a value as one short line."""
    match value:
        case Count():
            return _range(value)
        case Party() | Place():
            return value.name
        case When():
            return f"{_instant(value.earliest)}..{_instant(value.latest)} {value.precision}"
        case Responsibility():
            return f"{value.stance} {value.by.name if value.by else '-'}"
        case PressTally():
            return f"{_range(value.count)} {value.what}"
        case FirstSince():
            return f"{value.what} since {value.since.as_said if value.since else '?'}"
        case BackgroundFigure():
            return f"{_range(value.count)} {value.what} in {', '.join(value.where) or '-'}"
        case _:
            return str(value)


def _range(count: Count) -> str:
    low, high = count.low, count.high
    return f"{low}" if low == high else f"{low}..{'' if high is None else high}"


def _instant(instant: datetime | None) -> str:
    return "?" if instant is None else instant.strftime("%m-%dT%H:%M")

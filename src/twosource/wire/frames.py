"""Incidents and claims as rows of typed columns, for data frames, Parquet and CSV.

Numbers are numbers, days are days and instants are aware and in UTC; what nobody says is None, never 0. Every
value of an incident is that of its facts; every claim is one row, whatever became of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, TypeAlias

from twosource.ids import ClaimId, IncidentId, ReportId
from twosource.knowledge.kinds import load_kinds
from twosource.model import (
    Article,
    BackgroundFigure,
    Claim,
    Fact,
    Field,
    FirstSince,
    Incident,
    PressTally,
    Report,
    Responsibility,
    Status,
    Value,
)
from twosource.values.count import Count, format_count
from twosource.values.party import Party, format_party
from twosource.values.place import Place, format_place
from twosource.values.when import When, format_when
from twosource.wire.cells import Cell, Column, columns_of, joined
from twosource.wire.lines import find_fact
from twosource.wire.told import contradicted, fact_name, find_days, find_value, find_when, name_of, values_of

FrameCell: TypeAlias = str | int | float | bool | date | datetime | list[str] | None
FrameRow: TypeAlias = Mapping[str, FrameCell]

INCIDENTS: Final = columns_of((
    ("id", "text", "The incident's id, which stays the same for ever."),
    ("kind", "text", "Its kind."),
    ("headline", "text", "What happened, in a line."),
    ("date_start", "day", "The first day it can have happened on, where it happened."),
    ("date_end", "day", "The last day."),
    ("earliest", "instant", "The first instant it can have happened at, in UTC."),
    ("latest", "instant", "The last."),
    ("when_precision", "text", "How exactly that is told: minute, hour, part, day, week, month, ..."),
    ("place", "text", "The place with all that lies around it."),
    ("country", "text", "ISO 3166-1 alpha-2 code."),
    ("lat", "number", "WGS84 degrees of the middle of the place."),
    ("lon", "number", "The same."),
    ("radius_km", "number", "How far off that point it may have been."),
    ("target", "text", "Whom or what it hit."),
    ("weapon", "text", "With what."),
    ("perpetrator", "text", "Who is blamed."),
    ("responsibility", "text", "Who claimed or denied it."),
    ("killed_low", "integer", "The lowest number killed."),
    ("killed_high", "integer", "The highest; empty where it is open."),
    ("killed_status", "text", "How what is said about it stands: agreed, contradicted, single source, ..."),
    ("injured_low", "integer", "The lowest number injured."),
    ("injured_high", "integer", "The highest."),
    ("injured_status", "text", "How what is said about it stands."),
    ("captured_low", "integer", "The lowest number captured."),
    ("captured_high", "integer", "The highest."),
    ("voices", "integer", "Independent voices."),
    ("newsrooms", "integer", "Newsrooms that wrote it."),
    ("outlets", "integer", "Outlets that printed it."),
    ("contradicted", "list", "The facts that voices contradict each other about."),
    ("confirmed", "list", "The facts that two independent voices say through two newsrooms."),
    ("articles", "list", "The ids of its articles."),
    ("reports", "list", "The ids of its reports."),
))  # fmt: skip

CLAIMS: Final = columns_of((
    ("id", "text", "The claim's id."),
    ("incident", "text", "The incident it belongs to; empty where its report opened none."),
    ("report", "text", "The report it was read in."),
    ("article", "text", "The article."),
    ("field", "text", "What it is about: killed, when, place, ..."),
    ("scope", "text", "Whom a count is about, where not all: children, soldiers, ..."),
    ("value", "text", "The value in words."),
    ("low", "integer", "The lowest number, of a count."),
    ("high", "integer", "The highest; empty where it is open."),
    ("earliest", "instant", "The first instant, of a time, in UTC."),
    ("latest", "instant", "The last."),
    ("lat", "number", "WGS84 degrees, of a place."),
    ("lon", "number", "The same."),
    ("as_said", "text", "The words for the value."),
    ("quote", "text", "The words that make the claim, exactly as they stand in the article."),
    ("start", "integer", "The character of the article's text at which they start."),
    ("end", "integer", "The character after their last."),
    ("certainty", "text", "How surely it is said: asserted, reported, suspected, ..."),
    ("voice", "text", "Who says it; empty where nobody is named."),
    ("voice_kind", "text", "What kind of speaker that is."),
    ("voice_body", "text", "The institution that speaks through it, by which voices are independent."),
    ("via", "list", "The media that the text names as handing it on."),
    ("outlet", "text", "Who printed it."),
    ("newsroom", "text", "Who wrote it."),
    ("published", "instant", "When it was printed, in UTC."),
    ("address", "text", "Where the article came from."),
    ("origin", "text", "Who read it so, and by which version."),
    ("made_at", "instant", "When it was read, in UTC."),
))  # fmt: skip

REPORTS: Final = columns_of((
    ("id", "text", "The report's id."),
    ("incident", "text", "The incident it tells of; empty where it opened none."),
    ("article", "text", "The article it was read in."),
    ("kind", "text", "The kind of incident, as this report has it."),
    ("main", "flag", "Whether it is what the article is mainly about."),
    ("recalled", "flag", "Whether the article only looks back on it."),
    ("claims", "integer", "How many claims it makes."),
    ("outlet", "text", "Who printed it."),
    ("published", "instant", "When it was printed, in UTC."),
))  # fmt: skip

ARTICLES: Final = columns_of((
    ("id", "text", "The article's id."),
    ("title", "text", "Its title."),
    ("outlet", "text", "Who printed it."),
    ("newsroom", "text", "Who wrote it."),
    ("published", "instant", "When it was printed, in UTC; at the start of the day where no hour is known."),
    ("published_precision", "text", "“minute” or “day”."),
    ("fetched_at", "instant", "When it came in, in UTC."),
    ("language", "text", "ISO 639-1 code."),
    ("url", "text", "Its address on the web."),
    ("address", "text", "Where it came from."),
    ("characters", "integer", "How long its kept text is."),
    ("text", "text", "The kept text, in which claims quote."),
))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Who printed an article and wrote it, and when."""

    outlet: str | None
    newsroom: str | None
    published: datetime | None


def incident_frame_row(incident: Incident) -> dict[str, FrameCell]:
    """Return an incident as a row of INCIDENTS."""
    return {
        "id": incident.id,
        "kind": load_kinds()[incident.kind].label,
        "headline": incident.headline,
        **_when_cells(incident),
        **_place_cells(find_value(incident, "place", Place)),
        **_name_cells(incident),
        **_figure_cells(incident),
        "voices": incident.voices,
        "newsrooms": incident.newsrooms,
        "outlets": incident.outlets,
        "contradicted": _names(contradicted(incident)),
        "confirmed": _names(fact for fact in incident.facts if fact.confirmed),
        "articles": list(incident.articles),
        "reports": list(incident.reports),
    }


def claim_frame_row(
    claim: Claim, *, printed: Printed, address: str, incident: IncidentId | None
) -> dict[str, FrameCell]:
    """Return a claim as a row of CLAIMS."""
    return {
        "id": ClaimId(claim.id),
        "incident": incident,
        "report": claim.report,
        "article": claim.evidence.article,
        "field": claim.field,
        "scope": claim.scope or None,
        "value": words_of(claim.value),
        **_value_cells(claim.value),
        "as_said": claim.as_said,
        "quote": claim.evidence.quote,
        "start": claim.evidence.span.start,
        "end": claim.evidence.span.end,
        "certainty": claim.certainty.value,
        "voice": claim.voice.name,
        "voice_kind": claim.voice.kind,
        "voice_body": claim.voice.body,
        "via": list(claim.via),
        "outlet": printed.outlet,
        "newsroom": printed.newsroom,
        "published": _utc(printed.published),
        "address": address,
        "origin": claim.origin,
        "made_at": _utc(claim.made_at),
    }


def report_frame_row(
    report: Report, *, printed: Printed, incident: IncidentId | None
) -> dict[str, FrameCell]:
    """Return a report as a row of REPORTS."""
    return {
        "id": ReportId(report.id),
        "incident": incident,
        "article": report.article,
        "kind": load_kinds()[report.kind].label,
        "main": report.main,
        "recalled": report.recalled,
        "claims": len(report.claims),
        "outlet": printed.outlet,
        "published": _utc(printed.published),
    }


def article_frame_row(article: Article) -> dict[str, FrameCell]:
    """Return an article as a row of ARTICLES."""
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "newsroom": article.newsroom,
        "published": _utc(article.published),
        "published_precision": None if article.published is None else article.published_precision,
        "fetched_at": _utc(article.fetched_at),
        "language": article.language,
        "url": article.url,
        "address": article.address,
        "characters": len(article.text),
        "text": article.text,
    }


def to_csv_row(row: FrameRow) -> dict[str, Cell]:
    """Return a row as CSV holds it: days and instants as ISO 8601 writes them, lists with semicolons."""
    return {name: _to_cell(cell) for name, cell in row.items()}


def to_plain_row(columns: Iterable[Column], row: FrameRow) -> list[FrameCell]:
    """Return the cells of a row in the order of columns."""
    return [row.get(column.name) for column in columns]


def words_of(value: Value) -> str:
    """Return any value in words."""
    match value:
        case When():
            return format_when(value)
        case Count():
            return format_count(value)
        case Place():
            return format_place(value)
        case Party():
            return format_party(value)
        case Responsibility():
            return value.stance if value.by is None else f"{value.stance} by {format_party(value.by)}"
        case PressTally() | BackgroundFigure():
            return f"{format_count(value.count)} {value.what}"
        case FirstSince():
            return f"the first {value.what}"
        case str():
            return value


# --- cells ----------------------------------------------------------------------------------------


def _when_cells(incident: Incident) -> dict[str, FrameCell]:
    when = find_when(incident)
    days = find_days(when)
    return {
        "date_start": None if days is None else days.first,
        "date_end": None if days is None else days.last,
        "earliest": None if when is None else _utc(when.earliest),
        "latest": None if when is None else _utc(when.latest),
        "when_precision": None if when is None else when.precision,
    }


def _place_cells(place: Place | None) -> dict[str, FrameCell]:
    if place is None:
        return {}
    return {
        "place": ", ".join([place.name, *place.within]),
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
    }


def _name_cells(incident: Incident) -> dict[str, FrameCell]:
    culprit = find_value(incident, "perpetrator", Party)
    owned = (value for value in values_of(incident, "responsibility") if isinstance(value, Responsibility))
    return {
        "target": joined(name_of(value) for value in values_of(incident, "target")),
        "weapon": joined(name_of(value) for value in values_of(incident, "weapon")),
        "perpetrator": None if culprit is None else culprit.name,
        "responsibility": joined(words_of(value) for value in owned),
    }


def _figure_cells(incident: Incident) -> dict[str, FrameCell]:
    cells: dict[str, FrameCell] = {}
    fields: tuple[Field, ...] = ("killed", "injured", "captured")
    for field in fields:
        count = find_value(incident, field, Count)
        fact = find_fact(incident, field)
        cells[f"{field}_low"] = None if count is None else count.low
        cells[f"{field}_high"] = None if count is None else count.high
        cells[f"{field}_status"] = (Status.UNKNOWN if fact is None else fact.status).value
    return cells


def _value_cells(value: Value) -> dict[str, FrameCell]:
    match value:
        case Count():
            return {"low": value.low, "high": value.high}
        case PressTally() | BackgroundFigure():
            return {"low": value.count.low, "high": value.count.high}
        case When():
            return {"earliest": _utc(value.earliest), "latest": _utc(value.latest)}
        case Place():
            return {"lat": value.lat, "lon": value.lon}
        case _:
            return {}


def _names(facts: Iterable[Fact]) -> list[str]:
    return [fact_name(fact) for fact in facts]


def _utc(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.astimezone(UTC)


def _to_cell(cell: FrameCell) -> Cell:
    match cell:
        case bool():
            return "true" if cell else "false"
        case date():  # a datetime is one too
            return cell.isoformat()
        case list():
            return joined(cell)
        case _:
            return cell

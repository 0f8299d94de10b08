"""One row for each incident and report, as the R package ``eventreport`` (van Baalen and Höglund) reads them.

Columns that it and its data set MAVERICK have are named as there and mean the same; what is about elections
is left out, and where a text stands is added. ``event_id`` groups the reports. A row holds what one article
says: ``best`` is its figure, ``low`` and ``high`` span what its voices say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from twosource.ids import ArticleId, IncidentId
from twosource.knowledge.kinds import load_kinds
from twosource.model import Article, Copy, Field, Incident, Report
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.wire.areas import find_area
from twosource.wire.cells import Cell, columns_of, joined
from twosource.wire.told import (
    best_figure,
    find_claimants,
    find_days,
    find_value,
    find_when,
    name_of,
    parties_hit,
    source_of,
    values_of,
)

COLUMNS: Final = columns_of((
    ("id", "text", "The report's id."),
    ("event_id", "text", "The incident's id, by which reports are grouped."),
    ("country", "text", "The country's name."),
    ("date_start", "day", "The first day it can have happened on."),
    ("date_end", "day", "The last day."),
    ("city", "text", "The town, where the place is one or lies in one."),
    ("location", "text", "The place with what lies around it."),
    ("latitude", "number", "WGS84 degrees."),
    ("longitude", "number", "The same."),
    ("geo_precision", "integer", "From 1, the country, to 6, the very site; 2 a province, 3 a district, 4 near a town, 5 a town."),
    ("actor1", "text", "Who did it: who is blamed, or else who claimed it."),
    ("actor1_id", "text", "Its key in the list of actors, where that holds it."),
    ("actor1_type", "text", "Its kind."),
    ("actor1_precision", "integer", "1 nobody knows who, 2 a sort of people, 3 a named group or body."),
    ("actor1_perpetrator", "integer", "Always 1 where there is an actor1."),
    ("actor1_victim", "integer", "Always 0 where there is an actor1."),
    ("actor2", "text", "Whom it hit, where that is a party."),
    ("actor2_id", "text", "Its key in the list of actors."),
    ("actor2_type", "text", "Its kind."),
    ("actor2_precision", "integer", "As actor1_precision."),
    ("actor2_perpetrator", "integer", "Always 0 where there is an actor2."),
    ("actor2_victim", "integer", "Always 1 where there is an actor2."),
    ("event_context", "text", "The kind of incident."),
    ("target", "text", "Whom or what it hit."),
    ("weapon", "text", "With what."),
    ("deaths_best", "integer", "The report's figure of those killed; empty where it gives none."),
    ("deaths_low", "integer", "The lowest that it gives."),
    ("deaths_high", "integer", "The highest; empty where it is open."),
    ("injuries_best", "integer", "The same of those injured."),
    ("injuries_low", "integer", "The lowest."),
    ("injuries_high", "integer", "The highest."),
    ("damage", "integer", "1 where the report tells of damage; empty where it does not."),
    ("source", "text", "Outlet, day and title of the article."),
    ("source_author", "text", "Who wrote it: the newsroom, or the outlet where that is not known."),
    ("source_type", "text", "“Original”, or “Copy” of an article whose words it prints."),
    ("source_voices", "text", "The voices that it quotes."),
    ("unit_of_analysis", "text", "Always “Event report”."),
    ("aggregation", "text", "Always “None”."),
    ("article", "text", "The article's id."),
    ("copy_of", "text", "The id of the article that it copies."),
    ("url", "text", "The article's address on the web."),
    ("published", "text", "When it was printed, RFC 3339; a day alone where no hour is known."),
))  # fmt: skip

_CITY_KM: Final = 15.0  # how wide towns are in the gazetteer
_NEAR_KM: Final = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOnce:
    """One report of an incident: what it says by itself, as the desk takes it and from lowest to highest."""

    incident: IncidentId
    report: Report
    article: Article
    copies: Mapping[ArticleId, Copy]
    said: Incident
    span: Incident


def report_row(told: ToldOnce) -> dict[str, Cell]:
    """Return the cells of one report by column; what is missing or None is an empty cell."""
    said = told.said
    days = find_days(find_when(said))
    return {
        "id": told.report.id,
        "event_id": told.incident,
        "date_start": None if days is None else days.first.isoformat(),
        "date_end": None if days is None else days.last.isoformat(),
        **_place_cells(find_value(said, "place", Place)),
        **_actor_cells(said),
        "event_context": load_kinds()[told.report.kind].label,
        "target": joined(name_of(value) for value in values_of(said, "target")),
        "weapon": joined(name_of(value) for value in values_of(said, "weapon")),
        **_figure_cells("deaths", told, "killed"),
        **_figure_cells("injuries", told, "injured"),
        "damage": 1 if values_of(said, "damage") else None,
        **_source_cells(told),
    }


def _figure_cells(name: str, told: ToldOnce, field: Field) -> dict[str, Cell]:
    span = find_value(told.span, field, Count)
    return {
        f"{name}_best": best_figure(find_value(told.said, field, Count)),
        f"{name}_low": None if span is None else span.low,
        f"{name}_high": None if span is None else span.high,
    }


def _place_cells(place: Place | None) -> dict[str, Cell]:
    area = find_area(place)
    if place is None or area is None:
        return {}
    return {
        "country": area.country,
        "city": area.town,
        "location": ", ".join([place.name, *place.within]),
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": _geo_precision(place),
    }


def _geo_precision(place: Place) -> int | None:
    fixed = {"country": 1, "region": 2, "area": 2, "water": 2}.get(place.kind or "")
    if fixed is not None or place.radius_km is None:
        return fixed
    if place.radius_km > _CITY_KM:
        return 4 if place.radius_km <= _NEAR_KM else 3
    return 6 if place.kind in {"site", "base", "camp"} else 5


def _actor_cells(said: Incident) -> dict[str, Cell]:
    culprit = find_value(said, "perpetrator", Party) or next(iter(find_claimants(said)), None)
    victim = next(iter(parties_hit(said)), None)
    return {**_party_cells("actor1", culprit, does_it=True), **_party_cells("actor2", victim, does_it=False)}


def _party_cells(name: str, party: Party | None, *, does_it: bool) -> dict[str, Cell]:
    if party is None:
        return {}
    return {
        name: party.name,
        f"{name}_id": party.id,
        f"{name}_type": party.kind,
        f"{name}_precision": _party_precision(party),
        f"{name}_perpetrator": int(does_it),
        f"{name}_victim": int(not does_it),
    }


def _party_precision(party: Party) -> int:
    if party.kind == "unidentified":
        return 1
    return 3 if party.id is not None or party.name[:1].isupper() else 2


def _source_cells(told: ToldOnce) -> dict[str, Cell]:
    article, copy = told.article, told.copies.get(told.article.id)
    voices = {claim.voice.name for claim in told.report.claims if claim.voice.kind != "newsroom"}
    return {
        "source": joined([source_of(article), _published(article, by_day=True), article.title], ", "),
        "source_author": article.newsroom or article.outlet,
        "source_type": "Original" if copy is None else "Copy",
        "source_voices": joined(sorted(name for name in voices if name)),
        "unit_of_analysis": "Event report",
        "aggregation": "None",
        "article": article.id,
        "copy_of": None if copy is None else copy.original,
        "url": article.url,
        "published": _published(article),
    }


def _published(article: Article, *, by_day: bool = False) -> str | None:
    if article.published is None:
        return None
    is_day = by_day or article.published_precision == "day"
    return article.published.date().isoformat() if is_day else article.published.isoformat()

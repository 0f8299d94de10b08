"""Incidents in the columns of the UCDP Georeferenced Event Dataset: names, order and codes of version 25.1.

``best`` is the figure of the desk, ``low`` and ``high`` span what independent voices stand by. What only
Uppsala can give, the numbers of conflicts, dyads, actors and states, is empty. UCDP counts deaths in
organised violence alone and leaves out events nobody died in; twosource leaves out nothing.
"""

import math
from datetime import date
from typing import Final

from twosource.knowledge.countries import load_countries
from twosource.model import Article, Incident
from twosource.values.count import Count
from twosource.values.party import Party, PartyKind
from twosource.values.place import Place
from twosource.wire.areas import find_area
from twosource.wire.cells import Cell, columns_of, joined
from twosource.wire.told import (
    Days,
    Told,
    best_figure,
    contradicted,
    fact_name,
    find_claimants,
    find_days,
    find_value,
    find_when,
    parties_hit,
    printed_at,
    source_of,
)

_NUMBERED: Final = "Always empty: only UCDP gives it."
COLUMNS: Final = columns_of((
    ("id", "integer", "The digits of the incident's id as a number."),
    ("relid", "text", "The incident's id."),
    ("year", "integer", "The year it began in."),
    ("active_year", "text", "Always empty: it tells whether a conflict reached 25 deaths that year."),
    ("code_status", "text", "“Clear”, or “Check” with the facts that voices contradict each other about."),
    ("type_of_violence", "integer", "1 a state against a group, 2 between groups, 3 against civilians; empty where it can't be told."),
    ("conflict_dset_id", "text", _NUMBERED),
    ("conflict_new_id", "integer", _NUMBERED),
    ("conflict_name", "text", _NUMBERED),
    ("dyad_dset_id", "text", _NUMBERED),
    ("dyad_new_id", "integer", _NUMBERED),
    ("dyad_name", "text", "Both sides, joined by a hyphen."),
    ("side_a_dset_id", "text", _NUMBERED),
    ("side_a_new_id", "integer", _NUMBERED),
    ("side_a", "text", "The state where there is one, else who did it."),
    ("side_b_dset_id", "text", _NUMBERED),
    ("side_b_new_id", "integer", _NUMBERED),
    ("side_b", "text", "The other side; “Civilians” where these were hit."),
    ("number_of_sources", "integer", "How many newsrooms tell of it; copies count once."),
    ("source_article", "text", "Outlet, day and title of each article, in the order they were printed."),
    ("source_office", "text", "The outlet of each article, in the same order."),
    ("source_date", "text", "The day each was printed on."),
    ("source_headline", "text", "The title of each."),
    ("source_original", "text", "The voices that they quote."),
    ("where_prec", "integer", "1 the place itself, 2 within 25 km, 3 a district, 4 a province, 5 an area or a line, 6 the country, 7 at sea."),
    ("where_coordinates", "text", "The name of the place."),
    ("where_description", "text", "The words for it."),
    ("adm_1", "text", "The widest division below the country."),
    ("adm_2", "text", "The next narrower one."),
    ("latitude", "number", "WGS84 degrees."),
    ("longitude", "number", "The same."),
    ("geom_wkt", "text", "The same as well-known text, longitude first."),
    ("priogrid_gid", "integer", "The cell of PRIO-GRID it lies in (half a degree)."),
    ("country", "text", "The country's name."),
    ("country_id", "integer", _NUMBERED),
    ("region", "text", "UCDP's region of the country."),
    ("event_clarity", "integer", "Always 1: every incident is one happening, told as such."),
    ("date_prec", "integer", "1 a day, 2 two to six days, 3 a week, 4 a month, 5 up to a year."),
    ("date_start", "text", "The first day, written as UCDP does."),
    ("date_end", "text", "The last day."),
    ("deaths_a", "integer", "Always empty: twosource does not count the dead by side."),
    ("deaths_b", "integer", "The same."),
    ("deaths_civilians", "integer", "The civilians killed, where somebody counts them apart."),
    ("deaths_unknown", "integer", "Always empty."),
    ("best", "integer", "The desk's figure; the lowest where that is a range. Empty where nobody tells."),
    ("high", "integer", "The highest that a voice stands by; empty where it is open."),
    ("low", "integer", "The lowest that a voice stands by."),
    ("gwnoa", "integer", _NUMBERED),
    ("gwnob", "integer", _NUMBERED),
))  # fmt: skip

_STATES: Final[frozenset[PartyKind]] = frozenset({"state force", "police", "government", "coalition"})
_PEOPLE: Final[frozenset[PartyKind]] = frozenset({"civilians", "person", "diplomatic", "organisation"})
_GROUPS: Final[frozenset[PartyKind]] = frozenset({"armed group", "unidentified"})
_CIVILIANS: Final = "Civilians"
#: The widest stretch, in hours, of each date precision; the codebook's 2 to 6 days, a week, a month.
_DATE_PRECISION: Final = ((24, 1), (6 * 24, 2), (7 * 24, 3), (31 * 24, 4))
_WIDEST_DATE: Final = 5
_SITE_KM: Final = 15.0  # how wide towns are in the gazetteer
_NEAR_KM: Final = 25.0  # the codebook's bound of precision 2
_DISTRICT_KM: Final = 75.0
_CELL_DEGREES, _ROW_CELLS = 0.5, 720  # PRIO-GRID, from 180 W 90 S


def ged_row(told: Told, figures: Incident) -> dict[str, Cell]:
    """Return the cells of one incident by column; what is missing or None is an empty cell.

    ``figures`` is the incident by the profile that ``low`` and ``high`` are to be taken from.
    """
    incident = told.incident
    return {
        "id": int(incident.id.removeprefix("i_"), 16),
        "relid": incident.id,
        "code_status": _status(incident),
        **_side_cells(incident),
        **_source_cells(told),
        **_place_cells(find_value(incident, "place", Place)),
        "event_clarity": 1,
        **_date_cells(find_days(find_when(incident))),
        **_death_cells(incident, figures),
    }


def find_cell(lat: float, lon: float) -> int:
    """Return the cell of PRIO-GRID that a point lies in.

    >>> find_cell(36.264169, 2.753926)
    181806
    """
    row = min(math.floor((lat + 90) / _CELL_DEGREES), 359)
    column = min(math.floor((lon + 180) / _CELL_DEGREES), _ROW_CELLS - 1)
    return row * _ROW_CELLS + column + 1


def _status(incident: Incident) -> str:
    disputed = joined((fact_name(fact) for fact in contradicted(incident)), ", ")
    return "Clear" if disputed is None else f"Check {disputed}"


def _death_cells(incident: Incident, figures: Incident) -> dict[str, Cell]:
    span = find_value(figures, "killed", Count)
    return {
        "deaths_civilians": best_figure(find_value(incident, "killed", Count, "civilians")),
        "best": best_figure(find_value(incident, "killed", Count)),
        "high": None if span is None else span.high,
        "low": None if span is None else span.low,
    }


def _date_cells(days: Days | None) -> dict[str, Cell]:
    if days is None:
        return {}
    precision = next((code for hours, code in _DATE_PRECISION if days.hours <= hours), _WIDEST_DATE)
    return {
        "year": days.first.year,
        "date_prec": precision,
        "date_start": _midnight(days.first),
        "date_end": _midnight(days.last),
    }


def _midnight(day: date) -> str:
    return f"{day.isoformat()} 00:00:00.000"


# --- sides ----------------------------------------------------------------------------------------


def _side_cells(incident: Incident) -> dict[str, Cell]:
    culprit = find_value(incident, "perpetrator", Party) or next(iter(find_claimants(incident)), None)
    victim = next(iter(parties_hit(incident)), None)
    sides = [culprit, victim]
    if victim is not None and victim.kind in _STATES and (culprit is None or culprit.kind not in _STATES):
        sides.reverse()
    names = [_side_name(side, is_hit=side is victim) for side in sides]
    return {
        "type_of_violence": _type_of_violence(culprit, victim),
        "dyad_name": " - ".join(filter(None, names)) if all(names) else None,
        "side_a": names[0],
        "side_b": names[1],
    }


def _side_name(party: Party | None, *, is_hit: bool) -> str | None:
    if party is None:
        return None
    return _CIVILIANS if is_hit and party.kind in _PEOPLE else party.name


def _type_of_violence(culprit: Party | None, victim: Party | None) -> int | None:
    if culprit is None or victim is None or culprit.kind not in _STATES | _GROUPS:
        return None
    if victim.kind in _PEOPLE:
        return 3
    if victim.kind not in _STATES | _GROUPS:
        return None
    return 1 if {culprit.kind, victim.kind} & _STATES else 2


# --- sources --------------------------------------------------------------------------------------


def _source_cells(told: Told) -> dict[str, Cell]:
    articles = told.articles
    claims = (claim for report in told.reports for claim in report.claims)
    voices = {claim.voice.name for claim in claims if claim.voice.kind != "newsroom" and claim.voice.name}
    return {
        "number_of_sources": told.incident.newsrooms,
        "source_article": joined(map(_reference, articles)),
        "source_office": "; ".join(map(source_of, articles)),
        "source_date": "; ".join(_printed_on(article) or "" for article in articles),
        "source_headline": "; ".join(article.title for article in articles),
        "source_original": joined(sorted(voices)),
    }


def _reference(article: Article) -> str | None:
    printed = f'"{article.title}"' if article.title else None
    return joined(
        [article.outlet or article.newsroom or article.address, _printed_on(article), printed], ", "
    )


def _printed_on(article: Article) -> str | None:
    return None if article.published is None else printed_at(article).date().isoformat()


# --- places ---------------------------------------------------------------------------------------


def _place_cells(place: Place | None) -> dict[str, Cell]:
    area = find_area(place)
    if place is None or area is None:
        return {}
    country = load_countries().get(place.country or "")
    divisions = dict(zip(("adm_1", "adm_2"), area.divisions, strict=False))
    return {
        **divisions,
        "where_prec": _where_precision(place),
        "where_coordinates": place.name,
        "where_description": place.as_said,
        **_point_cells(place),
        "country": area.country,
        "region": None if country is None else country.ucdp_region,
    }


def _point_cells(place: Place) -> dict[str, Cell]:
    if place.lat is None or place.lon is None:
        return {}
    return {
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})",
        "priogrid_gid": find_cell(place.lat, place.lon),
    }


def _where_precision(place: Place) -> int | None:
    fixed = {"country": 6, "water": 7, "area": 5, "region": 4}.get(place.kind or "")
    if fixed is not None or place.radius_km is None:
        return fixed
    bounds = ((_SITE_KM, 1), (_NEAR_KM, 2), (_DISTRICT_KM, 3))
    return next((code for km, code in bounds if place.radius_km <= km), 4)

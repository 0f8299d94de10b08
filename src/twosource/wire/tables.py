"""Incidents as CSV: one row each, columns after ACLED's, with ranges instead of single figures.

Follows the ACLED codebook for the names and codes of event types, time precision
(1 day, 2 week, 3 month or wider) and geographic precision (1 exact, 2 near, 3 region).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from twosource.model import Field, Incident, Value
from twosource.values.count import Count
from twosource.values.place import Place
from twosource.values.when import Precision, When
from twosource.wire.acled import type_cells
from twosource.wire.cells import Cell, columns_of, csv_table, safe_cell
from twosource.wire.lines import find_fact
from twosource.wire.told import contradicted, fact_name, name_of

__all__ = ["COLUMNS", "csv_lines", "incident_row", "safe_cell"]

COLUMNS: Final = columns_of((
    ("event_id", "text", "The incident's id, which stays the same for ever."),
    ("event_date", "day", "The first day it can have happened on, where it happened."),
    ("event_date_end", "day", "The last day it can have happened on."),
    ("time_precision", "integer", "1 a day or finer, 2 a week, 3 wider."),
    ("disorder_type", "text", "ACLED's disorder type of the kind of incident."),
    ("event_type", "text", "ACLED's event type."),
    ("sub_event_type", "text", "ACLED's sub-event type."),
    ("actor", "text", "Who did it, as the ledger has it."),
    ("target", "text", "Whom or what it hit."),
    ("country", "text", "ISO 3166-1 alpha-2 code."),
    ("admin", "text", "The widest place below the country that the place lies in."),
    ("location", "text", "The place with what lies around it, the country left out."),
    ("latitude", "number", "WGS84 degrees of the middle of the place."),
    ("longitude", "number", "The same."),
    ("geo_precision", "integer", "1 within 5 km, 2 within 50 km, 3 wider."),
    ("source", "text", "The outlets that printed it, separated by semicolons."),
    ("fatalities_low", "integer", "The lowest number killed; empty where nobody tells."),
    ("fatalities_high", "integer", "The highest; empty where it is open."),
    ("injured_low", "integer", "The lowest number injured."),
    ("injured_high", "integer", "The highest."),
    ("voices", "integer", "Independent voices."),
    ("newsrooms", "integer", "Newsrooms that wrote it."),
    ("outlets", "integer", "Outlets that printed it."),
    ("contradicted", "text", "The facts that voices contradict each other about."),
    ("notes", "text", "The headline, and how each contradicted fact is told."),
))  # fmt: skip

_TIME_PRECISION: Final[dict[Precision, int]] = {"minute": 1, "hour": 1, "part": 1, "day": 1, "week": 2}
_WIDEST_TIME: Final = 3
_EXACT_KM: Final = 5.0  # ACLED's precision 1 is "a particular town" or finer
_NEAR_KM: Final = 50.0  # ACLED's precision 2 is "part of a region"


def csv_lines(rows: Iterable[tuple[Incident, Sequence[str]]]) -> Iterator[str]:
    """Yield the header and one line for each incident with the names of its outlets.

    Lines end with CRLF, as RFC 4180 wants.
    """
    return csv_table(COLUMNS, (incident_row(incident, outlets) for incident, outlets in rows))


def incident_row(incident: Incident, outlets: Sequence[str]) -> dict[str, Cell]:
    """Return the cells of one incident by column; None is an empty cell."""
    return {
        "event_id": incident.id,
        **_date_cells(incident),
        **type_cells(incident.kind),
        "actor": name_of(_value(incident, "perpetrator")),
        "target": name_of(_value(incident, "target")),
        **_place_cells(incident),
        "source": "; ".join(sorted(set(outlets))),
        **_count_cells("fatalities", _value(incident, "killed")),
        **_count_cells("injured", _value(incident, "injured")),
        "voices": incident.voices,
        "newsrooms": incident.newsrooms,
        "outlets": incident.outlets,
        "contradicted": "; ".join(fact_name(fact) for fact in contradicted(incident)),
        "notes": " ".join([incident.headline, *(fact.why for fact in contradicted(incident))]).strip(),
    }


def _value(incident: Incident, field: Field) -> Value | None:
    fact = find_fact(incident, field)
    return None if fact is None else fact.value


def _date_cells(incident: Incident) -> dict[str, Cell]:
    when = _value(incident, "when")
    if not isinstance(when, When):
        when = _value(incident, "time")
    if not isinstance(when, When) or when.earliest is None:
        return {"event_date": None, "event_date_end": None, "time_precision": None}
    last = when.latest
    return {
        "event_date": when.earliest.date().isoformat(),
        "event_date_end": None if last is None else last.date().isoformat(),
        "time_precision": _TIME_PRECISION.get(when.precision, _WIDEST_TIME),
    }


def _place_cells(incident: Incident) -> dict[str, Cell]:
    place = _value(incident, "place")
    if not isinstance(place, Place):
        return dict.fromkeys(("country", "admin", "location", "latitude", "longitude", "geo_precision"))
    return {
        "country": place.country,
        "admin": place.within[-2] if len(place.within) > 1 else None,
        "location": ", ".join((place.name, *place.within[:-1])),
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": _geo_precision(place.radius_km),
    }


def _geo_precision(radius_km: float | None) -> int | None:
    if radius_km is None:
        return None
    return 1 if radius_km <= _EXACT_KM else 2 if radius_km <= _NEAR_KM else 3


def _count_cells(name: str, value: Value | None) -> dict[str, Cell]:
    low, high = (value.low, value.high) if isinstance(value, Count) else (None, None)
    return {f"{name}_low": low, f"{name}_high": high}

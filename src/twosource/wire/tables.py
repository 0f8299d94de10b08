"""Incidents as CSV: one row each, columns after ACLED's, with ranges instead of single figures.

Follows the ACLED codebook (2023) for the names and codes of event types, time precision
(1 day, 2 week, 3 month or wider) and geographic precision (1 exact, 2 near, 3 region).
A cell that a spreadsheet would take for a formula is written with a leading apostrophe.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from twosource.knowledge.kinds import load_kinds
from twosource.model import Fact, Field, Incident, Status, Value
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import Precision, When
from twosource.wire.lines import find_fact

Cell: TypeAlias = str | int | float | None

COLUMNS: Final = (
    "event_id", "event_date", "event_date_end", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor", "target", "country", "admin", "location", "latitude", "longitude",
    "geo_precision", "source", "fatalities_low", "fatalities_high", "injured_low", "injured_high",
    "voices", "newsrooms", "outlets", "contradicted", "notes",
)  # fmt: skip

#: ACLED's disorder type of each of its event types; the rest is political violence.
_DISORDER: Final = {
    "Strategic developments": "Strategic developments",
    "Protests": "Demonstrations",
    "Riots": "Political violence; Demonstrations",
}
_TIME_PRECISION: Final[dict[Precision, int]] = {"minute": 1, "hour": 1, "part": 1, "day": 1, "week": 2}
_WIDEST_TIME: Final = 3
_EXACT_KM: Final = 5.0  # ACLED's precision 1 is "a particular town" or finer
_NEAR_KM: Final = 50.0  # ACLED's precision 2 is "part of a region"
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")  # OWASP, CSV injection


def csv_lines(rows: Iterable[tuple[Incident, Sequence[str]]]) -> Iterator[str]:
    """Yield the header and one line for each incident with the names of its outlets.

    Lines end with CRLF, as RFC 4180 wants.
    """
    yield _to_csv(COLUMNS)
    for incident, outlets in rows:
        row = incident_row(incident, outlets)
        yield _to_csv([row[column] for column in COLUMNS])


def incident_row(incident: Incident, outlets: Sequence[str]) -> dict[str, Cell]:
    """Return the cells of one incident by column; None is an empty cell."""
    return {
        "event_id": incident.id,
        **_date_cells(incident),
        **_type_cells(incident.kind),
        "actor": _named(_value(incident, "perpetrator")),
        "target": _named(_value(incident, "target")),
        **_place_cells(incident),
        "source": "; ".join(sorted(set(outlets))),
        **_count_cells("fatalities", _value(incident, "killed")),
        **_count_cells("injured", _value(incident, "injured")),
        "voices": incident.voices,
        "newsrooms": incident.newsrooms,
        "outlets": incident.outlets,
        "contradicted": "; ".join(_fact_name(fact) for fact in _contradicted(incident)),
        "notes": " ".join([incident.headline, *(fact.why for fact in _contradicted(incident))]).strip(),
    }


def safe_cell(cell: Cell) -> Cell:
    r"""Return a cell that no spreadsheet runs as a formula; numbers are left as they are.

    >>> safe_cell('=HYPERLINK("http://example.org")')
    '\'=HYPERLINK("http://example.org")'
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def _to_csv(cells: Sequence[Cell]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow([safe_cell(cell) for cell in cells])
    return line.getvalue()


def _value(incident: Incident, field: Field) -> Value | None:
    fact = find_fact(incident, field)
    return None if fact is None else fact.value


def _contradicted(incident: Incident) -> list[Fact]:
    return [fact for fact in incident.facts if fact.status is Status.CONTRADICTED]


def _fact_name(fact: Fact) -> str:
    return f"{fact.field} ({fact.scope})" if fact.scope else fact.field


def _named(value: Value | None) -> str | None:
    match value:
        case Party() | Place():
            return value.name
        case str():
            return value
        case _:
            return None


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


def _type_cells(kind: str) -> dict[str, Cell]:
    event, sub_event = load_kinds()[kind].acled
    disorder = _DISORDER.get(event, "Political violence")
    return {"disorder_type": disorder, "event_type": event, "sub_event_type": sub_event}


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

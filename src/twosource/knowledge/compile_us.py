"""Gather US states and counties at build time: GeoNames has their names, the Census Bureau their bounds.

Only compile_places imports this; nothing here reads files.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from twosource.knowledge.compile_rows import Circle, Row, Table
from twosource.values.place_gazetteer import NAME
from twosource.values.place_geometry import arc_km

_FEWEST = 5_000  # people: the least a county counts for
_HELD = 0.8  # towns within this part of a county's radius are taken to lie in it


def read_areas(lines: Iterable[str]) -> dict[str, Circle]:
    """Return the circle of each state (two digits) and county (five) by FIPS code."""
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {fips: (float(lat), float(lon), float(radius)) for fips, lat, lon, radius in rows}


def place_states(
    areas: Mapping[str, Circle], states: Mapping[str, Mapping[str, Any]]
) -> dict[tuple[str, str], Circle]:
    """Return the circles of states by country and postal code, which is also their GeoNames code."""
    return {("US", code): areas[state["fips"]] for code, state in states.items() if state["fips"] in areas}


def add_counties(table: Table, counties: Iterable[dict[str, Any]], areas: Mapping[str, Circle]) -> None:
    """Add US counties; one without known bounds is as wide as its state.

    How often the press means one of several of a name goes by the people of the towns in it.
    """
    towns = _towns_by_state(table)
    for county in counties:
        state = table.rows.get(table.regions.get(("US", county["state"]), 0))
        if state is None:
            continue
        lat, lon, radius = areas.get(county["fips"], (state.lat, state.lon, state.radius))
        row = replace(
            state,
            name=county["name"],
            lat=lat,
            lon=lon,
            radius=radius,
            population=max(_FEWEST, _people_within(towns[county["state"]], (lat, lon, radius))),
            gid=f"fips:{county['fips']}",
            within=(state.name,),
        )
        table.call(table.add(row), county["name"], NAME)


def _towns_by_state(table: Table) -> dict[str | None, list[Row]]:
    towns: dict[str | None, list[Row]] = defaultdict(list)
    for row in table.rows.values():
        if row.country == "US" and row.kind == "city":
            towns[row.admin1].append(row)
    return towns


def _people_within(towns: Iterable[Row], area: Circle) -> int:
    lat, lon, radius = area
    return sum(town.population for town in towns if arc_km(lat, lon, town.lat, town.lon) <= _HELD * radius)

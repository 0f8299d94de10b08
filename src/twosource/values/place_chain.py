"""From resolved names to mentions: "Karrada, a district of Baghdad, Iraq" is one place, not three.

Also the nouns that belong to a name ("Idlib province", "the town of Hawija", "the river Tigris").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from twosource.text import Span, fold
from twosource.values.place_gazetteer import Entry, Gazetteer
from twosource.values.place_geometry import arc_km
from twosource.values.place_scan import Candidate, last_word
from twosource.values.place_shape import Place, PlaceKind, PlaceMention

_STATED = frozenset({"US", "CA", "AU"})  # countries whose towns the press places in a state
_NOUN = (
    r"provinces?|governorates?|oblast|regions?|state|department|prefecture|county|parish|peninsula|districts?|"
    r"neighbou?rhoods?|suburbs?|quarter|area|sub-?district|borough|enclave|commune|municipality|township|"
    r"countryside|city|town|village|settlement|hamlet|river|valley|desert|mountains?|forest|island|islands"
)
_TRAILING = re.compile(
    rf"[ -]({_NOUN})\b(?! (?:of|hall|council|police|department|centre|center)\b)", re.IGNORECASE
)
#: A lower-case word that may stand before a noun: "north-eastern", never "of" or "in".
PLAIN_WORD = r"(?:(?!(?:of|in|at|on|to|from|near|and|or|by|for|with|the|an?|is|was|were|outside|inside|between|around) )[a-z][a-z-]*)"
_LEADING = re.compile(
    rf"(?<![\w'-])(?:(?:(?:the|an?) (?:{PLAIN_WORD} ){{0,3}})?(?P<whose>[A-Z][a-z]+ (?:[A-Z][a-z]+ )?)?"
    r"(?:(?:port|market|border|garrison|mining|oil|coastal|frontline|resort|holy) )?"
    rf"(?:{_NOUN}|port|capital|outpost|stronghold|hub|community) of|(?:the )?(?:river|lake|mount)|(?:the )?island of) (?:the )?$"
)
_FAR = 60  # characters a leading phrase may take: "the north-eastern Nigerian market town of "
_LEADS = frozenset({"of", "the", "river", "lake", "mount"})  # the last words of _LEADING
_INTO = re.compile(
    r"(?:,? (?:in|of|inside|within)(?: the)?|,)"
    rf"(?: (?:an?|the)(?: [a-z-]+){{0,3}} (?:{_NOUN}|stronghold|base|camp)(?: (?:in|of|near|outside|within))?)?"
    rf"(?: (?:[a-z]+ )?(?:{_NOUN}) of)?(?: the)?(?: (?:north|south|east|west|northern|southern|eastern|western|central|nearby|neighbou?ring))? ?"
)
_OWNS = re.compile(r"'s?(?: [a-z][a-z-]*){0,4} ")
_SITE_NOUNS = re.compile(
    r" (?:refugee camp|displacement camp|camp|air ?base|air force base|military base|base|garrison|airport|dam|crossing|hospital|square|prison|bridge)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A mention in the making: its entry, and the names said around it."""

    mention: PlaceMention
    entry: Entry


def country_name(code: str | None, gazetteer: Gazetteer) -> str | None:
    """Return the English name of a country."""
    entry = gazetteer.find_country(code) if code else None
    return entry.name if entry else None


def around(entry: Entry, gazetteer: Gazetteer, said: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the names around a place, narrowest first: those said, those known, its country."""
    names = [*said, *(name for name in entry.within if name not in said)]
    state = (
        gazetteer.find_region(entry.country, entry.admin1)
        if entry.country in _STATED and entry.admin1
        else None
    )
    if state is not None and entry.kind != "region":
        names.append(state.name)
    country = country_name(entry.country, gazetteer)
    if country and entry.kind != "country":
        names.append(country)
    seen = dict.fromkeys(name for name in names if name != entry.name or name == country != entry.name)
    if country in seen:
        seen.pop(country, None)
        seen[country] = None
    return tuple(seen)


def place_of(entry: Entry, gazetteer: Gazetteer, as_said: str, said: Sequence[str] = ()) -> Place:
    """Return an entry as a value, with the names around it."""
    return Place(
        name=entry.name,
        country=entry.country,
        lat=entry.lat,
        lon=entry.lon,
        radius_km=entry.radius_km,
        as_said=as_said,
        kind=entry.kind,
        within=around(entry, gazetteer, said),
        gazetteer_id=entry.id,
        zone=entry.zone,
    )


def holds(wide: Entry, narrow: Entry) -> bool:
    """Whether one known place lies in another, as far as circles tell."""
    if wide.id == narrow.id or wide.radius_km < narrow.radius_km:
        return False
    if wide.kind == "country":
        return wide.country == narrow.country or narrow.country is None
    if wide.name in narrow.within:
        return True
    if wide.country and narrow.country and wide.country != narrow.country:
        return False
    if wide.id.startswith("fips:") and narrow.kind == "region":
        return False  # no county lies in another
    if wide.id.startswith("admin1:") and narrow.admin1 and wide.admin1 == narrow.admin1:
        return True
    reach = 1.4 * wide.radius_km + narrow.radius_km
    return arc_km(wide.lat, wide.lon, narrow.lat, narrow.lon) <= reach


def chain(text: str, found: Sequence[Candidate], gazetteer: Gazetteer) -> list[Link]:
    """Return mentions from left to right, names that place one another joined to one."""
    links: list[Link] = []
    for one in found:
        link = _link(text, one, gazetteer, links[-1].mention.span.end if links else 0)
        joined = _join(text, links[-1], link, gazetteer) if links else None
        if joined is None:
            links.append(link)
        else:
            links[-1] = joined
    return links


def _link(text: str, one: Candidate, gazetteer: Gazetteer, floor: int) -> Link:
    entry = cast("Entry", one.entry)
    end = max(one.end, one.tail)
    if one.tail <= one.end:
        entry, end = _with_noun(text, entry, one.end, gazetteer)
    start = _led_from(text, one.start, floor, gazetteer)
    return Link(_mention(text, start, end, place_of(entry, gazetteer, "")), entry)


def name_of(text: str, one: Candidate, gazetteer: Gazetteer) -> PlaceMention:
    """Return a name with the noun that belongs to it, and nothing around it."""
    entry, end = _with_noun(text, cast("Entry", one.entry), one.end, gazetteer)
    return _mention(text, one.start, end, place_of(entry, gazetteer, ""))


def _led_from(text: str, start: int, floor: int, gazetteer: Gazetteer) -> int:
    """Return where the words that lead a name start: "the Yemeni port city of", "the river"."""
    if last_word(text, start) not in _LEADS:
        return start
    match = _LEADING.search(text, max(floor, start - _FAR), start)
    while match is not None and not _leads(text, match, gazetteer):
        match = _LEADING.search(text, match.start() + 1, start)
    return match.start() if match else start


def _leads(text: str, match: re.Match[str], gazetteer: Gazetteer) -> bool:
    """Refuse "Hodan district of", whose first word is a name of its own and no "Somali"."""
    if match["whose"]:
        return fold(match["whose"]).strip() in gazetteer.lexicon.demonyms
    if not match.group()[0].islower() or match.group().startswith(("the ", "a ", "an ")):
        return True
    before = text[max(0, match.start() - 30) : match.start()].split(" ")[-2:]
    return not (len(before) == 2 and not before[1] and before[0][:1].isupper())


def _mention(text: str, start: int, end: int, place: Place) -> PlaceMention:
    return PlaceMention(span=Span(start, end), place=replace(place, as_said=text[start:end]))


def _with_noun(text: str, entry: Entry, end: int, gazetteer: Gazetteer) -> tuple[Entry, int]:
    """Take in the noun after a name; "Idlib province" is no longer the city of Idlib."""
    if entry.kind in {"base", "camp", "site"}:
        site = _SITE_NOUNS.match(text, end)
        return (entry, site.end()) if site else (entry, end)
    match = _TRAILING.match(text, end)
    if match is None or entry.kind == "country":
        return entry, end
    kind = gazetteer.lexicon.areas.get(fold(match.group(1)).rstrip("s"), entry.kind)
    if entry.kind != "city" or kind not in {"region", "district"}:
        return entry, match.end()
    return _widened(entry, match.group(1), kind, gazetteer), match.end()


def _widened(entry: Entry, noun: str, kind: PlaceKind, gazetteer: Gazetteer) -> Entry:
    name = f"{entry.name} {noun}"
    if kind == "district" or noun.lower() == "county":
        slack = 25.0 if noun.lower() == "county" else 8.0
        return replace(entry, name=name, kind="region", radius_km=entry.radius_km + slack, id=f"{entry.id}+")
    region = gazetteer.find_region(entry.country, entry.admin1) if entry.country and entry.admin1 else None
    if region is None:
        return replace(entry, name=name, kind="region", radius_km=entry.radius_km + 50.0, id=f"{entry.id}+")
    return region if region.name != entry.name else replace(region, name=name)


def _join(text: str, left: Link, right: Link, gazetteer: Gazetteer) -> Link | None:
    gap = text[left.mention.span.end : right.mention.span.start]
    if len(gap) > 70 or "\n" in gap:
        return None
    span = Span(left.mention.span.start, right.mention.span.end)
    if _INTO.fullmatch(gap) and holds(right.entry, left.entry):
        said = (*_said(left), right.entry.name, *_said(right))
        return _joined(text, span, left.entry, said, gazetteer)
    if _OWNS.fullmatch(gap) and holds(left.entry, right.entry):
        said = (*_said(right), left.entry.name, *_said(left))
        return _joined(text, span, right.entry, said, gazetteer)
    return None


def _said(link: Link) -> tuple[str, ...]:
    return tuple(name for name in link.mention.place.within if name not in link.entry.within)


def _joined(text: str, span: Span, entry: Entry, said: Sequence[str], gazetteer: Gazetteer) -> Link:
    place = place_of(entry, gazetteer, "", said)
    return Link(_mention(text, span.start, span.end, place), entry)

"""Words before a name that shift or widen it: "near", "20 km north of", "northern", "off the coast of".

A point never gets more exact by a modifier except by "central" and compass words, which narrow a
wide place to a part of it. Figures for vague words are this project's own, chosen wide.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from twosource.text import Span
from twosource.values.place_chain import place_of
from twosource.values.place_gazetteer import Gazetteer
from twosource.values.place_geometry import BEARINGS, arc_km, middle, shift_point
from twosource.values.place_scan import last_word
from twosource.values.place_shape import Place, PlaceMention
from twosource.values.place_spelling import word_set

NEAR_KM = 10.0  # "near" a town: the next village; never less than half the town's own radius
NEAR_SITE_KM = 2.0  # "near" a building or a district: walking distance
COAST_KM = 60.0  # "off the coast of"
_POINTS = r"(?:north|south)[- ]?(?:east|west)|north|south|east|west"
_NUMBER = r"\d{1,4}(?:[.,]\d{1,3})?|an?|one|two|three|four|five|six|seven|eight|nine|ten|a dozen|twelve|fifteen|twenty|thirty|forty|fifty|sixty|a hundred"
_ABOUT = r"(?:(?:about|some|around|roughly|approximately|nearly|almost|just|only|more than|less than|over|under|at least|up to) )?"
_THE_TOWN = r"(?:(?:the )?(?:[a-z]+ )?(?:city|town|village|capital|port|border|outskirts|center|centre|downtown|centre of|center of) (?:of )?)?(?:the )?"
_DISTANCE = re.compile(
    rf"\b{_ABOUT}(?P<number>{_NUMBER})[- ]?(?P<unit>km|kms|kilomet(?:er|re)s?|nautical miles?|miles?|mi|m|met(?:er|re)s?)\b"
    rf"(?: \([^()\n]{{1,30}}\))?(?: (?:to the )?(?P<point>{_POINTS}))?(?: (?:of|from|outside|away from|off(?: the coast of)?))? {_THE_TOWN}$",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:(?:very |quite )?(?:near|close to|not far from|adjacent to|next to|opposite|beside|alongside)|(?:in|from) the vicinity of|near to|"
    r"(?:in|on|from|at)? ?the (?:\w+ )?(?:outskirts|edges?|suburbs|fringes|periphery) of|(?:in|on) the \w+(?: and \w+)? (?:outskirts|suburbs) of|"
    r"(?:just )?outside(?: of)?|outskirts of|suburbs? of|a suburb of|around|surrounding|in the hills above) "
    + _THE_TOWN
    + "$",
    re.IGNORECASE,
)
_COAST = re.compile(
    r"\b(?:off(?: the| its)?(?: \w+)? (?:coasts?|shores?|waters) of|off the (?:port|island) of|off|along the coast of) (?:the )?$",
    re.IGNORECASE,
)
_BORDER = re.compile(
    r"\b(?:along|near|on|at|across|close to)? ?(?:the|its) (?:\w+ )?(?:border|frontier) (?:with|of) (?:the )?$",
    re.IGNORECASE,
)
_OF = re.compile(rf"\b(?:just |immediately )?(?:to the )?(?P<point>{_POINTS}) of {_THE_TOWN}$", re.IGNORECASE)
_PART = re.compile(
    rf"\b(?:the )?(?:far |extreme |deep )?(?:(?P<point>{_POINTS})(?:ern)?|(?P<middle>central|downtown|inner|(?:the )?(?:cent(?:er|re)|heart|middle) of))(?:[- ]ern| part of| parts of| areas? of)? {_THE_TOWN}$",
    re.IGNORECASE,
)
_SMALL_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "a dozen": 12, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "a hundred": 100,
}  # fmt: skip
_LOOK_BACK = 100
# The last word of every modifier: no pattern is tried after any other word.
_TRIGGERS = word_set(
    """
    of from near to outside off along around with beside opposite alongside surrounding above the central
    downtown inner north south east west northern southern eastern western northeast northwest southeast
    southwest northeastern northwestern southeastern southwestern city town village capital port border
    """
)


@dataclass(frozen=True, slots=True)
class _Read:
    """A modifier found: where it starts and what it makes of the place."""

    start: int
    place: Place


def modify(text: str, mention: PlaceMention, gazetteer: Gazetteer, countries: Sequence[str]) -> PlaceMention:
    """Return the mention with the modifier before it read, or as it was.

    ``countries`` are those the article speaks of, most first: whose border with Iran is meant.
    """
    start = mention.span.start
    if mention.place.lat is None or last_word(text, start) not in _TRIGGERS:
        return mention
    for read in (_read_distance, _read_near, _read_coast, _read_of, _read_part):
        found = read(text, mention)
        if found is not None:
            return _with(text, mention, found)
    found = _read_border(text, mention, gazetteer, countries)
    return _with(text, mention, found) if found else mention


def _with(text: str, mention: PlaceMention, found: _Read) -> PlaceMention:
    span = Span(found.start, mention.span.end)
    return PlaceMention(span=span, place=replace(found.place, as_said=span.of(text)))


def _before(pattern: re.Pattern[str], text: str, mention: PlaceMention) -> re.Match[str] | None:
    start = mention.span.start
    return pattern.search(text, max(0, start - _LOOK_BACK), start)


def _kilometres(match: re.Match[str]) -> float:
    written = match["number"].lower()
    number = _SMALL_NUMBERS.get(written)
    value = (
        float(number) if number is not None else float(re.sub(r",(?=\d{3})", "", written).replace(",", "."))
    )
    unit = match["unit"].lower()
    if unit.startswith("nautical"):
        return value * 1.852
    if unit.startswith("mi"):
        return value * 1.609344
    return value if unit.startswith("k") else value / 1000


def _read_distance(text: str, mention: PlaceMention) -> _Read | None:
    match = _before(_DISTANCE, text, mention)
    if match is None:
        return None
    km, place = _kilometres(match), mention.place
    lat, lon, radius = _known(place)
    if match["point"]:
        lat, lon = shift_point(lat, lon, km, _bearing(match["point"]))
        radius = max(1.0, km / 4)
    else:
        radius = min(radius, 30.0) + 1.25 * km
    return _Read(
        _trim(match),
        replace(place, lat=lat, lon=lon, radius_km=round(radius, 1), kind="area", gazetteer_id=None),
    )


def _read_near(text: str, mention: PlaceMention) -> _Read | None:
    match = _before(_NEAR, text, mention)
    if match is None or (
        match.group().lower().startswith("around") and mention.place.kind in {"country", "region"}
    ):
        return None
    place = mention.place
    _, _, radius = _known(place)
    slack = NEAR_SITE_KM if place.kind in {"site", "district", "base", "camp"} else NEAR_KM
    return _Read(_trim(match), replace(place, radius_km=round(radius + max(slack, radius / 2), 1)))


def _read_coast(text: str, mention: PlaceMention) -> _Read | None:
    match = _before(_COAST, text, mention)
    if match is None:
        return None
    _, _, radius = _known(mention.place)
    return _Read(
        _trim(match),
        replace(mention.place, radius_km=round(radius + COAST_KM, 1), kind="water", gazetteer_id=None),
    )


def _read_of(text: str, mention: PlaceMention) -> _Read | None:
    match = _before(_OF, text, mention)
    if match is None:
        return None
    lat, lon, radius = _known(mention.place)
    lat, lon = shift_point(lat, lon, radius + NEAR_KM, _bearing(match["point"]))
    place = replace(
        mention.place,
        lat=lat,
        lon=lon,
        radius_km=round(radius + 1.5 * NEAR_KM, 1),
        kind="area",
        gazetteer_id=None,
    )
    return _Read(_trim(match), place)


def _read_part(text: str, mention: PlaceMention) -> _Read | None:
    match = _before(_PART, text, mention)
    if match is None or mention.place.kind in {"site", "base", "camp"}:
        return None
    place = mention.place
    lat, lon, radius = _known(place)
    word = match["middle"] or match["point"]
    if match["point"]:
        lat, lon = shift_point(lat, lon, radius / 2, _bearing(match["point"]))
    name = place.name if match["middle"] and place.kind == "city" else f"{_adjective(word)} {place.name}"
    part = replace(
        place,
        name=name,
        lat=lat,
        lon=lon,
        radius_km=round(0.6 * radius, 1),
        kind="district" if place.kind == "city" else "region",
        within=place.within if name == place.name else (place.name, *place.within),
        gazetteer_id=None,
    )
    return _Read(_trim(match), part)


def _adjective(word: str) -> str:
    bare = word.lower().replace(" of", "").replace("the ", "").replace("-", "").replace(" ", "")
    if bare in BEARINGS:
        return f"{bare}ern"
    return "central"


def _read_border(
    text: str, mention: PlaceMention, gazetteer: Gazetteer, countries: Sequence[str]
) -> _Read | None:
    match = _before(_BORDER, text, mention)
    others = [code for code in countries if code != mention.place.country]
    home = gazetteer.find_country(others[0]) if others else None
    if match is None or home is None or mention.place.kind != "country":
        return None
    lat, lon, radius = _known(mention.place)
    half = arc_km(lat, lon, home.lat, home.lon) / 2
    lat, lon = middle(lat, lon, home.lat, home.lon)
    name = f"border of {home.name} with {mention.place.name}"
    place = replace(
        mention.place,
        name=name,
        country=None,
        lat=lat,
        lon=lon,
        radius_km=round(max(half, min(radius, home.radius_km)), 1),
        kind="area",
        within=(),
        gazetteer_id=None,
        zone=None,
    )
    return _Read(_trim(match), place)


def _trim(match: re.Match[str]) -> int:
    return match.start() + len(match.group()) - len(match.group().lstrip())


def _bearing(point: str) -> float:
    return BEARINGS[point.lower().replace("-", "").replace(" ", "")]


def _known(place: Place) -> tuple[float, float, float]:
    assert place.lat is not None
    assert place.lon is not None
    return place.lat, place.lon, place.radius_km or 0.0


_BETWEEN = re.compile(r"\bbetween (?:the )?(?:(?:cities|towns|villages) of )?$", re.IGNORECASE)


def join_between(text: str, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """Join "between A and B" to one place half-way, where both are located and not countries."""
    out: list[PlaceMention] = []
    for mention in mentions:
        left = out[-1] if out else None
        joined = _between(text, left, mention) if left is not None else None
        if joined is not None:
            out[-1] = joined
        else:
            out.append(mention)
    return out


def _between(text: str, left: PlaceMention, right: PlaceMention) -> PlaceMention | None:
    if text[left.span.end : right.span.start] not in {" and ", " and the "} or {"country"} & {
        left.place.kind,
        right.place.kind,
    }:
        return None
    match = _before(_BETWEEN, text, left)
    if match is None or left.place.lat is None or right.place.lat is None:
        return None
    (lat_a, lon_a, _), (lat_b, lon_b, _) = _known(left.place), _known(right.place)
    lat, lon = middle(lat_a, lon_a, lat_b, lon_b)
    span = Span(match.start(), right.span.end)
    shared = tuple(name for name in left.place.within if name in right.place.within)
    place = replace(
        left.place,
        name=f"between {left.place.name} and {right.place.name}",
        country=left.place.country if left.place.country == right.place.country else None,
        lat=lat,
        lon=lon,
        radius_km=round(max(1.0, arc_km(lat_a, lon_a, lat_b, lon_b) / 2), 1),
        as_said=span.of(text),
        kind="area",
        within=shared,
        gazetteer_id=None,
    )
    return PlaceMention(span=span, place=place)


_CAPITAL = re.compile(
    r"\b(?P<led>(?:[Tt]he )?(?P<owner>[A-Z][\w.-]+(?: [A-Z]\w+)?)(?:'s)? (?:[a-z]+ )?|[Tt]he (?:[a-z]+ )?)capital(?: city)?\b(?! of\b| punishment| murder| gains| letters| region)"
)
_OTHER_CAPITALS = re.compile(
    r"provincial|regional|state|commercial|financial|former|district|business|de facto", re.IGNORECASE
)


def find_capitals(
    text: str, gazetteer: Gazetteer, country: str | None, of: Callable[[str], str | None]
) -> list[PlaceMention]:
    """Find "the Iraqi capital", "Iraq's capital" and "the capital"; ``of`` tells a word's country."""
    if "capital" not in text:
        return []
    found = []
    for match in _CAPITAL.finditer(text):
        if _OTHER_CAPITALS.search(match.group()):
            continue
        code = of(match["owner"]) if match["owner"] else country
        entry = gazetteer.find_capital(code) if code else None
        if entry is None:
            continue
        named = re.compile(rf",? {re.escape(entry.name)}\b").match(text, match.end())
        span = Span(match.start(), named.end() if named else match.end())
        found.append(PlaceMention(span=span, place=place_of(entry, gazetteer, span.of(text))))
    return found

"""Places as points with a radius: how the press says where, and what that bounds.

The door to the grammar of places: :func:`find_places` reads a whole article at once, because one
sentence says which country and the next only "the capital". It goes by steps, each a module:
place_scan with place_counties (names), place_evidence (what speaks for them), place_context and
place_neighbours (what the article says as a whole), place_resolve (which of several namesakes),
place_belief (whether at all), place_chain with place_modifiers (one mention per place),
place_main_town with place_neighbourhoods (parts of the article's town), place_unlisted and
place_sites (what no gazetteer lists). :func:`find_toponyms` stops at the names.
Nothing here loads data: a gazetteer is handed in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from twosource.text import plain
from twosource.values.place_chain import chain, place_of
from twosource.values.place_compare import compare, distance_km, format_place
from twosource.values.place_context import Context, demonym_country, read_context
from twosource.values.place_counties import join_counties
from twosource.values.place_evidence import weigh
from twosource.values.place_gazetteer import Entry, Gazetteer, Lexicon
from twosource.values.place_main_town import main_town
from twosource.values.place_modifiers import find_capitals, join_between, modify
from twosource.values.place_names import name_all, read_names, read_sites
from twosource.values.place_neighbourhoods import settle
from twosource.values.place_resolve import resolve
from twosource.values.place_scan import Candidate, Scanner
from twosource.values.place_shape import Place, PlaceKind, PlaceMention
from twosource.values.place_sites import SiteFinder
from twosource.values.place_spelling import name_key
from twosource.values.place_unlisted import Anchor, name_unlisted

__all__ = [
    "Entry",
    "Gazetteer",
    "Lexicon",
    "Place",
    "PlaceKind",
    "PlaceMention",
    "capital_of",
    "compare",
    "distance_km",
    "find_places",
    "find_toponyms",
    "format_place",
    "zone_of",
]


def find_places(
    text: str, gazetteer: Gazetteer, *, title: str = "", country: str | None = None
) -> tuple[PlaceMention, ...]:
    """Return the places an article speaks of, from left to right and never overlapping.

    ``title`` helps to tell which country is meant but gives no mentions; ``country`` is the
    outlet's own, if known, a weak hint. Demonyms alone ("Iraqi") are context, not places.
    Spans point into ``text``, and ``as_said`` is the slice they cut.
    """
    return _mentions(text, _read(text, title, gazetteer, country), gazetteer)


def find_toponyms(
    text: str, gazetteer: Gazetteer, *, title: str = "", country: str | None = None
) -> tuple[PlaceMention, ...]:
    """Return every name of a place by itself, from left to right and never overlapping.

    They are what places are read from: "Karrada, Baghdad" is one place and two names. Adjectives
    count too ("Iraqi" names Iraq), and streets and buildings that could be put on the map. For
    arguments see :func:`find_places`.
    """
    names = _read(text, title, gazetteer, country)
    found = read_names(names.scanner, name_all(names.body, names.believed, gazetteer), gazetteer)
    sites = read_sites(text, _mentions(text, names, gazetteer), found)
    return tuple(_as_printed(text, name) for name in sorted([*found, *sites], key=lambda one: one.span))


@dataclass(frozen=True, slots=True)
class _Names:
    """A text with the names in it, those believed to be places', and those of its title."""

    scanner: Scanner
    body: Sequence[Candidate]
    believed: Sequence[Candidate]
    context: Context
    headline: tuple[Entry, ...]


def _read(text: str, title: str, gazetteer: Gazetteer, country: str | None) -> _Names:
    scanner, headline = Scanner(plain(text), gazetteer), Scanner(plain(title), gazetteer)
    body, above = (join_counties(weigh(one, gazetteer), one, gazetteer) for one in (scanner, headline))
    context = read_context((scanner, headline), [*body, *above], gazetteer, country)
    found = resolve([*body, *above], context, gazetteer)
    inside = {id(one) for one in body}
    return _Names(
        scanner=scanner,
        body=body,
        believed=[one for one in found if id(one) in inside],
        context=context,
        headline=tuple(one.entry for one in found if one.entry is not None and id(one) not in inside),
    )


def _mentions(text: str, names: _Names, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    scanner, context = names.scanner, names.context
    home = context.main_country
    found = [one for one in names.believed if "adjective" not in one.notes]
    mentions = [
        link.mention
        for link in chain(scanner.text, found, gazetteer)
        if _is_spoken(scanner.text, link.mention)
    ]
    mentions += find_capitals(scanner.text, gazetteer, home, lambda word: _country_of(word, gazetteer))
    mentions = _without_overlaps(mentions)
    town = main_town(scanner.text, mentions, home, {entry.name for entry in names.headline})
    town = town or _town_of_title(names, gazetteer)
    mentions = settle(mentions, town)
    read = [Anchor(mention, modify(scanner.text, mention, gazetteer, context.ranked)) for mention in mentions]
    mentions = _without_overlaps(name_unlisted(scanner.text, read, gazetteer))
    mentions = join_between(scanner.text, mentions)
    sites = SiteFinder(scanner, mentions, gazetteer, town).find()
    return tuple(_as_printed(text, mention) for mention in _without_overlaps([*sites, *mentions]))


def _town_of_title(names: _Names, gazetteer: Gazetteer) -> Place | None:
    """Return the only town that the title names, for a text that names none."""
    towns = {entry.id: entry for entry in names.headline if entry.kind == "city"}
    if len(towns) != 1 or any(one.entry is not None and one.entry.kind == "city" for one in names.believed):
        return None
    return place_of(next(iter(towns.values())), gazetteer, "")


def _is_spoken(text: str, mention: PlaceMention) -> bool:
    """Refuse "US troops" and "UK officials", where the short name of a country is an adjective."""
    said = mention.span.of(text).replace(".", "")
    if said not in {"US", "UK", "UAE"}:
        return True
    before = text[max(0, mention.span.start - 12) : mention.span.start].lower()
    return before.endswith((" the ", " in ", " to ", " from "))


def _country_of(word: str, gazetteer: Gazetteer) -> str | None:
    code = demonym_country(word, gazetteer)
    if code is not None:
        return code
    entries = gazetteer.find(name_key(word))
    return entries[0].country if entries and entries[0].kind == "country" else None


def _without_overlaps(mentions: Iterable[PlaceMention]) -> list[PlaceMention]:
    """Keep the longest of overlapping mentions, in the text's order."""
    kept: list[PlaceMention] = []
    for mention in sorted(mentions, key=lambda one: (one.span.start, -one.span.end)):
        if kept and kept[-1].span.overlaps(mention.span):
            if len(mention.span) > len(kept[-1].span):
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _as_printed(text: str, mention: PlaceMention) -> PlaceMention:
    if mention.place.as_said == mention.span.of(text):
        return mention
    return replace(mention, place=replace(mention.place, as_said=mention.span.of(text)))


def capital_of(country: str, gazetteer: Gazetteer) -> str | None:
    """Return the name of a country's capital by its ISO code, None where none is known."""
    entry = gazetteer.find_capital(country)
    return entry.name if entry else None


def zone_of(country: str, gazetteer: Gazetteer) -> str | None:
    """Return the IANA time zone most people of a country live in, None for an unknown country."""
    entry = gazetteer.find_country(country)
    return entry.zone if entry else None

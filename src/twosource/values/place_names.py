"""Every name of a place by itself: "Karrada, Baghdad" is one place and two names, "Iraqi" names Iraq.

Joining names to places is done in place_chain; nothing here decides what a name means.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from twosource.text import Span
from twosource.values.place_abbreviations import find_states
from twosource.values.place_chain import name_of, place_of
from twosource.values.place_gazetteer import Entry, Gazetteer, Lexicon
from twosource.values.place_scan import Candidate, Scanner
from twosource.values.place_shape import PlaceMention

_LARGE = 1_000_000  # people of a region whose name nobody shares
_VILLAGE = 8_000  # the same of a town that a body is called after
_TOWN = 50_000  # the same of a town whose name has several words


def read_names(scanner: Scanner, found: Sequence[Candidate], gazetteer: Gazetteer) -> list[PlaceMention]:
    """Return the names a text's candidates hold, from left to right and never overlapping."""
    starts = {one.start for one in found}
    taken = {at for one in found for at in range(one.first, one.last + 1)}
    names = [name_of(scanner.text, one, gazetteer) for one in found]
    names += _qualifiers(scanner.text, [one for one in found if one.tail > one.end], starts, gazetteer)
    names += _adjectives(scanner, taken, gazetteer)
    names += _abbreviated(scanner.text, [name.span for name in names], gazetteer)
    return sorted(names, key=lambda name: name.span)


def name_all(
    body: Sequence[Candidate], believed: Iterable[Candidate], gazetteer: Gazetteer
) -> list[Candidate]:
    """Return the candidates of a text that name a place, those within longer names too.

    "The Georgia Housing Authority" is no place, but Georgia is.
    """
    sure = {id(one) for one in believed}
    known = {one.key for one in body if id(one) in sure}
    return [one for one in body if id(one) in sure or _is_within_name(one, known, gazetteer.lexicon)]


def read_sites(
    text: str, mentions: Sequence[PlaceMention], names: Sequence[PlaceMention]
) -> list[PlaceMention]:
    """Return the streets, buildings and unlisted places of some mentions by their own names alone.

    Only what has a name in capitals and a point counts, and what no name found before lies in.
    """
    taken = [name.span for name in names]
    sites = []
    for mention in mentions:
        place = mention.place
        if (
            place.lat is None
            or place.gazetteer_id is not None
            or place.kind not in {"site", "city", "district"}
        ):
            continue
        said = re.compile(re.escape(place.name), re.IGNORECASE)
        match = said.search(text, mention.span.start, mention.span.end)
        span = Span(*match.span()) if match else None
        if span is None or not _is_capitalised(span.of(text)) or any(span.overlaps(one) for one in taken):
            continue
        sites.append(replace(mention, span=span))
    return sites


def _is_capitalised(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()


def _is_within_name(one: Candidate, known: Collection[str], lexicon: Lexicon) -> bool:
    """Whether a name embedded in a longer one is a place's for sure, and no given name."""
    if one.entry is None or "embedded" not in one.notes:
        return False
    may_be_given = one.first == one.last and (one.key in lexicon.given_names or one.key in lexicon.words)
    named = one.key in known or _is_well_known(one.entry)
    if "institution" in one.notes:
        return named or (not may_be_given and one.entry.population > _VILLAGE)
    return not may_be_given and (named or (one.first != one.last and one.entry.population > _TOWN))


def _is_well_known(entry: Entry) -> bool:
    """Whether a name is that of a country, a county or a large region: nobody is called so."""
    if entry.kind == "country" or entry.id.startswith("fips:"):
        return True
    return entry.kind == "region" and entry.population > _LARGE


def _qualifiers(
    text: str, found: Sequence[Candidate], starts: set[int], gazetteer: Gazetteer
) -> Iterator[PlaceMention]:
    """Yield "Ga." of "Macon, Ga." where it is no name that stands by itself."""
    for one in found:
        start = one.tail - len(text[one.end : one.tail].lstrip(", "))
        entry = _region(one.said_region, gazetteer) if one.said_region else None
        if (
            entry is not None
            and start not in starts
            and one.entry is not None
            and one.entry.name != entry.name
        ):
            yield _mention(text, Span(start, one.tail), entry, gazetteer)


def _abbreviated(text: str, taken: Sequence[Span], gazetteer: Gazetteer) -> Iterator[PlaceMention]:
    for span, said in find_states(text, gazetteer):
        entry = _region(said, gazetteer)
        if entry is not None and not any(span.overlaps(other) for other in taken):
            yield _mention(text, span, entry, gazetteer)


def _region(said: tuple[str, str | None], gazetteer: Gazetteer) -> Entry | None:
    country, admin1 = said
    return gazetteer.find_region(country, admin1) if admin1 else gazetteer.find_country(country)


def _mention(text: str, span: Span, entry: Entry, gazetteer: Gazetteer) -> PlaceMention:
    return PlaceMention(span=span, place=place_of(entry, gazetteer, span.of(text)))


def _adjectives(scanner: Scanner, taken: set[int], gazetteer: Gazetteer) -> Iterator[PlaceMention]:
    """Yield "Iraqi", "South Korean" and "European" as the places they stand for."""
    after = 0
    for index, word in enumerate(scanner.words):
        if not word.capital or index in taken or index < after:
            continue
        for last in (index + 1, index):
            if last in taken or last == len(scanner.words):
                continue
            span = Span(word.start, scanner.words[last].end)
            entry = _adjectival(span.of(scanner.text), gazetteer)
            if entry is not None:
                yield _mention(scanner.text, span, entry, gazetteer)
                after = last + 1
                break


def _adjectival(words: str, gazetteer: Gazetteer) -> Entry | None:
    lexicon, word = gazetteer.lexicon, words.lower()
    if word in lexicon.adjectives:
        return next(iter(gazetteer.find(lexicon.adjectives[word])), None)
    code = lexicon.demonyms.get(word)
    return gazetteer.find_country(code) if code else None

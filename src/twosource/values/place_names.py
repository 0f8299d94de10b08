"""Every name of a place by itself: "Karrada, Baghdad" is one place and two names, "Iraqi" names Iraq.

Joining names to places is done in place_chain; nothing here decides what a name means.
"""

from collections.abc import Iterator, Sequence

from twosource.text import Span
from twosource.values.place_chain import name_of, place_of
from twosource.values.place_gazetteer import Entry, Gazetteer
from twosource.values.place_scan import Candidate, Scanner
from twosource.values.place_shape import PlaceMention


def read_names(scanner: Scanner, found: Sequence[Candidate], gazetteer: Gazetteer) -> list[PlaceMention]:
    """Return the names a text's candidates hold, from left to right and never overlapping."""
    starts = {one.start for one in found}
    taken = {at for one in found for at in range(one.first, one.last + 1)}
    names = [name_of(scanner.text, one, gazetteer) for one in found]
    names += _qualifiers(scanner.text, [one for one in found if one.tail > one.end], starts, gazetteer)
    names += _adjectives(scanner, taken, gazetteer)
    return sorted(names, key=lambda name: name.span)


def _qualifiers(
    text: str, found: Sequence[Candidate], starts: set[int], gazetteer: Gazetteer
) -> Iterator[PlaceMention]:
    """Yield "Ga." of "Macon, Ga." where it is no name that stands by itself."""
    for one in found:
        start = one.tail - len(text[one.end : one.tail].lstrip(", "))
        entry = _region(one.said_region, gazetteer) if one.said_region else None
        if entry is not None and start not in starts:
            yield _mention(text, Span(start, one.tail), entry, gazetteer)


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

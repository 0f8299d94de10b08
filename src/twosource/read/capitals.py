"""Give a text that was sent in capitals its small letters back, one letter for one.

Old wires, telexes and some archives hold nothing but capitals. What reads names by their capitals
needs them apart from words: a word that no list of common words holds is a name, and so are the
common words of a body's name ("NATIONAL POLICE", or what stands before its acronym in brackets).
A guess, good enough to read by; nothing that is quoted or kept is ever changed.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from twosource.knowledge.actors import load_actors, load_demonyms
from twosource.knowledge.grammar import load_classes
from twosource.knowledge.vocabulary import load_vocabulary
from twosource.text import lower, one_of

#: Letters of its middle by which a text is told to be in capitals, and the share of small ones they may hold.
_SAMPLE = 400
_FEW_SMALL = 0.1
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ACRONYM = re.compile(r"[\[(]\s?([A-Z][A-Z0-9]{1,5}(?:-[A-Z0-9]{1,4})?)\s?[\])]")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_SPELLED_OUT = re.compile(r"(?<=[A-Z0-9]\s)[\[(]([^\[\]()]{8,90})[\])]")
_SENTENCE = re.compile(r"(?:^|\n\s*|(?<!\.[A-Z])[.!?][\"')\]]*\s+|\s--\s+)[\"'(\[]*([^\W\d_])")
_NO_VOWEL = re.compile(r"[^aeiouy]{2,}\Z|.*\d")
_COMMON_END = re.compile(r".{5,}(?:ers|ings?|[st]ions?|ments?|ists|isms?|ness|ized|ised|ally)\Z")


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


_SMALL = _words("de del y da dos von van bin al of and for")
_LEADING = _words("la las los el san santa santo")
_CALENDAR = _words(
    """monday tuesday wednesday thursday friday saturday sunday january february april june july august september
    october november december jan feb apr jun jul aug sep sept oct nov dec"""
)
_DATED = _words("march may mar")
#: Words that are first names as well, where another name stands beside them.
_GIVEN = _words(
    """maria hector victor martin mark bill frank jack rose ray mike bob rob dick grace hope faith pat sue jimmy harry
    grant dean chuck drew guy jay joy june ken max nick art gene earl dale glen miles ernest christian angel"""
)
_TITLES = _words(
    """president senator general colonel captain lieutenant major minister mayor governor judge doctor father bishop
    archbishop monsignor ambassador commander deputy secretary justice engineer professor mr mrs ms dr msgr col gen
    capt lt maj sgt fr rev"""
)
#: Adjectives of bodies' names, and the nouns that such names end in.
_OF_BODIES = _words(
    """national popular revolutionary liberation democratic republican patriotic people's supreme treasury christian
    social socialist communist liberal conservative armed air human rights central federal presidential infantry
    international united legislative constituent rural civil"""
)
_BODIES = _words(
    """front army party movement police guard force forces alliance union federation ministry university committee
    brigade battalion regiment embassy assembly commission council congress court path cartel command association
    coordination"""
)


class _Word(NamedTuple):
    """A word of a text in capitals: where it stands, and whether it is a name by itself."""

    start: int
    end: int
    low: str
    name: bool


def restore_case(text: str) -> str:
    """Return a text of the same length with capitals on names alone; any other text as it is."""
    if not is_in_capitals(text):
        return text
    acronyms = {match.group(1) for match in _ACRONYM.finditer(text)} | _listed_acronyms()
    low = lower(text)
    words = [_look(text, low, match.start(), match.end(), acronyms) for match in _WORD.finditer(text)]
    names = _names(text, low, words)
    letters = list(low)
    for index in sorted(names):
        start, end = words[index].start, words[index].end
        whole = _stem(text[start:end]) in acronyms or _NO_VOWEL.match(words[index].low) is not None
        letters[start : end if whole else start + 1] = text[start : end if whole else start + 1]
    for match in _SENTENCE.finditer(text):
        letters[match.start(1)] = text[match.start(1)]
    for match in _DOTTED.finditer(text):
        letters[match.start() : match.end()] = match.group()
    return "".join(letters)


@cache
def _listed_acronyms() -> frozenset[str]:
    """Return the acronyms of listed actors that are not words as well ("IS")."""
    known = load_vocabulary() | load_classes().keys()
    return frozenset(name for name in load_actors().acronyms if name.lower() not in known)


def is_in_capitals(text: str) -> bool:
    """Whether a text holds next to no small letters."""
    middle = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[middle : middle + _SAMPLE]
    small, large = sum(map(str.islower, sample)), sum(map(str.isupper, sample))
    return large > 0 and small <= _FEW_SMALL * (small + large)


def _look(text: str, low: str, start: int, end: int, acronyms: set[str]) -> _Word:
    word = low[start:end]
    return _Word(start, end, word, _stem(text[start:end]) in acronyms or _is_name(low, start, _stem(word)))


def _stem(word: str) -> str:
    """Return a word without its possessive ending, in either case."""
    return word[:-2] if word.lower().endswith("'s") else word


def _is_name(low: str, start: int, word: str) -> bool:
    """Whether a word is a name by itself: of a country or the calendar, or in no list of words."""
    if word in _CALENDAR or word in load_demonyms():
        return True
    if word in _DATED:
        return re.search(r"\d\s\Z", low[max(0, start - 3) : start]) is not None
    if word in load_vocabulary() or word in load_classes() or len(word) < 2 or "'" in word:
        return False
    if word[0].isdigit():
        return False
    return not _COMMON_END.match(word)


def _names(text: str, low: str, words: Sequence[_Word]) -> set[int]:
    """Return which words have a capital: names, and common words that are part of one."""
    names = {index for index, word in enumerate(words) if word.name and word.low not in _SMALL}
    places = {word.start: index for index, word in enumerate(words)}
    for start, end in _known(low):
        names.update(index for index in _range(places, words, start, end) if words[index].low not in _SMALL)
    for match in _SPELLED_OUT.finditer(text):
        inside = _range(places, words, match.start(1), match.end(1))
        if inside and words[inside[-1]].low in _BODIES:
            names.update(index for index in inside if words[index].low not in _SMALL)
    for match in _ACRONYM.finditer(text):
        if match.start(1) in places:
            names.update(_before_acronym(text, words, places[match.start(1)]))
    for index, word in enumerate(words):
        if word.low in _BODIES:
            names.update(_body(text, words, index, names))
    names.update(_beside(text, words, names))
    names.update(_first_names(text, words, names))
    return names


def _known(low: str) -> Iterator[tuple[int, int]]:
    """Yield where countries and listed actors are named by several words."""
    yield from (match.span() for match in _countries().finditer(low))
    for span, _ in load_actors().find(low):
        yield span.start, span.end


@cache
def _countries() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(name for name in load_demonyms() if ' ' in name)}\b")


def _range(places: dict[int, int], words: Sequence[_Word], start: int, end: int) -> list[int]:
    """Return the indexes of the words inside a stretch that begins with a word."""
    index = places.get(start, len(words))
    found = []
    while index < len(words) and words[index].end <= end:
        found.append(index)
        index += 1
    return found


def _before_acronym(text: str, words: Sequence[_Word], index: int) -> Iterator[int]:
    """Yield the words of a name that stands right before its acronym: up to an article, a verb or a mark."""
    at = index - 1
    while at >= 0 and _touch(text, words, at) and (_fills_a_name(words[at].low)):
        if words[at].low not in _SMALL:
            yield at
        at -= 1


def _fills_a_name(word: str) -> bool:
    return word in _SMALL or (word not in load_classes() and not word.endswith("ed"))


def _touch(text: str, words: Sequence[_Word], index: int) -> bool:
    """Whether nothing but a blank or an opening bracket parts a word from the next."""
    return index + 1 < len(words) and text[words[index].end : words[index + 1].start].strip() in {
        "",
        "[",
        "(",
    }


def _body(text: str, words: Sequence[_Word], index: int, names: set[int]) -> list[int]:
    """Return the words of a body's name that ends at ``index`` ("Eastern National Front"); none for a bare noun."""
    at = index - 1
    while at >= 0 and _touch(text, words, at) and (at in names or words[at].low in _OF_BODIES):
        at -= 1
    return list(range(at + 1, index + 1)) if at + 1 < index else []


def _first_names(text: str, words: Sequence[_Word], names: set[int]) -> Iterator[int]:
    """Yield words that are first names too and stand right before a name ("Maria Ruiz") or inside one."""
    for index, word in enumerate(words):
        if word.low in _GIVEN and index + 1 in names and _touch(text, words, index):
            yield index


def _beside(text: str, words: Sequence[_Word], names: set[int]) -> Iterator[int]:
    """Yield titles and leading particles that stand right before a name ("President", "San")."""
    for index in tuple(names):
        at = index - 1
        while at >= 0 and _touch(text, words, at) and words[at].low in _LEADING | _TITLES:
            yield at
            at -= 1

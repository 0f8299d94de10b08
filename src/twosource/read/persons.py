"""Names of persons in running text: what such a name looks like, and the whole of it for a part.

Tells persons from places, parties and bodies by what the scene holds; whose name it is and what was
done to whom is not decided here.
"""

import re
from functools import lru_cache
from typing import Final

from twosource.knowledge.actors import load_demonyms
from twosource.knowledge.grammar import load_classes
from twosource.knowledge.roles import load_roles
from twosource.read.scene import Scene, inside
from twosource.text import Span

_PART: Final = r"[A-Z][\w'’-]*[a-zà-ÿ](?:-[A-Z][\w'-]+)?"
_BETWEEN: Final = r"(?:\s(?:de|del|de\sla|de\slas|la|las|los|y|al|el|bin|ibn|van|von|da|dos|der)(?=\s[A-Z]))?"
#: A name of two words or more, an initial between them or not.
NAME: Final = rf"{_PART}(?:{_BETWEEN}\s(?:[A-Z]\.\s)?{_PART}){{1,4}}"
#: A name of one word, to be looked up among the whole ones.
SURNAME: Final = rf"{_PART}"
#: Articles that names of papers and towns begin with, names of persons hardly ever.
_TITLES_OF_PAPERS = frozenset({"el", "la", "las", "los", "le", "die", "der", "il"})
_WHOLE = re.compile(NAME)
_WHOLE_NAME = 2  # words of a first and a last name
_BODY = re.compile(
    r"\b(?:Party|Front|Army|Movement|Union|Federation|Police|Guard|Force|Forces|University|Ministry|Committee|Commission|Church|"
    r"Court|Council|Bank|Hotel|Brigade|Battalion|Association|Alliance|Department|Street|Avenue|Road|Group|Company|County|Center|"
    r"Centre|School|Hospital|Embassy|Cartel|Path|News|Radio|Television|Agency|Press|House|State|States|Nations|Republic|Squads?)\b"
)


def is_body(words: str) -> bool:
    """Whether a name is a body's, by a noun in it."""
    return _BODY.search(words) is not None


def without_office(scene: Scene, name: Span) -> Span | None:
    """Return a name without what begins with a capital before it ("After", "Judge"); None where nothing is left."""
    words = list(re.finditer(r"\S+", name.of(scene.text)))
    while words and _is_no_name([word.group() for word in words]):
        words = words[1:]
    return Span(name.start + words[0].start(), name.end) if words else None


def _is_no_name(words: list[str]) -> bool:
    """Whether the first of some words is an office, or a nation before a name of two words or more."""
    nation = words[0].lower() in load_demonyms() or words[0].lower() in _COUNTRYMEN
    return _is_office(words[0]) or (nation and len(words) > _WHOLE_NAME)


#: Nouns of people by their country that are no adjectives as well.
_COUNTRYMEN = frozenset(
    {"briton", "dane", "dutchman", "englishman", "finn", "frenchman", "frenchwoman", "irishman", "pole", "scot", "spaniard",
     "swede", "turk", "welshman"}
)  # fmt: skip


def _is_office(word: str) -> bool:
    low, roles = word.lower().rstrip("."), load_roles()
    return low in load_classes() or any(
        form in roles.persons or form in roles.titles for form in (low, low.removesuffix("s"))
    )


def is_person(scene: Scene, name: Span) -> bool:
    """Whether a name is no place's, no party's, no day's and no body's."""
    words = name.of(scene.text)
    if is_body(words) or words.split()[0].lower() in load_roles().no_names | _TITLES_OF_PAPERS:
        return False
    around = Span(max(0, name.start - 60), name.end)
    if any(name in mention.span for mention in inside(scene.places, around)):
        return False
    taken = [mention.span for mention in inside(scene.times, around)]
    taken += [mention.span for mention in inside(scene.parties, around)]
    return not any(span.overlaps(name) for span in taken)


def find_full_name(scene: Scene, name: Span) -> str | None:
    """Return the longest name in the article that holds the words of this one and more, else None."""
    words = f" {' '.join(name.of(scene.text).split())} "
    wider = [whole for whole in _whole_names(scene.text) if words in f" {whole} "]
    return max(wider, key=len, default=None)


@lru_cache(maxsize=2)  # asked for name by name, one article at a time
def _whole_names(text: str) -> tuple[str, ...]:
    """Return the names of two words or more in a text, without office."""
    found = []
    for match in _WHOLE.finditer(text):
        words = match.group().split()
        while words and _is_no_name(words):
            words = words[1:]
        if len(words) > 1 and not is_body(match.group()):
            found.append(" ".join(words))
    return tuple(dict.fromkeys(found))

"""Whether words that could name a place do: what stands before and after them.

Each candidate gets a number: REFUSED for people, papers and dates; 0 where nothing speaks for or
against; up to STRONG for "in X", "X, Texas", datelines and "X province". Which of several places
is meant is decided in place_resolve, whether the name is then believed in place_belief.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from twosource.text import fold
from twosource.values.place_gazetteer import Entry, Gazetteer
from twosource.values.place_scan import Candidate, Scanner, Word
from twosource.values.place_spelling import name_key, word_set

REFUSED, NONE, WEAK, FAIR, STRONG = -1, 0, 1, 2, 3
_IN = word_set("""
    in near at from outside around across into toward towards inside throughout leaving neighboring
    neighbouring outskirts north south east west northern southern eastern western central downtown
    northeast northwest southeast southwest northeastern northwestern southeastern southwestern
    north-eastern nearby
    """)
_TO = word_set("""
    to of via between through over against off on within beyond under entered reached left struck
    hit shelled bombed attacked seized captured recaptured besieged visited controls
    """)
_CALENDAR = word_set("""
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sept oct nov dec
    """)
_SPEECH = word_set("""
    said says told added testified recalled wrote tweeted argued pleaded
    """)
_AGE = re.compile(r",? (?:aged )?\d{1,3}(?:,|;|\)| and\b| of\b|-year-old)|, (?:who|whose)\b| \(\d{1,2}\)")
_DATELINE = re.compile(
    r"(?:, [^\W\d_][\w. ]{1,20})?,? ?(?:\([^)\n]{2,30}\)|[A-Z][a-z]{2,8}\.? \d{1,2}|\w+day)? ?(?:\([^)\n]{2,30}\) ?)?[-:](?:-| )"
)
_QUALIFIER = re.compile(r", ?((?:[A-Z]\. ?[A-Z][a-z]?\. ?){1,2}|[^\W\d_][\w']*\.?(?: [A-Z][\w']*\.?){0,3})")
_ADJECTIVE = re.compile(r"-[a-zA-Z]")  # "Iran-backed", "Israel-Hamas"
STREETS = word_set("st street ave avenue rd road dr drive blvd boulevard ln lane hwy highway pkwy parkway")
_WITHIN_NAME = frozenset({" ", "-", "/", " & ", ". "})
#: What is often named after a person or a far place: "Medina hospital" does not stand in Medina.
NAMED_AFTER = word_set("""
    hospital hospitals clinic school university college academy church cathedral mosque stadium shrine chapel
    seminary hotel
    """)
_NAMESAKE = 20_000  # people of a town abroad that makes "X, Norfolk" a list of towns
_GROUNDS = word_set(
    "park playground gardens manor village apartments apts homes plaza middle elementary high"
)
_BUSINESSES = word_set(
    "tavern bar grill pub restaurant cafe lounge diner pizza market store shop club saloon"
)
_COMPASS = word_set("north south east west northeast northwest southeast southwest")


def weigh(scanner: Scanner, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the candidates of a text with their evidence, one opinion per name and article."""
    found = list(scanner.candidates())
    judge = _Judge(scanner, gazetteer)
    known = {index: one for one in found for index in range(one.first, one.last + 1)}
    for at, one in enumerate(found):
        one.evidence = judge.evidence(one, known)
        if one.evidence == NONE and at and _is_beside(scanner.text, found[at - 1], one):
            one.evidence = max(NONE, found[at - 1].evidence - 1)
        if _ADJECTIVE.match(scanner.text, one.end):
            one.notes.add("adjective")
    return _share_opinions(found)


def _is_beside(text: str, left: Candidate, right: Candidate) -> bool:
    """Whether two names are listed: "in Mosul and Tikrit"."""
    return text[max(left.end, left.tail) : right.start] in {" and ", " or ", ", ", ", and "}


def _share_opinions(found: Sequence[Candidate]) -> list[Candidate]:
    by_key: dict[str, list[Candidate]] = defaultdict(list)
    for one in found:
        by_key[one.key].append(one)
    for same in by_key.values():
        if _is_somebody(same):
            for one in same:
                one.evidence = REFUSED
            continue
        told = any(one.said_region for one in same)
        best, worst = max(c.evidence for c in same), min(_opinion(c) for c in same)
        for one in same:
            if told:
                one.notes.add("told")  # "Henderson, Nevada" once, "Henderson" from then on
            if one.evidence == NONE or (one.evidence == WEAK and best > WEAK):
                one.evidence = REFUSED if worst == REFUSED and best < STRONG else max(one.evidence, best - 1)
    return list(found)


def _is_somebody(same: Sequence[Candidate]) -> bool:
    """Whether a name of small towns is a person's as often as it is surely a place's."""
    persons = sum("person" in one.notes for one in same)
    if (
        not persons
        or not is_small(same[0])
        or any(one.said_region or "dateline" in one.notes for one in same)
    ):
        return False
    return persons >= sum(one.evidence == STRONG for one in same)


def _opinion(one: Candidate) -> int:
    """Return what one mention says of the others: a paper or a body named after a place is no person."""
    if one.evidence != REFUSED:
        return one.evidence
    known = one.first != one.last or not is_small(one)
    return NONE if "paper" in one.notes or ("embedded" in one.notes and known) else REFUSED


class _Judge:
    def __init__(self, scanner: Scanner, gazetteer: Gazetteer) -> None:
        self._text = scanner.text
        self._words = scanner.words
        self._gazetteer = gazetteer
        self._lexicon = gazetteer.lexicon

    def evidence(self, one: Candidate, known: Mapping[int, Candidate]) -> int:
        qualified = self._qualify(one)
        if one.key in _CALENDAR:
            return STRONG if qualified else REFUSED
        if qualified or self._is_address(one):
            return STRONG
        if self._is_dateline(one):
            one.notes.add("dateline")
            return STRONG
        before, after = self._before(one), self._after(one)
        if one.style in {"upper", "lower"}:
            return self._shouted(before)
        if self._is_refused(one, before, after, known):
            return REFUSED
        if after is not None and self._is_named_after(one, after):
            return NONE
        return self._around(one, before, after)

    def _is_named_after(self, one: Candidate, after: Word) -> bool:
        """Whether a school, a park or a street may only be called so: "Paris Avenue"."""
        word = fold(after.text)
        if after.capital and word in STREETS:
            one.notes |= {"namesake", "street"}
        elif word in NAMED_AFTER or (after.capital and word in _GROUNDS):
            one.notes.add("namesake")
        return "namesake" in one.notes

    def _is_refused(
        self, one: Candidate, before: Word | None, after: Word | None, known: Mapping[int, Candidate]
    ) -> bool:
        """Whether a name is a person's, a paper's or part of a longer one; notes tell which."""
        if self._is_person(one, before, after, known):
            company = _is_country(one) and one.key not in self._lexicon.given_names  # "Air Tanzania"
            one.notes.add("embedded" if company else "person")
            return True
        if self._is_paper(after):
            one.notes.add("paper")
            return True
        if after is not None and self._goes_on(one, before, after, known):
            one.notes |= self._whole(one)
            return True
        return False

    def _before(self, one: Candidate) -> Word | None:
        if one.first == 0:
            return None
        word = self._words[one.first - 1]
        gap = self._text[word.end : one.start]
        short = len(word.text) == 1 or fold(word.text) in self._lexicon.titles  # "Gen. ", "J. "
        return word if gap in {" ", "-", "'s ", "' "} or (gap == ". " and short) else None

    def _after(self, one: Candidate) -> Word | None:
        if one.last + 1 == len(self._words) or self._words[one.last].owner:
            return None
        word = self._words[one.last + 1]
        return word if self._text[one.end : word.start] in {" ", "-"} else None

    def _qualify(self, one: Candidate) -> bool:
        """Read ", Texas", ", Fla." or ", Iraq" after a name; the words belong to the name then."""
        match = _QUALIFIER.match(self._text, one.end)
        if match is None:
            return False
        for words in _shorter(match.group(1)):
            said = self._region_called(words)
            if said is None or not any(fits(entry, said) for entry in one.entries):
                continue
            one.said_region = said
            ends_sentence = words.endswith(".") and self._is_whole(words)
            one.tail = match.start(1) + len(words.rstrip()) - ends_sentence
            return True
        return False

    def _is_whole(self, words: str) -> bool:
        """Whether these are a region's full name, so that a stop after them ends the sentence."""
        if len(words) > len("Calif.") or "." in words[:-1]:
            return "." not in words[:-1]
        return any(entry.kind in {"country", "region"} for entry in self._gazetteer.find(name_key(words)))

    def _region_called(self, words: str) -> tuple[str, str | None] | None:
        key = name_key(words)
        if key in self._lexicon.qualifiers and (
            len(key) > 2 or words.replace(".", "").isupper() or "." in words
        ):
            return self._lexicon.qualifiers[key]
        for entry in self._gazetteer.find(key):
            if entry.kind == "country" and entry.country:
                return entry.country, None
            if entry.kind == "region" and entry.country and entry.id.startswith("admin1:"):
                return entry.country, entry.admin1
        return self._land_called(key)

    def _land_called(self, key: str) -> tuple[str, None] | None:
        """Return the country of a land listed by hand ("Hampshire"), if no town abroad has its name."""
        first, *others = self._gazetteer.find(key) or (None,)
        if first is None or first.kind != "region" or not first.country or first.admin1:
            return None
        shared = any(other.country != first.country and other.population > _NAMESAKE for other in others)
        return None if shared else (first.country, None)

    def _is_dateline(self, one: Candidate) -> bool:
        if not self._opens_line(one):
            return False
        match = _DATELINE.match(self._text, one.end)
        if match is None:
            return False
        return self._text[one.start : one.end].isupper() or "(" in match.group()

    def _opens_line(self, one: Candidate) -> bool:
        """Whether a name stands first in a line, or in capitals first in a sentence."""
        before = self._text[max(0, one.start - 2) : one.start]
        if not before or before[-1] == "\n":
            return True
        return (
            before in {". ", '" '} and self._text[one.start : one.end].isupper() and one.end - one.start > 3
        )

    def _is_address(self, one: Candidate) -> bool:
        """Whether a street and its comma stand before: "12 Elm St., Winder"."""
        if one.first == 0 or self._text[one.start - 2 : one.start] != ", ":
            return False
        return self._words[one.first - 1].capital and fold(self._words[one.first - 1].text) in STREETS

    def _shouted(self, before: Word | None) -> int:
        if before and before.text.lower() in self._lexicon.titles:
            return REFUSED
        return FAIR if before and before.text.lower() in _IN else NONE

    def _is_person(
        self, one: Candidate, before: Word | None, after: Word | None, known: Mapping[int, Candidate]
    ) -> bool:
        if one.first == one.last and _AGE.match(self._text, one.end) and is_small(one):
            return True
        if after is not None and len(after.text) == 1 and self._text.startswith(". ", after.end):
            return after.capital  # "Virginia L. Pike"
        return before is not None and self._introduces_person(one, before, known)

    def _whole(self, one: Candidate) -> set[str]:
        """Return what longer name goes on after this one: a body's ("the Utah Housing Authority"), or any."""
        bodies = self._lexicon.institutions
        return {"embedded", "institution"} if any(w in bodies for w in self._tail_of(one)) else {"embedded"}

    def _tail_of(self, one: Candidate) -> list[str]:
        """Return the capitalised words that go on after a name, folded; at most four."""
        words, end = list[str](), one.end
        for word in self._words[one.last + 1 : one.last + 5]:
            if not word.capital or self._text[end : word.start] not in _WITHIN_NAME:
                break
            words.append(fold(word.text))
            end = word.end
        return words

    def _introduces_person(self, one: Candidate, before: Word, known: Mapping[int, Candidate]) -> bool:
        word = fold(before.text)
        gap = self._text[before.end : one.start]
        if gap not in {" ", ". "}:
            return False
        if word in self._lexicon.titles and (before.capital or one.first == one.last):
            return not _is_country(one)
        if (gap == ". " and len(word) == 1) or (one.first > 1 and self._words[one.first - 2].text == "al"):
            return True
        if before.capital and word in _COMPASS and is_small(one):
            return True  # "West Wing", "Southwest Side": a name of its own
        if (
            not before.capital
            or one.style == "title"
            or word in _IN
            or word in _TO
            or word in self._lexicon.words
        ):
            return False
        if word in self._lexicon.demonyms or word in self._lexicon.areas or word.upper() == before.text:
            return False
        if one.first - 1 not in known or word in self._lexicon.given_names:
            return True
        return not (_is_country(one) or self._is_led_in(one.first - 1))

    def _is_led_in(self, index: int) -> bool:
        """Whether "in", "near" or a comma's place stands before a word, so that it and the next name places."""
        if index == 0:
            return True
        leading = self._words[index - 1]
        return leading.text.lower() in _IN or leading.text.lower() == "of"

    def _goes_on(
        self, one: Candidate, before: Word | None, after: Word, known: Mapping[int, Candidate]
    ) -> bool:
        if not after.capital or one.style == "title" or self._text[one.end] == "-":
            return False
        word = fold(after.text)
        if word in _CALENDAR or word in self._lexicon.bodies or word in self._lexicon.areas:
            return False
        if word in self._lexicon.facilities or word in self._lexicon.demonyms or after.text.isupper():
            return False
        following = known.get(one.last + 1)
        if following is not None and one.key not in self._lexicon.given_names:
            return is_small(following) and self._names_grounds(following)  # "Owen Davis Park"
        located = before is not None and before.text.lower() in _IN
        return not (located and not is_small(one))

    def _names_grounds(self, one: Candidate) -> bool:
        """Whether a park or a street is named after this and the name before it."""
        after, last = self._after(one), self._words[one.last]
        nouns = {fold(word.text) for word in (last, after) if word is not None and word.capital}
        return not nouns.isdisjoint(STREETS | _GROUNDS | NAMED_AFTER)

    def _is_paper(self, after: Word | None) -> bool:
        return after is not None and after.capital and fold(after.text) in self._lexicon.mastheads

    def _around(self, one: Candidate, before: Word | None, after: Word | None) -> int:
        following = fold(after.text) if after is not None else ""
        if following in self._lexicon.areas and self._lexicon.areas[following] != "water":
            return STRONG
        preceding = before.text.lower() if before is not None else ""
        if self._is_business(one):
            return NONE
        if preceding in _IN:
            return STRONG
        if preceding == "of" and self._is_led(one):
            return STRONG
        if following == "police":
            one.notes.add("agency")
        if following in self._lexicon.facilities or following == "police":
            return FAIR
        if preceding in _TO or (after is not None and after.capital and following in self._lexicon.bodies):
            return FAIR
        if following in _SPEECH and one.first == one.last and is_small(one):
            return REFUSED
        return WEAK if self._words[one.last].owner else NONE

    def _is_business(self, one: Candidate) -> bool:
        """Whether a bar or a shop is somebody's: "Murphy's Tavern"."""
        if not self._words[one.last].owner or one.last + 1 == len(self._words) or not is_small(one):
            return False
        return self._words[one.last + 1].capital and fold(self._words[one.last + 1].text) in _BUSINESSES

    def _is_led(self, one: Candidate) -> bool:
        led = fold(self._words[one.first - 2].text) if one.first > 1 else ""
        return led in self._lexicon.areas or led in {
            "outskirts",
            "suburbs",
            "capital",
            "part",
            "parts",
            "centre",
            "center",
        }


def _shorter(words: str) -> list[str]:
    parts = words.split(" ")
    return [" ".join(parts[:count]) for count in range(len(parts), 0, -1)]


def fits(entry: Entry, said: tuple[str, str | None]) -> bool:
    """Whether a place lies in a said country and region (None: anywhere in the country)."""
    country, admin1 = said
    return (
        entry.country == country
        and entry.kind != "country"
        and (admin1 is None or entry.admin1 in {admin1, None})
    )


def _is_country(one: Candidate) -> bool:
    return one.entries[0].kind == "country"


def is_small(one: Candidate) -> bool:
    """Whether no place of that name is so well known that the bare name means it."""
    top = one.entries[0]
    return top.kind in {"city", "district"} and top.population < 400_000

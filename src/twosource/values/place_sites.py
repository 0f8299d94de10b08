"""Sites: embassies, markets, checkpoints and streets that no gazetteer lists, placed by their words.

"The Dutch consulate in Erbil's walled Ankawa quarter" is a site in the narrowest place its
words name, as exact as that place. A site whose words name no place has a name and no point,
unless the article placed the same site before ("the embassy").
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from twosource.text import Span
from twosource.values.place_gazetteer import Gazetteer
from twosource.values.place_scan import Scanner, Word
from twosource.values.place_shape import Place, PlaceMention
from twosource.values.place_site_recall import recall
from twosource.values.place_spelling import word_set

# Sites whose "US" says whose they are, not where.
_OWNED = frozenset(
    {"embassy", "consulate", "mission", "mission compound", "embassy compound", "embassy complex"}
    | {"diplomatic compound", "consulate general"}
)
_AT = word_set("""
    in at near outside inside on into onto against from to of toward towards targeting hit struck
    stormed bombed shelled attacked entered around behind opposite beside and or by
    """)
_DETERMINERS = word_set("""
    the a an this that its their his her two three four five six seven several another some
    """)
_WHERE = word_set("in at near outside inside on onto into from to behind opposite beside around against")
# What stands in every town; universities draw from afar, and courts judge for whole states.
_MUNICIPAL = word_set(
    "hospital clinic school church cathedral mosque stadium shrine chapel market plaza station park "
    "playground apartment complex club nightclub bar motel hotel mall gym"
)
_VEHICLES = word_set("bus minibus train ferry ship vessel tanker convoy")  # places only for who is aboard
_ABOARD = word_set("on aboard inside in into from onto")
_OWNERS = word_set("its his her their")
# Capitalised only because they open a sentence: never a part of a building's name.
_OPENERS = word_set("""
    they we i he she it you these those there here all any both each every few many most much more no none
    several some such other others another one two three four five six seven eight nine ten eleven twelve
    thirteen fourteen fifteen twenty thirty forty fifty hundreds dozens scores thousands nearby local armed
    private foreign public whole entire how when where while
    """)
_LINK = re.compile(
    r",? (?:which is |that is |located |situated )?(?P<near>[Ii]n|[Ii]nside|[Ww]ithin|[Aa]t|[Oo]f|[Oo]n|[Nn]ear|[Oo]utside|around|along|close to|next to|"
    r"(?:in|on) the (?:cent(?:er|re)|heart|middle|outskirts) of)(?: the| a| an)?"
    r"(?: (?:[a-z-]+ ){0,3}(?:city|town|village|district|neighbou?rhood|area|province|suburb|port|region)(?: of| in)?)?(?: [a-z-]+){0,2} ?(?:the )?"
)
_COMMA = re.compile(r", ")
_SUFFIX = r"(?:Street|Avenue|Boulevard|Road|Drive|Lane|Way|Court|Circle|Terrace|Parkway|Pike|Highway|Turnpike|Trail|St\.|Ave\.|Blvd\.|Rd\.|Dr\.|Ln\.|Ave|Blvd)"
_STREET_NOUN = re.compile(rf" {_SUFFIX}")
_STREET_LENGTH = 80  # characters that the name of a street, its block or its cross street may take
_STREET = re.compile(
    rf"\b(?P<block>(?:the )?\d{{1,5}}(?:00)? block of )?(?P<name>(?:[NSEW]\.? |(?:North|South|East|West)(?:east|west)? )?"
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)|[A-Z][a-zA-Z']+)(?: [A-Z][a-zA-Z']+){{0,2}} {_SUFFIX})(?![a-z])"
    rf"(?: (?:and|&|at) (?P<cross>(?:\d{{1,3}}(?:st|nd|rd|th)|[A-Z][a-zA-Z']+)(?: [A-Z][a-zA-Z']+){{0,2}} {_SUFFIX}s?)(?![a-z]))?"
)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A facility noun phrase: its words' span, the noun, and the proper names before it."""

    start: int
    end: int
    noun: str
    proper: tuple[Word, ...]
    led: str  # the word before the phrase, folded
    determiner: str  # "a", "the", "his"; "" for none


class SiteFinder:
    """Finds the sites of one text among its located mentions."""

    def __init__(
        self,
        scanner: Scanner,
        mentions: Sequence[PlaceMention],
        gazetteer: Gazetteer,
        town: Place | None = None,
    ) -> None:
        """Take the text's words and located mentions, and the town the article is about, if one."""
        self._text = scanner.text
        self._words = scanner.words
        self._mentions = mentions
        self._starts = [mention.span.start for mention in mentions]
        self._lexicon = gazetteer.lexicon
        self._heads = _heads(gazetteer.lexicon.facilities)
        self._gazetteer = gazetteer
        self._town = town

    def find(self) -> list[PlaceMention]:
        """Return sites from left to right; each takes in the names that place it."""
        sites = [*self._streets(), *self._facilities()]
        sites.sort(key=lambda site: (site.span.start, -site.span.end))
        return [self._in_town(site) for site in recall(_nest(self._text, sites))]

    def _in_town(self, site: PlaceMention) -> PlaceMention:
        """Put streets, hospitals and "the downtown plaza" into the article's town if no words place them."""
        place = site.place
        if self._town is None or place.lat is not None or not _is_of_a_town(place):
            return site
        return replace(site, place=_inside(place.name, self._town, place.as_said, place.within))

    def _streets(self) -> list[PlaceMention]:
        sites, end = list[PlaceMention](), 0
        for noun in _STREET_NOUN.finditer(self._text):
            match = _STREET.search(
                self._text, max(end, noun.start() - _STREET_LENGTH), noun.end() + _STREET_LENGTH
            )
            if match is None:
                continue
            end = match.end()
            name = match["name"] if not match["cross"] else f"{match['name']} and {match['cross']}"
            sites.append(self._placed(match.start(), match.end(), name, None))
        return sites

    def _facilities(self) -> list[PlaceMention]:
        sites, heads = [], self._heads
        for index, word in enumerate(self._words):
            if word.text in heads or (word.capital and word.text.lower() in heads):
                phrase = self._phrase(index)
                site = self._site(phrase) if phrase is not None else None
                if site is not None:
                    sites.append(site)
        return sites

    def _phrase(self, index: int) -> _Phrase | None:
        """Return the longest facility phrase that ends at this word, None where it goes on."""
        first, noun = self._noun(index)
        if noun is None or self._goes_on(index):
            return None
        start, proper = self._modifiers(first)
        led, determiner = self._words[start - 1].text.lower() if start else "", ""
        begin = self._words[start].start
        if led in _DETERMINERS:
            begin, start, determiner = self._words[start - 1].start, start - 1, led
            led = self._words[start - 1].text.lower() if start else ""
        return _Phrase(begin, self._words[index].end, noun, proper, led, determiner)

    def _noun(self, index: int) -> tuple[int, str | None]:
        for first in range(max(0, index - 3), index + 1):
            phrase = " ".join(word.text.lower() for word in self._words[first : index + 1])
            for noun in (phrase, phrase.removesuffix("s"), phrase.removesuffix("es")):
                if noun in self._lexicon.facilities and self._is_tight(first, index):
                    return first, noun
        return index, None

    def _is_tight(self, first: int, last: int) -> bool:
        gaps = (self._text[self._words[i].end : self._words[i + 1].start] for i in range(first, last))
        return all(gap in {" ", "-", "'s "} for gap in gaps)

    def _goes_on(self, index: int) -> bool:
        """Whether the noun only leads another: "police station commander", "embassy spokesman"."""
        if index + 1 == len(self._words) or self._words[index].owner:
            return self._words[index].owner and index + 1 < len(self._words)
        following = self._words[index + 1]
        if self._text[self._words[index].end : following.start] not in {" ", "-"}:
            return False
        word = following.text.lower()
        return word in self._heads or word.endswith(("man", "men", "woman", "person")) or word in _STAFF

    def _modifiers(self, first: int) -> tuple[int, tuple[Word, ...]]:
        """Walk left over names and plain adjectives to the determiner; return where and the names."""
        start, proper = first, list[Word]()
        for at in range(first - 1, max(-1, first - 6), -1):
            word = self._words[at]
            if self._text[word.end : self._words[at + 1].start] not in {" ", "-"} and not self._owner_gap(at):
                break
            if word.capital and word.text.lower() not in _DETERMINERS and self._opens(at, start):
                break
            if word.capital and word.text.lower() not in _AT and word.text.lower() not in _DETERMINERS:
                proper.insert(0, word)
                start = at
            elif self._is_adjective(at):
                continue
            else:
                start = self._determined(at, start)
                break
        return start, tuple(proper)

    def _opens(self, at: int, start: int) -> bool:
        """Whether a capital is only that of a sentence: "They set houses", "Twelve homes"."""
        word = self._words[at]
        before = self._text[max(0, word.start - 3) : word.start].rstrip(" ")
        if before and before[-1] not in '.!?":\n(-' and "\n" not in before:
            return False
        return start > at + 1 or word.text.lower() in _OPENERS

    def _owner_gap(self, at: int) -> bool:
        return self._words[at].owner and self._text[self._words[at].end : self._words[at + 1].start] in {
            "'s ",
            "' ",
        }

    def _is_adjective(self, at: int) -> bool:
        text = self._words[at].text
        return text.islower() and text not in _AT and text not in _DETERMINERS and text not in _VERBS

    def _determined(self, at: int, start: int) -> int:
        """Take in the adjectives after a determiner further left: "a crowded market"."""
        return at + 1 if self._words[at].text.lower() in _DETERMINERS else start

    def _site(self, phrase: _Phrase) -> PlaceMention | None:
        inner = self._inner(phrase)
        if inner is not None and inner.span.end >= phrase.end:
            return None  # the gazetteer knows the site itself
        if phrase.noun in _VEHICLES and phrase.led not in _ABOARD:
            return None
        own = [word for word in phrase.proper if self._is_own(word, inner, phrase)]
        if self._is_vague(phrase, named=bool(own)):
            return None
        names = (w.text.replace(".", "") if w.text.count(".") > 1 else w.text for w in own)
        site = self._placed(phrase.start, phrase.end, " ".join([*names, phrase.noun]), inner)
        if site.place.lat is None and not own and not _is_somewhere(phrase):
            return None
        return site

    def _is_own(self, word: Word, inner: PlaceMention | None, phrase: _Phrase) -> bool:
        """Whether a name belongs to the site's: not whose country, not the town that owns it."""
        if word.text.lower() in self._lexicon.demonyms:
            return phrase.noun in _OWNED
        within = inner is not None and inner.span.start <= word.start < inner.span.end
        return not within or (phrase.noun not in _OWNED and not word.owner)

    def _is_vague(self, phrase: _Phrase, *, named: bool) -> bool:
        """Whether it is no building: "The House" is a body, "a mission" a task, "The Post" a paper."""
        said = self._text[phrase.start : phrase.end].split()
        if phrase.noun in self._lexicon.mastheads and said[-1][0].isupper():
            return True
        if phrase.noun == "mission":
            return not named and said[0].lower() != "the"
        return not named and said[-1][0].isupper() and not said[-1].isupper() and len(said) > 1

    def _inner(self, phrase: _Phrase) -> PlaceMention | None:
        """Return the place named inside the phrase: "the Baghdad embassy", not "the US embassy"."""
        for mention in self._mentions[bisect_left(self._starts, phrase.start - 60) :]:
            if mention.span.start >= phrase.end:
                return None
            owned = mention.place.kind == "country" and phrase.noun in _OWNED
            if mention.span.end > phrase.start and not owned:
                return mention
        return None

    def _placed(self, start: int, end: int, name: str, inner: PlaceMention | None) -> PlaceMention:
        after = self._container_after(end)
        holder = _narrower(after, inner)
        if inner is not None:
            start = min(start, inner.span.start)
        if after is not None:
            end = after.span.end
        span = Span(start, end)
        if holder is None:
            return PlaceMention(span=span, place=_bare(name, span.of(self._text)))
        return PlaceMention(span=span, place=_inside(name, holder.place, span.of(self._text)))

    def _container_after(self, end: int) -> PlaceMention | None:
        at = bisect_left(self._starts, end)
        if at == len(self._mentions):
            return None
        mention = self._mentions[at]
        gap = self._text[end : mention.span.start]
        if len(gap) > 60 or "\n" in gap:
            return None
        modified = gap == " " and self._text[mention.span.start].islower()  # "a school near Mosul"
        linked = modified or _LINK.fullmatch(gap) or _COMMA.fullmatch(gap)
        return mention if linked else None


def _narrower(after: PlaceMention | None, inner: PlaceMention | None) -> PlaceMention | None:
    """Choose what a site is in: what follows it, unless its own name says more exactly."""
    if after is None or inner is None:
        return after or inner
    exact = (inner.place.radius_km or 0.0) < (after.place.radius_km or 0.0)
    return inner if exact and inner.place.country == after.place.country else after


def _is_somewhere(phrase: _Phrase) -> bool:
    """Whether a nameless facility says where: "at a school", not "hit schools" or "in his home"."""
    return phrase.led in _WHERE and bool(phrase.determiner) and phrase.determiner not in _OWNERS


_STAFF = word_set("""
    commander chief official officials officer officers staff guard guards director worker workers
    employees compound complex attack bombing shooting siege blast explosion spokesman
    """) - {"compound", "complex"}
_VERBS = word_set("""
    is are was were be been has had have said says say told as but if when while after before since
    that which who hit hits struck strikes killed wounded injured fired exploded left with without
    for over under than not no
    """)


@lru_cache(maxsize=4)
def _heads(facilities: frozenset[str]) -> frozenset[str]:
    last = {noun.rsplit(" ", 1)[-1] for noun in facilities}
    return frozenset(last | {f"{noun}s" for noun in last} | {f"{noun}es" for noun in last})


def _bare(name: str, as_said: str) -> Place:
    return Place(name=name, country=None, lat=None, lon=None, radius_km=None, as_said=as_said, kind="site")


def _is_of_a_town(place: Place) -> bool:
    """Whether every town has such a site: a named street, school or hospital, "the downtown plaza"."""
    words = place.name.split()
    if words[-1] in {"Court", "Way"}:
        return False
    if "downtown" in place.as_said.lower() or _STREET.search(place.as_said):
        return True
    return len(words) > 1 and words[-1].lower() in _MUNICIPAL and words[0][:1].isupper()


def _inside(name: str, holder: Place, as_said: str, streets: Sequence[str] = ()) -> Place:
    return replace(
        holder,
        name=name,
        as_said=as_said,
        kind="site",
        within=(*streets, *(holder.within if holder.name == name else (holder.name, *holder.within))),
        gazetteer_id=None,
    )


def _nest(text: str, sites: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Put a site into the one that follows it: "a nightclub on Main Street"."""
    out: list[PlaceMention] = []
    for site in reversed(sites):
        following = out[-1] if out else None
        gap = text[site.span.end : following.span.start] if following is not None else "\n"
        if (
            following is not None
            and site.span.end <= following.span.start
            and len(gap) < 40
            and _LINK.fullmatch(gap)
        ):
            out[-1] = _nested(text, site, following)
        elif following is not None and following.span in site.span:
            out[-1] = site
        elif following is None or site.span.end <= following.span.start:
            out.append(site)
        else:
            out.append(site)
    return out[::-1]


def _nested(text: str, site: PlaceMention, outer: PlaceMention) -> PlaceMention:
    span = Span(site.span.start, outer.span.end)
    return PlaceMention(span=span, place=_inside(site.place.name, outer.place, span.of(text)))

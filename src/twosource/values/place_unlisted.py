"""Places no gazetteer holds, tied by their words to one it does: "Amsa, a village near Bor".

Only capitalised names in tight patterns count: a noun for a place stands beside the name, or a
preposition of place before it and the tie right after. Such a place is as exact as its tie; bare
mentions of the same name elsewhere in the article mean the same place.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from twosource.text import Span, fold
from twosource.values.place_chain import PLAIN_WORD, around
from twosource.values.place_gazetteer import Entry, Gazetteer, Lexicon
from twosource.values.place_geometry import arc_km
from twosource.values.place_scan import last_word
from twosource.values.place_shape import Place, PlaceKind, PlaceMention
from twosource.values.place_spelling import name_key, word_set

NEAR_KM = 25.0  # "a village near Pankshin" is a place of its own, further off than "near Pankshin"
ROAD_KM = 40.0  # "on the road to": anywhere along it, as far as a day's news calls it that road
FAR_KM = 150.0  # a listed namesake this far from its tie is another place
_LOOK_BACK = 110
_MOST_NAMES = 40  # unlisted names followed through one article

_CAP = r"[^\W\da-z_][\w'-]*\w"
_NAME = rf"(?P<name>{_CAP}(?: (?:(?:al|el|de|da|do|dos|du|of) )?{_CAP}){{0,2}})"
_PART = r"district|neighbou?rhood|quarter|suburb|section|borough|(?:housing )?estate|area|sub-?district|sector|enclave|township|ward"
_TOWN = r"village|town|hamlet|settlement|locality|city|commune|island|outpost"
_PREPS = r"in|at|from|near|outside|inside|of"
_VERBS = r"entered|stormed|raided|attacked|overran|besieged|shelled|captured|seized|reached|left|fled|torched|burned|invaded"
_ROAD = (
    r"(?P<road>(?:on|along|off) the (?:main )?(?:road|highway|motorway)(?: (?:to|from|towards|leading to)))"
)
_TIE = rf"(?:,? (?:{_ROAD}|in|within|inside|of)(?: the)?)"
_LEAD = rf"(?:[Tt]he|[Aa]n?) (?:{PLAIN_WORD} ){{0,3}}"
_DISTRICT_OF = re.compile(
    rf"(?<![\w'-])(?:[Tt]he (?:{PLAIN_WORD} ){{0,2}})?{_NAME} (?P<noun>{_PART})(?: of| in|,)(?: the)? $"
)
_SAID_TO_BE = re.compile(
    rf"(?<![\w'-]){_NAME}, (?:which is )?(?:an?|the) (?:{PLAIN_WORD} ){{0,3}}(?P<noun>{_TOWN}|{_PART}|community),?(?P<tie>{_TIE})? $"
)
_CALLED = re.compile(rf"(?<![\w'-])(?:{_LEAD})?(?P<noun>{_TOWN}|{_PART}) of {_NAME},?(?P<tie>{_TIE})? $")
_WITH_NOUN = re.compile(rf"(?<![\w'-]){_NAME} (?P<noun>{_TOWN}),?(?P<tie>{_TIE})? $")
_BESIDE = re.compile(rf"(?<![\w'-])(?:{_PREPS}|{_VERBS}) (?P<whole>{_NAME},?(?P<tie> {_ROAD}(?: the)?)?) $")
_STREET_OF = re.compile(rf"(?<![\w'-])(?:in|at) (?P<whole>{_NAME}), $")
_OWNED = re.compile(rf"'s (?:{PLAIN_WORD} ){{0,2}}{_NAME} (?P<noun>{_PART})\b")
_ENDS = re.compile(
    r"[.;:)\n]|, (?!an? )|$| (?:on|at|when|where|early|late|after|before|during|last|this|around)\b"
)
_DISTANCE = re.compile(r"\d|\b(?:km|kilomet(?:re|er)s?|miles?|met(?:re|er)s?)\b")
_NO_NAMES = word_set("""
    the a an they he she it his her their our we you i this that one two three four five six seven eight
    nine ten north south east west northern southern eastern western central upper lower old new
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday english scottish welsh kurdish arab jewish muslim
    christian sunni shia shiite latino hispanic black white rebel royal
    """)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A located mention, as it was before its modifier was read and after."""

    plain: PlaceMention
    read: PlaceMention

    @property
    def modified(self) -> bool:
        """Whether a modifier ("near", "20 km from") stands before it."""
        return self.read.span.start < self.plain.span.start

    @property
    def wide(self) -> bool:
        """Whether it is a region or a country, by which nobody says where a village is."""
        return self.plain.place.kind in {"region", "country"}


def name_unlisted(text: str, anchors: Sequence[Anchor], gazetteer: Gazetteer) -> list[PlaceMention]:
    """Return the mentions with unlisted places in them; a phrase may overlap what it was tied to."""
    finder = _Finder(text, anchors, gazetteer)
    found = finder.tied()
    return [*finder.recalled(found), *(mention for mention, _ in found)]


class _Finder:
    def __init__(self, text: str, anchors: Sequence[Anchor], gazetteer: Gazetteer) -> None:
        self._text = text
        self._anchors = anchors
        self._gazetteer = gazetteer

    def tied(self) -> list[tuple[PlaceMention, str]]:
        """Return each unlisted place with the name it goes by."""
        found = []
        for at, anchor in enumerate(self._anchors):
            if anchor.read.place.lat is None or anchor.read.place.kind == "site":
                continue
            one = self._before(anchor, at) or self._owned(anchor)
            if one is not None:
                found.append(one)
        return found[:_MOST_NAMES]

    def _before(self, anchor: Anchor, at: int) -> tuple[PlaceMention, str] | None:
        start = anchor.read.span.start
        if self._text[max(0, start - 1) : start] != " " or (anchor.modified and self._text[start].isupper()):
            return None
        for pattern in _patterns(anchor, last_word(self._text, start)):
            match = pattern.search(self._text, max(0, start - _LOOK_BACK), start)
            if match is not None and self._is_name(match, pattern) and self._fits(match, pattern, anchor, at):
                return self._made(match, pattern, anchor)
        return None

    def _is_name(self, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
        words, lexicon = fold(match["name"]).split(), self._gazetteer.lexicon
        if match["name"][0].islower() or words[0] in _NO_NAMES:
            return False
        if words[0] in lexicon.demonyms or _goes_before(self._text, match.start("name")):
            return False
        if pattern in {_BESIDE, _STREET_OF}:
            return _is_no_one(words, lexicon)
        return not (len(words) == 1 and words[0] in lexicon.bodies)

    def _fits(self, match: re.Match[str], pattern: re.Pattern[str], anchor: Anchor, at: int) -> bool:
        if pattern is _STREET_OF and not _ENDS.match(self._text, anchor.read.span.end):
            return False
        if pattern is _BESIDE and (anchor.wide or not (anchor.modified or match["tie"])):
            return False
        far = 0.0 if pattern is _STREET_OF else FAR_KM
        return pattern is _DISTRICT_OF or not self._is_known(match.span("name"), anchor, at, far)

    def _is_known(self, span: tuple[int, int], anchor: Anchor, at: int, far: float) -> bool:
        """Whether the name is a listed place not far from what it is tied to (0: anywhere)."""
        for other in self._anchors[max(0, at - 3) : at]:
            place = other.plain.place
            if other.plain.span.overlaps(Span(*span)) and place.lat is not None:
                return not far or _apart(place, anchor.read.place) <= far + (anchor.read.place.radius_km or 0)
        return False

    def _made(
        self, match: re.Match[str], pattern: re.Pattern[str], anchor: Anchor
    ) -> tuple[PlaceMention, str]:
        start = match.start("whole") if pattern in {_BESIDE, _STREET_OF} else match.start()
        said = match.groupdict("")
        part = (
            (pattern is _STREET_OF and not anchor.wide)
            or pattern is _DISTRICT_OF
            or re.fullmatch(_PART, said.get("noun", ""))
        )
        kind: PlaceKind = "district" if part else "city"
        span = Span(start, anchor.read.span.end)
        road = bool(said.get("road"))
        if pattern is _BESIDE or road or anchor.modified:
            place = self._beside(match["name"], kind, anchor, road=road)
        else:
            place = self._inside(match["name"], kind, anchor.read.place)
        return PlaceMention(span=span, place=replace(place, as_said=span.of(self._text))), match["name"]

    def _owned(self, anchor: Anchor) -> tuple[PlaceMention, str] | None:
        """Read "Mogadishu's Hodan district"."""
        if not self._text.startswith("'s ", anchor.read.span.end) or anchor.read.place.kind != "city":
            return None
        match = _OWNED.match(self._text, anchor.read.span.end)
        if match is None or fold(match["name"]) in _NO_NAMES:
            return None
        span = Span(anchor.read.span.start, match.end())
        place = self._inside(match["name"], "district", anchor.read.place)
        return PlaceMention(span=span, place=replace(place, as_said=span.of(self._text))), match["name"]

    def _inside(self, name: str, kind: PlaceKind, holder: Place) -> Place:
        """Return a place in another: where the gazetteer knows it there, else as wide as the other."""
        known = next((e for e in self._gazetteer.find(name_key(name)) if _lies_in(e, holder)), None)
        within = (holder.name, *(n for n in holder.within if n != holder.name))
        if known is None:
            return replace(holder, name=name, kind=kind, within=within, gazetteer_id=None)
        said = tuple(n for n in around(known, self._gazetteer) if n not in within and n != known.name)
        return replace(
            holder,
            name=known.name,
            kind=known.kind if kind != "district" else "district",
            lat=known.lat,
            lon=known.lon,
            radius_km=known.radius_km,
            within=(*within[:1], *said, *within[1:]),
            gazetteer_id=known.id,
        )

    def _beside(self, name: str, kind: PlaceKind, anchor: Anchor, *, road: bool) -> Place:
        place, plain = anchor.read.place, anchor.plain
        said = self._text[anchor.read.span.start : plain.span.start]
        radius = place.radius_km or 0.0
        if road:
            radius = max(radius, ROAD_KM)
        elif not _DISTANCE.search(said):
            radius = max(radius, NEAR_KM)
        return replace(
            place, name=name, kind=kind, radius_km=radius, within=plain.place.within, gazetteer_id=None
        )

    def recalled(self, found: Sequence[tuple[PlaceMention, str]]) -> list[PlaceMention]:
        """Return the mentions as they were, and every bare mention of the names found."""
        known = {name: mention.place for mention, name in sorted(found, key=_width, reverse=True)}
        kept = [one for one in self._anchors if one.plain.span.of(self._text) not in known]
        taken = [one.plain.span for one in kept]
        return [
            *(one.read for one in kept),
            *(mention for name in known for mention in self._again(name, known[name], taken)),
        ]

    def _again(self, name: str, place: Place, taken: Sequence[Span]) -> Iterator[PlaceMention]:
        pattern = re.compile(rf"(?<![\w'-]){re.escape(name)}(?![\w-])(?! {_CAP})")
        for match in pattern.finditer(self._text):
            span = Span(*match.span())
            at = bisect_left(taken, span)
            beside = taken[max(0, at - 1) : at + 1]
            if _goes_before(self._text, match.start()) or any(one.overlaps(span) for one in beside):
                continue
            yield PlaceMention(span=span, place=replace(place, as_said=match.group()))


def _patterns(anchor: Anchor, before: str) -> Sequence[re.Pattern[str]]:
    """Return the patterns worth trying after this last word."""
    if anchor.modified:
        return (_SAID_TO_BE, _CALLED, _WITH_NOUN, _BESIDE)
    if before.endswith(","):
        return (_DISTRICT_OF, _CALLED, _STREET_OF)
    if before in {"of", "in", "the", "to", "from", "within", "inside", "towards"}:
        return (_DISTRICT_OF, _SAID_TO_BE, _CALLED, _WITH_NOUN, _BESIDE)
    return ()


def _goes_before(text: str, start: int) -> bool:
    """Whether a capitalised word right before makes the name a part of a longer one."""
    before = text[max(0, start - 24) : start]
    if not before.endswith((" ", ". ")) or before.endswith((", ", ": ", "; ")):
        return False
    word = before.rstrip(" ").rsplit(" ", 1)[-1].rsplit("\n", 1)[-1]
    return word[:1].isupper() and not word.endswith(".") and fold(word) not in _CAPITAL_LEADS


_CAPITAL_LEADS = word_set("the in at from near outside inside of a an on but and while when after before")


def _is_no_one(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Refuse ordinary words and first names: no noun says that these are places."""
    if words[-1] in lexicon.facilities and len(words) > 1:
        return True
    return (
        not any(word in lexicon.words or word in lexicon.titles or word in lexicon.demonyms for word in words)
        and words[0] not in lexicon.given_names
    )


def _apart(left: Place, right: Place) -> float:
    assert left.lat is not None
    assert left.lon is not None
    assert right.lat is not None
    assert right.lon is not None
    return arc_km(left.lat, left.lon, right.lat, right.lon)


def _lies_in(entry: Entry, holder: Place) -> bool:
    if holder.lat is None or holder.lon is None or entry.country != holder.country:
        return False
    reach = 1.4 * (holder.radius_km or 0.0) + 2.0
    return entry.kind != "country" and arc_km(entry.lat, entry.lon, holder.lat, holder.lon) <= reach


def _width(found: tuple[PlaceMention, str]) -> float:
    return found[0].place.radius_km or 0.0

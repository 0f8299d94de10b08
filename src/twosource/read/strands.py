"""Which sentences of an article tell of which incident.

An article has at most one main strand, opened by the headline's or the lead's incident; other
sentences may open a strand of their own (a round-up, "in a separate attack") or look back on an
older incident (a recalled strand), and some belong to none. Nothing is claimed here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from twosource.knowledge.context import load_context
from twosource.read.anchors import find_main_anchor, find_old_anchor
from twosource.read.bygone import has_own_day, is_ahead
from twosource.read.kind import kind_of
from twosource.read.scene import Scene, inside, outside
from twosource.read.sentences import Sentence
from twosource.read.signs import ENOUGH, NEWS_DAYS, count_signs, is_news_day, places_of, realised
from twosource.read.whereabouts import scenes_of
from twosource.values.place import Place, distance_km
from twosource.values.when import TimeMention

#: A day this much before the main incident's is an older incident's.
OLDER_DAYS = 2
#: Two places nearer than this (beyond their radii) may be one incident seen from two spots.
SAME_SCENE_KM = 12
#: Signs with which a sentence tells of an older incident even without its day or place.
PLAINLY_TOLD = 5
#: How far before its noun "the" may stand, in characters ("the fatal Sept. 16 ").
DEFINITE_REACH = 30
_DEFINITE = re.compile(r"\b(?:the|this|that|today's|tonight's)\s(?:[a-z]+\s)?(?:[a-z]+\.?\s\d{1,2}\s)?$")
_PERSON = (
    r"(?:boy|girl|man|men|woman|women|victims?|child(?:ren)?|teen(?:ager)?s?|toddler|baby|suspects?|gunm[ae]n|"
    r"shooters?|attackers?|bombers?|officers?|deput(?:y|ies)|soldiers?|couple|driver|group|people|civilians)"
)
_KNOWN_PEOPLE = re.compile(rf"\b(?:he|she|they|him|her|them|the\s(?:[\w-]+\s){{0,2}}{_PERSON})\b")
_NEW_PEOPLE = re.compile(
    rf"\b(?:an?|another|one|two|three|four|five|six|seven|eight|nine|ten|more|other|\d+)\s(?:[\w-]+\s){{0,3}}{_PERSON}\b"
    r"|\b(?:an?|another)\s[\w-]+-old\b"
)
_LATER_STEPS = re.compile(
    r"\b(?:arrest(?:s|ed)?|charged|court|jail(?:ed)?|bond|custody|identified|autopsy|hearing|funeral|vigil|burial|buried)\b"
)
_PERFECT_SINCE = re.compile(r"\b(?:has|have|had)\s[^.;]{3,160}?\bsince\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """The sentences that tell of one incident, and its kind as they say it."""

    anchor: Sentence
    kind: str
    main: bool
    recalled: bool = False
    sentences: tuple[Sentence, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Open:
    """A strand while it is being collected."""

    anchor: Sentence
    main: bool = False
    recalled: bool = False
    places: tuple[Place, ...] = ()
    sentences: list[Sentence] = field(default_factory=list)

    def close(self, scene: Scene) -> Strand:
        ordered = sorted(self.sentences, key=lambda sentence: (sentence is not self.anchor, sentence.index))
        return Strand(
            anchor=self.anchor,
            kind=kind_of(scene, ordered),
            main=self.main,
            recalled=self.recalled,
            sentences=tuple(self.sentences),
        )


def find_strands(scene: Scene) -> tuple[Strand, ...]:
    """Return the strands of an article, the main one first; empty where it tells of no incident.

    An article that opens with an old incident (a court case, a commemoration) gives one strand, recalled.
    """
    first = find_main_anchor(scene)
    if first is None:
        old = find_old_anchor(scene)
        return () if old is None else (_Open(anchor=old, recalled=True, sentences=[old]).close(scene),)
    main = _Open(anchor=first, main=True, places=places_of(scene, first))
    main.sentences.extend(s for s in scene.sentences[: first.index] if not _looks_back(scene, s, main))
    strands = [main]
    current, previous = main, first
    for sentence in scene.sentences[first.index :]:
        strand = _next(scene, sentence, previous, current, strands)
        if strand is not None:
            strand.sentences.append(sentence)
        current, previous = strand or main, sentence
    return tuple(strand.close(scene) for strand in strands if strand.sentences)


def _next(
    scene: Scene, sentence: Sentence, previous: Sentence, current: _Open, strands: list[_Open]
) -> _Open | None:
    """Return the strand a sentence belongs to; None where it only looks back or tells of none."""
    main = strands[0]
    if sentence is main.anchor:
        return main
    if _looks_back(scene, sentence, main):
        if not _tells_an_older_one(scene, sentence):
            return None
        return _open(scene, sentence, strands, recalled=True)
    if _turns_away(scene, sentence, current):
        return _find_by_place(scene, sentence, strands) or _open(scene, sentence, strands, recalled=False)
    if current.recalled:
        return main
    if (
        sentence.paragraph != previous.paragraph
        and not current.main
        and not _continues(scene, sentence, current)
    ):
        return _find_by_place(scene, sentence, strands) or current
    return current


def _open(scene: Scene, sentence: Sentence, strands: list[_Open], *, recalled: bool) -> _Open:
    strand = _Open(anchor=sentence, recalled=recalled, places=places_of(scene, sentence))
    strands.append(strand)
    return strand


def _looks_back(scene: Scene, sentence: Sentence, main: _Open) -> bool:
    """Whether a sentence recalls something older than the main incident."""
    events = scene.events[sentence.index]
    if not events and not scene.tolls[sentence.index]:
        return False
    setting = scene.settings[sentence.index]
    times = outside(inside(scene.times, sentence.span), setting)
    if any(_older(scene, time, main) for time in times):
        if _dates_the_main_one(scene, sentence, main):
            return False
        return not any(is_news_day(scene, time) and not _older(scene, time, main) for time in times)
    recall = load_context().recall.search(scene.low, sentence.span.start, sentence.span.end)
    if _PERFECT_SINCE.search(scene.low, sentence.span.start, sentence.span.end):
        return True
    if recall is None or any(recall.start() in span for span in setting):
        return any(toll.cumulative for toll in scene.tolls[sentence.index])
    return not any(is_news_day(scene, time) for time in times)


def _dates_the_main_one(scene: Scene, sentence: Sentence, main: _Open) -> bool:
    """Whether a sentence gives the day that the main incident's own sentence left out.

    News of an arrest names the day of the arrest first; "the shooting happened on June 3" comes later.
    """
    if has_own_day(scene, main.anchor) or not realised(scene, sentence):
        return False
    return _only_points_back(scene, sentence) or _tells_again(scene, sentence)


def _older(scene: Scene, time: TimeMention, main: _Open) -> bool:
    """Whether a time lies clearly before the main incident's day, or before the news."""
    when = time.when
    if when.bound == "since" or (
        when.precision in {"month", "season", "year", "decade"} and when.latest is None
    ):
        return when.precision in {"month", "season", "year", "decade"} or when.bound == "since"
    if when.latest is None or scene.article.published is None:
        return when.precision in {"year", "decade"}
    start = _main_day(scene, main)
    reference = start or scene.article.published - timedelta(days=NEWS_DAYS)
    return when.latest < reference - timedelta(days=OLDER_DAYS)


def _main_day(scene: Scene, main: _Open) -> datetime | None:
    """Return the day that the main incident's own sentence gives it; None for the day of an arrest or a hearing."""
    span = main.anchor.span
    if _LATER_STEPS.search(scene.low, span.start, span.end) and not has_own_day(scene, main.anchor):
        return None
    for time in outside(inside(scene.times, main.anchor.span), scene.settings[main.anchor.index]):
        if time.when.earliest is not None and is_news_day(scene, time) and not is_ahead(scene, time):
            return time.when.earliest
    return None


def _tells_an_older_one(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence that looks back tells enough of one older incident to be a report of it."""
    signs = count_signs(scene, sentence)
    if signs < ENOUGH:
        return False
    times = inside(scene.times, sentence.span)
    dated = any(
        time.when.latest is not None and time.when.precision not in {"vague", "decade"} for time in times
    )
    return dated or bool(places_of(scene, sentence)) or signs >= PLAINLY_TOLD


def _turns_away(scene: Scene, sentence: Sentence, current: _Open) -> bool:
    """Whether a sentence opens or goes on with an incident other than the current one."""
    if count_signs(scene, sentence) < ENOUGH:
        return False
    if load_context().separate.search(scene.low, sentence.span.start, sentence.span.end):
        return True
    if _only_points_back(scene, sentence):
        return False
    if _opens_elsewhere(scene, sentence):
        return True
    here = scenes_of(scene, sentence)
    if not here or not any(place.lat is not None for place in current.places):
        return False
    if _tells_again(scene, sentence):
        return False
    if any(_one_scene(place, known) for place in here for known in current.places):
        return False
    return count_signs(scene, sentence) > ENOUGH


#: Words that open a sentence about something else that happened.
_MEANWHILE = re.compile(r"(?:meanwhile|in addition|moreover|likewise|similarly|on the other hand),?\s")


def _opens_elsewhere(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence turns to another deed by its first word ("Meanwhile, ...") and tells of nobody known."""
    turned = _MEANWHILE.match(scene.low, sentence.span.start, sentence.span.end) is not None
    return turned and count_signs(scene, sentence) > ENOUGH and not _tells_again(scene, sentence)


def _tells_again(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence speaks of people told of before ("she was shot", "the boy") and of nobody new."""
    span = sentence.span
    return bool(_KNOWN_PEOPLE.search(scene.low, span.start, span.end)) and not _NEW_PEOPLE.search(
        scene.low, span.start, span.end
    )


def _only_points_back(scene: Scene, sentence: Sentence) -> bool:
    """Whether every event word of a sentence is "the attack", "this blast": the one told of before."""
    events = realised(scene, sentence)
    nouns = [event for event in events if event.noun]
    return bool(nouns) and all(
        _DEFINITE.search(scene.low, max(0, event.span.start - DEFINITE_REACH), event.span.start)
        for event in nouns
    )


def _one_scene(place: Place, known: Place) -> bool:
    """Whether two places can be one scene: near each other, or one inside the other."""
    apart_km = distance_km(place, known)
    if apart_km is None:
        return place.name == known.name
    gap = apart_km - (place.radius_km or 0) - (known.radius_km or 0)
    return gap < SAME_SCENE_KM or place.name in known.within or known.name in place.within


def _find_by_place(scene: Scene, sentence: Sentence, strands: Sequence[_Open]) -> _Open | None:
    here = [place for place in places_of(scene, sentence) if place.lat is not None]
    if load_context().separate.search(scene.low, sentence.span.start, sentence.span.end):
        return None
    for strand in strands:
        if not strand.recalled and any(_one_scene(place, known) for place in here for known in strand.places):
            return strand
    return None


def _continues(scene: Scene, sentence: Sentence, current: _Open) -> bool:
    here = [place for place in places_of(scene, sentence) if place.lat is not None]
    return not here or any(_one_scene(place, known) for place in here for known in current.places)

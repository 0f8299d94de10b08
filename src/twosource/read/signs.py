"""Signs that a sentence tells of an incident: event words, weapons, tolls, agents, days, places.

Counts and filters what the scene holds; which incident it is, strands.py decides.
"""

import re
from collections.abc import Sequence

from twosource.knowledge.context import load_context
from twosource.read.asides import is_elsewhere
from twosource.read.events import EventMention
from twosource.read.scene import Scene, inside, outside
from twosource.read.sentences import Sentence
from twosource.read.tolls import Toll
from twosource.text import Span
from twosource.values.place import Place
from twosource.values.when import TimeMention

#: Signs needed before a sentence counts as telling of an incident (docs/strictness.md).
ENOUGH = 3
#: How far back from publication a day may lie and still be the news.
NEWS_DAYS = 21
#: "Three blasts" may be one incident; more of them are a series that somebody counts.
MOST_AT_ONCE = 9
#: Signs taken off where a sentence speaks in words of sport, markets or films and nobody is harmed.
FIGURE_OF_SPEECH = 2
_SPEAKERS_SEAT = 6  # characters: " from "
_SERIES_WORD = re.compile(
    r"\b(?:such|similar|repeated|recent|previous|past|other|more|frequent|regular|earlier|deadly|future|further)"
    r"\s+(?:[\w-]+\s+){0,2}$"
)
#: Nouns said of anything that went wrong: alone they tell of no attack.
SAYS_NOTHING = frozenset({"incident", "incidents", "violence", "battle", "battles"})
_ARMED = frozenset({"armed group", "unidentified"})
_TOO_LONG = frozenset({"month", "season", "year", "decade", "vague"})


def realised(scene: Scene, sentence: Sentence) -> tuple[EventMention, ...]:
    """Return a sentence's event mentions that stand outside its setting and are no mere series."""
    events = outside(scene.events[sentence.index], scene.settings[sentence.index])
    return tuple(event for event in events if not (event.plural and _one_of_many(scene, event)))


def _one_of_many(scene: Scene, event: EventMention) -> bool:
    """Whether a plural speaks of a series ("dozens of strikes", "such attacks"), not of this incident."""
    if _SERIES_WORD.search(scene.low, max(0, event.span.start - 30), event.span.start):
        return True
    return any(
        (count.count.low or 0) > MOST_AT_ONCE and count.noun is not None and event.span.start in count.noun
        for count in inside(scene.counts, Span(max(0, event.span.start - 60), event.span.end))
    )


def count_signs(scene: Scene, sentence: Sentence) -> int:
    """Count the signs that a sentence tells of an incident: 0 without an event word."""
    events = realised(scene, sentence)
    if not events:
        return 0
    if _says_nothing(scene, sentence, events):
        return 0
    setting = scene.settings[sentence.index]
    signs = 2 if any(event.strong for event in events) else 1
    signs += any(event.weapon is not None for event in events)
    signs += 2 * any(is_bloody(toll) for toll in outside(scene.tolls[sentence.index], setting))
    signs += any(m.party.kind in _ARMED for m in outside(inside(scene.parties, sentence.span), setting))
    signs += any(is_news_day(scene, time) for time in outside(inside(scene.times, sentence.span), setting))
    signs += bool(places_of(scene, sentence))
    harmed = any(is_bloody(toll) for toll in scene.tolls[sentence.index])
    if not harmed and is_elsewhere(scene.low, sentence.span):
        signs -= FIGURE_OF_SPEECH
    return signs


def _says_nothing(scene: Scene, sentence: Sentence, events: Sequence[EventMention]) -> bool:
    """Whether a sentence only speaks of an "incident" that hurt nobody and that nobody armed took part in."""
    if any(event.weapon is not None or event.span.of(scene.low) not in SAYS_NOTHING for event in events):
        return False
    if any(map(is_bloody, scene.tolls[sentence.index])):
        return False
    return not any(m.party.kind in _ARMED for m in inside(scene.parties, sentence.span))


def is_bloody(toll: Toll) -> bool:
    """Whether a toll is one of this day's, and not nought."""
    return not toll.cumulative and toll.count.high != 0


def is_news_day(scene: Scene, time: TimeMention) -> bool:
    """Whether a time can be the day of the news: near publication, or a bare weekday or hour."""
    when = time.when
    if when.bound in {"since", "until"} or when.precision in _TOO_LONG:
        return False
    if when.earliest is None or scene.article.published is None:
        return when.weekday is not None or when.clock is not None
    return abs((scene.article.published - when.earliest).days) <= NEWS_DAYS


def places_of(scene: Scene, sentence: Sentence) -> tuple[Place, ...]:
    """Return the places below a country that a sentence names outside its setting."""
    mentions = outside(inside(scene.places, sentence.span), scene.settings[sentence.index])
    return tuple(
        mention.place
        for mention in mentions
        if mention.place.kind not in {"country", None}
        and not is_of_a_party(scene, mention.span)
        and not is_of_a_speaker(scene, mention.span)
    )


def is_of_a_speaker(scene: Scene, span: Span) -> bool:
    """Whether a place only tells where a speaker is ("an official in Moscow said")."""
    return any(
        attribution.source is not None
        and 0 < span.start - attribution.source.end <= _SPEAKERS_SEAT
        and scene.low[attribution.source.end : span.start].strip() in {"in", "at", "from"}
        for attribution in scene.voices.attributions
    )


def is_of_a_party(scene: Scene, span: Span) -> bool:
    """Whether a place only tells where a party is from ("militias in Iraq", "Kano police")."""
    return any(span in party.span for party in inside(scene.parties, Span(max(0, span.start - 60), span.end)))


def is_series(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence speaks of many attacks at once, as press tallies do."""
    low = sentence.span.of(scene.low)
    return bool(load_context().recall.search(low)) and all(
        event.noun and event.plural for event in realised(scene, sentence)
    )

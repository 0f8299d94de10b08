"""When and where: the day, the time of day, the place, and where what was fired came down."""

import re
from collections.abc import Iterator
from dataclasses import replace

from twosource.read.found import Found
from twosource.read.scene import Scene, inside, outside
from twosource.read.sentences import Sentence
from twosource.read.strands import Strand, realised
from twosource.text import Span
from twosource.values.place import PlaceMention
from twosource.values.when import TimeMention, When, combine

_IMPACT = re.compile(r"\b(?:fell|landed|crashed|impacted|came down|coming down|falling|landing|splashed down|exploded over|hit open)\b")
_FROM = re.compile(r"\b(?:from|based in|headquartered in|spoke in|told reporters in|arrived in|travelled to|traveled to|visit to|born in|who lives in|operations in|buried in|hospital in)\s+(?:the\s+)?(?:[\w-]+\s)?$")
_DATELINE = re.compile(r"^[^a-z]{3,40}[-,(]")
_NAMES_DAY = re.compile(r"day\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:19|20)\d\d\b(?! ?(?:gmt|utc|hrs|hours|local))|morning|night|evening|afternoon|dawn|overnight|tomorrow|\d[-/]\d")
_TOO_LONG = frozenset({"month", "season", "year", "decade", "vague"})


def find_when_where(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield the claims about the day, the hour and the place of one strand."""
    telling = [s for s in strand.sentences if realised(scene, s) or scene.tolls[s.index] or s is strand.anchor]
    times = [
        time
        for sentence in telling
        for time in outside(inside(scene.times, sentence.span), scene.settings[sentence.index])
        if not _of_the_telling(scene, time) and _is_usable(time, recalled=strand.recalled)
    ]
    day = _day_of(scene, strand, times)
    for time in times:
        yield from _time(scene, time, day)
    yield from _places(scene, strand, telling)


def _is_usable(time: TimeMention, *, recalled: bool) -> bool:
    """Whether a time can be the incident's: no open stretch, nothing longer than a week unless recalled."""
    return time.when.bound not in {"since", "until"} and (recalled or time.when.precision not in _TOO_LONG)


def _day_of(scene: Scene, strand: Strand, times: list[TimeMention]) -> When | None:
    """Return the day an hour told without one belongs to: the lead's, else the first that is named."""
    named = [time for time in times if _names_day(scene, time)]
    lead = [time for time in named if time.span.start in strand.anchor.span]
    return next((time.when for time in (*lead, *named)), None)


def _names_day(scene: Scene, time: TimeMention) -> bool:
    when = time.when
    return when.clock is None or when.weekday is not None or _NAMES_DAY.search(scene.low, time.span.start, time.span.end) is not None


def _of_the_telling(scene: Scene, time: TimeMention) -> bool:
    """Whether a time says when somebody spoke, not when it happened ("police said on Monday that")."""
    for attribution in scene.voices.attributions:
        if attribution.cue is None or attribution.source is None:
            continue
        end = max(attribution.cue.end, attribution.source.end)
        gap = scene.low[end : time.span.start] if end <= time.span.start <= end + 45 else None
        if gap is not None and re.fullmatch(r"\s*(?:reporters|journalists|the agency|[a-z]+ news|in a statement|in a tweet|late|early)?\s*(?:on|late on|early on|in)?\s*", gap):
            return True
    return False


def _time(scene: Scene, time: TimeMention, day: When | None) -> Iterator[Found]:
    quote = _with_preposition(scene, time.span)
    if time.when.precision in {"minute", "hour"}:
        yield Found(field="time", value=_on_its_day(scene, time, day), span=quote, said=time.span)
    if _names_day(scene, time):
        yield Found(field="when", value=time.when, span=quote, said=time.span)


def _on_its_day(scene: Scene, time: TimeMention, day: When | None) -> When:
    """Return an hour with the day it belongs to; without one it stays off the calendar."""
    if _names_day(scene, time):
        return time.when
    if day is None:
        return replace(time.when, earliest=None, latest=None)
    return replace(combine(day, time.when), as_said=time.when.as_said)


def _with_preposition(scene: Scene, span: Span) -> Span:
    match = re.search(r"\b(?:at|on|in|by|around|about|late on|early on)\s$", scene.low[max(0, span.start - 12) : span.start])
    return Span(span.start - len(match.group()), span.end) if match else span


def _places(scene: Scene, strand: Strand, telling: list[Sentence]) -> Iterator[Found]:
    seen: set[tuple[str, str | None, str]] = set()
    for sentence in telling:
        for mention in outside(inside(scene.places, sentence.span), scene.settings[sentence.index]):
            if not _is_scene_of_it(scene, sentence, mention):
                continue
            found = _place(scene, sentence, mention)
            key = (mention.place.name, scene.voices.at(mention.span)[0].name, found.field)
            if key not in seen:
                seen.add(key)
                yield found


def _place(scene: Scene, sentence: Sentence, mention: PlaceMention) -> Found:
    start = max(sentence.span.start, mention.span.start - 60)
    before = scene.low[start : mention.span.start]
    impact = [match for match in _IMPACT.finditer(before) if not re.search(r"[,;\"]", before[match.end() :])]
    if impact:
        quote = Span(start + impact[-1].start(), mention.span.end)
        return Found(field="impact place", value=mention.place, span=quote, said=mention.span)
    return Found(field="place", value=mention.place, span=mention.span, said=mention.span)


def _is_scene_of_it(scene: Scene, sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether a place says where it happened, not where somebody is from, spoke or was born."""
    span = mention.span
    if mention.place.kind == "country" and any(
        other.place.country == mention.place.country and other.place.kind != "country"
        for other in inside(scene.places, sentence.span)
    ):
        return False
    if _FROM.search(scene.low, max(0, span.start - 40), span.start):
        return False
    if any(span in party.span for party in inside(scene.parties, Span(max(0, span.start - 80), span.end))):
        return False
    if any(a.source is not None and span in a.source for a in scene.voices.attributions):
        return False
    return not (span.start == sentence.span.start and _DATELINE.match(scene.text[span.start : span.start + 60]))

"""Which sentences of an article tell of which incident.

An article has at most one main strand, opened by the headline's or the lead's incident; other
sentences may open a strand of their own (a round-up, "in a separate attack") or look back on an
older incident (a recalled strand), and some belong to none. Nothing is claimed here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from twosource.knowledge.context import load_context
from twosource.knowledge.kinds import ancestry
from twosource.knowledge.triggers import load_triggers
from twosource.read.events import EventMention, narrower
from twosource.read.scene import Scene, inside, outside
from twosource.read.sentences import Sentence
from twosource.text import Span, lower, plain
from twosource.values.place import Place, distance_km
from twosource.values.when import TimeMention

#: Signs needed before a sentence counts as telling of an incident (docs/strictness.md).
ENOUGH = 3
#: The main incident is told in the first sentences or not at all: news has its news on top.
LEAD_SENTENCES = 7
#: How far back from publication a day may lie and still be the news.
NEWS_DAYS = 21
#: A day this much before the main incident's is an older incident's.
OLDER_DAYS = 2
#: Two places nearer than this (beyond their radii) may be one incident seen from two spots.
SAME_SCENE_KM = 12
#: Kinds that a later, stronger word of the same happening replaces.
SAYS_LITTLE = frozenset({"attack", "explosion", "raid"})
#: Kinds that are what else was done where people were killed.
BLOODLESS = frozenset({"arson", "kidnapping", "hijacking"})
#: Words of one other world (sport, markets, arts) in an article before it is taken to be about that.
OTHER_WORLD_WORDS = 3
#: How many more signs an article about another world needs: a toll, an agent and a day together.
OTHER_WORLD_SIGNS = 3
#: "Three blasts" may be one incident; more of them are a series that somebody counts.
MOST_AT_ONCE = 9
_PERFECT_SINCE = re.compile(r"\b(?:has|have|had)\s[^.;]{3,160}?\bsince\b")
_SERIES_WORD = re.compile(r"\b(?:such|similar|repeated|recent|previous|past|other|more|frequent|regular|earlier|deadly|future|further)\s+(?:[\w-]+\s+){0,2}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """The sentences that tell of one incident, and its kind as they say it."""

    anchor: Sentence
    kind: str
    main: bool
    recalled: bool = False
    sentences: tuple[Sentence, ...] = ()


@dataclass(slots=True)
class _Open:
    """A strand while it is being collected."""

    anchor: Sentence
    main: bool
    recalled: bool
    places: list[Place]
    sentences: list[Sentence] = field(default_factory=list)


def find_strands(scene: Scene) -> tuple[Strand, ...]:
    """Return the strands of an article, the main one first; empty where it tells of no incident."""
    first = _main_anchor(scene)
    if first is None:
        return ()
    main = _Open(anchor=first, main=True, recalled=False, places=list(_places(scene, first)))
    strands = [main]
    current = main
    previous = first
    for sentence in scene.sentences:
        if sentence.index < first.index:
            if not _looks_back(scene, sentence, main):
                main.sentences.append(sentence)
            continue
        current = _next(scene, sentence, previous, current, strands)
        if current is not None:
            current.sentences.append(sentence)
        else:
            current = main
        previous = sentence
    return tuple(_close(scene, strand) for strand in strands if strand.sentences)


def _next(
    scene: Scene, sentence: Sentence, previous: Sentence, current: _Open, strands: list[_Open]
) -> _Open | None:
    """Return the strand a sentence belongs to; None where it only looks back or tells of none."""
    main = strands[0]
    if sentence is main.anchor:
        return main
    if _looks_back(scene, sentence, main):
        if _told(scene, sentence) < ENOUGH or not _has_own_day_or_place(scene, sentence):
            return None
        return _open(scene, sentence, strands, recalled=True)
    if _turns_away(scene, sentence, current, strands):
        return _find_by_place(scene, sentence, strands) or _open(scene, sentence, strands, recalled=False)
    if current.recalled:
        return main
    if sentence.paragraph != previous.paragraph and not current.main and not _continues(scene, sentence, current):
        return _find_by_place(scene, sentence, strands) or current
    return current


def _open(scene: Scene, sentence: Sentence, strands: list[_Open], *, recalled: bool) -> _Open:
    strand = _Open(anchor=sentence, main=False, recalled=recalled, places=list(_places(scene, sentence)))
    strands.append(strand)
    return strand


def _main_anchor(scene: Scene) -> Sentence | None:
    """Return the sentence that opens the main strand: enough signs, in the newsroom's own words,
    and a day or a located place beside it; more signs where the article is about sport or markets.
    """
    enough = ENOUGH + (OTHER_WORLD_SIGNS if _is_of_another_world(scene) else 0)
    for sentence in scene.sentences[:LEAD_SENTENCES]:
        if _told(scene, sentence) < enough or _series(scene, sentence) or _only_quoted(scene, sentence):
            continue
        if _is_anchored(scene, sentence):
            return sentence
    return (_anchor_under_title(scene) or _anchor_in_quotation(scene)) if enough == ENOUGH else None


def _anchor_in_quotation(scene: Scene) -> Sentence | None:
    """Return the first sentence where a witness's own words tell of arms or of harm, and a day or a place is told."""
    for sentence in scene.sentences[:LEAD_SENTENCES]:
        if _told(scene, sentence) < ENOUGH or not _only_quoted(scene, sentence):
            continue
        armed = any(event.weapon is not None for event in realised(scene, sentence))
        if (armed or any(map(_bloody, scene.tolls[sentence.index]))) and _is_anchored(scene, sentence):
            return sentence
    return None


def _anchor_under_title(scene: Scene) -> Sentence | None:
    """Return the first sentence with an event word or a toll where the title itself tells of an incident."""
    title = lower(plain(scene.article.title))
    triggers = load_triggers()
    found = triggers.pattern.search(title)
    if found is None or not triggers.forms[found.group()].strong or triggers.refuse.search(title):
        return None
    if triggers.hypothetical.search(title[: found.start()]):
        return None
    for sentence in scene.sentences[:LEAD_SENTENCES]:
        if (realised(scene, sentence) or any(map(_bloody, scene.tolls[sentence.index]))) and _is_anchored(scene, sentence):
            return sentence
    return None


def _is_of_another_world(scene: Scene) -> bool:
    """Whether an article uses so many words of sport, markets or the arts that it is about them."""
    text = f"{scene.article.title.lower()}\n{scene.low}"
    return any(len(set(world.findall(text))) >= OTHER_WORLD_WORDS for world in load_triggers().worlds)


def _only_quoted(scene: Scene, sentence: Sentence) -> bool:
    events = realised(scene, sentence)
    return bool(events) and all(any(event.span in q.span for q in scene.quotations) for event in events)


def _is_anchored(scene: Scene, sentence: Sentence) -> bool:
    """Whether a day or a place on the map stands in a sentence, in the next two, or in the title."""
    for near in scene.sentences[sentence.index : sentence.index + 3]:
        if any(place.lat is not None for place in _places(scene, near)):
            return True
        if any(_is_news_day(scene, time) and time.when.precision != "part" for time in inside(scene.times, near.span)):
            return True
    return any(mention.place.lat is not None for mention in scene.places if mention.place.kind != "country")


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


def _told(scene: Scene, sentence: Sentence) -> int:
    """Count the signs that a sentence tells of an incident: 0 without an event word."""
    events = realised(scene, sentence)
    if not events:
        return 0
    setting = scene.settings[sentence.index]
    signs = 2 if any(event.strong for event in events) else 1
    signs += any(event.weapon is not None for event in events)
    signs += 2 * any(_bloody(toll) for toll in outside(scene.tolls[sentence.index], setting))
    signs += any(_violent(party.party.kind) for party in outside(inside(scene.parties, sentence.span), setting))
    signs += any(_is_news_day(scene, time) for time in outside(inside(scene.times, sentence.span), setting))
    signs += bool(_places(scene, sentence))
    return signs


def _bloody(toll: object) -> bool:
    return not getattr(toll, "cumulative", False) and getattr(toll, "count").high != 0  # noqa: B009


def _violent(kind: str) -> bool:
    return kind in {"armed group", "unidentified"}


def _is_news_day(scene: Scene, time: TimeMention) -> bool:
    when = time.when
    if when.bound in {"since", "until"} or when.precision in {"month", "season", "year", "decade", "vague"}:
        return False
    if when.earliest is None or scene.article.published is None:
        return when.weekday is not None or when.clock is not None
    return abs((scene.article.published - when.earliest).days) <= NEWS_DAYS


def _places(scene: Scene, sentence: Sentence) -> tuple[Place, ...]:
    """Return the places below a country that a sentence names outside its setting."""
    mentions = outside(inside(scene.places, sentence.span), scene.settings[sentence.index])
    return tuple(
        mention.place for mention in mentions if mention.place.kind not in {"country", None} and not _of_a_party(scene, mention.span)
    )


def _of_a_party(scene: Scene, span: Span) -> bool:
    """Whether a place only tells where a party is from ("militias in Iraq", "Kano police")."""
    return any(span in party.span for party in inside(scene.parties, Span(max(0, span.start - 60), span.end)))


def _series(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence speaks of many attacks at once, as press tallies do."""
    low = sentence.span.of(scene.low)
    return bool(load_context().recall.search(low)) and all(
        event.noun and event.plural for event in realised(scene, sentence)
    )


def _looks_back(scene: Scene, sentence: Sentence, main: _Open) -> bool:
    """Whether a sentence recalls something older than the main incident."""
    events = scene.events[sentence.index]
    if not events and not scene.tolls[sentence.index]:
        return False
    setting = scene.settings[sentence.index]
    times = outside(inside(scene.times, sentence.span), setting)
    if any(_older(scene, time, main) for time in times):
        return not any(_is_news_day(scene, time) and not _older(scene, time, main) for time in times)
    recall = load_context().recall.search(scene.low, sentence.span.start, sentence.span.end)
    if _PERFECT_SINCE.search(scene.low, sentence.span.start, sentence.span.end):
        return True
    if recall is None or any(recall.start() in span for span in setting):
        return any(toll.cumulative for toll in scene.tolls[sentence.index])
    return not any(_is_news_day(scene, time) for time in times)


def _older(scene: Scene, time: TimeMention, main: _Open) -> bool:
    """Whether a time lies clearly before the main incident's day, or before the news."""
    when = time.when
    if when.bound == "since" or (when.precision in {"month", "season", "year", "decade"} and when.latest is None):
        return when.precision in {"month", "season", "year", "decade"} or when.bound == "since"
    if when.latest is None or scene.article.published is None:
        return when.precision in {"year", "decade"}
    start = _main_day(scene, main)
    reference = start or scene.article.published - timedelta(days=NEWS_DAYS)
    return when.latest < reference - timedelta(days=OLDER_DAYS)


def _main_day(scene: Scene, main: _Open):  # type: ignore[no-untyped-def]  # noqa: ANN202
    for time in outside(inside(scene.times, main.anchor.span), scene.settings[main.anchor.index]):
        if time.when.earliest is not None and _is_news_day(scene, time):
            return time.when.earliest
    return None


def _has_own_day_or_place(scene: Scene, sentence: Sentence) -> bool:
    times = inside(scene.times, sentence.span)
    dated = any(time.when.latest is not None and time.when.precision not in {"vague", "decade"} for time in times)
    return dated or bool(_places(scene, sentence))


def _turns_away(scene: Scene, sentence: Sentence, current: _Open, strands: Sequence[_Open]) -> bool:
    """Whether a sentence opens or goes on with an incident other than the current one."""
    if _told(scene, sentence) < ENOUGH:
        return False
    if load_context().separate.search(scene.low, sentence.span.start, sentence.span.end):
        return True
    here = [place for place in _places(scene, sentence) if place.lat is not None]
    if not here or not any(place.lat is not None for place in current.places):
        return False
    if any(_one_scene(place, known) for place in here for known in current.places):
        return False
    return _told(scene, sentence) > ENOUGH


def _one_scene(place: Place, known: Place) -> bool:
    if place.lat is None or known.lat is None:
        return place.name == known.name
    gap = distance_km(place, known) - (place.radius_km or 0) - (known.radius_km or 0)
    return gap < SAME_SCENE_KM or place.name in known.within or known.name in place.within


def _find_by_place(scene: Scene, sentence: Sentence, strands: Sequence[_Open]) -> _Open | None:
    here = [place for place in _places(scene, sentence) if place.lat is not None]
    if load_context().separate.search(scene.low, sentence.span.start, sentence.span.end):
        return None
    for strand in strands:
        if not strand.recalled and any(_one_scene(place, known) for place in here for known in strand.places):
            return strand
    return None


def _continues(scene: Scene, sentence: Sentence, current: _Open) -> bool:
    here = [place for place in _places(scene, sentence) if place.lat is not None]
    return not here or any(_one_scene(place, known) for place in here for known in current.places)


def _close(scene: Scene, strand: _Open) -> Strand:
    closed = Strand(anchor=strand.anchor, kind="attack", main=strand.main, recalled=strand.recalled, sentences=tuple(strand.sentences))
    return replace(closed, kind=_kind(scene, closed))


def _kind(scene: Scene, strand: Strand) -> str:
    """Return the kind its first sentence says, made narrower by what later sentences add."""
    ordered = sorted(strand.sentences, key=lambda sentence: (sentence is not strand.anchor, sentence.index))
    kind = ""
    for sentence in ordered:
        bloody = any(toll.effect == "killed" for toll in scene.tolls[sentence.index])
        for event in sorted(realised(scene, sentence), key=lambda event: _says_less(event, bloody=bloody)):
            kind = narrower(kind, event.kind) if kind else event.kind
    if kind in SAYS_LITTLE:
        kind = _stronger(scene, ordered, kind)
    return kind or "attack"


def _says_less(event: EventMention, *, bloody: bool) -> tuple[bool, bool]:
    """Order events of one sentence: where people were killed, an attack says more than arson or a kidnapping."""
    return (bloody and event.kind in BLOODLESS, not event.strong)


def _stronger(scene: Scene, ordered: Sequence[Sentence], kind: str) -> str:
    """Replace a kind that says little by the first strong one told of the same happening."""
    bloody = any(toll.effect == "killed" for sentence in ordered[:6] for toll in scene.tolls[sentence.index])
    for sentence in ordered[:6]:
        for event in realised(scene, sentence):
            if bloody and event.kind in BLOODLESS:
                continue
            if event.strong and event.kind not in SAYS_LITTLE and "attack" in ancestry(event.kind):
                return event.kind
    return kind

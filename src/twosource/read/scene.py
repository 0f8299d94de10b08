"""Everything found in one article before any claim is made.

Sentences, times, places, parties, tolls, weapons, events, speakers: built once, and all later
steps only look into it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Protocol, TypeVar

from twosource.knowledge.actors import load_actors
from twosource.knowledge.context import load_context
from twosource.knowledge.places import load_gazetteer
from twosource.knowledge.triggers import load_triggers
from twosource.model import Article, Voice
from twosource.read.capitals import restore_case
from twosource.read.carriers import trace_carriers
from twosource.read.events import EventMention, WeaponMention, find_events, find_weapons
from twosource.read.named_groups import find_named_groups
from twosource.read.proposals import Proposals, Proposed, Proposer
from twosource.read.quotations import Quotation, find_quotations
from twosource.read.sentences import LONGEST_SENTENCE, Sentence, split_sentences
from twosource.read.speakers import Speakers
from twosource.read.tolls import Toll, find_tolls
from twosource.read.voices import Voices, find_voices
from twosource.text import Span, lower, paragraphs, plain
from twosource.values.count import CountMention, find_counts
from twosource.values.party import PartyMention, find_parties
from twosource.values.place import PlaceMention, find_places
from twosource.values.when import TimeMention
from twosource.values.when_grammar import find_times
from twosource.values.when_zones import move_to


class Spanned(Protocol):
    """Anything found at a place in a text."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        ...


M = TypeVar("M", bound=Spanned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One article with all that was found in it, offsets into ``article.text``."""

    article: Article
    text: str  # plain, with small letters where the article has none
    low: str  # plain, lower case
    sentences: tuple[Sentence, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    parties: tuple[PartyMention, ...]
    weapons: tuple[WeaponMention, ...]
    counts: tuple[CountMention, ...]
    quotations: tuple[Quotation, ...]
    events: tuple[tuple[EventMention, ...], ...]  # by sentence
    tolls: tuple[tuple[Toll, ...], ...]  # by sentence
    settings: tuple[tuple[Span, ...], ...]  # by sentence: stretches that are only background
    voices: Voices
    proposals: Proposals | None = None  # what a trained reader proposes, where there is one
    rules: bool = True  # whether the rules say what is told, or the proposals alone


def may_tell(article: Article, sentences: int) -> bool:
    """Whether any event word stands near the top of an article: a cheap look before the full one.

    ``sentences`` is how many of the first sentences count as the top.
    """
    low = lower(plain(article.text[: sentences * LONGEST_SENTENCE]))
    return load_triggers().pattern.search(low) is not None


def read_text(article: Article) -> tuple[str, tuple[Sentence, ...]]:
    """Return an article's text as it is read, plain and with small letters, and its sentences."""
    return _read_text(article.text)


@lru_cache(maxsize=4)  # the article that is read, and the next that is begun on
def _read_text(printed: str) -> tuple[str, tuple[Sentence, ...]]:
    text = restore_case(plain(printed))
    return text, split_sentences(text)


def look_at(article: Article, *, proposer: Proposer | None = None, rules: bool = True) -> Scene:
    """Find everything in an article that a claim could be made of; ``proposer`` is asked once for all of it."""
    text, parts = read_text(article)
    low = lower(text)
    weapons = find_weapons(low)
    parties = find_named_groups(text, find_parties(text, load_actors()))
    speakers = Speakers(text=text, parties=parties)
    places = find_places(text, load_gazetteer(), title=article.title)
    newsroom = Voice(
        name=article.newsroom or article.outlet, kind="newsroom", body=article.newsroom or article.outlet
    )
    counts = find_counts(text)
    times = find_times(text, published=_printed_in(article, _zone(places)), zone=_zone(places))
    proposals = proposer.propose(text, [part.span for part in parts]) if proposer else None
    voices = find_voices(text, parts, speakers, newsroom, proposals=proposals, rules=rules)
    voices = trace_carriers(voices, parts, speakers, article)
    unhanded = _without_handing_over(text, voices)
    return Scene(
        article=article,
        text=text,
        low=low,
        sentences=parts,
        times=times,
        places=places,
        parties=parties,
        weapons=weapons,
        counts=counts,
        quotations=find_quotations(text, tuple(paragraphs(text))),
        events=tuple(find_events(low, part, weapons) for part in parts),
        tolls=_tolls(unhanded, parts, counts),
        settings=tuple(_settings(low, part) for part in parts),
        voices=voices,
        proposals=proposals,
        rules=rules,
    )


def _printed_in(article: Article, zone: str | None) -> datetime | None:
    """Return when an article was printed; a date without an hour is that day where the news is from.

    Midnight in UTC would still be the day before in America, and its "Saturday" a week ago.
    """
    at = article.published
    if at is None or zone is None or article.published_precision != "day":
        return at
    return at.replace(tzinfo=move_to(at, zone).tzinfo)


def _zone(places: Sequence[PlaceMention]) -> str | None:
    """Return the time zone of the first place below a country, the one a lead names; None without any."""
    exact = (mention.place.zone for mention in places if mention.place.kind != "country")
    return next((zone for zone in exact if zone), None)


def _without_handing_over(text: str, voices: Voices) -> str:
    """Blank out who speaks and the speech verb, so that speakers are never counted among victims."""
    pieces, at = [], 0
    for attribution in sorted(voices.attributions, key=lambda a: a.source.start if a.source else 0):
        if attribution.source is None or attribution.cue is None or attribution.source.start < at:
            continue
        for span in sorted((attribution.source, attribution.cue), key=lambda span: span.start):
            pieces += [text[at : max(at, span.start)], " " * (span.end - max(at, span.start))]
            at = max(at, span.end)
    return "".join((*pieces, text[at:]))


def _tolls(
    text: str, parts: Sequence[Sentence], counts: Sequence[CountMention]
) -> tuple[tuple[Toll, ...], ...]:
    """Find the tolls of each sentence, with offsets into the whole text."""
    found: list[tuple[Toll, ...]] = []
    before: tuple[Toll, ...] = ()
    for part in parts:
        words = part.span.of(text)
        before = find_tolls(words, counts=inside(counts, part.span), offset=part.span.start, before=before)
        found.append(tuple(replace(toll, span=toll.span.shift(part.span.start)) for toll in before))
    return tuple(found)


def _settings(low: str, part: Sentence) -> tuple[Span, ...]:
    """Return the stretches of a sentence that tell only of its setting, up to the sentence's end.

    A sentence that opens with "Since ..." is all setting; one that opens with "Amid ..." or
    "Days after ..." is so up to its comma.
    """
    match = load_context().setting.search(low, part.span.start, part.span.end)
    if match is None:
        return ()
    if match.start() - part.span.start > 2:
        return (Span(match.start(), part.span.end),)
    if match.group() == "since":
        return (part.span,)
    comma = low.find(",", match.end(), part.span.end)
    return (Span(match.start(), comma if comma > 0 else part.span.end),)


def proposed_in(scene: Scene, span: Span) -> tuple[Proposed, ...]:
    """Return the stretches that a trained reader proposes inside a span; none where none reads."""
    return inside(scene.proposals.spans, span) if scene.proposals else ()


def proposer_of(scene: Scene) -> str | None:
    """Return who proposes, as the origin of its finds names it; None where nobody does."""
    return scene.proposals.version if scene.proposals else None


def inside(mentions: Sequence[M], span: Span) -> tuple[M, ...]:
    """Return the mentions that start inside a span; ``mentions`` are in order of their start."""
    first = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
    last = bisect_left(mentions, span.end, key=lambda mention: mention.span.start)
    return tuple(mentions[first:last])


def outside(mentions: Iterable[M], spans: Sequence[Span]) -> tuple[M, ...]:
    """Return the mentions that no span holds."""
    return tuple(mention for mention in mentions if not any(mention.span.start in span for span in spans))

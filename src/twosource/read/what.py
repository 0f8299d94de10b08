"""What happened and with what: kind, weapon, munitions, salvos."""

import re
from collections.abc import Iterator

from twosource.knowledge.kinds import ancestry
from twosource.model import Certainty
from twosource.read.events import EventMention, WeaponMention
from twosource.read.found import Found, clause, hedge
from twosource.read.scene import Scene, inside, outside
from twosource.read.sentences import Sentence
from twosource.read.strands import Strand, realised
from twosource.text import Span
from twosource.values.count import CountMention

_SALVO = re.compile(r"\b(?:salvo(?:e?s)?|volleys?|barrages?|waves? of|bursts?)\b")
_SERIES = re.compile(r"\b(?:attacks?|strikes?|incidents?|raids?|bombings?|shootings?|casings?|launchers?|sirens?)\b")
_SEIZED = re.compile(r"\b(?:seized|recovered|confiscated|cache|stockpile|found|discovered|defused|disarmed|test-fired|sells?|sold|bought)\b")
_SAYS_LITTLE = frozenset({"attack", "explosion", "raid"})
#: A kind is claimed again for each new voice, but not more often than this.
MOST_KIND_CLAIMS = 4


def find_what(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield the claims about what happened in one strand."""
    yield from _kinds(scene, strand)
    yield from _weapons(scene, strand)
    for sentence in strand.sentences:
        for mention in outside(inside(scene.counts, sentence.span), scene.settings[sentence.index]):
            yield from _fired(scene, sentence, mention)


def _kinds(scene: Scene, strand: Strand) -> Iterator[Found]:
    seen: set[tuple[str, str | None]] = set()
    ordered = sorted(strand.sentences, key=lambda s: (s is not strand.anchor, s.index))
    for sentence in ordered:
        event = _best(realised(scene, sentence), strand.kind)
        if event is None or (event.kind in _SAYS_LITTLE and strand.kind not in _SAYS_LITTLE):
            continue
        quote = clause(sentence, event.span)
        voice, _ = scene.voices.at(event.span)
        key = (event.kind, voice.name)
        if key in seen or len(seen) >= MOST_KIND_CLAIMS:
            continue
        seen.add(key)
        said = event.span if event.weapon is None else _cover(event, quote)
        yield Found(field="kind", value=event.kind, span=quote, said=said, certainty=hedge(scene, quote, "reported"))


def _cover(event: EventMention, quote: Span) -> Span:
    """Return the words of the event and of the weapon that made its kind exact, inside the quote."""
    if event.weapon is None or event.weapon.span not in quote:
        return event.span
    return Span(min(event.span.start, event.weapon.span.start), max(event.span.end, event.weapon.span.end))


def _best(events: tuple[EventMention, ...], kind: str) -> EventMention | None:
    """Return the mention of a sentence that says a strand's kind, or a kind it is a case of."""
    fitting = [event for event in events if kind in ancestry(event.kind) or event.kind in ancestry(kind)]
    return max(fitting, key=lambda event: (len(ancestry(event.kind)), event.strong, -event.span.start), default=None)


def _weapons(scene: Scene, strand: Strand) -> Iterator[Found]:
    seen: set[tuple[str, str | None]] = set()
    for sentence in strand.sentences:
        if not scene.events[sentence.index] and not _armed(scene, sentence):
            continue
        if _SEIZED.search(scene.low, sentence.span.start, sentence.span.end):
            continue
        for mention in outside(inside(scene.weapons, sentence.span), scene.settings[sentence.index]):
            key = (mention.weapon.name, scene.voices.at(mention.span)[0].name)
            if key not in seen:
                seen.add(key)
                yield _weapon(scene, sentence, mention)


def _armed(scene: Scene, sentence: Sentence) -> bool:
    return bool(re.search(r"\b(?:armed with|using|used|wielding|packed with|carrying|caliber|calibre)\b", sentence.span.of(scene.low)))


def _weapon(scene: Scene, sentence: Sentence, mention: WeaponMention) -> Found:
    counted = [c for c in inside(scene.counts, sentence.span) if c.noun and mention.span.start in Span(c.span.start, c.noun.end)]
    quote = Span(counted[0].span.start, max(mention.span.end, counted[0].noun.end)) if counted and counted[0].noun else mention.span
    around = Span(max(sentence.span.start, mention.span.start - 40), mention.span.end)
    return Found(
        field="weapon", value=mention.weapon.name, span=quote, said=mention.span, certainty=hedge(scene, around, "suspected", "possible")
    )


def _fired(scene: Scene, sentence: Sentence, mention: CountMention) -> Iterator[Found]:
    """Yield munitions or salvos where what is counted is what was fired."""
    if mention.noun is None or mention.count.high == 0 and mention.count.low == 0:
        return
    noun = Span(mention.noun.start, max(mention.noun.end, mention.noun.start))
    reach = Span(noun.start, min(noun.end + 24, sentence.span.end))
    words = noun.of(scene.low)
    quote = Span(mention.span.start, noun.end)
    if _SALVO.search(words):
        tail = [weapon for weapon in inside(scene.weapons, reach) if re.fullmatch(r"\s*(?:of)?\s*(?:[\w-]+\s)?", scene.low[noun.end : weapon.span.start])]
        quote = Span(quote.start, max(quote.end, tail[0].span.end)) if tail else quote
        yield Found(field="salvos", value=mention.count, span=quote, said=mention.span, certainty=_reported(scene, quote))
        return
    if _SERIES.search(words) or not scene.events[sentence.index]:
        return
    fired = [weapon for weapon in inside(scene.weapons, noun) if weapon.weapon.munition and weapon.span.end >= noun.end - 1]
    if fired and fired[0].weapon.kind != "shooting":
        yield Found(field="munitions", value=mention.count, span=quote, said=mention.span, certainty=_reported(scene, quote))


def _reported(scene: Scene, quote: Span) -> Certainty | None:
    return hedge(scene, quote, "reported")

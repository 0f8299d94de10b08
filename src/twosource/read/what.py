"""What happened and with what: kind, weapon, munitions, salvos."""

import re
from collections.abc import Iterator

from twosource.knowledge.kinds import ancestry
from twosource.model import Certainty
from twosource.read.events import EventMention, WeaponMention
from twosource.read.found import Found, clause, hedge, joined
from twosource.read.merging_standing import find_doubt
from twosource.read.scene import Scene, inside, outside
from twosource.read.sentences import Sentence
from twosource.read.signs import realised
from twosource.read.strands import Strand
from twosource.text import Span
from twosource.values.count import CountMention

_SALVO = re.compile(r"\b(?:salvo(?:e?s)?|volleys?|barrages?|waves? of|bursts?)\b")
_SERIES = re.compile(
    r"\b(?:attacks?|strikes?|incidents?|raids?|bombings?|shootings?|casings?|launchers?|sirens?)\b"
)
_BY_HAND = frozenset({"shooting", "stabbing", "attack", "clash", "assassination", "ambush", "kidnapping"})
_ONE_FOUND = re.compile(
    r"\b(?:seized|recovered|confiscated|found|discovered)\s(?:a|an|the|his|her|one)\s(?:[\w.-]+\s){0,3}?(?:gun|handgun|pistol|revolver|rifle|shotgun|firearm|knife|machete|weapon|ak-47)\b"
)
_ARMED = re.compile(r"\b(?:armed with|using|used|wielding|packed with|carrying|caliber|calibre)\b")
#: A maker's name for a weapon, before its noun ("S-300 missiles", "AK-47 rifle").
_MODEL = re.compile(r"\b[A-Z]{1,4}-?\d{1,4}[A-Z]?\s$")
_SEIZED = re.compile(
    r"\b(?:seized|recovered|confiscated|cache|stockpile|found|discovered|defused|disarmed|test-fired|sells?|sold|bought)\b"
)
#: Words before an event word that only point back to it.
_RETOLD = re.compile(
    r"\b(?:responsibility|after|since|following|before|of|in connection with|during|from|about) (?:for )?(?:the|this|that|yesterday's|\w+day's) (?:\w+ )?$"
)
_RETOLD_REACH = 44
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
        if len(seen) >= MOST_KIND_CLAIMS:
            return
        if not scene.events[sentence.index]:
            continue
        event = _best(scene, realised(scene, sentence), strand.kind)
        if event is None or not _says_kind(scene, strand, sentence, event):
            continue
        voice, _ = scene.voices.at(event.span)
        key = (event.kind, voice.name)
        if key in seen:
            continue
        seen.add(key)
        quote = _quote(scene, strand, sentence, event)
        said = event.span if event.weapon is None else _cover(event, quote)
        kind = strand.kind if _attackers_tell(scene, strand, quote, event) else event.kind
        doubt = find_doubt(scene.text, sentence.span, event.span, scene.proposals, rules=scene.rules)
        certainty = hedge(scene, quote, "reported") or doubt
        yield Found(field="kind", value=kind, span=quote, said=said, certainty=certainty)


#: Attackers whose very name says how they attack, by the kind that says so.
_ATTACKERS = {
    "shooting": re.compile(r"\b(?:gunm[ae]n|gunwoman|shooters?|snipers?)\b"),
    "stabbing": re.compile(r"\bknifem[ae]n\b"),
    "suicide bombing": re.compile(r"\bsuicide bombers?\b"),
    "arson": re.compile(r"\barsonists?\b"),
}


def _attackers_tell(scene: Scene, strand: Strand, quote: Span, event: EventMention) -> bool:
    """Whether a plain "killed" is made exact by who did it: "a gunman killed" tells of a shooting."""
    named = _ATTACKERS.get(strand.kind)
    if event.kind not in _SAYS_LITTLE or named is None:
        return False
    return named.search(scene.low, quote.start, quote.end) is not None


def _quote(scene: Scene, strand: Strand, sentence: Sentence, event: EventMention) -> Span:
    """Quote the clause of the deed; in the sentence that opens the strand with the harm told before it."""
    quote = clause(sentence, event.span)
    if sentence is not strand.anchor:
        return quote
    harm = [
        other.span
        for other in realised(scene, sentence)
        if other.span.of(scene.low) in _HARM and other.span.start < quote.start
    ]
    whole = joined(clause(sentence, harm[0]), quote) if harm else quote
    return whole if len(whole) <= _LONGEST_KIND_QUOTE else quote


_LONGEST_KIND_QUOTE = 260


def _says_kind(scene: Scene, strand: Strand, sentence: Sentence, event: EventMention) -> bool:
    """Whether a mention says what kind it was: no "attack" where more is known, no harm retold, no claim of it.

    The sentence that opens the strand always does.
    """
    if sentence is strand.anchor:
        return True
    if event.kind in _SAYS_LITTLE and strand.kind not in _SAYS_LITTLE:
        return False
    if _RETOLD.search(
        scene.low, max(sentence.span.start, event.span.start - _RETOLD_REACH), event.span.start
    ):
        return False
    return event.span.of(scene.low) not in _HARM or event.weapon is not None


def _cover(event: EventMention, quote: Span) -> Span:
    """Return the words of the event and of the weapon that made its kind exact, inside the quote."""
    if event.weapon is None or event.weapon.span not in quote:
        return event.span
    return Span(min(event.span.start, event.weapon.span.start), max(event.span.end, event.weapon.span.end))


#: Verbs that tell the harm, not the deed.
_HARM = frozenset({"killed", "killing", "wounded", "wounding", "injured", "injuring", "hit", "struck"})


def _best(scene: Scene, events: tuple[EventMention, ...], kind: str) -> EventMention | None:
    """Return the mention of a sentence that says a strand's kind, or a kind it is a case of, by its deed first."""
    fitting = [event for event in events if kind in ancestry(event.kind) or event.kind in ancestry(kind)]
    return max(fitting, key=lambda event: _telling(scene, event), default=None)


def _telling(scene: Scene, event: EventMention) -> tuple[int, bool, bool, int]:
    harm = event.span.of(scene.low) in _HARM
    return (len(ancestry(event.kind)), not harm, event.strong, -event.span.start)


def _weapons(scene: Scene, strand: Strand) -> Iterator[Found]:
    seen: set[tuple[str, str | None]] = set()
    for sentence in strand.sentences:
        mentions = outside(inside(scene.weapons, sentence.span), scene.settings[sentence.index])
        if not mentions or not _is_about_use(scene, strand, sentence):
            continue
        for mention in mentions:
            said, name = _named(scene, sentence, mention)
            key = (name.lower(), scene.voices.at(mention.span)[0].name)
            if key not in seen:
                seen.add(key)
                yield _weapon(scene, sentence, said, name)


def _is_about_use(scene: Scene, strand: Strand, sentence: Sentence) -> bool:
    """Whether a sentence tells of weapons used; one gun found after a shooting counts, a cache does not."""
    start, end = sentence.span.start, sentence.span.end
    if _SEIZED.search(scene.low, start, end):
        return strand.kind in _BY_HAND and _ONE_FOUND.search(scene.low, start, end) is not None
    return bool(scene.events[sentence.index]) or _ARMED.search(scene.low, start, end) is not None


def _named(scene: Scene, sentence: Sentence, mention: WeaponMention) -> tuple[Span, str]:
    """Return a weapon's words and name, with its maker's name where that stands before it."""
    start = max(sentence.span.start, mention.span.start - _MODEL_REACH)
    model = _MODEL.search(scene.text, start, mention.span.start)
    if model is None:
        return mention.span, mention.weapon.name
    return Span(model.start(), mention.span.end), f"{model.group().strip()} {mention.weapon.name}"


_MODEL_REACH = 16
_HEDGE_REACH = 40


def _weapon(scene: Scene, sentence: Sentence, said: Span, name: str) -> Found:
    """Quote a weapon with the figure that counts it."""
    quote = said
    for counted in inside(scene.counts, sentence.span):
        if counted.noun is not None and said.end - 1 in Span(counted.span.start, counted.noun.end):
            quote = joined(Span(counted.span.start, counted.noun.end), said)
            break
    around = Span(max(sentence.span.start, said.start - _HEDGE_REACH), said.end)
    certainty = hedge(scene, around, "suspected", "possible")
    return Found(field="weapon", value=name, span=quote, said=said, certainty=certainty)


def _fired(scene: Scene, sentence: Sentence, mention: CountMention) -> Iterator[Found]:
    """Yield munitions or salvos where what is counted is what was fired."""
    if mention.noun is None or (mention.count.high == 0 and mention.count.low == 0):
        return
    noun = Span(mention.noun.start, max(mention.noun.end, mention.noun.start))
    reach = Span(noun.start, min(noun.end + 24, sentence.span.end))
    words = noun.of(scene.low)
    quote = Span(mention.span.start, noun.end)
    if _SALVO.search(words):
        tail = [
            weapon
            for weapon in inside(scene.weapons, reach)
            if re.fullmatch(r"\s*(?:of)?\s*(?:[\w-]+\s)?", scene.low[noun.end : weapon.span.start])
        ]
        quote = Span(quote.start, max(quote.end, tail[0].span.end)) if tail else quote
        yield Found(
            field="salvos",
            value=mention.count,
            span=quote,
            said=mention.span,
            certainty=_reported(scene, quote),
        )
        return
    if _SERIES.search(words) or not (
        scene.events[sentence.index] or scene.low.endswith("the ", 0, mention.span.start)
    ):
        return
    fired = [
        weapon
        for weapon in inside(scene.weapons, noun)
        if weapon.weapon.munition and weapon.span.end >= noun.end - 1
    ]
    if (fired and fired[0].weapon.kind in _VOLLEYED) or (
        fired and mention.count.as_said not in {"a", "an", "A", "An"} and fired[0].weapon.kind != "shooting"
    ):
        yield Found(
            field="munitions",
            value=mention.count,
            span=quote,
            said=mention.span,
            certainty=_reported(scene, quote),
        )


#: Kinds whose weapons come in numbers, so that "a rocket" is a count; "a bomb" only names the weapon.
_VOLLEYED = frozenset({"rocket attack", "missile strike", "shelling", "drone strike", "air strike"})


def _reported(scene: Scene, quote: Span) -> Certainty | None:
    return hedge(scene, quote, "reported")

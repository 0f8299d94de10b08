"""What it did: killed, injured, casualties, captured, damage, and what warned of it."""

import re
from collections.abc import Iterator

from twosource.model import Certainty, Field
from twosource.read.found import Found, clause, hedge, joined
from twosource.read.hints import hints_at
from twosource.read.phrases import find_object, find_subject, is_passive
from twosource.read.proposed_tolls import find_proposed_tolls
from twosource.read.retracted import is_retracted
from twosource.read.scene import Scene, inside, outside, proposer_of
from twosource.read.sentences import Sentence
from twosource.read.strands import Strand
from twosource.read.tokens import bare, token_at
from twosource.read.toll_shape import Toll
from twosource.read.toll_sums import find_sums
from twosource.text import Span

_NO_DAMAGE = re.compile(
    r"\b(?:no|without(?: causing)?(?: any)?|nor|neither)\s+(?:(?:reported|reports of|major|serious|significant|material|any|immediate|casualties (?:or|nor|and)|reported casualties (?:or|nor|and)|injuries (?:or|nor|and)|deaths (?:or|nor|and))\s+)*damage\b"
)
_DAMAGED = re.compile(
    r"\b(?:damaged|damaging|destroyed|destroying|gutted|levelled|leveled|flattened|shattered|wrecked|collapsed|charred|broken|smashed|torched|torching|burnt|burned|burning|razed|looted|ablaze|caught fire)\b"
)
_AFIRE = re.compile(
    r"\b(?:set|setting)\s(?:[\w'-]+\s){1,6}?(?:on fire|ablaze|alight)\b"
    r"|\b(?:a|the)\s(?:[\w-]+\s)?(?:fire|blaze)\s(?:broke out\s)?(?:(?:in|at)\s(?!\d)|(?:spread over|engulfed|tore through)\s)(?:[\w',-]*\w(?:\.(?=\s\d))?\s?){1,5}"
    r"|\blost (?:its|their|part of (?:its|their))\s(?!li(?:ves|fe)\b)(?:(?!and\b)[\w-]+\s?){1,3}"
    r"|\b(?:houses|homes|buildings|vehicles|cars|huts|shops)\s(?:were\s)?(?:burning|on fire|in flames|ablaze)\b"
)
_DAMAGE_TO = re.compile(
    r"\b(?:(?P<how>minor|slight|extensive|heavy|severe|serious|significant|major|material|structural|limited|considerable|some|widespread)\s+)?damage\s+(?:was\s+(?:caused|done|reported)\s+)?(?:to|at|in)\s+"
)
_DAMAGE_SOME = re.compile(
    r"\b(?:caus\w+|suffer\w+|report\w+|sustain\w+)\s+(?P<how>(?:minor|slight|extensive|heavy|severe|serious|significant|major|material|structural|limited|considerable|some|widespread)\s)?(?:\w+\s)?damage\b"
)
_UNDERGONE = frozenset({"collapsed", "burning", "ablaze", "caught fire"})
_WARNING = re.compile(
    r"\b(?:sirens?|air[- ]raid (?:alerts?|sirens?|alarms?)|alarms?)\s(?:[\w'-]+\s){0,8}?(?:sounded|wailed|went off|were activated|was activated|blared|were heard|rang|warned|were sounded|sounding|triggered|could be heard)\b"
    r"|\b(?:sounded|activated|triggered|set off|sounding)\s(?:[\w'-]+\s){0,3}?(?:sirens?|alarms?|alerts?)\b"
    r"|\b(?:ordered|told|urged|asked|warned|advised|calling on|called on|instructed)\s(?:[\w'-]+\s){0,8}?to\s(?:take (?:cover|shelter)|shelter(?: in place)?|evacuate|stay (?:indoors|inside|away|clear|at home|in)|keep (?:away|clear|off)|leave|seek shelter|avoid)\b"
    r"|\b(?:were|was|been)\sevacuated\b|\bevacuation (?:order|warning|alert)s?\b|\bshelter[- ]in[- ]place (?:order|alert|warning)\b|\bunder lockdown\b|\bwent into lockdown\b|\blocked down\b"
)
_EFFECTS: dict[str, Field] = {
    "killed": "killed",
    "injured": "injured",
    "casualties": "casualties",
    "captured": "captured",
}


def find_effects(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield the claims about what one strand's incident did."""
    yield from find_tolls_told(scene, strand)
    for sentence in strand.sentences:
        yield from _damage(scene, sentence)
        yield from _warning(scene, sentence)


def find_tolls_told(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield the tolls of one strand as claims, by whoever reads: the rules, a trained reader or both.

    Beside the rules a trained reader's stand only for harm of which theirs tell nothing at all.
    """
    ours = [(s.index, toll) for s in strand.sentences for toll in scene.tolls[s.index]] if scene.rules else []
    told = {toll.effect for _, toll in ours}
    theirs = [
        (s.index, toll)
        for s in strand.sentences
        for toll in find_proposed_tolls(scene, s)
        if toll.effect not in told
    ]
    tolls = [
        (at, toll)
        for at, toll in sorted((*ours, *theirs), key=lambda one: one[0])
        if toll.effect in _EFFECTS
        and not toll.cumulative
        and outside((toll,), scene.settings[at])
        and not _is_a_place(scene, toll)
    ]
    for toll, scope in find_sums(tolls, scene.text):
        yield _toll(scene, toll, scope)


def _is_a_place(scene: Scene, toll: Toll) -> bool:
    """Whether the name of who was harmed is a place's: "a woman from Port Alder died"."""
    if not toll.individual or not toll.who[:1].isupper():
        return False
    return any(mention.span.of(scene.text) == toll.who for mention in inside(scene.places, toll.span))


def _toll(scene: Scene, toll: Toll, scope: str) -> Found:
    return Found(
        field=_EFFECTS[toll.effect],
        value=toll.count,
        span=toll.span,
        said=toll.span,
        certainty=_certainty(scene, toll),
        scope=scope,
        score=toll.score,
        origin=proposer_of(scene) if toll.score is not None else None,
    )


def _certainty(scene: Scene, toll: Toll) -> Certainty | None:
    if is_retracted(scene.low, toll.span):
        return Certainty.DENIED
    around = Span(max(0, toll.span.start - 24), toll.span.end)
    return Certainty.REPORTED if toll.reported_only else hedge(scene, around, "possible", "reported")


def _damage(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    low, span = scene.low, sentence.span
    if not hints_at(low, span, "damage"):
        return
    none = _NO_DAMAGE.search(low, span.start, span.end)
    if none is not None:
        said = Span(*none.span())
        certainty = Certainty.REPORTED if re.search(r"reported|reports of", said.of(low)) else None
        yield Found(field="damage", value="none", span=said, said=said, certainty=certainty)
        return
    match = _DAMAGE_TO.search(low, span.start, span.end)
    words = [] if match is None else [_with_object(scene, sentence, Span(*match.span()))]
    words.extend(_afire(scene, sentence))
    words.extend(_wrecked(scene, sentence))
    if not words:
        words.extend(Span(*found.span()) for found in _DAMAGE_SOME.finditer(low, span.start, span.end))
    words = [
        stretch
        for stretch in words
        if not any(stretch.start in setting for setting in scene.settings[sentence.index])
    ]
    for stretch in _merged(sorted(words)):
        yield _damaged(scene, sentence, _trimmed(low, stretch))


#: Stretches of damage this close are one saying ("shattered windows and damaged six shops").
_ONE_SAYING = 12


def _merged(words: list[Span]) -> Iterator[Span]:
    """Join stretches that touch or almost touch."""
    current: Span | None = None
    for stretch in words:
        if current is not None and stretch.start - current.end <= _ONE_SAYING:
            current = joined(current, stretch)
            continue
        if current is not None:
            yield current
        current = stretch
    if current is not None:
        yield current


def _afire(scene: Scene, sentence: Sentence) -> Iterator[Span]:
    """Yield what was set on fire, and what "lost its roof" with the thing that lost it."""
    for match in _AFIRE.finditer(scene.low, sentence.span.start, sentence.span.end):
        words = Span(*match.span())
        loser = (
            find_subject(scene, sentence, token_at(sentence.tokens, words.start))
            if words.of(scene.low).startswith("lost")
            else None
        )
        yield joined(loser, words) if loser is not None and loser.start < words.start else words


def _with_object(scene: Scene, sentence: Sentence, words: Span) -> Span:
    phrase = find_object(scene, sentence, words.end)
    return joined(words, phrase) if phrase else words


def _wrecked(scene: Scene, sentence: Sentence) -> Iterator[Span]:
    """Yield "damaged six shops", "a door was destroyed": each verb with what it was done to."""
    low, tokens = scene.low, sentence.tokens
    for match in _DAMAGED.finditer(low, sentence.span.start, sentence.span.end):
        index = token_at(tokens, match.start())
        passive = is_passive(tokens, index) or match.group() in _UNDERGONE
        phrase = (
            find_subject(scene, sentence, index) if passive else find_object(scene, sentence, match.end())
        )
        if (
            phrase is not None
            and len(bare(phrase.of(low))) > _SHORTEST_THING
            and not _is_no_thing(low, phrase)
        ):
            yield joined(phrase, Span(*match.span()))


_SHORTEST_THING = 2
_NO_THING = re.compile(
    r"\b(?:up|out|down|record|silence|talks|ceasefire|truce|deal|law|heart|leg|arm|nose|jaw|trust|evidence|negotiations|rule|bones?|career|life|lives|lungs?|liver|ribs?)$"
)


def _is_no_thing(low: str, phrase: Span) -> bool:
    """Whether what was broken or destroyed is no object: a truce, a leg, a career."""
    return _NO_THING.search(low, phrase.start, phrase.end) is not None


def _trimmed(low: str, span: Span) -> Span:
    words = re.sub(r"(?:[ ,.;]|\b(?:and|or|but|that|which)\s*)+$", "", span.of(low))
    return Span(span.start, span.start + len(words))


def _damaged(scene: Scene, sentence: Sentence, words: Span) -> Found:
    value = " ".join(words.of(scene.article.text).split())
    return Found(
        field="damage",
        value=value,
        span=words,
        said=words,
        certainty=hedge(scene, clause(sentence, words), "reported", "possible"),
    )


def _warning(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    if not hints_at(scene.low, sentence.span, "warning"):
        return
    match = _WARNING.search(scene.low, sentence.span.start, sentence.span.end)
    if match is None:
        return
    said = Span(*match.span())
    quote = clause(sentence, said)
    yield Found(field="warning", value=" ".join(quote.of(scene.article.text).split()), span=quote, said=said)

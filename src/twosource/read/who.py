"""Who was hit, who is blamed, who owns up: target, perpetrator, responsibility.

Blame and owning up are kept apart: "blamed on X" is a perpetrator, "X claimed" a responsibility.
"""

import re
from collections.abc import Iterator

from twosource.model import Certainty, Responsibility, Voice, VoiceKind
from twosource.read.found import Found, clause, hedge, joined
from twosource.read.scene import Scene, inside
from twosource.read.sentences import Sentence
from twosource.read.strands import Strand, realised
from twosource.read.tokens import bare, phrase_after, phrase_before, token_at
from twosource.text import Span
from twosource.values.party import Party, PartyKind

_HITTING = frozenset({"attacked", "attacking", "targeted", "targeting", "hit", "hitting", "struck", "striking", "bombed", "shelled", "stormed", "raided", "ambushed", "rocked", "torched", "firebombed", "overran"})
_LOOSED = frozenset({"launched", "fired", "lobbed", "hurled", "threw", "opened fire", "fired at", "fired on", "shot at", "open fire", "crashed into", "slammed into", "set fire to", "ploughed into", "plowed into", "rammed into"})
_AT = frozenset({"at", "against", "on", "toward", "towards", "into"})
_AGAINST = frozenset({"on", "against", "at", "targeting", "outside", "near"})
_DONE_BY = re.compile(r"\b(?:launched|carried out|initiated|conducted|perpetrated|staged|committed|mounted|executed|planted|detonated|fired|attacked|ambushed|killed|wounded|kidnapped|abducted|shot|shot dead|gunned down|stabbed|set off|orchestrated|work|done|stormed|claimed responsibility)\s+by\s+")
_BLAMED = re.compile(r"\b(?:blamed|blames|blaming|accused|accuses|accusing)\s+(?:the (?:attack|blast|bombing|shooting|strike|raid|killings?|assault)\s+on\s+|(?:it|them|this)\s+on\s+)?")
_BEHIND = re.compile(r"\b(?:were|was|are|is|being|stood|stands)\s+(?:likely\s+|probably\s+|believed to (?:be|have been)\s+)?(?:behind|responsible for)\b")
_NONE_CLAIMED = re.compile(
    r"\bno(?:\s+one|body|ne)?(?:\s+(?:armed |militant |other )?(?:group|groups|organisation|organization|faction|party|individual|side))?"
    r"(?:\s+or\s+\w+)?(?:\s+of\s+\w+)?\s+(?:has |had |have |was |were )?(?:yet |so far |immediately |as yet |initially |officially )?(?:to )?"
    r"(?:claimed?|taken|took)\s+(?:immediate\s+)?(?:responsibility|credit)"
    r"|\bno\s+(?:immediate |formal |official |credible )?claims?\s+of\s+responsibility"
    r"|\bresponsibility\s+(?:for [\w\s]{3,40}\s)?(?:has|had)\s+(?:not (?:yet )?been|yet to be)\s+claimed"
    r"|\b(?:has|have|had)\s+(?:yet to|not yet|not)\s+(?:claim|claimed)\s+responsibility"
)
_CLAIMED = re.compile(r"\b(?:claimed|claims|claiming|took|taken|takes|accepted|admitted)\s+(?:full\s+)?(?:responsibility|credit)\b")
_CLAIMED_BY = re.compile(r"\b(?:responsibility (?:for [\w\s'-]{3,50}\s)?(?:was|has been) claimed|(?:was|were) claimed|claim of responsibility)\s+(?:by|from)\s+")
_OWNED = re.compile(r"\bsaid\s+(?:it|its (?:fighters|men|forces|members|militants)|they|he|she)\s+(?:had\s+)?(?:carried out|was behind|were behind|conducted|launched|fired|targeted|attacked|shot|killed|planted|detonated)\b")
_DENIED = re.compile(r"\b(?:denied|denies|denying|rejected|rejects|disclaimed|disavowed)\s+(?:any\s+|all\s+)?(?:responsibility|involvement|role|being behind|carrying out|having carried out|the (?:claim|accusation|accusations|allegation|allegations|charge))\b")


def find_who(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield the claims about who was hit, who is blamed and who owns up, in one strand."""
    for sentence in strand.sentences:
        yield from _targets(scene, sentence)
        yield from _perpetrators(scene, sentence)
        yield from _responsibility(scene, sentence)


# --- whom it hit ---------------------------------------------------------------------------------


def _targets(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    seen: set[tuple[int, int]] = set()
    for event in realised(scene, sentence):
        index = token_at(sentence.tokens, event.span.start)
        word = event.span.of(scene.low)
        phrases = _noun_targets(sentence, event.span) if event.noun else _verb_targets(sentence, index, word, event.span)
        for phrase in phrases:
            if (phrase.start, phrase.end) not in seen and _can_be_hit(scene, phrase):
                seen.add((phrase.start, phrase.end))
                quote = joined(phrase, event.span)
                if len(quote) > 240:
                    quote = clause(sentence, phrase)
                yield Found(field="target", value=party_of(scene, phrase), span=quote, said=phrase)


def _verb_targets(sentence: Sentence, index: int, word: str, event: Span) -> Iterator[Span]:
    tokens = sentence.tokens
    after = token_at(tokens, event.end)
    if word in _HITTING:
        passive = index > 0 and any(token.low in {"was", "were", "been", "being", "be"} for token in tokens[max(0, index - 3) : index])
        phrase = phrase_before(tokens, index) if passive else phrase_after(tokens, after, of=True)
        if phrase is not None:
            yield phrase
    elif word in _LOOSED:
        if word.split()[-1] in _AT or word.endswith(" to"):
            phrase = phrase_after(tokens, after)
            if phrase is not None:
                yield phrase
            return
        for position in range(after, min(after + 9, len(tokens))):
            if tokens[position].low in {",", ";", '"'}:
                return
            if tokens[position].low in _AT:
                phrase = phrase_after(tokens, position + 1)
                if phrase is not None:
                    yield phrase
                if tokens[position].low == "at" and phrase is not None:
                    return


def _noun_targets(sentence: Sentence, event: Span) -> Iterator[Span]:
    """Yield what an attack is "on", "against" or "targeting", one or two phrases after the noun."""
    tokens = sentence.tokens
    after = token_at(tokens, event.end)
    for position in range(after, min(after + 3, len(tokens))):
        if tokens[position].low in {"on", "against", "targeting"}:
            phrase = phrase_after(tokens, position + 1)
            if phrase is not None:
                yield phrase
            return


_TIME_WORDS = re.compile(r"^(?:(?:the|a|an|early|late|last|this|next)\s)*(?:mon|tues|wednes|thurs|fri|satur|sun)day|^(?:january|february|march|april|may|june|july|august|september|october|november|december|\d|night|morning|evening|responsibility|fire|dawn|dusk|noon|midnight)\b")
_ABSTRACT = frozenset({"attack", "attacks", "war", "kind", "type", "least", "scene", "time", "it", "them", "him", "her", "responsibility", "ground", "air", "crowd's", "way", "operation", "investigation", "campaign", "country's", "record", "basis", "condition", "front", "board", "incident", "blaze", "killing", "death", "deaths", "level", "levels", "people", "area", "region", "city", "town", "village", "capital", "district", "province", "state", "country", "neighbourhood", "neighborhood", "road", "street", "river", "field", "sea"})


def _can_be_hit(scene: Scene, phrase: Span) -> bool:
    words = bare(phrase.of(scene.low))
    if any(phrase.start in setting for settings in scene.settings for setting in settings):
        return False
    if not words or _TIME_WORDS.search(words):
        return False
    head = words.split(" of ")[0].split()[-1].strip(".,'")
    if head in _ABSTRACT:
        return False
    if any(m.span.start <= phrase.start and phrase.end <= m.span.end for m in inside(scene.times, Span(max(0, phrase.start - 30), phrase.end))):
        return False
    if any(weapon.span.end == phrase.end for weapon in inside(scene.weapons, phrase)):
        return False
    return not any(
        phrase in mention.span and mention.place.kind in {"city", "country", "region", "area", "water"}
        for mention in inside(scene.places, Span(max(0, phrase.start - 30), phrase.end))
    )


_SITE_HEADS = frozenset({"embassy", "consulate", "base", "airport", "compound", "market", "hospital", "school", "church", "mosque", "checkpoint", "station", "headquarters", "building", "hotel", "camp", "barracks", "ship", "vessel", "tanker", "convoy", "bus", "train", "house", "home", "office", "offices", "bridge", "plant", "refinery", "depot", "warehouse", "port", "pipeline", "court", "prison", "restaurant", "cafe", "shop", "mall", "stadium", "university", "vehicle", "vehicles", "car", "truck", "post", "outpost", "facility", "facilities", "site", "mission", "dormitory", "farm", "field", "bank", "shrine", "temple", "synagogue", "seminary", "clinic", "patrol"})
_CIVIL_HEADS = frozenset({"civilians", "villagers", "residents", "worshippers", "students", "passengers", "farmers", "workers", "miners", "shoppers", "pilgrims", "tourists", "protesters", "children", "women", "people", "family", "families", "homes", "houses", "commuters", "journalists", "herders", "traders", "mourners"})


def party_of(scene: Scene, phrase: Span) -> Party:
    """Return the party a phrase names: one of the actor list where it holds it, else its own words."""
    words = bare(" ".join(phrase.of(scene.article.text).split()))
    known = [m for m in inside(scene.parties, Span(max(0, phrase.start - 40), phrase.end)) if m.span.overlaps(phrase)]
    whole = [m for m in known if m.span.end >= phrase.end and m.span.start <= phrase.start + 4]
    if whole:
        return whole[0].party
    head = words.lower().split(" of ")[0].split()[-1:] or [""]
    kind: PartyKind = "other"
    if head[0] in _SITE_HEADS:
        kind = "diplomatic" if head[0] in {"embassy", "consulate"} else "site"
    elif head[0] in _CIVIL_HEADS:
        kind = "civilians"
    elif known:
        kind = known[0].party.kind
    return Party(name=words, kind=kind, as_said=phrase.of(scene.article.text), country=known[0].party.country if known else None)


# --- who is blamed -------------------------------------------------------------------------------

_AGENTS = frozenset({"armed group", "unidentified", "state force", "police", "coalition"})
_ACTIVE = frozenset({"opened fire", "attacked", "stormed", "ambushed", "killed", "shot dead", "shot and killed", "gunned down", "kidnapped", "abducted", "fired", "launched", "raided", "detonated", "blew himself up", "blew herself up", "stabbed", "hurled", "threw", "lobbed", "set fire to", "torched", "bombed", "shelled", "massacred", "overran", "wounded", "shot", "targeted", "struck", "rammed into", "ploughed into", "plowed into", "planted", "hijacked", "fired at", "fired on", "shot at", "sprayed bullets", "fatally shot"})


def _perpetrators(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    low, span = scene.low, sentence.span
    for pattern in (_DONE_BY, _BLAMED):
        for match in pattern.finditer(low, span.start, span.end):
            if pattern is _DONE_BY and _CLAIMED_BY.search(low, max(span.start, match.start() - 40), match.end()):
                continue
            yield from _agent_after(scene, sentence, match.start(), match.end(), blamed=pattern is _BLAMED)
    for match in _BEHIND.finditer(low, span.start, span.end):
        yield from _agent_before(scene, sentence, match.start(), match.end())
    yield from _active(scene, sentence)


def _agent_after(scene: Scene, sentence: Sentence, start: int, end: int, *, blamed: bool) -> Iterator[Found]:
    phrase = phrase_after(sentence.tokens, token_at(sentence.tokens, end))
    if phrase is None or not (_is_agent(scene, phrase) or blamed and _is_named(scene, phrase)):
        return
    phrase = _with_base(scene, phrase)
    quote = joined(clause(sentence, Span(start, phrase.end)), phrase)
    certainty = hedge(scene, quote, "suspected", "possible") or (Certainty.SUSPECTED if blamed else None)
    yield Found(field="perpetrator", value=party_of(scene, phrase), span=quote, said=phrase, certainty=certainty)


def _with_base(scene: Scene, phrase: Span) -> Span:
    """Add where a group is based ("militias in Iraq") when the actor list's span reaches that far."""
    longer = [m.span.end for m in scene.parties if m.span.start <= phrase.start + 4 < m.span.end and m.span.end > phrase.end]
    return Span(phrase.start, max(longer, default=phrase.end))


def _agent_before(scene: Scene, sentence: Sentence, start: int, end: int) -> Iterator[Found]:
    phrase = phrase_before(sentence.tokens, token_at(sentence.tokens, start))
    if phrase is not None and _is_agent(scene, phrase):
        quote = joined(phrase, Span(start, end))
        yield Found(field="perpetrator", value=party_of(scene, phrase), span=quote, said=phrase, certainty=hedge(scene, sentence.span, "suspected", "possible"))


def _active(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    for event in realised(scene, sentence):
        word = event.span.of(scene.low)
        index = token_at(sentence.tokens, event.span.start)
        if event.noun or word not in _ACTIVE:
            continue
        if any(token.low in {"was", "were", "been", "being"} for token in sentence.tokens[max(0, index - 2) : index]):
            continue
        phrase = phrase_before(sentence.tokens, index)
        if phrase is not None and _is_agent(scene, phrase):
            quote = joined(phrase, event.span)
            yield Found(field="perpetrator", value=party_of(scene, phrase), span=quote, said=phrase, certainty=hedge(scene, quote, "suspected", "possible"))


_AGENT_HEADS = re.compile(r"\b(?:gunm[ae]n|attackers?|assailants?|bombers?|militants?|insurgents?|rebels?|fighters?|terrorists?|bandits?|shooters?|suspects?|jihadists?|guerrillas?|militia(?:s|men)?|kidnappers?|separatists?|extremists?|knifem[ae]n|arsonists?|snipers?|pirates?|dissidents?|robbers|armed men|cartel|gang(?: members)?)\b")


def _is_agent(scene: Scene, phrase: Span) -> bool:
    if _AGENT_HEADS.search(scene.low, phrase.start, phrase.end):
        return True
    return any(
        m.span.overlaps(phrase) and m.party.kind in _AGENTS and m.span.start <= phrase.start + 12
        for m in inside(scene.parties, Span(max(0, phrase.start - 40), phrase.end))
    )


def _is_named(scene: Scene, phrase: Span) -> bool:
    return bare(phrase.of(scene.article.text))[:1].isupper()


# --- who owns up ---------------------------------------------------------------------------------


def _responsibility(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    low, span = scene.low, sentence.span
    none = _NONE_CLAIMED.search(low, span.start, span.end)
    if none is not None:
        said = Span(*none.span())
        yield Found(field="responsibility", value=Responsibility(stance="none claimed"), span=_whole(sentence, said), said=said, certainty=Certainty.SO_FAR)
        return
    for match in _CLAIMED_BY.finditer(low, span.start, span.end):
        phrase = phrase_after(sentence.tokens, token_at(sentence.tokens, match.end()))
        if phrase is not None:
            yield _owned(scene, sentence, phrase, Span(match.start(), phrase.end), "claimed")
    for pattern in (_CLAIMED, _OWNED, _DENIED):
        for match in pattern.finditer(low, span.start, span.end):
            phrase = phrase_before(sentence.tokens, token_at(sentence.tokens, match.start()))
            if phrase is not None and (pattern is not _OWNED or _owner_kind(scene, phrase)):
                yield _owned(scene, sentence, phrase, joined(phrase, Span(*match.span())), "denied" if pattern is _DENIED else "claimed")


def _owner_kind(scene: Scene, phrase: Span) -> bool:
    return any(m.span.overlaps(phrase) and m.party.kind == "armed group" for m in inside(scene.parties, Span(max(0, phrase.start - 40), phrase.end)))


def _owned(scene: Scene, sentence: Sentence, phrase: Span, words: Span, stance: str) -> Found:
    party = _owner(scene, sentence, phrase)
    return Found(
        field="responsibility",
        value=Responsibility(stance="denied" if stance == "denied" else "claimed", by=party),
        span=joined(words, clause(sentence, words)),
        said=words,
        certainty=Certainty.DENIED if stance == "denied" else Certainty.CLAIMED,
        voice=Voice(name=party.name, kind=_OWNER_VOICES.get(party.kind, "person"), body=party.name),
    )


_OWNER_VOICES: dict[PartyKind, VoiceKind] = {
    "armed group": "armed group",
    "unidentified": "armed group",
    "state force": "official",
    "government": "official",
    "police": "official",
    "coalition": "official",
    "diplomatic": "official",
    "organisation": "organisation",
}


def _owner(scene: Scene, sentence: Sentence, phrase: Span) -> Party:
    """Return the party that owns up; a bare "the group" is the armed group named last before it."""
    party = party_of(scene, phrase)
    if party.id is None and re.fullmatch(r"(?:the |this )?(?:group|militants|militia|organisation|organization|it|they|faction)", phrase.of(scene.low)):
        earlier = [m.party for m in scene.parties if m.span.end <= phrase.start and m.party.kind == "armed group"]
        if earlier:
            return earlier[-1]
    del sentence
    return party


def _whole(sentence: Sentence, said: Span) -> Span:
    """Quote a short sentence whole, a longer one by its clause."""
    return sentence.span if len(sentence.span) <= 160 else clause(sentence, said)

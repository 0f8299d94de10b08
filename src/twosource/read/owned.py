"""Who owns up to it, who denies it, or that nobody has so far.

Kept apart from blame: "blamed on X" is a perpetrator, "X claimed" a responsibility.
"""

import re
from collections.abc import Iterator
from typing import Literal

from twosource.model import Certainty, Responsibility, Voice, VoiceKind
from twosource.read.found import Found, clause, joined
from twosource.read.hints import hints_at
from twosource.read.named import mentions_in, party_of
from twosource.read.phrases import find_object, find_subject
from twosource.read.scene import Scene
from twosource.read.sentences import Sentence
from twosource.read.tokens import token_at
from twosource.text import Span
from twosource.values.party import Party, PartyKind

_ATTACK = r"(?:attacks?|bombings?|blasts?|explosions?|shootings?|raids?|strikes?|killings?|ambush|assault|kidnappings?|abductions?|bomb)"
_NONE_CLAIMED = re.compile(
    r"\bno(?:\s?one|body|ne)?(?:\s+(?:armed |militant |other )?(?:group|groups|organisation|organization|faction|party|individual|side))?"
    r"(?:\s+or\s+\w+)?(?:\s+of\s+\w+)?\s+(?:has |had |have |was |were )?(?:yet |so far |immediately |as yet |initially |officially )?(?:to )?"
    r"(?:(?:claim(?:ed)?|taken|took)\s+(?:immediate\s+)?(?:responsibility|credit)|claimed\s+(?:the|this|that)\s+"
    + _ATTACK
    + r")"
    r"|\bno(?:\s?one|body)\s+(?:has |had )?said\s+(?:they|he|she|it)\s+(?:had )?(?:planted|carried out|did|was behind|were behind)\b(?:\s(?:the|it|this)(?:\s\w+)?)?"
    r"|\bno\s+(?:immediate |formal |official |credible )?claims?\s+of\s+responsibility"
    r"|\bresponsibility\s+(?:for [\w\s]{3,40}\s)?(?:has|had)\s+(?:not (?:yet )?been|yet to be)\s+claimed"
    r"|\b(?:has|have|had)\s+(?:yet to|not yet|not)\s+(?:claim|claimed)\s+responsibility"
)
_CLAIMED = re.compile(
    r"\b(?:(?:claimed|claims|claiming|took|taken|takes|accepted|admitted)\s+(?:full\s+)?(?:responsibility|credit)|claimed\s+(?:the|this)\s+"
    + _ATTACK
    + r")\b"
)
_CLAIMED_BY = re.compile(
    r"\b(?:responsibility (?:for [\w\s'-]{3,50}\s)?(?:was|has been) claimed|(?:was|were) claimed|claim of responsibility)\s+(?:by|from)\s+"
)
_OWNED = re.compile(
    r"\bsaid\s+(?:it|its (?:fighters|men|forces|members|militants)|they|he|she|the group|the organi[sz]ation)\s+(?:had\s+)?"
    r"(?:carried out|was behind|were behind|conducted|launched|fired|targeted|attacked|shot|killed|planted|detonated)\b"
)
_DENIED = re.compile(
    r"\b(?:denied|denies|denying|rejected|rejects|disclaimed|disavowed)\s+(?:any\s+|all\s+)?(?:responsibility|involvement|role|being behind|carrying out|having carried out"
    r"|the (?:claim|accusation|accusations|allegation|allegations|charge)"
    r"|(?:on \w+day\s)?that (?:it|they|the [\w-]+(?: [\w-]+)?|its [\w-]+)\s(?:was|were|had|is)\s(?:behind|responsible|involved|carried out|any role|any part|anything to do))\b"
)
#: Who speaks in somebody's name, and how that name is given.
_IN_NAME_OF = re.compile(
    r"\b(?:in|using|under|with) the name (?:of )?(?P<name>(?:the )?[A-Z][\w'-]+(?: (?:[A-Z][\w'-]+|na|of|the|al|de|del|la)){0,5})"
)
_HEAD_OF = re.compile(
    r"\b(?:commander|spokes\w+|leader|member|official|representative|head|faction|wing|statement|message|video|communique|letter|caller)s?\s(?:of|for|from|by)\s+",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(
    r"(?:(?:the|this|that|its|rebel|armed|same)\s)*(?:group|militants|militia|organi[sz]ation|it|they|faction|movement|rebels|front|army|insurgents)(?:'s)?"
)
_GROUP_NAME = re.compile(
    r"(?:[A-Z][\w'-]+ )*(?:Front|Army|Guards?|Brigades?|Banner|Movement|Battalions?|Faction|Resistance|Party|Command|Militia|League|Council)(?: (?:of|for) (?:the )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)*)?"
    r"|(?:Al-|Ansar |Jaysh |Jaish |Jamaat |Harakat |Lashkar-|Lashkar )[\w'-]+(?: [A-Za-z'-]*[A-Z][\w'-]+)*"
)
_OWNER_VOICES: dict[PartyKind, VoiceKind] = {
    "state force": "official",
    "government": "official",
    "police": "official",
    "coalition": "official",
    "diplomatic": "official",
    "person": "person",
    "civilians": "person",
}


def find_owned(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    """Yield who claims or denies responsibility in one sentence, or that nobody claims it."""
    low, span = scene.low, sentence.span
    if not hints_at(low, span, "own"):
        return
    none = _NONE_CLAIMED.search(low, span.start, span.end)
    if none is not None:
        said = Span(*none.span())
        quote = span if len(span) <= 160 else clause(sentence, said)
        yield Found(
            field="responsibility",
            value=Responsibility(stance="none claimed"),
            span=joined(quote, said),
            said=said,
            certainty=Certainty.SO_FAR,
        )
        return
    yield from _claimed_by(scene, sentence)
    yield from _claimed(scene, sentence)


def _claimed_by(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    for match in _CLAIMED_BY.finditer(scene.low, sentence.span.start, sentence.span.end):
        phrase = find_object(scene, sentence, match.end())
        if phrase is not None:
            yield _owned(scene, sentence, phrase, Span(match.start(), phrase.end), "claimed")


def _claimed(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    for pattern in (_CLAIMED, _OWNED, _DENIED):
        for match in pattern.finditer(scene.low, sentence.span.start, sentence.span.end):
            phrase = find_subject(scene, sentence, token_at(sentence.tokens, match.start()))
            if phrase is None or (
                pattern is _OWNED and not _can_own(scene, sentence, Span(phrase.start, match.start()))
            ):
                continue
            stance: Literal["claimed", "denied"] = "denied" if pattern is _DENIED else "claimed"
            yield _owned(scene, sentence, phrase, joined(phrase, Span(*match.span())), stance)


def _can_own(scene: Scene, sentence: Sentence, phrase: Span) -> bool:
    """Whether "X said it had carried out" is a group owning up, not the police on their own work."""
    if any(m.party.kind == "armed group" for m in mentions_in(scene, phrase)):
        return True
    return (
        _IN_NAME_OF.search(scene.text, sentence.span.start, phrase.end) is not None
        or _GROUP_NAME.search(scene.text, phrase.start, phrase.end) is not None
    )


def _owned(
    scene: Scene, sentence: Sentence, phrase: Span, words: Span, stance: Literal["claimed", "denied"]
) -> Found:
    party = _owner(scene, sentence, phrase, words)
    kind: VoiceKind = _OWNER_VOICES.get(party.kind, "armed group")
    return Found(
        field="responsibility",
        value=Responsibility(stance=stance, by=party),
        span=joined(words, clause(sentence, words)),
        said=words,
        certainty=Certainty.DENIED if stance == "denied" else Certainty.CLAIMED,
        voice=Voice(
            name=None if _UNSIGNED.match(phrase.of(scene.low)) else party.name, kind=kind, body=party.name
        ),
    )


#: A message that only says it is the group's: the words are there, who wrote them is not known.
_UNSIGNED = re.compile(r"(?:an? )?(?:message|statement|communique|video|post|leaflet|pamphlet)\b")


def _owner(scene: Scene, sentence: Sentence, phrase: Span, words: Span) -> Party:
    """Return the party that owns up: who a caller or a message speaks for, whom "the group" stands for."""
    named = _IN_NAME_OF.search(scene.text, sentence.span.start, words.end)
    if named is not None:
        return _party(scene, Span(*named.span("name")))
    of = _HEAD_OF.search(scene.text, phrase.start, phrase.end)
    if of is not None:
        return _party(scene, Span(of.end(), phrase.end))
    low = phrase.of(scene.low)
    if _SHORT_FORM.fullmatch(low) or re.search(
        r"\bthe (?:group|faction|organi[sz]ation)'s\b|^(?:an? )?(?:message|statement|communique|video|caller)\b",
        low,
    ):
        return _named_before(scene, phrase) or party_of(scene, phrase)
    return party_of(scene, phrase)


def _party(scene: Scene, phrase: Span) -> Party:
    party = party_of(scene, phrase)
    return (
        party if party.kind != "other" else Party(name=party.name, kind="armed group", as_said=party.as_said)
    )


def _named_before(scene: Scene, phrase: Span) -> Party | None:
    """Return the armed group that the article names last before a phrase."""
    listed = [
        m.span
        for m in scene.parties
        if m.party.kind == "armed group" and m.party.id and m.span.end <= phrase.start
    ]
    printed = [Span(*match.span()) for match in _GROUP_NAME.finditer(scene.text, 0, phrase.start)]
    nearest = max((*listed, *printed), key=lambda span: span.start, default=None)
    return None if nearest is None else _party(scene, nearest)

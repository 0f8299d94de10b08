"""Whom or what an attack hit, or was aimed at."""

import re
from collections.abc import Iterator

from twosource.knowledge.roles import load_roles
from twosource.model import Certainty
from twosource.read.found import Found, clause, hedge, joined
from twosource.read.hints import Topic, hints_at
from twosource.read.named import head_of, is_proper, mentions_in, party_of, strip_number
from twosource.read.phrases import find_object, find_subject, is_passive
from twosource.read.scene import Scene, inside
from twosource.read.sentences import Sentence
from twosource.read.tokens import bare, token_at
from twosource.text import Span

_LONGEST_QUOTE = 240
_HEDGE_REACH = 16  # characters before the words in which "may have" bears on them
#: Verbs whose object is what was attacked; their passive has it as its subject.
_HIT = re.compile(
    r"\b(?P<words>attacked|attacking|targeted|targeting|hit|hitting|struck|striking|bombed|bombing|shelled|shelling|stormed|storming|raided|ambushed|ambushing|torched|firebombed|overran|destroyed|destroying|dynamited|dynamiting|blew up|blowing up|blown up|machine-?gunned|sabotaged|burned down|set on fire"
    r"|tore through|ripped through|slammed into|crashed into|ploughed into|plowed into|rammed into|rammed"
    r"|opened fire (?:on|at)|opening fire (?:on|at)|fired (?:up)?on|fired at|shot at|(?:began|started|kept|were|was) shooting at|firing (?:at|on)|sprayed bullets (?:at|into)|set fire to"
    r"|(?:thrown|hurled|lobbed|fired|launched|aimed|tossed|carried out|directed) (?:at|into|against|towards?|on|onto))(?:\s+|(?=[.,;]))"
)
#: Verbs done to persons; "killed" is left to the tolls.
_SHOT = re.compile(
    r"\b(?:shot dead|shot and (?:killed|wounded|injured)|shot|gunned down|fatally shot|fatally stabbed|stabbed to death|stabbed|assassinated|kidnapped|abducted|beheaded|murdered)\b"
)
#: What is let loose, up to where it goes ("threw a grenade into a shop").
_LOOSED = re.compile(
    r"\b(?:launched|fired|lobbed|hurled|threw|throwing|tossed|firing|launching)\s(?:[\w'-]+\s){1,8}?(?:at|against|into|toward|towards)\s+"
)
_ON = re.compile(
    r"\b(?:attacks?|raids?|strikes?|assaults?|bombings?|shootings?|ambush(?:es)?|airstrikes?|bombardment|shelling|arson|fire|violence|onslaught|siege)\s(?:with (?:an? )?(?:[\w-]+\s){1,3})?(?:\w+\s)?(?:on|against|targeting)\s+"
)
_BESIDE = re.compile(
    r"\b(?:exploded|detonated|went off|blew up|explosions?|blasts?|bombs?|devices?|bombing|dynamite|charges?|explosives|grenades?)\s"
    r"(?:(?:that )?(?:was|were|had been|has been|have been)\s)?(?:(?:placed|planted|left|hidden|set off|detonated|thrown|hurled|activated)\s)?(?:\w+\s)?(?:outside|in front of|across from|opposite|(?:at|near) the (?:entrance|gates?) (?:of|to)|beside|next to|inside|in|at|under|underneath|near|behind|aboard)\s+"
)
_TARGET_WAS = re.compile(
    r"\b(?:intended |apparent |likely |main |real )?targets?(?:\sof (?:the|this) \w+)?\s(?:was|were|is|had been|may have been|appeared to be|seemed to be)\s+"
)
_WAS_TARGET = re.compile(
    r"\b(?:was|were|is|had been|may have been)\s(?:the |a |an |their |his )?(?:\w+ )?targets?\b"
)
_DENIED = re.compile(r"\b(?:denied|denies|denying)\b")
_NOT = re.compile(r"\b(?:not|never|n't)\s(?:\w+\s)?$")


def find_targets(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    """Yield whom or what one sentence says was hit or aimed at."""
    seen: list[Span] = []
    for words, phrase, persons in _candidates(scene, sentence):
        if phrase is None or any(phrase.overlaps(other) for other in seen):
            continue
        if _in_setting(scene, sentence, phrase) or not _can_be_hit(scene, phrase, persons=persons):
            continue
        if _NOT.search(scene.low, max(0, words.start - 14), words.start):
            continue
        seen.append(phrase)
        quote = joined(phrase, words)
        quote = quote if len(quote) <= _LONGEST_QUOTE else clause(sentence, phrase)
        yield Found(
            field="target",
            value=party_of(scene, phrase),
            span=joined(quote, phrase),
            said=phrase,
            certainty=_certainty(scene, sentence, quote),
        )


def _certainty(scene: Scene, sentence: Sentence, quote: Span) -> Certainty | None:
    if _DENIED.search(scene.low, sentence.span.start, quote.start):
        return Certainty.DENIED
    return hedge(
        scene, Span(max(sentence.span.start, quote.start - _HEDGE_REACH), quote.end), "suspected", "possible"
    )


def _candidates(scene: Scene, sentence: Sentence) -> Iterator[tuple[Span, Span | None, bool]]:
    """Yield the words that say something was hit, what it was, and whether only a person fits."""
    low, span, tokens = scene.low, sentence.span, sentence.tokens
    for match in _matches(low, span, "hit", _HIT):
        words = Span(*match.span("words"))
        index = token_at(tokens, match.start())
        moved = words.of(low).endswith(
            (" at", " into", " against", " toward", " towards", " on", " onto", " to", "upon", "through")
        )
        passive = is_passive(tokens, index)
        if passive and words.of(low).startswith(("shot at", "hit at")):
            continue  # "two men were shot at a park": where, not whom
        by_whom = passive and not moved
        yield (
            words,
            find_subject(scene, sentence, index) if by_whom else find_object(scene, sentence, match.end()),
            False,
        )
    for topic, pattern in _AIMED:
        for match in _matches(low, span, topic, pattern):
            if pattern is _LOOSED and not _is_armed(scene, Span(*match.span())):
                continue
            yield Span(match.start(), match.end() - 1), find_object(scene, sentence, match.end()), False
    for match in _matches(low, span, "beside", _BESIDE):
        yield (
            Span(match.start(), match.end() - 1),
            _site(scene, find_object(scene, sentence, match.end())),
            False,
        )
    for match in _matches(low, span, "target", _WAS_TARGET):
        yield Span(*match.span()), find_subject(scene, sentence, token_at(tokens, match.start())), False
    for match in _matches(low, span, "shot", _SHOT):
        yield Span(*match.span()), _person(scene, sentence, Span(*match.span())), True


_AIMED: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    ("loosed", _LOOSED),
    ("attack on", _ON),
    ("target", _TARGET_WAS),
)


def _matches(low: str, span: Span, topic: Topic, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    return pattern.finditer(low, span.start, span.end) if hints_at(low, span, topic) else iter(())


_SHOTS = re.compile(
    r"\b(?:attacks?|assaults?|raids?|strikes?|shots?|rounds?|bullets?|salvos?|volleys?|barrages?|objects?|devices?|stones|gunfire)\b"
)


def _is_armed(scene: Scene, words: Span) -> bool:
    """Whether what is let loose is a weapon or an attack ("threw a party at" is not)."""
    return bool(inside(scene.weapons, words)) or _SHOTS.search(scene.low, words.start, words.end) is not None


def _site(scene: Scene, phrase: Span | None) -> Span | None:
    """Return a phrase only where it names something that can be aimed at by a bomb beside it."""
    return phrase if phrase is not None and head_of(phrase.of(scene.low)) in load_roles().sites else None


def _person(scene: Scene, sentence: Sentence, words: Span) -> Span | None:
    index = token_at(sentence.tokens, words.start)
    if is_passive(sentence.tokens, index):
        return find_subject(scene, sentence, index)
    return find_object(scene, sentence, words.end)


#: Whom police fire at, which is the answer to an attack; and streets, which only say where.
_NOT_HIT = re.compile(
    r"\b(?:suspects?|shooter|gunman|gunmen|attackers?|assailants?|robber|street|avenue|road|drive|boulevard|lane|highway|st|ave|rd|dr|blvd|block)\.?$"
)
_TIME_WORDS = re.compile(
    r"^(?:(?:the|a|an|early|late|last|this|next)\s)*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|night|morning|evening|afternoon|dawn|dusk|noon|midnight)\b"
)


def _in_setting(scene: Scene, sentence: Sentence, phrase: Span) -> bool:
    return any(phrase.start in setting for setting in scene.settings[sentence.index])


def _can_be_hit(scene: Scene, phrase: Span, *, persons: bool) -> bool:
    """Whether a phrase names somebody or something: a party, a site, people, a name; never a town, a time, a weapon."""
    words = strip_number(bare(phrase.of(scene.text)))
    if not words or _NOT_HIT.search(words.lower()) or _TIME_WORDS.search(words.lower()):
        return False
    around = Span(max(0, phrase.start - 40), phrase.end)
    if any(weapon.span.end == phrase.end for weapon in inside(scene.weapons, phrase)):
        return False
    if any(m.span.start <= phrase.start and phrase.end <= m.span.end for m in inside(scene.times, around)):
        return False
    if words.startswith("people "):
        return True
    if words.lower().startswith(("neither ", "no ", "none ")):
        return False
    head, roles = head_of(words), load_roles()
    if words.lower() in roles.bare or (head in roles.bare and "," in words):
        return False
    if persons:
        return head in roles.persons or _is_name(scene, phrase, words) or bool(mentions_in(scene, phrase))
    if head in roles.sites or head in roles.persons or head in roles.civilians or mentions_in(scene, phrase):
        return True
    return _is_name(scene, phrase, words)


def _is_name(scene: Scene, phrase: Span, words: str) -> bool:
    """Whether words are a name and not that of a place to live in, nor the sentence's first word."""
    if (
        not is_proper(words)
        or not words[0].isalpha()
        or words.split(maxsplit=1)[0].lower() in load_roles().no_names
    ):
        return False
    return not any(
        mention.span.overlaps(phrase) and mention.place.kind != "site"
        for mention in inside(scene.places, Span(max(0, phrase.start - 40), phrase.end))
    )

"""Which party a phrase names, and whether it can be one that attacks or is attacked."""

import re
from typing import Final

from twosource.knowledge.roles import load_roles
from twosource.read.scene import Scene, inside
from twosource.read.tokens import bare
from twosource.text import Span
from twosource.values.party import Party, PartyKind, PartyMention

_AGENT_HEADS = re.compile(
    r"\b(?:gunm[ae]n|attackers?|assailants?|bombers?|militants?|insurgents?|rebels?|fighters?|terrorists?|bandits?|shooters?|suspects?|jihadists?|guerrillas?"
    r"|militia(?:s|men)?|kidnappers?|separatists?|extremists?|knifem[ae]n|arsonists?|snipers?|pirates?|dissidents?|robbers|armed m[ae]n|masked m[ae]n|cartel"
    r"|gang(?: members)?|intruders?|outlaws?|death squads?|commandos?|paramilitar(?:y|ies)|hitm[ae]n|cultists|herdsmen|raiders|gunwoman)\b"
)
_AGENT_ENDS = re.compile(
    r"(?:group|groups|faction|factions|front|army|brigades?|movement|cell|republicans|loyalists|men|hoodlums|criminals|elements|squad)$"
)
_DEEDS = re.compile(
    r"\b(?:acts?|actions?|attacks?|bombings?|offensives?|fire|gunfire|campaigns?|threats?|violence|activit(?:y|ies)|leaders?'|positions?)$"
)
_AGENTS = frozenset({"armed group", "unidentified", "state force", "police", "coalition"})
_LONGEST_ACRONYM: Final = 6  # "IS-KP"; longer runs of capitals are headlines or old telex text
_LONGEST_NAME: Final = 8
_ARABIC: Final = ("al-", "ad-", "ar-", "as-", "el-")
_BRACKETED = re.compile(r"\s?[(\[][^()\[\]]*[)\]]")
_LEADING_NUMBER = re.compile(
    r"^(?:(?:all|all of the|both|at least|about|around|some|more than|up to|nearly)\s)?(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|scores of|hundreds of|several|many)\s(?=[a-z])",
    re.IGNORECASE,
)


def strip_number(words: str) -> str:
    """Return words without the figure they open with ("four men" is "men")."""
    return _LEADING_NUMBER.sub("", words)


def head_of(words: str) -> str:
    """Return the noun a phrase is about: the last word before any "of"."""
    before = re.split(r",|\s(?:of|from|in|at|with)\s", words.lower())[0].split()
    return before[-1].strip(".,'\"") if before else ""


def mentions_in(scene: Scene, phrase: Span) -> tuple[PartyMention, ...]:
    """Return the party mentions that share characters with a phrase."""
    return tuple(
        m
        for m in inside(scene.parties, Span(max(0, phrase.start - 60), phrase.end))
        if m.span.overlaps(phrase)
    )


def party_of(scene: Scene, phrase: Span) -> Party:
    """Return the party a phrase names: one of the actor list where it holds it, else its own words."""
    said = phrase.of(scene.article.text)
    words = strip_number(bare(" ".join(_BRACKETED.sub("", _mixed(scene, phrase)).split())))
    known = mentions_in(scene, phrase)
    whole = [m for m in known if m.span.end >= phrase.end and m.span.start <= phrase.start + 4]
    if whole:
        return whole[0].party
    country = known[0].party.country if known else None
    return Party(name=words, kind=_kind(words, known), as_said=said, country=country)


def _mixed(scene: Scene, phrase: Span) -> str:
    """Return a phrase as printed, or with the small letters given back where the article has none."""
    said = phrase.of(scene.article.text)
    return phrase.of(scene.text) if said.isupper() else said


def _kind(words: str, known: tuple[PartyMention, ...]) -> PartyKind:
    head = head_of(words)
    if head in {"embassy", "consulate", "embassies"}:
        return "diplomatic"
    if head in load_roles().sites:
        return "site"
    if head in load_roles().civilians:
        return "civilians"
    if known:
        return known[0].party.kind
    return "person" if head in load_roles().persons else "other"


def is_agent(scene: Scene, phrase: Span) -> bool:
    """Whether a phrase names somebody who attacks: fighters, forces, suspects; "terrorist acts" attack nobody."""
    if _DEEDS.search(scene.low, phrase.start, phrase.end):
        return False
    if _AGENT_HEADS.search(scene.low, phrase.start, phrase.end):
        return True
    if any(m.party.kind in _AGENTS for m in in_brackets(scene, phrase)):
        return True
    return any(
        m.party.kind in _AGENTS and m.span.start <= phrase.start + 12 for m in mentions_in(scene, phrase)
    )


def in_brackets(scene: Scene, phrase: Span) -> tuple[PartyMention, ...]:
    """Return the parties named in brackets right behind a phrase: its short form."""
    behind = Span(phrase.end, min(len(scene.text), phrase.end + 3))
    return inside(scene.parties, behind) if behind.of(scene.text).lstrip()[:1] in {"(", "["} else ()


def is_group(scene: Scene, phrase: Span) -> bool:
    """Whether a phrase reads like a group: by its last noun, or as a proper name."""
    words = bare(phrase.of(scene.text))
    return bool(_AGENT_ENDS.search(words.lower())) or is_proper(words)


def is_proper(words: str) -> bool:
    """Whether words are a name: a capital at the start, not all capitals, no more than a clause of words."""
    if words.isupper() and len(words) > _LONGEST_ACRONYM:
        return False
    parts = words.split()
    if not parts or len(parts) > _LONGEST_NAME:
        return False
    return parts[0][0].isupper() and (
        parts[-1][0].isupper() or parts[-1][0].isdigit() or parts[-1].startswith(_ARABIC)
    )

"""Words that say an incident happened, each with its kind and how much speaks for it.

Finds mentions; which incident they belong to is decided in strands.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from twosource.knowledge.kinds import ancestry
from twosource.knowledge.triggers import Trigger, load_triggers
from twosource.knowledge.weapons import Weapon, weapon_forms, weapon_pattern
from twosource.read.asides import LAUNCH, MISHAP, asides_in, is_elsewhere
from twosource.read.sentences import Sentence
from twosource.text import Span

#: Kinds that a weapon named beside them makes exact ("attack" with rockets is a rocket attack).
_OPEN_KINDS = frozenset({"attack", "explosion", "explosive attack"})
_HYPOTHETICAL_REACH = 26  # characters before a trigger in which "could" or "threatened to" bears on it
_NEGATION = ("no ", "not ", "never ", "without ", "n't ")
#: Verbs that are only violence when a weapon stands in the same clause.
_NEEDS_WEAPON = frozenset(
    {
        "launched",
        "fired",
        "landed",
        "fell",
        "lobbed",
        "hurled",
        "threw",
        "intercepted",
        "shot down",
        "impacted",
        "hit",
        "struck",
        "crashed into",
        "slammed into",
        "tore through",
        "ripped through",
        "tore into",
        "thrown",
        "destroyed",
        "destroyed by",
        "hit by",
    }
)
_NEEDS_WEAPON_OR_VICTIM = frozenset(
    {"hit", "struck", "crashed into", "slammed into", "rocked", "targeted", "targeting"}
)


_MONTH_OF_MAY = re.compile(r"may\s+\d|may\s*(?:\(|,|-|$)")
_HARMED = frozenset({"killed", "wounded", "injured"})
_ARMED_PEOPLE = re.compile(
    r"\b(?:gunm[ae]n|militants?|insurgents?|rebels?|guerrillas?|jihadists?|terrorists?|assailants?|bombers?|soldiers?|troops)\b"
)
_DONE_BY_NATURE = frozenset({"killing", "killings", "strike", "strikes", "incident", "incidents"})
_HARM = re.compile(r"\b(?:killed|killing|wounded|wounding|injured|injuring)\b")
_LAWMEN = re.compile(r"\b(?:police|deputies|sheriff'?s?|swat|detectives|agents|narcotics|customs)\b")
_IMAGINED_AFTER = re.compile(r"(?:\s+[\w']+){0,4}?\s+(?:could|would|might)\b")
_AS_CHARGED = re.compile(r"(?:charges? of|charges including|charged with|convicted of)\s+(?:[\w-]+\s+)?$")
_GUNMAN = re.compile(r"\b(?:gunm[ae]n|shooters?|snipers?)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponMention:
    """Words that name a weapon, and which."""

    span: Span
    weapon: Weapon


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """A word that says an incident happened; ``weapon`` is what made its kind exact, if any."""

    span: Span
    kind: str
    strong: bool
    noun: bool
    plural: bool
    weapon: WeaponMention | None = None


def find_weapons(low: str) -> tuple[WeaponMention, ...]:
    """Return the weapons named in plain lower-case text."""
    forms = weapon_forms()
    return tuple(
        WeaponMention(span=Span(*match.span()), weapon=forms[match.group()])
        for match in weapon_pattern().finditer(low)
        if not _figurative(low, match.start(), match.end())
    )


def _figurative(low: str, start: int, end: int) -> bool:
    """Whether a weapon word is part of another thing: "shell company", "missile defence", "gun laws"."""
    after = low[end : end + 14].lstrip()
    before = low[max(0, start - 10) : start]
    return after.startswith(_NOT_WEAPON_AFTER) or before.endswith(_NOT_WEAPON_BEFORE)


_NOT_WEAPON_AFTER = (
    "law",
    "control",
    "owner",
    "company",
    "defence",
    "defense",
    "violence",
    "right",
    "programme",
    "program",
    "industry",
    "salute",
    "lobby",
    "casing",
    "disposal",
    "squad",
    "shelter",
    "siren",
    "attack siren",
    "detector",
    "test",
    "deal",
    "factory",
    "license",
    "licence",
    "permit",
    "range",
    "battery",
    "threat",
)
_NOT_WEAPON_BEFORE = ("top ", "nuclear ", "anti-", "sea ", "egg ")


def find_events(low: str, sentence: Sentence, weapons: Sequence[WeaponMention]) -> tuple[EventMention, ...]:
    """Return the realised event mentions of one sentence; figures of speech and threats are left out."""
    triggers = load_triggers()
    span = sentence.span
    found: list[EventMention] = []
    matches = list(triggers.pattern.finditer(low, span.start, span.end))
    if not matches:
        return ()
    matches = _meant(low, span, matches, armed=_armed(span, weapons))
    refused = [Span(*match.span()) for match in triggers.refuse.finditer(low, span.start, span.end)]
    for match in matches:
        trigger = triggers.forms[match.group()]
        here = Span(*match.span())
        if any(here.overlaps(other) for other in refused) or _unreal(low, span, here):
            continue
        if trigger.noun and _only_named(low, span, here):
            continue
        mention = _mention(low, sentence, here, trigger, weapons)
        if mention is not None:
            found.append(mention)
    return tuple(found)


def _meant(low: str, span: Span, matches: list[re.Match[str]], *, armed: bool) -> list[re.Match[str]]:
    """Leave out words that mean no attack in the sentence they stand in.

    Where a sentence is of another world, weak words need arms or armed people beside them; in a
    mishap only weak verbs do; where rockets are tried or sent up, weak words mean nothing. The
    police raid homes to search them.
    """
    forms = load_triggers().forms
    asides = asides_in(low, span)
    if LAUNCH in asides and not _HARM.search(low, span.start, span.end):
        return [match for match in matches if forms[match.group()].strong]
    if armed or _ARMED_PEOPLE.search(low, span.start, span.end):
        return matches
    if is_elsewhere(low, span):
        return [match for match in matches if forms[match.group()].strong]
    if MISHAP in asides:
        matches = [match for match in matches if _by_people(match.group(), forms[match.group()])]
    return _without_searches(low, span, matches)


def _without_searches(low: str, span: Span, matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """Leave out the raids of lawmen named before them."""
    forms = load_triggers().forms
    if not any(forms[match.group()].kind == "raid" for match in matches):
        return matches
    lawmen = _LAWMEN.search(low, span.start, span.end)
    at = lawmen.start() if lawmen else span.end
    return [match for match in matches if forms[match.group()].kind != "raid" or match.start() < at]


def _by_people(word: str, trigger: Trigger) -> bool:
    """Whether a word says that people did it even where it stands beside a mishap."""
    return trigger.strong or (trigger.noun and word not in _DONE_BY_NATURE)


def _armed(span: Span, weapons: Sequence[WeaponMention]) -> bool:
    return any(span.start <= weapon.span.start < span.end for weapon in weapons)


def _unreal(low: str, sentence: Span, here: Span) -> bool:
    """Whether a trigger is threatened, feared, prevented or denied rather than told of."""
    start = max(sentence.start, here.start - _HYPOTHETICAL_REACH)
    before = low[start : here.start]
    hypothetical = load_triggers().hypothetical.search(before)
    if hypothetical is not None and not _MONTH_OF_MAY.match(before, hypothetical.start()):
        return True
    return before.endswith(_NEGATION)


def _only_named(low: str, sentence: Span, here: Span) -> bool:
    """Whether a noun is imagined ("an air strike could ...") or the name of a charge ("charged with assault")."""
    if _IMAGINED_AFTER.match(low, here.end, sentence.end):
        return True
    return bool(_AS_CHARGED.search(low, max(sentence.start, here.start - 40), here.start))


def _mention(
    low: str, sentence: Sentence, here: Span, trigger: Trigger, weapons: Sequence[WeaponMention]
) -> EventMention | None:
    weapon = _nearest_weapon(sentence.span, here, weapons)
    word = here.of(low)
    if word in _NEEDS_WEAPON and weapon is None and word not in _NEEDS_WEAPON_OR_VICTIM:
        return None
    kind = trigger.kind
    if kind == "attack" and word in _HARMED and _GUNMAN.search(low, sentence.span.start, here.start):
        kind = "shooting"
    loosed = kind == "shooting" and not trigger.strong  # "fired at": by what is fired
    if (weapon is not None and (kind in _OPEN_KINDS or loosed)) or (
        weapon is not None and kind in ancestry(weapon.weapon.kind)
    ):
        kind = weapon.weapon.kind
    strong = trigger.strong or weapon is not None
    return EventMention(
        span=here, kind=kind, strong=strong, noun=trigger.noun, plural=trigger.plural, weapon=weapon
    )


def _nearest_weapon(sentence: Span, here: Span, weapons: Sequence[WeaponMention]) -> WeaponMention | None:
    inside = [weapon for weapon in weapons if sentence.start <= weapon.span.start < sentence.end]
    return min(inside, key=lambda weapon: _gap(weapon.span, here), default=None)


def _gap(left: Span, right: Span) -> int:
    return max(left.start - right.end, right.start - left.end, 0)


def narrower(kind: str, other: str) -> str:
    """Return the more specific of two kinds where one is a case of the other, else the first."""
    return other if kind in ancestry(other) else kind

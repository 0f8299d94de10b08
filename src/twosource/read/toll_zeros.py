"""Tolls of nobody: "no casualties", "without causing any injuries", "escaped unharmed".

Keeps apart that nobody was hurt and that nobody was reported hurt. Words that only withhold a
figure ("no word on casualties", "no further injuries") are no zero.
"""

import re
from dataclasses import dataclass

from twosource.read.toll_cues import Effect
from twosource.text import Span
from twosource.values.count_nouns import word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class NoHarm:
    """Words that say nobody was harmed; ``reported_only`` says that nobody reported any."""

    span: Span
    effect: Effect
    scope: str
    reported_only: bool


_HARM = r"casualt(?:y|ies)|deaths?|fatalit(?:y|ies)|injur(?:y|ies)|loss of (?:human )?life|victims"
_NO_HARM = re.compile(
    rf"(?P<deny>\b(?:no|without|zero|not)\b|n't\b)(?P<between>(?: [\w-]+){{0,5}}?)"
    rf" (?P<harm>(?:{_HARM})(?:(?:,| or| and|, or)(?: \w+)? (?:{_HARM}))*)\b(?! (?:time|toll|list|rate|figures?|count))"
    r"(?P<reported>(?: or \w+| and \w+)?(?: were| was| have been| has been| had been| are)?"
    r"(?: immediately| initially| yet| so far)? reported\b)?"
)
_HARM_WORD = re.compile(_HARM)
_BETWEEN = word_set(
    """
    any causing cause caused reported immediate report reports of confirmed human inflict inflicting
    result resulted resulting in initial known there were was have been claiming recording suffering
    sustaining suffer record civilian civilians military police official incident injuries deaths
    significant or and to lead leading officially
    """
)
_SCOPES = {"civilian": "civilians", "civilians": "civilians", "military": "military", "police": "police"}
_UNHARMED = re.compile(
    r"\b(?:escaped|emerged|survived|was|were|left|is|are)"
    r"(?: reportedly| \w+ly| all)? (?:unhurt|unharmed|unscathed|uninjured|without (?:any )?injur(?:y|ies)|injury-free)\b"
    r"|\b(?:escaped|avoided)(?: any)? injury\b"
)


def find_no_harm(folded: str) -> tuple[NoHarm, ...]:
    """Return what a sentence says of nobody harmed, left to right."""
    found: list[NoHarm] = []
    for match in _NO_HARM.finditer(folded):
        between = match["between"].split()
        if all(word in _BETWEEN for word in between):
            found.extend(_read(match, between))
    return tuple(found)


def _read(match: re.Match[str], between: list[str]) -> list[NoHarm]:
    """Read one denial; each kind of harm it lists is denied on its own."""
    scope = next((_SCOPES[word] for word in between if word in _SCOPES), "")
    reported = bool(match["reported"]) or any(word.startswith("report") for word in between)
    end = match.end("reported") if match["reported"] else match.end("harm")
    effects = dict.fromkeys(_effect(word) for word in _HARM_WORD.findall(match["harm"]))
    span = Span(match.start(), end)
    return [NoHarm(span=span, effect=effect, scope=scope, reported_only=reported) for effect in effects]


def _effect(word: str) -> Effect:
    if word.startswith(("death", "fatal", "loss")):
        return "killed"
    return "injured" if word.startswith("injur") else "casualties"


_WOUNDED_SPARED = re.compile(r"\b(?:unhurt|uninjured|injur(?:y|ies|y-free))$")


def spared_of(words: str) -> Effect:
    """Return what people came away without: "unhurt" is no injury, "unharmed" no harm at all."""
    return "injured" if _WOUNDED_SPARED.search(words) else "casualties"


def find_unharmed(folded: str) -> Span | None:
    """Return the words that say somebody came away unharmed, or None."""
    match = _UNHARMED.search(folded)
    return None if match is None else Span(*match.span())

"""Which people an effect word is about: its subject, its object, and those listed with them.

Works on one sentence; what is found is joined into tolls by ``tolls``.
"""

import re
from dataclasses import dataclass

from twosource.read.toll_bare import find_bare, find_bare_object
from twosource.read.toll_cues import Cue
from twosource.read.toll_victims import Victims, find_individuals, joins
from twosource.values.count_nouns import word_set

_REACH = 160  # characters between a subject and its verb; longer gaps are other clauses
_AUX = (
    r"not|was|were|is|are|has|have|had|been|be|being|got|also|later|then|now|all|both|who|that|which|to|believed|confirmed"
    r"|feared|reported|reportedly|presumed|declared|pronounced|found|left|either|themselves|allegedly|instantly"
    r"|subsequently|said|still|listed|already|just|on|the|scene|spot|go|gone|went|remain|remains|remained|others|[a-z]+ly"
    r"|[a-z]+ed (?:and|or)|shot (?:and|or)"
)
_ASIDE = (
    r"(?:,? \(?(?:aged? )?\d{1,3}\)?,?|,? (?:including|among them),?[^,;]{1,70},?| -[^-;]{1,80}-|, (?:a|an|the|who)\b[^,;]{1,80},"
    r"|,? of [^,;]{1,40},| (?:who|[a-z]{3,}ing)(?: [\w.'-]+){1,8}?| (?:of|aged|belonging to|in|at|from|near|on|inside|aboard|with|with him|outside|around|living in)"
    r"(?: [\w.'-]+){1,6}?){0,2}"
)
_TO_SUBJECT = re.compile(rf"{_ASIDE}(?: (?:{_AUX}))*,? ?")
_STRICT = re.compile(
    r"(?: (?:others?|people|later|then|also|since|subsequently|were|was|are|is|left|have|has|had|been|reported|reportedly|[a-z]+ly))* ?"
)
_TO_OBJECT = re.compile(
    r":? (?:(?:\d{1,3}-year-old|[a-z]+-year-old|a total of|the|all|all of|another|off|outright|dead|dead and injuring|of|both|his|her|their|fellow|instantly) )*"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|be|being|is|are|got|get|remains?|remained)(?: (?:also|later|both|all|then|shot and|found|reported|confirmed|feared|pronounced|declared"
    r"|believed|either|not|[a-z]+ly|[a-z]+ed (?:and|or)|[a-z]+ed|to have been))* $"
)
_NEXT_WORD = re.compile(r" (?P<word>(?P<name>[A-Z][a-z]+(?:'s|(?: [A-Z][a-z]+)+))|[\w']+)")
_POINTERS = word_set("a an the his her him them their its it us me my our another each")
_GOES_ON = re.compile(r",? \d{1,3},?|,| and | as well as | along with | plus | & ")
_VERBAL = r"(?:was|were|is|are|has|had|have|been|being|later|then|also|since|now|eventually|subsequently|pronounced|declared|found|[a-z]+ly)"
_AND_THEN = re.compile(rf"\b(?:and|but|before)(?: {_VERBAL})* ?$")
_THEN = re.compile(rf"(?:,|\b(?:was|were|is|are|has|had|have))(?: {_VERBAL})* $")
_RELATIVE = re.compile(r"\b(?:who|that|whom)\b[^,;]*$")
_FOUND = re.compile(r"\b(?:found|left|leaving|leaves|discovered|located) $")
_LIST_BEFORE = (", ", "and ", "as ", "with ", "plus ", "& ", "the ", "his ", "her ", "their ")
_PREPOSITION = re.compile(
    r"\b(?:in|on|at|near|of|from|along|outside|inside|to|into|through|with|by|behind)(?: the)? $"
)
_LIST_GOES_ON = re.compile(r"[^,;.]{1,40},? and (?:an?|the|his|her|\d+|[a-z]+) ")
_SELF = re.compile(r"(?:him|her)self$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence with what was found in it: counted people and effect words, left to right."""

    text: str
    folded: str
    victims: tuple[Victims, ...]
    cues: tuple[Cue, ...]

    def gap(self, start: int, end: int) -> str:
        """Return the words between two places."""
        return self.folded[start:end]


def is_passive(sentence: Sentence, cue: Cue) -> bool:
    """Whether a form of "be" stands before a cue, so that its people stand before it too."""
    return _PASSIVE.search(sentence.folded[max(0, cue.start - 60) : cue.start]) is not None


def find_object(sentence: Sentence, cue: Cue) -> tuple[Victims, ...]:
    """Return the people that follow a cue directly, with those listed after them; () for none."""
    if cue.build == "happening" or (cue.build == "state" and not sentence.folded.startswith(":", cue.end)):
        return ()
    first = (
        _first_object(sentence, cue, sentence.victims)
        or _first_object(sentence, cue, _singles(sentence))
        or find_bare_object(sentence.text, sentence.folded, cue)
    )
    return () if first is None else _with_following(sentence, first)


def _first_object(sentence: Sentence, cue: Cue, candidates: tuple[Victims, ...]) -> Victims | None:
    for victims in candidates:
        if victims.start < cue.end or victims.part or victims.who in {"he", "she", "He", "She"}:
            continue
        if victims.start - cue.end > 40:
            return None
        if _TO_OBJECT.fullmatch(sentence.gap(cue.end, victims.start)):
            return victims
    return None


def find_subject(sentence: Sentence, cue: Cue, *, passive: bool) -> tuple[Victims, ...]:
    """Return the people before a cue that it is about, with those listed before them; () for none."""
    if cue.build == "verb" and not passive and _takes_object(sentence, cue):
        return ()
    counted = [v for v in sentence.victims if v.end <= cue.start and (not v.part or not v.who)]
    found = _nearest(sentence, cue, counted)
    if found is None and cue.build == "state":
        found = _nearest(sentence, cue, _found_so(sentence, cue))
    if found is None and (passive or cue.build == "happening"):
        singles = [v for v in _singles(sentence) if v.end <= cue.start and _may_be_subject(sentence, v)]
        found = _nearest(sentence, cue, singles)
        if found is None:
            found = find_bare(sentence.text, sentence.folded, cue)
    elif found is None and cue.build == "verb":
        found = find_bare(sentence.text, sentence.folded, cue)
    if found is None or found.part:
        return () if found is None else (found,)
    return _with_preceding(sentence, found)


def shares_subject(sentence: Sentence, former: Cue, cue: Cue) -> bool:
    """Whether a cue goes on about the subject of one before: "was shot twice and died", "who was shot has died"."""
    between = sentence.gap(former.end, cue.start)
    if len(between) > _REACH or ";" in between:
        return False
    if _AND_THEN.search(between) is not None:
        return True
    before = sentence.folded[max(0, former.start - 30) : former.start]
    return _RELATIVE.search(before) is not None and _THEN.search(between) is not None


def _takes_object(sentence: Sentence, cue: Cue) -> bool:
    """Whether an object we can't count follows an active verb, so that who stands before it did it."""
    match = _NEXT_WORD.match(sentence.text, cue.end)
    return match is not None and (match["word"].lower() in _POINTERS or match["name"] is not None)


def _may_be_subject(sentence: Sentence, victims: Victims) -> bool:
    """Whether it is neither "himself" nor what a preposition leads to: "a girl from Port Alder died"."""
    if _SELF.search(victims.who) is not None:
        return False
    return _PREPOSITION.search(sentence.folded[max(0, victims.start - 16) : victims.start]) is None


def _found_so(sentence: Sentence, cue: Cue) -> list[Victims]:
    """Return single people who are found or left in some state: "left his wife dead"."""
    return [v for v in _singles(sentence) if v.end <= cue.start and _FOUND.search(sentence.folded[: v.start])]


def _nearest(sentence: Sentence, cue: Cue, candidates: list[Victims]) -> Victims | None:
    """Return the last candidate that only function words and asides part from the cue."""
    for victims in reversed(candidates):
        if cue.start - victims.end > _REACH:
            return None
        if _TO_SUBJECT.fullmatch(sentence.gap(victims.end, cue.start)):
            return victims
    return None


def _singles(sentence: Sentence) -> tuple[Victims, ...]:
    return find_individuals(sentence.text, sentence.folded)


def _everybody(sentence: Sentence) -> list[Victims]:
    """Return counted people and single persons that do not overlap, left to right."""
    singles = [
        single
        for single in _singles(sentence)
        if not any(v.start < single.end and single.start < v.end for v in sentence.victims)
    ]
    return sorted([*(v for v in sentence.victims if not v.part), *singles], key=lambda victims: victims.start)


def _with_following(sentence: Sentence, first: Victims) -> tuple[Victims, ...]:
    group = [first]
    if not _GOES_ON.match(sentence.folded, first.end):
        return (first,)
    for victims in _everybody(sentence):
        if victims.start < group[-1].end:
            continue
        if not joins(sentence.folded, group[-1].end, victims.start) or is_claimed(sentence, victims):
            break
        group.append(victims)
    return tuple(group)


def _with_preceding(sentence: Sentence, last: Victims) -> tuple[Victims, ...]:
    group = [last]
    if not sentence.folded.endswith(_LIST_BEFORE, 0, last.start):
        return (last,)
    for victims in reversed(_everybody(sentence)):
        if victims.end > group[0].start:
            continue
        if not joins(sentence.folded, victims.end, group[0].start):
            break
        if victims.individual and not _is_listed(sentence, victims.end, group[0].start):
            break
        group.insert(0, victims)
    return tuple(group)


def _is_listed(sentence: Sentence, end: int, start: int) -> bool:
    """Whether a name and what follows it are one list: a comma alone may end "Last Memorial Day, "."""
    return sentence.gap(end, start).strip() != "," or _LIST_GOES_ON.match(sentence.folded, start) is not None


def is_claimed(sentence: Sentence, victims: Victims) -> bool:
    """Whether an effect word follows so closely that the people are its subject: "and 30 wounded"."""
    return any(
        cue.build != "taker"
        and cue.start >= victims.end
        and _STRICT.fullmatch(sentence.gap(victims.end, cue.start)) is not None
        for cue in sentence.cues
    )


def find_bearer(sentence: Sentence, end: int) -> Victims | None:
    """Return the people whose words stand right before a place in the sentence, or None."""
    for victims in (*sentence.victims, *_singles(sentence)):
        if victims.end <= end and not sentence.gap(victims.end, end).strip(" ,"):
            return victims
    return None

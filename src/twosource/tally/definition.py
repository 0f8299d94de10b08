"""What a count in the press counts: "drone strikes by rebels against the army in the north", taken apart.

Takes apart words that the reader found; compares nothing. What it cannot place is a gap, and with
a gap nobody can say whether the ledger counts the same.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from twosource.knowledge.actors import load_actors
from twosource.knowledge.kinds import ancestry, load_kinds
from twosource.model import FirstSince, PressTally
from twosource.tally.names import find_countries, find_place, find_words
from twosource.text import fold, plain
from twosource.values.place import Place
from twosource.values.place_spelling import word_set

Unit = Literal["incidents", "killed", "injured", "other"]

_GENERIC: Final = word_set("attack strike incident assault operation violence attempt series wave spate")
_ANY_KIND: Final = frozenset({"incident", "violence", "operation"})
_EMPTY: Final = word_set(
    """the a an of on in at by or and against for to it its other such similar reported recorded
    separate different total repeated known more been have has had were was be is another same
    least so far this that these those year month week recent second third"""
)
#: Other words of the press for kinds, beside their labels.
_ALSO: Final = {
    "bomb": "bombing", "device": "bombing", "ied": "bombing", "airstrike": "air strike",
    "abduction": "kidnapping", "mortar": "shelling", "ambushe": "ambush", "clashe": "clash",
    "robberie": "robbery", "blast": "explosion", "suicide": "suicide bombing",
    "unmanned": "drone strike", "knife": "stabbing", "gun": "shooting",
}  # fmt: skip
_PEOPLE: Final = frozenset({"people", "person", "victim", "life", "live", "death", "fatality", "fatalitie"})
_MARKS: Final = re.compile(
    r"\b(against|targeting|aimed at|on|at|by|in|within|near|around|across|inside|along|off|since|during|over"
    r"|from|of|have|has|had|were|was)\b"
)
_DIED: Final = re.compile(r"\b(?:killed|died|dead|deaths?|fatalit\w+|lost their lives|slain)\b")
_HURT: Final = re.compile(r"\b(?:injur\w+|wounded|hurt)\b")
_TARGET: Final = frozenset({"against", "targeting", "aimed at", "on", "at"})
_PLACE: Final = frozenset({"in", "within", "near", "around", "across", "inside", "along", "off"})
_TIME: Final = frozenset({"since", "during", "over", "from"})
#: Words for a place around the incident that is counted, and how wide it is.
_AROUND: Final = {
    "country": "country", "nation": "country", "province": "region", "state": "region", "region": "region",
    "governorate": "region", "city": "city", "capital": "city", "town": "city",
}  # fmt: skip
_CAPITAL: Final = re.compile(r"[A-ZÀ-Þ]")
_JOINTS: Final = re.compile(r",| or | and |/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What is counted. Empty ``kinds`` are any kind; of several kinds, targets or actors any will do.

    Of several ``places`` that are countries any will do; else a place that is in all of them is
    surely meant. ``sites`` narrow the targets ("on military bases"). ``gaps`` are words that were not
    understood, as said.
    """

    unit: Unit
    kinds: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def is_bounded(self) -> bool:
        """Whether it says where, against whom or by whom: a count without that is of nobody knows what."""
        return bool(self.places or self.targets or self.actors)


@dataclass(slots=True)
class _Parts:
    head: str = ""
    targets: list[str] = field(default_factory=list)
    actors: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)


def define(press: PressTally | FirstSince, home: Iterable[Place] = (), kind: str | None = None) -> Definition:
    """Take apart what is counted.

    ``home`` are the places of the incident whose article counts: they say which "the province" is.
    ``kind`` is that incident's, meant where the press names none ("the second at a bus stop").
    """
    parts = _take_apart(press.what, tuple(home))
    unit = _unit(press.what, parts)
    kinds, rest = _read_head(parts.head, unit)
    if unit == "incidents" and not parts.head.strip() and kind:
        kinds = (kind,)
    gaps = [*parts.gaps, *_qualify(rest, parts)]
    return Definition(
        unit=unit,
        kinds=kinds,
        targets=tuple(parts.targets),
        actors=tuple(parts.actors),
        places=tuple(dict.fromkeys(parts.places or _proper(press))),
        sites=tuple(parts.sites),
        gaps=tuple(gaps),
    )


def _take_apart(what: str, home: tuple[Place, ...]) -> _Parts:
    straight = plain(what)
    low = fold(straight)
    marks = (
        [mark for mark in _MARKS.finditer(low) if _divides(mark, low)] if len(low) == len(straight) else []
    )
    parts = _Parts(head=straight[: marks[0].start()] if marks else straight)
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(straight)
        _sort_part(parts, mark.group(), straight[mark.end() : end].strip(" ,."), home)
    return parts


def _divides(mark: re.Match[str], low: str) -> bool:
    """Whether a word parts what from whom and where; "of" does after an attack only: "a series of" goes on."""
    return mark.group() != "of" or _ATTACK.search(low, 0, mark.start()) is not None


_ATTACK: Final = re.compile(
    r"(?:attacks?|strikes?|assaults?|ings?|ambush(?:es)?|raids?|explosions?|blasts?|arson|robber(?:y|ies))\s+$"
)


def _sort_part(parts: _Parts, mark: str, words: str, home: tuple[Place, ...]) -> None:
    if mark in _TIME or not words:
        return
    if mark == "by":
        _add_actor(parts, words)
    elif mark == "of":
        parts.targets += [] if find_words(words) & _TIMES else _alternatives(words)
    elif mark in _TARGET and parts.targets:
        parts.sites.append(words)
    elif mark in _TARGET:
        parts.targets += _alternatives(words)
    elif mark in _PLACE:
        _add_place(parts, words, home)
    elif not (_DIED.search(words) or _HURT.search(words)) and find_words(words) - _EMPTY:
        parts.gaps.append(words)


def _add_actor(parts: _Parts, words: str) -> None:
    if find_words(words) & {"bomb", "mine", "rocket", "missile", "drone", "gun", "knife", "ied"}:
        parts.gaps.append(f"by {words}")
    else:
        parts.actors += _alternatives(words)


def _add_place(parts: _Parts, words: str, home: tuple[Place, ...]) -> None:
    names = [_bare(name) for name in _JOINTS.split(words) if not find_words(name) & _TIMES]
    around = find_around(_bare(words), home)
    if any(map(_CAPITAL.search, names)):
        parts.places += [name for name in names if _CAPITAL.search(name)]
    elif around is not None:
        parts.places.append(around)
    elif names:
        parts.gaps.append(f"in {words}")


def _bare(name: str) -> str:
    """Return a place's name without what only leads to it: "neighbouring Syria" is Syria."""
    return _LEADS.sub("", name.strip())


_LEADS: Final = re.compile(r"^(?:(?:the|both|neighbou?ring|nearby|both)\s+)+", re.IGNORECASE)
_TIMES: Final = word_set(
    """day week month year decade hour mid recent past last january february march april may june july august
    september october november december"""
)


def find_around(words: str, home: tuple[Place, ...]) -> str | None:
    """Return which place "province" or "capital" is, from those around an incident, or None."""
    width = _AROUND.get(fold(words))
    chain = next(((place.name, *place.within) for place in home), ())
    if width == "country":
        return chain[-1] if chain else None
    listed = {name: find_place(name) for name in chain} if width else {}
    fitting = [name for name, place in listed.items() if place is not None and place.kind == width]
    return fitting[-1] if fitting else None


def _alternatives(words: str) -> list[str]:
    """Split "US or coalition forces" into "US forces" and "coalition forces"."""
    parts = [part.strip() for part in _JOINTS.split(words.removeprefix("the ")) if part.strip()]
    if len(parts) < 2:
        return parts
    last = parts[-1].split()
    shared = " ".join(last[1:]) if len(last) > 1 else ""
    return [f"{part} {shared}".strip() if _is_bare(part) else part for part in parts[:-1]] + parts[-1:]


def _is_bare(part: str) -> bool:
    """Whether a part is an owner alone, which goes with the last part's noun."""
    return bool(find_countries(part)) and len(part.split()) == 1


def _proper(press: PressTally | FirstSince) -> list[str]:
    """Return the names among words for places: "military base" is none, nor the side in "pro-Iran"."""
    sides = {name for found in _SIDES.findall(press.what) for name in found if name}
    return [name for name in press.where if _CAPITAL.search(name) and name not in sides]


_SIDES: Final = re.compile(r"\bpro-(\w+)|\b(\w+)-(?:aligned|backed|linked|allied|affiliated|supported)\b")


def _unit(what: str, parts: _Parts) -> Unit:
    low, head = fold(what), find_words(parts.head)
    died, hurt = bool(_DIED.search(low)), bool(_HURT.search(low))
    if head & _GENERIC or (_kinds(head) and not (died or hurt)):
        return "incidents"
    if died or hurt:
        return "other" if died and hurt else "killed" if died else "injured"
    return "incidents" if not head - _EMPTY else "other"


def _read_head(head: str, unit: Unit) -> tuple[tuple[str, ...], str]:
    """Return the kinds that are named, and the words that remain to be understood."""
    words = find_words(head)
    if unit in {"killed", "injured"}:
        return (), _left(_HURT.sub("", _DIED.sub("", head)), _PEOPLE)
    kinds = _kinds(words)
    told = frozenset[str]().union(*(find_words(load_kinds()[kind].label) for kind in kinds))
    aliases = frozenset(word for word in words & _ALSO.keys() if find_words(_ALSO[word]) <= told)
    if not kinds and words & _GENERIC and not words & _ANY_KIND:
        kinds = ("attack",)
    return kinds, _left(head, told | aliases | _GENERIC)


def _left(head: str, understood: frozenset[str]) -> str:
    kept = [word for word in head.split() if find_words(word) - understood - _EMPTY]
    return " ".join(kept)


def _kinds(words: frozenset[str]) -> tuple[str, ...]:
    said = words | {word for alias in words & _ALSO.keys() for word in find_words(_ALSO[alias])}
    labels = {key: find_words(kind.label) for key, kind in load_kinds().items()}
    named = [key for key, label in labels.items() if _is_named(label, said)]
    wider = {above for key in named for above in ancestry(key)[1:]}
    return tuple(key for key in named if key not in wider)


def _is_named(label: frozenset[str], said: frozenset[str]) -> bool:
    """Whether words name a kind: "drone and missile strikes" do, "60 missiles" are no strikes."""
    return (
        bool(label - _GENERIC)
        and label - _GENERIC <= said
        and (not label & _GENERIC or bool(said & _GENERIC))
    )


def _qualify(rest: str, parts: _Parts) -> Iterator[str]:
    """Read what stands before "attacks": an actor ("Houthi", "Israeli"); yield what it is not."""
    if not rest:
        return
    names_actor = any(True for _ in load_actors().find(rest)) or bool(find_countries(rest))
    if names_actor and not parts.actors:
        parts.actors.append(rest)
    else:
        yield rest

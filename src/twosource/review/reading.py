"""What a person types as the right value of a claim, read by the grammar of its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from twosource.errors import InputError
from twosource.knowledge.actors import load_actors
from twosource.knowledge.kinds import load_kinds
from twosource.knowledge.places import load_gazetteer
from twosource.knowledge.weapons import load_weapons, weapon_forms
from twosource.model import Claim, Field, Responsibility, Value
from twosource.text import fold
from twosource.values.count import parse_count
from twosource.values.party import Party, find_parties
from twosource.values.place import Place, find_places
from twosource.values.when_grammar import parse_when

_NOBODY: Final = frozenset({"nobody", "no one", "none", "nobody so far"})
_STANCES: Final = ("claimed", "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What words are read by: the claim they correct, when its article came out, where it happened."""

    claim: Claim
    published: datetime | None = None
    place: Place | None = None


def parse_value(words: str, setting: Setting) -> Value:
    """Read the right value of a claim; raises InputError that says what the field takes."""
    field = setting.claim.field
    if field not in _GRAMMARS:
        raise InputError(
            f"a claim of the field {field!r} can't be given another value",
            hint="say with --none that its words are misread",
        )
    takes, parse = _GRAMMARS[field]
    said = " ".join(words.split())
    try:
        if not said:
            raise ValueError("nothing said")  # noqa: TRY301
        return parse(said, setting)
    except ValueError:
        raise InputError(f"{words!r} is no value of the field {field!r}", hint=f"it takes {takes}") from None


def what_it_takes(field: Field) -> str | None:
    """Return in words what a field takes as a value, or None where its claims take no other value."""
    found = _GRAMMARS.get(field)
    return None if found is None else found[0]


def _count(words: str, _: Setting) -> Value:
    return parse_count(words)


def _when(words: str, setting: Setting) -> Value:
    zone = None if setting.place is None else setting.place.zone
    return parse_when(words, published=setting.published, zone=zone)


def _place(words: str, setting: Setting) -> Value:
    country = None if setting.place is None else setting.place.country
    for said in (words, words[:1].upper() + words[1:]):
        for mention in find_places(said, load_gazetteer(), country=country):
            if mention.span.end - mention.span.start == len(said):
                return replace(mention.place, as_said=words)
    raise ValueError(words)


def _kind(words: str, _: Setting) -> Value:
    wanted = fold(words)
    for key, kind in load_kinds().items():
        if wanted in {key, fold(kind.label)}:
            return key
    raise ValueError(words)


def _weapon(words: str, _: Setting) -> Value:
    if words in load_weapons():
        return words
    listed = weapon_forms().get(fold(words))
    return words if listed is None else listed.name


def _party(words: str, setting: Setting) -> Value:
    """Read a party: one the actor list or the grammar knows, else these words, of the kind it was before."""
    mentions = find_parties(words, load_actors())
    whole = [one.party for one in mentions if not _besides(words, one.span.start, one.span.end)]
    if whole:
        return replace(whole[0], as_said=words)
    before = setting.claim.value
    return Party(name=words, kind=before.kind if isinstance(before, Party) else "other", as_said=words)


def _besides(words: str, start: int, end: int) -> str:
    rest = f"{words[:start]} {words[end:]}".casefold().split()
    return " ".join(word for word in rest if word not in {"the", "a", "an"})


def _responsibility(words: str, setting: Setting) -> Value:
    stance, _, who = words.casefold().partition(" by ")
    if stance not in _STANCES or not who:
        raise ValueError(words)
    if who in _NOBODY:
        if stance == "denied":
            raise ValueError(words)
        return Responsibility(stance="none claimed")
    party = _party(words[len(stance) + len(" by ") :], setting)
    assert isinstance(party, Party)
    return Responsibility(stance="claimed" if stance == "claimed" else "denied", by=party)


def _words(words: str, _: Setting) -> Value:
    return words


_Grammar = tuple[str, Callable[[str, Setting], Value]]
_COUNT: Final[_Grammar] = ("a number as the press writes it: 4, at least three, 70 to 80, dozens", _count)
_TIME: Final[_Grammar] = (
    "a time as the press writes it: 2024-03-12, Tuesday, 4 a.m. on 12 March 2024",
    _when,
)
_WHERE: Final[_Grammar] = ("a place that the gazetteer knows: Kirkuk, or a hotel in Mogadishu", _place)
_WHO: Final[_Grammar] = ("who, in words: Islamic State, gunmen, a bus", _party)
_PLAIN: Final[_Grammar] = ("plain words", _words)

#: What each field takes, in words, and how that is read; fields not here take no other value.
_GRAMMARS: Final[Mapping[Field, _Grammar]] = {
    "kind": ("the name of a kind of incident: shooting, car bombing, drone strike", _kind),
    "when": _TIME,
    "time": _TIME,
    "place": _WHERE,
    "impact place": _WHERE,
    "target": _WHO,
    "weapon": ("the name of a weapon: rocket, car bomb", _weapon),
    "munitions": _COUNT,
    "salvos": _COUNT,
    "killed": _COUNT,
    "injured": _COUNT,
    "casualties": _COUNT,
    "captured": _COUNT,
    "damage": _PLAIN,
    "perpetrator": _WHO,
    "responsibility": ("claimed by WHO, denied by WHO, or claimed by nobody", _responsibility),
    "warning": _PLAIN,
    "motive": _PLAIN,
    "quote": _PLAIN,
}

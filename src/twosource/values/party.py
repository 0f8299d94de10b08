"""Parties: who did it, whom it hit, who speaks.

Finds, compares and formats parties. Names come from an actor list that the caller hands in;
parties that no list holds are read by ``party_grammar``. Who did what is not decided here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from twosource.text import Span, fold, plain
from twosource.values.comparison import Comparison, Relation
from twosource.values.party_aliases import find_aliases, find_short_names
from twosource.values.party_grammar import Described, PartyKind, find_described
from twosource.values.party_names import find_armed_names, find_body_names

__all__ = ["Actors", "Party", "PartyKind", "PartyMention", "compare", "find_parties", "format_party"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A group, force, body or person that takes part.

    ``name`` is the standing name where the actor list holds one ("Islamic State"), else the
    words as said without their article. ``id`` is the key in the actor list or None; it is the
    path of its umbrellas, widest first ("islamic-state/iswap").
    ``country`` (ISO 3166-1 alpha-2) is the side it stands on or belongs to, where known.
    ``role`` keeps a hedge that stood before the name ("suspected").
    """

    name: str
    kind: PartyKind
    as_said: str
    id: str | None = None
    country: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMention:
    """Words of a text that name a party, and which."""

    span: Span
    party: Party


class Actors(Protocol):
    """What finding parties must know: who has which name, and which country an adjective means."""

    def find(self, text: str) -> Iterable[tuple[Span, Party]]:
        """Return the listed actors a straightened text names, with the words that name them."""
        ...

    def country_of(self, adjective: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of a nationality adjective or country name, or None."""
        ...


def find_parties(text: str, actors: Actors) -> tuple[PartyMention, ...]:
    """Return the parties a text names or describes, in reading order, none inside another.

    Spans are offsets into ``text``. A description that holds or follows a listed name ("Islamic
    State gunmen") is one mention with it, of the listed party.
    """
    straight = plain(text)
    named = [_named(text, span, party) for span, party in actors.find(straight)]
    told = (
        *find_described(straight, actors.country_of),
        *find_body_names(straight, actors.country_of),
        *find_armed_names(straight),
    )
    described = [_described(text, found) for found in told]
    return _with_short_names(text, straight, _one_each(text, straight, [*named, *described]), actors)


def _one_each(text: str, straight: str, mentions: Iterable[PartyMention]) -> tuple[PartyMention, ...]:
    """Make one mention of those that overlap or go on, in reading order."""
    kept: list[PartyMention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.span.start, -mention.span.end)):
        if kept and (mention.span.overlaps(kept[-1].span) or _goes_on(straight, kept[-1], mention)):
            kept[-1] = _as_one(text, kept[-1], mention)
        else:
            kept.append(mention)
    return tuple(kept)


def _with_short_names(
    text: str, straight: str, mentions: tuple[PartyMention, ...], actors: Actors
) -> tuple[PartyMention, ...]:
    """Add the parties that brackets name in short, and where those short names stand."""
    by_span = {mention.span: mention.party for mention in mentions}
    parties: dict[str, Party] = {}
    for alias in find_aliases(straight, tuple(by_span), actors.country_of):
        if alias.full not in by_span:
            full = Party(name=alias.full.of(text), kind="organisation", as_said=alias.full.of(text))
            by_span[alias.full] = full
        parties.setdefault(alias.short, by_span[alias.full])
    if not parties:
        return mentions
    for span in find_short_names(straight, tuple(parties)):
        if not any(span.overlaps(known) for known in by_span):
            by_span[span] = replace(parties[span.of(straight)], as_said=span.of(text))
    found = [PartyMention(span=span, party=party) for span, party in by_span.items()]
    return _one_each(text, straight, found)


def _goes_on(text: str, first: PartyMention, second: PartyMention) -> bool:
    """Whether a bare noun only carries on a listed name: "Islamic State" + "gunmen"."""
    if first.party.id is None or second.party.id is not None or second.party.country is not None:
        return False
    return text[first.span.end : second.span.start] == " " and " " not in second.party.name


def _as_one(text: str, first: PartyMention, second: PartyMention) -> PartyMention:
    """Join two mentions that belong together; the listed party is the one they name."""
    span = Span(first.span.start, max(first.span.end, second.span.end))
    listed = [mention for mention in (first, second) if mention.party.id is not None]
    party = max(listed or [first, second], key=lambda mention: len(mention.span)).party
    return PartyMention(span=span, party=replace(party, as_said=span.of(text)))


def _named(text: str, span: Span, party: Party) -> PartyMention:
    return PartyMention(span=span, party=replace(party, as_said=span.of(text)))


def _described(text: str, found: Described) -> PartyMention:
    party = Party(
        name=found.name.of(text),
        kind=found.kind,
        as_said=found.span.of(text),
        country=found.country,
        role=found.role,
    )
    return PartyMention(span=found.span, party=party)


def compare(left: Party, right: Party) -> Comparison:
    """Say whether two parties can be the same, with the reason.

    A group is narrower than its umbrella. A description ("Iran-aligned militias") can hold a named
    group and so overlaps with it; "unidentified gunmen" say too little to tell.
    """
    said = f"{left.as_said!r} and {right.as_said!r}"
    if "unidentified" in {left.kind, right.kind} and fold(left.name) != fold(right.name):
        return Comparison(relation=Relation.UNKNOWN, why=f"{said}: one of them is not identified")
    if left.id is not None and right.id is not None:
        return _compare_listed(left.id, right.id, f"{said} ({left.name}, {right.name})")
    if left.id is None and right.id is None:
        return _compare_described(left, right, said)
    return _compare_kinds(left, right, said)


def _compare_listed(left: str, right: str, said: str) -> Comparison:
    if left == right:
        return Comparison(relation=Relation.SAME, why=f"{said} are one and the same")
    if left.startswith(right + "/"):
        return Comparison(relation=Relation.NARROWER, why=f"{said}: the first belongs to the second")
    if right.startswith(left + "/"):
        return Comparison(relation=Relation.WIDER, why=f"{said}: the second belongs to the first")
    return Comparison(relation=Relation.APART, why=f"{said} are different parties")


def _compare_described(left: Party, right: Party, said: str) -> Comparison:
    """Compare two descriptions by their words, then by kind and country."""
    ours, theirs = _words(left.name), _words(right.name)
    if ours == theirs:
        return Comparison(relation=Relation.SAME, why=f"{said} describe the same side")
    if left.kind == right.kind and theirs < ours:
        return Comparison(relation=Relation.NARROWER, why=f"{said}: the first says more of the same")
    if left.kind == right.kind and ours < theirs:
        return Comparison(relation=Relation.WIDER, why=f"{said}: the second says more of the same")
    return _compare_kinds(left, right, said)


_STATE = frozenset({"state force", "police", "government", "diplomatic"})
_ONE_WORD = {
    "militias": "militants", "militia": "militants", "groups": "militants", "group": "militants",
    "fighters": "militants", "militant": "militants", "faction": "militants", "factions": "militants",
    "rebel": "rebels", "insurgent": "insurgents", "gunman": "gunmen", "soldiers": "troops", "forces": "troops",
}  # fmt: skip
_BACKING = re.compile(r"^(.+?)-(?:aligned|backed|linked|allied|affiliated|supported)$")


def _words(name: str) -> frozenset[str]:
    """Return the words of a description in one form: "pro-Iran groups" are "Iran-aligned militias"."""
    words = (_BACKING.sub(r"pro-\1", word) for word in fold(name).split())
    return frozenset(_ONE_WORD.get(word, word) for word in words if word != "in")


def _compare_kinds(left: Party, right: Party, said: str) -> Comparison:
    """Compare by what kind of party each is and which side it stands on."""
    ours, theirs = left.kind in _STATE, right.kind in _STATE
    if ours != theirs and {left.kind, right.kind} & {"armed group"} and (ours or theirs):
        return Comparison(relation=Relation.APART, why=f"{said}: one is a state's, the other an armed group")
    if ours and theirs and left.country and right.country and left.country != right.country:
        return Comparison(relation=Relation.APART, why=f"{said} belong to different states")
    if left.kind == right.kind or (ours and theirs):
        return Comparison(
            relation=Relation.OVERLAPPING, why=f"{said} can be the same, the words leave it open"
        )
    return Comparison(relation=Relation.UNKNOWN, why=f"{said} say too little to tell")


def format_party(party: Party) -> str:
    """Write a party for people: its hedge and its name ("suspected Islamist militants")."""
    return f"{party.role} {party.name}" if party.role else party.name

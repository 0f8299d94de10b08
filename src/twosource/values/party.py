"""Parties: who did it, whom it hit, who speaks."""

from dataclasses import dataclass
from typing import Literal

from twosource.text import Span

PartyKind = Literal[
    "state force", "police", "armed group", "government", "diplomatic", "coalition", "organisation",
    "civilians", "person", "unidentified", "site", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A group, force, body or person that takes part.

    ``name`` is the standing name where the actor list holds one ("Islamic State"), else the
    words as said without their article. ``id`` is the key in the actor list or None.
    ``country`` (ISO 3166-1 alpha-2) is the side it stands on or belongs to, where known.
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

"""Who speaks in an incident, newsroom by newsroom: each claim's place among the independent voices.

Counts nothing anew: voices are grouped as ``reconcile.independence`` counts them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from twosource.briefs import Quoted
from twosource.ids import ClaimId
from twosource.model import Claim, Voice
from twosource.reconcile.chains import name_newsroom, trace
from twosource.reconcile.independence import group_by_voice
from twosource.reconcile.sources import Sources
from twosource.wording import show_voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """An independent voice: its number in this incident, from 1, its commonest name and its kind."""

    number: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A voice as it is heard through one newsroom; the same voice may be heard through several."""

    speaker: Speaker
    newsroom: str


def trace_lines(quoted: Sequence[Quoted], sources: Sources) -> Mapping[ClaimId, Line]:
    """Return for each claim whose voice it is and through which newsroom it came."""
    speaker_of = _find_speakers([one.claim for one in quoted], sources)
    names: dict[str | None, str] = {}
    lines: dict[ClaimId, Line] = {}
    for claim in (one.claim for one in quoted):
        key = trace(claim, sources).newsroom
        newsroom = names.setdefault(key, name_newsroom(claim, sources))
        lines[claim.id] = Line(speaker=speaker_of[claim.id], newsroom=newsroom)
    return lines


def _find_speakers(claims: Sequence[Claim], sources: Sources) -> dict[ClaimId, Speaker]:
    grouped = group_by_voice(claims, sources)
    return {
        claim.id: speaker for speaker, said in zip(_name(grouped), grouped, strict=True) for claim in said
    }


def _name(grouped: Iterable[Sequence[Claim]]) -> list[Speaker]:
    return [_make_speaker(number, [claim.voice for claim in said]) for number, said in enumerate(grouped, 1)]


def _make_speaker(number: int, voices: Sequence[Voice]) -> Speaker:
    """Name a voice as it is called most often; of equals, by the fullest name."""
    often = Counter(voices)
    voice = max(often, key=lambda one: (often[one], len(one.name or ""), one.name or ""))
    named = show_voice(voice).removesuffix(f" ({voice.kind})")
    return Speaker(number=number, name=named[:1].upper() + named[1:], kind=voice.kind)

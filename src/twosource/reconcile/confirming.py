"""Whether a fact is confirmed: two independent voices say it, through two newsrooms.

Stricter than counting who stands behind a fact. A guess confirms nothing, nor does what is merely
compatible ("several" does not confirm "four"). A newsroom that attributes a fact to somebody has no
word of its own on it, and an official who stays nameless may be any official.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from twosource.ids import ClaimId
from twosource.model import Certainty, Claim, Fact, Field, Status
from twosource.reconcile.chains import count_newsrooms, name_newsroom, trace
from twosource.reconcile.independence import count_voices, is_anybody
from twosource.reconcile.relations import relate_values
from twosource.reconcile.sentences import join_names, name_speaker
from twosource.reconcile.sources import Sources
from twosource.values.comparison import Relation

#: What is said once, and what the press counts, is not a fact that voices could confirm.
_APART: Final[frozenset[Field]] = frozenset({"quote", "tally", "first since", "background", "motive"})
_GUESSED: Final = frozenset({Certainty.POSSIBLE, Certainty.SUSPECTED})
_SAYS_IT: Final = frozenset({Relation.SAME, Relation.NARROWER})
_OFFICIAL: Final = frozenset({"official", "anonymous official"})


def confirm(facts: Iterable[Fact], claims: Iterable[Claim], sources: Sources) -> tuple[Fact, ...]:
    """Return facts with whether they are confirmed, and the sentence why."""
    known = {claim.id: claim for claim in claims}
    return tuple(_confirm(fact, known, sources) for fact in facts)


def _confirm(fact: Fact, known: Mapping[ClaimId, Claim], sources: Sources) -> Fact:
    if fact.value is None or fact.field in _APART:
        return fact
    support = [known[name] for name in fact.support if name in known]
    if fact.status is Status.CONTRADICTED:
        return replace(fact, confirmation="Not confirmed: the voices contradict each other.")
    backers = _leave_out_own(sorted(_find_backers(fact, support), key=lambda claim: claim.id), sources)
    voices, newsrooms = _count_voices(backers, sources), count_newsrooms(backers, sources)
    is_confirmed = voices > 1 and newsrooms > 1
    why = _tell(backers, sources) if is_confirmed else _tell_lack(backers, voices, newsrooms, sources)
    if not is_confirmed and backers and len(_find_backers(fact, support)) < len(support):
        why = f"{why.removesuffix('.')}; what others say fits it, no more."
    return replace(fact, confirmed=is_confirmed, confirmation=why)


# --- who counts -------------------------------------------------------------------------------------


def _find_backers(fact: Fact, support: Iterable[Claim]) -> list[Claim]:
    """Return the claims that say at least as much as the fact does, and say it for certain."""
    return [claim for claim in support if _is_sure(claim, fact) and _says(claim, fact)]


def _is_sure(claim: Claim, fact: Fact) -> bool:
    denies = claim.certainty is Certainty.DENIED
    return claim.certainty not in _GUESSED and denies == (fact.certainty is Certainty.DENIED)


def _says(claim: Claim, fact: Fact) -> bool:
    assert fact.value is not None, "only what is known has backers"
    return relate_values(fact.field, claim.value, fact.value).relation in _SAYS_IT


def _leave_out_own(claims: Sequence[Claim], sources: Sources) -> list[Claim]:
    """Leave out the own words of newsrooms that attribute the same to somebody."""
    attributing = {trace(claim, sources).newsroom for claim in claims if claim.voice.kind != "newsroom"}
    return [
        claim
        for claim in claims
        if claim.voice.kind != "newsroom" or trace(claim, sources).newsroom not in attributing
    ]


def _count_voices(claims: Iterable[Claim], sources: Sources) -> int:
    """Count the independent voices; officials who may be anybody's are one with any other official."""
    claims = tuple(claims)
    anybody = [claim for claim in claims if is_anybody(claim.voice)]
    rest = [claim for claim in claims if not is_anybody(claim.voice)]
    adds = bool(anybody) and not any(claim.voice.kind in _OFFICIAL for claim in rest)
    return count_voices(rest, sources) + adds


# --- in words ---------------------------------------------------------------------------------------


def _tell(backers: Sequence[Claim], sources: Sources) -> str:
    said, written = map(join_names, _names(backers, sources))
    return f"Confirmed: {said} say it, independently of each other, through {written}."


def _tell_lack(backers: Sequence[Claim], voices: int, newsrooms: int, sources: Sources) -> str:
    if not backers:
        return "Not confirmed: nobody says just this for certain."
    said, written = _names(backers, sources)
    if voices > 1:
        return f"Not confirmed: {voices} voices ({join_names(said)}), but {_one('newsroom', written)}."
    if newsrooms > 1:
        return f"Not confirmed: {_one('voice', said)}, though {newsrooms} newsrooms have it ({join_names(written)})."
    return f"Not confirmed: {_one('voice', said)}, through {_one('newsroom', written)}."


def _one(noun: str, names: list[str]) -> str:
    """Say that there is one of them, or that those named may be one."""
    return f"one {noun}, {names[0]}" if len(names) == 1 else f"what may be one {noun}, {join_names(names)}"


def _names(claims: Sequence[Claim], sources: Sources) -> tuple[list[str], list[str]]:
    """Return who says it and who wrote it, each named once, in the order of the alphabet."""
    voices = {name_speaker(claim, sources) for claim in claims}
    newsrooms = {name_newsroom(claim, sources) for claim in claims}
    return _in_order(voices), _in_order(newsrooms)


def _in_order(names: Iterable[str]) -> list[str]:
    """Return names in the order of the alphabet; those that differ in capitals alone in one order, too."""
    return sorted(names, key=lambda name: (name.casefold(), name))

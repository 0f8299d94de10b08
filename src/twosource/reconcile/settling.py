"""Settle what the claims about one thing amount to: who is superseded, what stands, what opposes it.

The value is always one that was said: the most specific one with the most independent voices
behind it. Rules of single fields build on this; nothing here knows a field.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from twosource.ids import ArticleId, ClaimId
from twosource.model import Certainty, Claim, Field, Status, Value
from twosource.reconcile.harms import counts_some_people
from twosource.reconcile.independence import count_standing, is_named
from twosource.reconcile.replacing import Setting, find_outdated, is_one_body, is_so
from twosource.reconcile.sayings import list_sayings, remember
from twosource.reconcile.sources import Sources
from twosource.values.comparison import Relation
from twosource.values.count import Count
from twosource.values.place import Place
from twosource.values.when import Precision, When

#: From the closest to the loosest.
PRECISIONS: tuple[Precision, ...] = get_args(Precision)

#: Fields that count the harmed: what rises with time is no contradiction.
TOLLS: frozenset[Field] = frozenset({"killed", "injured", "casualties", "captured"})

_OFFICIALS = frozenset({"official", "anonymous official"})

#: Characters of an article that hold its account of the news; what 19 in 20 true contradictions of 79 looked
#: at began within, and half of those taken for contradictions did not.
ACCOUNT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What stands: the claim whose value is taken, those it agrees with, those against, those outdated.

    ``same`` are the claims in ``support`` that say the very same; ``whole`` are those that a value can be
    taken from: not outdated, and no part of what their voice gives. All are in the order of printing.
    """

    main: Claim
    support: tuple[Claim, ...]
    against: tuple[Claim, ...]
    outdated: tuple[Claim, ...]
    same: tuple[Claim, ...]
    whole: tuple[Claim, ...]
    status: Status


def settle(claims: Iterable[Claim], setting: Setting) -> Settled:
    """Settle claims about one thing; raises ValueError for none."""
    ordered = in_order(claims, setting.sources)
    if not ordered:
        raise ValueError("no claims to settle")
    if len(ordered) == 1:
        return _alone(ordered[0])
    setting = replace(setting, relate=remember(setting.relate, ordered))
    parts = _list_parts(ordered, setting)
    outdated = find_outdated([claim for claim in ordered if claim.id not in parts], setting)
    old = {claim.id for claim in outdated}
    current = [claim for claim in ordered if claim.id not in old]
    whole = _list_whole(current, setting) or current
    main = _choose(whole, current, setting)
    support = tuple(claim for claim in current if claim is main or _backs(claim, main, setting))
    against = _find_against(current, main, support, setting)
    same = tuple(claim for claim in support if claim is main or is_so(claim, main, setting, Relation.SAME))
    return Settled(
        main=main,
        support=support,
        against=against,
        outdated=tuple(outdated),
        same=same,
        whole=tuple(whole),
        status=_status(support, against, outdated, same, setting.sources),
    )


def _list_parts(claims: list[Claim], setting: Setting) -> set[ClaimId]:
    """Return counts whose voice gives more in the same article: no later word on the whole, but a part of it."""
    if not setting.rising:
        return set()
    return {
        claim.id for told in _by_article(claims).values() for claim in told if _is_part(claim, told, setting)
    }


def _by_article(claims: Iterable[Claim]) -> dict[ArticleId, list[Claim]]:
    by_article: dict[ArticleId, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_article[claim.evidence.article].append(claim)
    return by_article


def _list_whole(claims: list[Claim], setting: Setting) -> list[Claim]:
    """Return the claims that are no part: of a larger count in their article, or an addition beside totals."""
    has_totals = any(isinstance(claim.value, Count) and not claim.value.more for claim in claims)
    told = _by_article(claims)
    return [
        claim
        for claim in claims
        if not (
            has_totals
            if isinstance(claim.value, Count) and claim.value.more
            else _is_part(claim, told[claim.evidence.article], setting)
        )
    ]


def _alone(claim: Claim) -> Settled:
    one = (claim,)
    return Settled(
        main=claim, support=one, against=(), outdated=(), same=one, whole=one, status=Status.SINGLE_SOURCE
    )


def settle_on(main: Claim, settled: Settled, setting: Setting) -> Settled:
    """Take another claim's value; whether claims contradict or replace each other stays as it was settled."""
    if main is settled.main:
        return settled
    at_hand = {claim.id: claim for claim in (*settled.support, *settled.against, *settled.whole, main)}
    current = in_order(at_hand.values(), setting.sources)
    support = tuple(claim for claim in current if claim is main or _backs(claim, main, setting))
    against = _find_rivals(main, settled, setting)
    support = tuple(claim for claim in support if claim not in against)
    return replace(
        settled,
        main=main,
        support=support,
        against=against,
        outdated=tuple(claim for claim in settled.outdated if claim is not main),
        same=tuple(claim for claim in support if claim is main or is_so(claim, main, setting, Relation.SAME)),
    )


def _find_rivals(main: Claim, settled: Settled, setting: Setting) -> tuple[Claim, ...]:
    """Return what stands against another main claim: nothing where nothing was contradicted at all."""
    if settled.status is not Status.CONTRADICTED:
        return ()
    stands = (*settled.support, *settled.against)
    backing = tuple(claim for claim in stands if claim is main or _backs(claim, main, setting))
    opposed = _find_against(list(stands), main, backing, setting)
    others = settled.against if main not in settled.against else (settled.main,)
    return opposed or tuple(claim for claim in others if claim is not main)


def in_order(claims: Iterable[Claim], sources: Sources) -> list[Claim]:
    """Return claims in the order of printing, undated ones last, however they came in."""
    return sorted(claims, key=lambda claim: (_stamp(sources.get_told_at(claim)), claim.id))


def _stamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment is not None else float("inf")


# --- what stands -----------------------------------------------------------------------------------


def _choose(whole: list[Claim], current: list[Claim], setting: Setting) -> Claim:
    """Take the most specific value with the most voices, newsrooms and then claims behind it.

    Of two that stand even the lower count is taken, but never a part that its voice gives with the whole.
    """
    said = list(list_sayings(whole).values())
    exact = [claim for claim in said if not _has_narrower(claim, said, setting)] or said

    def rank(claim: Claim) -> tuple[float, ...]:
        backers = [other for other in current if other is claim or _backs(other, claim, setting)]
        standing = count_standing(backers, setting.sources)
        return standing.voices, standing.newsrooms, _depth(claim), len(backers), -_low(claim), -_width(claim)

    return max(exact, key=rank)


def _depth(claim: Claim) -> int:
    """How many places around it are told: the embassy in a district of a city says more than in a city."""
    return len(claim.value.within) if isinstance(claim.value, Place) else 0


def _width(claim: Claim) -> float:
    """How loosely a time or place is told; of two that fit, the closer one is taken."""
    if isinstance(claim.value, When):
        return PRECISIONS.index(claim.value.precision)
    if isinstance(claim.value, Place):
        return float("inf") if claim.value.radius_km is None else claim.value.radius_km
    return 0.0


def _low(claim: Claim) -> int:
    return (claim.value.low or 0) if isinstance(claim.value, Count) else 0


def _is_part(claim: Claim, current: list[Claim], setting: Setting) -> bool:
    """Whether it is an addition beside totals, or its voice gives a larger count in the same article."""
    if not isinstance(claim.value, Count):
        return False
    if claim.value.more:
        return any(isinstance(other.value, Count) and not other.value.more for other in current)
    return any(
        _low(other) > _low(claim)
        and is_in_one_breath(other, claim, setting.sources)
        and (is_so(other, claim, setting, Relation.APART) or counts_some_people(other, claim))
        for other in current
    )


def is_in_one_breath(left: Claim, right: Claim, sources: Sources) -> bool:
    """Whether one voice says both in one article, or the newsroom beside whom it quotes; a denial is neither.

    Who writes "four were hurt" and "police said two are in hospital" has no doubt of the four. "The
    authorities" may be the police whom the article names further on.
    """
    if left.evidence.article != right.evidence.article or _is_denial(left, right):
        return False
    if "newsroom" in {left.voice.kind, right.voice.kind} or is_one_body(left, right, sources):
        return True
    return {left.voice.kind, right.voice.kind} <= _OFFICIALS and not (is_named(left) and is_named(right))


def _is_denial(left: Claim, right: Claim) -> bool:
    return (left.certainty is Certainty.DENIED) != (right.certainty is Certainty.DENIED)


def _has_narrower(claim: Claim, current: list[Claim], setting: Setting) -> bool:
    return any(is_so(other, claim, setting, Relation.NARROWER) for other in current if other is not claim)


def _backs(claim: Claim, main: Claim, setting: Setting) -> bool:
    return not is_so(claim, main, setting, Relation.APART, Relation.UNKNOWN)


def _find_against(
    current: list[Claim], main: Claim, support: tuple[Claim, ...], setting: Setting
) -> tuple[Claim, ...]:
    """Return what contradicts the main claim; nothing contradicts what only stands aside in articles."""
    if all(
        _is_aside(claim) for claim in support if claim is main or is_so(claim, main, setting, Relation.SAME)
    ):
        return ()
    beside = _by_article(support)
    opposed = [
        claim for claim in current if _opposes(claim, main, beside.get(claim.evidence.article, ()), setting)
    ]
    if opposed and count_texts(opposed, setting.sources) < setting.texts_against:
        return ()
    return _without_parts(opposed, main, current) if setting.rising else tuple(opposed)


def _without_parts(opposed: list[Claim], main: Claim, current: list[Claim]) -> tuple[Claim, ...]:
    """Leave out what is no contradiction because the counts of one article add up to the other's."""
    figures = {article: {_low(claim) for claim in told} for article, told in _by_article(current).items()}
    sums = {article: sum(told) for article, told in figures.items() if len(told) > 1}
    return tuple(
        claim
        for claim in opposed
        if sums.get(claim.evidence.article) != _low(main) and sums.get(main.evidence.article) != _low(claim)
    )


def _may_have_risen(claim: Claim, main: Claim, sources: Sources) -> bool:
    """Whether nobody knows which newsroom printed its toll first, so that one may be the other, risen."""
    if claim.evidence.article == main.evidence.article:
        return False
    undated = any(sources.get_told_at(each) is None for each in (claim, main))
    return undated and "newsroom" in {claim.voice.kind, main.voice.kind}


def _is_aside(claim: Claim) -> bool:
    """Whether a newsroom says it in its own words far into an article."""
    return claim.voice.kind == "newsroom" and claim.evidence.span.start > ACCOUNT


def _opposes(claim: Claim, main: Claim, beside: Iterable[Claim], setting: Setting) -> bool:
    """Whether a claim contradicts, given the support ``beside`` it in its article.

    A voice that gives two figures in one article gives whole and part. In a newsroom's own words only
    the beginning of an article is its account of what happened; further on it looks back and aside. Nor
    does what can't be said of this incident, or is silent because it may tell of another one.
    """
    if claim is main or not is_so(claim, main, setting, Relation.APART):
        return False
    if claim.id in setting.sources.silent or not (setting.can_be(main) and setting.can_be(claim)):
        return False
    if _is_aside(claim) or (setting.rising and _may_have_risen(claim, main, setting.sources)):
        return False
    if setting.one_only and any(not _is_denial(other, claim) for other in beside):
        return False
    return not any(is_in_one_breath(other, claim, setting.sources) for other in beside)


def _status(
    support: tuple[Claim, ...],
    against: tuple[Claim, ...],
    outdated: list[Claim],
    same: tuple[Claim, ...],
    sources: Sources,
) -> Status:
    if against:
        return Status.CONTRADICTED
    if outdated:
        return Status.UPDATED
    if count_texts(support, sources) < 2:
        return Status.SINGLE_SOURCE
    return Status.AGREED if count_texts(same, sources) > 1 else Status.COMPATIBLE


def count_texts(claims: Iterable[Claim], sources: Sources) -> int:
    """Count the independent texts behind some claims: a copy is its original's text."""
    return len({sources.find_family(claim.evidence.article) for claim in claims})


def list_history(settled: Settled, sources: Sources) -> tuple[tuple[datetime | None, Value], ...]:
    """Return what was said before, oldest first, each value once."""
    seen: list[Value] = []
    history: list[tuple[datetime | None, Value]] = []
    for claim in settled.outdated:
        if all(not _is_same_value(claim.value, value) for value in seen):
            seen.append(claim.value)
            history.append((sources.get_told_at(claim), claim.value))
    return tuple(history)


def _is_same_value(left: Value, right: Value) -> bool:
    if isinstance(left, Count) and isinstance(right, Count):
        return (left.low, left.high) == (right.low, right.high)
    return left == right

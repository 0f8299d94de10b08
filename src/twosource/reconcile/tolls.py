"""Set "no casualties" against the dead and injured that others count."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from twosource.model import Certainty, Claim, Fact, Field, Status
from twosource.reconcile.harms import is_none
from twosource.reconcile.independence import count_standing
from twosource.reconcile.replacing import RISING_AFTER, Setting, find_outdated, is_one_body
from twosource.reconcile.sentences import quote_speaker
from twosource.reconcile.settling import in_order, is_in_one_breath
from twosource.reconcile.sources import Sources
from twosource.values import count as counts
from twosource.values.comparison import Comparison, Relation
from twosource.values.count import Count

_HURT: tuple[Field, ...] = ("killed", "injured")


def settle_tolls(
    facts: Sequence[Fact], told: Mapping[tuple[Field, str], list[Claim]], sources: Sources
) -> tuple[Fact, ...]:
    """Mark "no casualties" and a count of dead or injured as opposed, or the older one as outdated."""
    facts = [_oppose_greater_part(fact, told, sources) for fact in facts]
    hurt = in_order((claim for field in _HURT for claim in told.get((field, ""), ())), sources)
    somebody = [claim for claim in hurt if _is_some(claim)]
    none_hurt = [
        claim
        for claim in in_order(told.get(("casualties", ""), ()), sources)
        if _is_none(claim) and not any(is_in_one_breath(claim, other, sources) for other in somebody)
    ]
    if not none_hurt or not somebody:
        return tuple(facts)
    setting = Setting(sources=sources, relate=_relate_hurt, rising=True)
    both = [*none_hurt, *somebody]
    outdated = {claim.id for claim in find_outdated(both, setting)}
    standing = [claim for claim in none_hurt if claim.id not in outdated]
    return tuple(_oppose(fact, none_hurt, standing, somebody, sources) for fact in facts)


def _oppose_greater_part(fact: Fact, told: Mapping[tuple[Field, str], list[Claim]], sources: Sources) -> Fact:
    """Oppose a total by somebody else's count of a part that is greater ("three died"; "six officials died")."""
    if fact.scope or fact.field not in _HURT or not isinstance(fact.value, Count) or fact.value.high is None:
        return fact
    whole = [claim for claim in told.get((fact.field, ""), ()) if claim.id in fact.support]
    greater = [
        claim
        for (field, scope), claims in told.items()
        if field == fact.field and scope not in {"", "attackers", "attacker"}
        for claim in claims
        if isinstance(claim.value, Count)
        and not claim.value.more
        and (claim.value.low or 0) > fact.value.high
        and any(_is_told_beside(claim, other, sources) for other in whole)
    ]
    return _contradict(fact, in_order(greater, sources), sources) if greater else fact


def _is_told_beside(part: Claim, whole: Claim, sources: Sources) -> bool:
    """Whether two voices give part and whole so near in time that the toll has not risen between."""
    told, retold = sources.get_told_at(part), sources.get_told_at(whole)
    near = told is not None and retold is not None and abs(told - retold) < RISING_AFTER
    return near and not is_one_body(part, whole, sources)


def _is_none(claim: Claim) -> bool:
    return claim.certainty is not Certainty.DENIED and isinstance(claim.value, Count) and is_none(claim.value)


def _is_some(claim: Claim) -> bool:
    return (
        claim.certainty is not Certainty.DENIED
        and isinstance(claim.value, Count)
        and (claim.value.low or 0) > 0
    )


def _relate_hurt(left: Claim, right: Claim) -> Comparison:
    """None hurt and some hurt exclude each other; how many of which kind is not compared here."""
    if _is_none(left) != _is_none(right):
        return Comparison(relation=Relation.APART, why="one says that nobody was hurt")
    if left.field == right.field and isinstance(left.value, Count) and isinstance(right.value, Count):
        return counts.compare(left.value, right.value)
    return Comparison(relation=Relation.UNKNOWN, why="the dead are not the injured")


def _oppose(
    fact: Fact, none_hurt: list[Claim], standing: list[Claim], somebody: list[Claim], sources: Sources
) -> Fact:
    if fact.scope or not isinstance(fact.value, Count):
        return fact
    if fact.field == "casualties" and fact.value.high == 0:
        return (
            _contradict(fact, somebody, sources) if standing else _outdate(fact, none_hurt, somebody, sources)
        )
    opposed = fact.field in _HURT and (fact.value.low or 0) > 0
    return _contradict(fact, standing, sources) if opposed and standing else fact


def _contradict(fact: Fact, claims: list[Claim], sources: Sources) -> Fact:
    claims = [claim for claim in claims if claim.id not in sources.silent]
    if not claims:
        return fact
    against = tuple(dict.fromkeys((*fact.against, *(claim.id for claim in claims))))
    names = ", ".join(dict.fromkeys(quote_speaker(each, sources) for each in claims[:2]))
    why = f"{fact.why.rstrip('.')}; but {names}."
    return replace(fact, status=Status.CONTRADICTED, against=against, why=why)


def _outdate(fact: Fact, none_hurt: list[Claim], somebody: list[Claim], sources: Sources) -> Fact:
    """Turn "no casualties" into what came after it."""
    latest = somebody[-1]
    assert isinstance(latest.value, Count)
    standing = count_standing(somebody, sources)
    history = tuple((sources.get_told_at(claim), claim.value) for claim in none_hurt[:1])
    return replace(
        fact,
        value=Count(low=1, high=None, as_said=latest.as_said),
        status=Status.UPDATED,
        support=tuple(claim.id for claim in somebody),
        against=(),
        voices=standing.voices,
        newsrooms=standing.newsrooms,
        outlets=standing.outlets,
        certainty=latest.certainty,
        why=f'First "{none_hurt[0].as_said}"; later {quote_speaker(latest, sources)}.',
        history=history,
    )

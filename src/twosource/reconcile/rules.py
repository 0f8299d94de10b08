"""One rule per field: how its claims become facts. A rule's docstring is what users read.

A rule gets all claims of one field and scope and returns one fact or several.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from twosource.model import Certainty, Claim, Fact, Responsibility, Status, Value
from twosource.reconcile.independence import count_standing
from twosource.reconcile.relations import describe, find_marks, find_quote_marks, is_reworded, relate
from twosource.reconcile.replacing import Setting
from twosource.reconcile.sayings import group
from twosource.reconcile.scenes import is_dateline
from twosource.reconcile.sentences import explain
from twosource.reconcile.settling import Settled, list_history, settle
from twosource.reconcile.sources import Sources
from twosource.values.comparison import Comparison, Relation
from twosource.values.place import Place
from twosource.values.when import When, combine

Claims = tuple[Claim, ...]
Rule = Callable[[Claims, Sources], tuple[Fact, ...]]

#: An article dated by its day alone can tell of that day's night, in a zone behind or ahead of its own.
_PRINTED_WITHIN = timedelta(hours=36)

#: From the surest to the least sure; a fact is as sure as its least sure support.
_CAUTION = (
    Certainty.ASSERTED,
    Certainty.REPORTED,
    Certainty.CLAIMED,
    Certainty.SO_FAR,
    Certainty.SUSPECTED,
    Certainty.POSSIBLE,
)


def most_specific(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Take the most specific value that most independent voices admit."""
    return (make_fact("most_specific", settle(claims, set_scene(sources)), sources),)


def set_scene(sources: Sources) -> Setting:
    """Return how places, kinds and weapons are settled: a dateline is not where it happened."""
    return Setting(sources=sources, relate=relate, one_only=True, can_be=_is_no_dateline)


def _is_no_dateline(claim: Claim) -> bool:
    return not (isinstance(claim.value, Place) and is_dateline(claim.value, claim.evidence.span.start))


def exact_hour(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Take the most exact hour that most independent voices admit, on the day that another of them names."""
    settled = settle(claims, set_hours(sources))
    return (date_hour(make_fact("exact_hour", settled, sources), settled),)


def set_hours(sources: Sources) -> Setting:
    """Return how hours are settled: articles tell of many, so that one alone contradicts nobody."""
    return Setting(sources=sources, relate=relate, one_only=True, texts_against=2)


def date_hour(fact: Fact, settled: Settled) -> Fact:
    """Return the fact with its hour dated by another claim where it has no day of its own."""
    return replace(fact, value=_on_a_day(settled)) if fact.field == "time" else fact


def _on_a_day(settled: Settled) -> Value:
    """Return the hour taken, dated by a supporting claim where it has no day of its own."""
    main = settled.main.value
    if not isinstance(main, When) or main.earliest is not None or main.clock is None:
        return main
    for claim in settled.support:
        day = claim.value
        if (
            isinstance(day, When)
            and day.earliest is not None
            and day.weekday in {None, main.weekday, day.earliest.weekday()}
        ):
            return replace(combine(replace(day, clock=None), main), as_said=main.as_said)
    return main


def common_days(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Take the days that every claim allows; parts of one day are that day."""
    settled = settle(claims, set_days(sources))
    value = _common(settled)
    return (replace(make_fact("common_days", settled, sources), value=value),)


def set_days(sources: Sources) -> Setting:
    """Return how days are settled: nobody can have told of a day that was still to come."""
    first = sources.find_first_told_at()

    def can_be(claim: Claim) -> bool:
        when = claim.value
        if first is None or not isinstance(when, When) or when.earliest is None:
            return True
        return when.earliest <= first + _PRINTED_WITHIN

    return Setting(sources=sources, relate=relate, one_only=True, can_be=can_be)


def _common(settled: Settled) -> Value:
    """Return the stretch that all dated claims in support allow; the main one's where none is dated."""
    main = settled.main.value
    dated = [
        claim.value
        for claim in settled.support
        if isinstance(claim.value, When)
        and claim.value.earliest is not None
        and claim.value.latest is not None
    ]
    if not dated:
        return main
    best = main if isinstance(main, When) and main in dated else min(dated, key=_width)
    earliest = max(when.earliest for when in dated if when.earliest is not None)
    latest = min(when.latest for when in dated if when.latest is not None)
    return replace(best, earliest=earliest, latest=latest) if earliest <= latest else best


def _width(when: When) -> float:
    assert when.earliest is not None
    assert when.latest is not None
    return (when.latest - when.earliest).total_seconds()


def rising_toll(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Take the latest figure of each voice; a toll that rises later is updated, not contradicted."""
    settled = settle(claims, Setting(sources=sources, relate=relate, rising=True))
    return (make_fact("rising_toll", settled, sources),)


def each_its_own(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """List the values side by side; those that say the same, or one more than the other, are one."""
    setting = Setting(sources=sources, relate=relate)
    groups = group(claims, _is_told_together, find_marks)
    return tuple(make_fact("each_its_own", settle(each, setting), sources) for each in groups)


def _is_told_together(left: Claim, right: Claim) -> bool:
    """Whether two are about one thing; two targets or weapons that differ are simply two."""
    relation = relate(left, right).relation
    if relation is Relation.APART:
        return left.field == "damage" or left.certainty != right.certainty
    return relation not in {Relation.OVERLAPPING, Relation.UNKNOWN}


def common_blame(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Take whom most voices blame; blame is no claim of responsibility, and suspicion stays suspicion."""
    settled = settle(claims, Setting(sources=sources, relate=relate))
    common = min(settled.same, key=lambda claim: (len(describe(claim.value)), claim.id))
    return (make_fact("common_blame", replace(settled, main=common), sources),)


def owning_up(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Take who claims it; "nobody so far" gives way to a claim, and a denial contradicts a claim."""
    settled = settle(claims, Setting(sources=sources, relate=_relate_stances, lasting=True))
    return (make_fact("owning_up", _without_nobody(settled), sources),)


def _without_nobody(settled: Settled) -> Settled:
    """Where somebody has spoken up since, "nobody so far" is what was said before."""
    if _stance(settled.main) == "none claimed":
        return settled
    silent = tuple(claim for claim in settled.support if _stance(claim) == "none claimed")
    support = tuple(claim for claim in settled.support if claim not in silent)
    if not silent:
        return settled
    status = Status.CONTRADICTED if settled.against else Status.UPDATED
    same = tuple(claim for claim in settled.same if claim not in silent) or (settled.main,)
    return replace(settled, support=support, same=same, status=status, outdated=(*settled.outdated, *silent))


def _relate_stances(left: Claim, right: Claim) -> Comparison:
    """Owning up: two claimants, or a claim and its denial, exclude each other."""
    stances = {_stance(left), _stance(right)}
    if stances == {"none claimed"}:
        return Comparison(relation=Relation.SAME, why="nobody has claimed it")
    if "none claimed" in stances:
        spoken = Relation.NARROWER if _stance(right) == "none claimed" else Relation.WIDER
        return Comparison(relation=spoken, why="nobody had claimed it when one was written")
    one = _is_one_claimant(left, right)
    if len(stances) == 1:
        apart = Relation.APART if stances == {"claimed"} else Relation.UNKNOWN
        return Comparison(relation=Relation.SAME if one else apart, why="two who speak for themselves")
    relation = Relation.APART if one else Relation.UNKNOWN
    return Comparison(relation=relation, why="one claims it and one denies it")


def _stance(claim: Claim) -> str:
    return claim.value.stance if isinstance(claim.value, Responsibility) else ""


def _is_one_claimant(left: Claim, right: Claim) -> bool:
    """Whether the same group is meant; one that is not named may be the other."""
    ours, theirs = (
        claim.value.by if isinstance(claim.value, Responsibility) else None for claim in (left, right)
    )
    if ours is None or theirs is None:
        return True
    named = (replace(left, value=ours), replace(right, value=theirs))
    plain = [replace(claim, field="perpetrator", certainty=Certainty.CLAIMED) for claim in named]
    return relate(plain[0], plain[1]).relation is not Relation.APART


def same_words(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Take quotations with the same words as one, also where one is shortened; keep the longest."""
    setting = Setting(sources=sources, relate=_relate_quotes)
    groups = group(claims, _is_same_quote, find_quote_marks)
    return tuple(_longest(make_fact("same_words", settle(each, setting), sources), each) for each in groups)


def _is_same_quote(left: Claim, right: Claim) -> bool:
    return _relate_quotes(left, right).relation is Relation.SAME


def _relate_quotes(left: Claim, right: Claim) -> Comparison:
    found = relate(left, right)
    if found.relation is Relation.OVERLAPPING and is_reworded(str(left.value), str(right.value)):
        return Comparison(relation=Relation.SAME, why="the same words, slightly changed")
    if found.relation in {Relation.NARROWER, Relation.WIDER}:
        return Comparison(relation=Relation.OVERLAPPING, why=found.why)
    return found


def _longest(fact: Fact, claims: Claims) -> Fact:
    return replace(fact, value=max((claim.value for claim in claims), key=lambda value: len(str(value))))


def make_fact(rule: str, settled: Settled, sources: Sources) -> Fact:
    """Write down what was settled, with its three numbers and its sentence."""
    standing = count_standing(settled.support, sources)
    return Fact(
        field=settled.main.field,
        value=settled.main.value,
        status=settled.status,
        support=tuple(claim.id for claim in settled.support),
        against=tuple(claim.id for claim in settled.against),
        voices=standing.voices,
        newsrooms=standing.newsrooms,
        outlets=standing.outlets,
        rule=rule,
        why=explain(settled, sources),
        certainty=least_sure(settled),
        scope=settled.main.scope,
        history=list_history(settled, sources),
    )


def least_sure(settled: Settled) -> Certainty:
    """Return the most cautious certainty in the support; a denial is one only where it is the value."""
    if settled.main.certainty is Certainty.DENIED:
        return Certainty.DENIED
    said = {claim.certainty for claim in settled.support} - {Certainty.DENIED}
    return max(said, key=_CAUTION.index)

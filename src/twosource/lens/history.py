"""How the facts of an incident moved: each step with the claim that made it, and how often it was repeated.

The incident is made again for each moment at which one of its articles was printed, so that a step
is what ``--as-of`` shows on either side of that moment. Fields that gather what each voice adds
(targets, damage, quotations) do not move and are left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from twosource.ids import ArticleId, ClaimId
from twosource.lens.making import Loaded, make_anew
from twosource.lens.seeing import Lens, Seen
from twosource.model import Article, Claim, Fact, Field, Incident, Status, Value
from twosource.reconcile.relations import relate_values
from twosource.store.past import printed_at
from twosource.values.comparison import Relation
from twosource.values.count import Count

#: What one value answers at a time, in the order of a brief.
MOVING: Final[tuple[Field, ...]] = (
    "kind", "when", "time", "place", "impact place", "killed", "injured", "casualties", "captured",
    "perpetrator", "responsibility",
)  # fmt: skip

#: First told, the value changed, somebody contradicts it, or nobody does so any longer.
Move = Literal["told", "moved", "contradicted", "settled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One move: the value it led to, or that spoke against it, and the claim and article that made it.

    ``status`` is how the fact stood then. ``repeated`` counts the other articles that said the same
    from then on, copies among them.
    """

    move: Move
    at: datetime
    value: Value
    status: Status
    claim: Claim
    article: Article
    repeated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldHistory:
    """The steps of one field of an incident, oldest first, and the fact they led to."""

    fact: Fact
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """How an incident's facts moved; ``arrived_at`` tells when the ledger got each article."""

    incident: Incident
    fields: tuple[FieldHistory, ...]
    arrived_at: Mapping[ArticleId, datetime]


_Key = tuple[Field, str]


def tell_history(
    seen: Seen, sources: Loaded, lens: Lens, *, most: int | None = None
) -> tuple[FieldHistory, ...]:
    """Return how each field of an incident moved, in the order of a brief; what nobody tells has no history.

    The incident is made anew at every moment, or at ``most`` of them, chosen as :func:`_pick` does.
    """
    claims = {claim.id: claim for report in seen.reports for claim in report.claims}
    states = [(moment, _facts_by_key(moment, seen, sources, lens)) for moment in _pick(seen, most)]
    final = _by_key(seen.incident.facts)
    tracks = [_Track(key=key, states=states, seen=seen, claims=claims) for key in final]
    ordered = sorted(tracks, key=lambda track: (MOVING.index(track.key[0]), track.key[1]))
    told = ((final[track.key], track.list_steps()) for track in ordered)
    return tuple(FieldHistory(fact=fact, steps=steps) for fact, steps in told if steps)


def _moments(seen: Seen) -> list[datetime]:
    return sorted({printed_at(article) for article in seen.articles.values()})


def _pick(seen: Seen, most: int | None) -> list[datetime]:
    """Return all moments, or where these are too many those at which a value was first said, and the last."""
    moments = _moments(seen)
    if most is None or len(moments) <= most:
        return moments
    first: dict[tuple[object, ...], datetime] = {}
    for claim in (claim for report in seen.reports for claim in report.claims if claim.field in MOVING):
        key = (claim.field, claim.scope, _said(claim.value))
        at = printed_at(seen.articles[claim.evidence.article])
        first[key] = min(at, first.get(key, at))
    return sorted({*sorted(set(first.values()))[: most - 1], moments[-1]})


def _facts_by_key(moment: datetime, seen: Seen, sources: Loaded, lens: Lens) -> dict[_Key, Fact]:
    there = [one for one in seen.reports if printed_at(seen.articles[one.article]) <= moment]
    return _by_key(make_anew(seen.incident.id, there, sources, lens).incident.facts)


def _by_key(facts: Iterable[Fact]) -> dict[_Key, Fact]:
    """Return the first fact with a value of each field that moves, and of each scope."""
    found: dict[_Key, Fact] = {}
    for fact in facts:
        if fact.field in MOVING and fact.value is not None:
            found.setdefault((fact.field, fact.scope), fact)
    return found


def _said(value: Value) -> object:
    """Return what makes a value new: the bounds of a figure, however it was worded."""
    return (value.low, value.high) if isinstance(value, Count) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Track:
    """One field through all moments."""

    key: _Key
    states: Sequence[tuple[datetime, Mapping[_Key, Fact]]]
    seen: Seen
    claims: Mapping[ClaimId, Claim]

    def list_steps(self) -> tuple[Step, ...]:
        """Return the moves, oldest first, each with how often it was repeated before the next."""
        steps = list(self._find_steps())
        return tuple(replace(step, repeated=self._count_repeats(step)) for step in steps)

    def _find_steps(self) -> Iterator[Step]:
        before: Fact | None = None
        for moment, facts in self.states:
            now = facts.get(self.key)
            if now is not None:
                yield from self._compare(before, now, moment)
            before = now or before

    def _compare(self, before: Fact | None, now: Fact, moment: datetime) -> Iterator[Step]:
        assert now.value is not None, "facts without a value are left out"
        if before is None or before.value is None:
            yield self._step("told", now.value, now, moment)
        elif not _is_same(self.key[0], before.value, now.value):
            yield self._step("moved", now.value, now, moment)
        elif before.status is Status.CONTRADICTED and now.status is not Status.CONTRADICTED:
            yield self._step("settled", now.value, now, moment)
        known = set() if before is None else {*before.against, *before.support}
        yield from self._opposed([name for name in now.against if name not in known], now, moment)

    def _opposed(self, fresh: Iterable[ClaimId], now: Fact, moment: datetime) -> Iterator[Step]:
        """Yield each value that newly speaks against the fact, once."""
        told: list[Value] = []
        for claim in (self.claims[name] for name in fresh if name in self.claims):
            if now.status is Status.CONTRADICTED and not any(
                _is_same(self.key[0], claim.value, one) for one in told
            ):
                told.append(claim.value)
                yield self._made("contradicted", claim, now, moment)

    def _step(self, move: Move, value: Value, now: Fact, moment: datetime) -> Step:
        """Return a move to a value, made by a claim just printed that says it, else by the last one before."""
        support = [self.claims[name] for name in now.support if name in self.claims]
        saying = [claim for claim in support if _is_same(self.key[0], claim.value, value)] or support
        by = max(saying, key=lambda claim: (self._told_at(claim), claim.certainty == now.certainty, claim.id))
        return replace(self._made(move, by, now, moment), value=value)

    def _made(self, move: Move, claim: Claim, now: Fact, moment: datetime) -> Step:
        article = self.seen.articles[claim.evidence.article]
        return Step(move=move, at=moment, value=claim.value, status=now.status, claim=claim, article=article)

    def _told_at(self, claim: Claim) -> datetime:
        return printed_at(self.seen.articles[claim.evidence.article])

    def _count_repeats(self, step: Step) -> int:
        """Count the other articles that say the same from the step on."""
        saying = (
            claim.evidence.article
            for claim in self.claims.values()
            if (claim.field, claim.scope) == self.key
            and self._told_at(claim) >= step.at
            and _is_same(self.key[0], claim.value, step.value)
        )
        return len(set(saying) - {step.article.id})


def _is_same(field: Field, left: Value, right: Value) -> bool:
    return left == right or relate_values(field, left, right).relation is Relation.SAME

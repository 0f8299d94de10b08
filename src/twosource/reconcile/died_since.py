"""Notice that those told of as injured have died since, so that nobody is counted twice.

Early reports have a man in hospital; later ones have him dead and tell of nobody injured. The dead
have grown by as many as were injured: these are the same people, and who else is hurt is not known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from twosource.ids import ArticleId
from twosource.model import Certainty, Claim, Fact, Field, Status
from twosource.reconcile.sentences import quote_speaker
from twosource.reconcile.sources import Sources
from twosource.values.count import Count
from twosource.values.count_scopes import is_one

Told = Mapping[tuple[Field, str], list[Claim]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Toll:
    """What one article says of the dead and the injured, and the claim that says most of each."""

    article: ArticleId
    killed: int = 0
    injured: int = 0
    killing: Claim | None = None


def settle_deaths(facts: Iterable[Fact], told: Told, sources: Sources) -> tuple[Fact, ...]:
    """Return the facts with the injured unknown where all who were told of as injured are dead."""
    facts = tuple(facts)
    tolls = _read_tolls(told)
    hurt = [toll for toll in tolls if toll.injured]
    if any(toll.killed for toll in hurt) or _is_denied(told):
        return facts
    deaths = [_find_death(toll, tolls, sources) for toll in hurt]
    known = [death for death in deaths if death is not None]
    if not hurt or len(known) < len(deaths) or _count_hurt(told) > max(toll.killed for toll in tolls):
        return facts
    return tuple(_forget(fact, known[-1], sources) if _is_injured(fact) else fact for fact in facts)


def _is_denied(told: Told) -> bool:
    """Whether somebody says that nobody was injured, which is another matter than saying nothing."""
    claims = told.get(("injured", ""), ())
    return any(isinstance(claim.value, Count) and claim.value.high == 0 for claim in claims)


def _count_hurt(told: Told) -> int:
    """Return the highest number of people who are said to be hurt or dead, without saying which."""
    return max(map(_low, told.get(("casualties", ""), ())), default=0)


def _is_injured(fact: Fact) -> bool:
    return (
        (fact.field, fact.scope) == ("injured", "") and isinstance(fact.value, Count) and fact.value.high != 0
    )


def _read_tolls(told: Told) -> list[_Toll]:
    """Return the toll of each article that tells of any dead or injured."""
    by_article: dict[ArticleId, list[Claim]] = {}
    for (field, scope), claims in told.items():
        if field in {"killed", "injured"} and (field == "injured" or not scope or is_one(scope)):
            for claim in claims:
                by_article.setdefault(claim.evidence.article, []).append(claim)
    return [_read_toll(article, by_article[article]) for article in sorted(by_article)]


def _read_toll(article: ArticleId, claims: list[Claim]) -> _Toll:
    killed, injured = ([claim for claim in claims if claim.field == field] for field in ("killed", "injured"))
    killing = max(killed, key=lambda claim: (_low(claim), claim.id), default=None)
    return _Toll(article=article, killed=_count(killed), injured=_count(injured), killing=killing)


def _count(claims: list[Claim]) -> int:
    """Return the highest figure, or how many are told of one by one where that is more."""
    ones = {claim.scope for claim in claims if is_one(claim.scope)}
    return max(len(ones), *map(_low, claims), 0)


def _low(claim: Claim) -> int:
    if not isinstance(claim.value, Count) or claim.certainty is Certainty.DENIED:
        return 0
    return claim.value.low or 0


def _find_death(hurt: _Toll, tolls: list[_Toll], sources: Sources) -> Claim | None:
    """Return the claim of an article, not an earlier one, that has them dead and nobody injured."""
    for other in tolls:
        if other.killing is None or other.injured or other.killed < hurt.injured:
            continue
        if _is_earlier(other.article, hurt.article, sources):
            continue
        return other.killing
    return None


def _is_earlier(one: ArticleId, other: ArticleId, sources: Sources) -> bool:
    ours, theirs = (sources.articles[each] for each in (one, other))
    first, second = ours.updated or ours.published, theirs.updated or theirs.published
    return first is not None and second is not None and first < second


def _forget(fact: Fact, death: Claim, sources: Sources) -> Fact:
    """Turn the injured into what was said before; whether others are hurt nobody says."""
    assert fact.value is not None
    return replace(
        fact,
        value=None,
        status=Status.UNKNOWN,
        support=(),
        against=(),
        voices=0,
        newsrooms=0,
        outlets=0,
        rule="died_since",
        why=f"Those told of as injured have died since: {quote_speaker(death, sources)}.",
        certainty=None,
        history=(*fact.history, (sources.get_told_at(death), fact.value)),
    )

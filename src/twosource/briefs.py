"""The brief of one incident: its facts with every claim behind them, its articles, and what stayed unsure.

Gives values for the command line to show; prints nothing, changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from twosource.errors import NoSuchRecord
from twosource.ids import ArticleId, ClaimId, IncidentId
from twosource.lens import PLAIN, Lens, Seen, look_at
from twosource.link.clusters import find_standing
from twosource.model import Article, Claim, Copy, Fact, Incident, Judgement, Status, Verdict
from twosource.store import Ledger
from twosource.tallies import check_fact
from twosource.tally import PressCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A claim with the article it quotes; ``copy`` tells whose text that is, where not its own."""

    claim: Claim
    article: Article
    copy: Copy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactBrief:
    """A fact with what supports it and what contradicts it, oldest article first.

    ``check`` says what the ledger makes of a count in the press; None for other facts.
    """

    fact: Fact
    support: tuple[Quoted, ...]
    against: tuple[Quoted, ...]
    check: PressCheck | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A report elsewhere that may tell of the same, and why nobody could say."""

    judgement: Judgement
    incident: IncidentId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """An incident with all its evidence: contradicted facts first, then in the order of a brief.

    ``others`` are the claims that no fact rests on, such as earlier tolls.
    """

    incident: Incident
    facts: tuple[FactBrief, ...]
    articles: tuple[Article, ...]
    copies: Mapping[ArticleId, Copy]
    doubts: tuple[Doubt, ...]
    others: tuple[Quoted, ...] = ()


def make_brief(ledger: Ledger, given: str, lens: Lens = PLAIN) -> Brief:
    """Return the brief of an incident by its id, which may be shortened or merged into another.

    Raises NoSuchRecord, also where nobody had told of it at the moment of the lens.
    """
    seen = look_at(ledger, given, lens)
    if seen is None:
        raise NoSuchRecord(f"nobody had told of {given} by then", hint="name a later moment with --as-of")
    quoted = quote_claims(seen)
    facts = sorted(seen.incident.facts, key=lambda fact: fact.status is not Status.CONTRADICTED)
    return Brief(
        incident=seen.incident,
        facts=tuple(_brief_fact(ledger, seen.incident, fact, quoted) for fact in facts),
        articles=tuple(seen.articles.values()),
        copies=seen.copies,
        doubts=tuple(_doubts(ledger, seen.incident)) if lens.as_of is None else (),
        others=_find_others(seen.incident, quoted),
    )


def quote_claims(seen: Seen) -> dict[ClaimId, Quoted]:
    """Return every claim of an incident with its article."""
    return {
        claim.id: Quoted(
            claim=claim, article=seen.articles[report.article], copy=seen.copies.get(report.article)
        )
        for report in seen.reports
        for claim in report.claims
    }


def _find_others(incident: Incident, quoted: Mapping[ClaimId, Quoted]) -> tuple[Quoted, ...]:
    """Return the claims that no fact rests on: earlier tolls, words let go; oldest first."""
    shown = {claim for fact in incident.facts for claim in (*fact.support, *fact.against)}
    return _in_order(one for name, one in quoted.items() if name not in shown)


def _brief_fact(
    ledger: Ledger, incident: Incident, fact: Fact, quoted: Mapping[ClaimId, Quoted]
) -> FactBrief:
    support = _in_order(quoted[claim] for claim in fact.support if claim in quoted)
    return FactBrief(
        fact=fact,
        support=support,
        against=_in_order(quoted[claim] for claim in fact.against if claim in quoted),
        check=check_fact(ledger, incident, fact, [(one.claim, one.article) for one in support]),
    )


def _in_order(quoted: Iterable[Quoted]) -> tuple[Quoted, ...]:
    return tuple(
        sorted(quoted, key=lambda one: (one.article.published or one.article.fetched_at, one.claim.id))
    )


def _doubts(ledger: Ledger, incident: Incident) -> Iterator[Doubt]:
    """Yield what was left unsure between this incident's reports and others."""
    own = set(incident.reports)
    standing = find_standing(ledger.judgements_touching(own)).values()
    unsure = [one for one in standing if one.verdict is Verdict.UNSURE and not own >= {one.left, one.right}]
    members = ledger.members({report for one in unsure for report in (one.left, one.right)})
    for judgement in sorted(unsure, key=lambda one: -one.score):
        other = judgement.right if judgement.left in own else judgement.left
        if other in members:
            yield Doubt(judgement=judgement, incident=members[other].incident)

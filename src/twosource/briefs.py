"""The brief of one incident: its facts with every claim behind them, its articles, and what stayed unsure.

Gives values for the command line to show; prints nothing, changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from twosource.ids import ArticleId, ClaimId, IncidentId
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
    """An incident with all its evidence: contradicted facts first, then in the order of a brief."""

    incident: Incident
    facts: tuple[FactBrief, ...]
    articles: tuple[Article, ...]
    copies: Mapping[ArticleId, Copy]
    doubts: tuple[Doubt, ...]


def make_brief(ledger: Ledger, given: str) -> Brief:
    """Return the brief of an incident by its id, which may be shortened or merged into another.

    Raises NoSuchRecord.
    """
    incident = ledger.incident(given)
    articles = ledger.articles_by_id(incident.articles)
    copies = ledger.copies(articles)
    quoted = {
        claim.id: Quoted(claim=claim, article=articles[report.article], copy=copies.get(report.article))
        for report in ledger.reports(incident.reports)
        for claim in report.claims
    }
    facts = sorted(incident.facts, key=lambda fact: fact.status is not Status.CONTRADICTED)
    return Brief(
        incident=incident,
        facts=tuple(_brief_fact(ledger, incident, fact, quoted) for fact in facts),
        articles=tuple(articles.values()),
        copies=copies,
        doubts=tuple(_doubts(ledger, incident)),
    )


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

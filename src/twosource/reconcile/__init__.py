"""Reconcile the reports of one incident: per field, what its claims amount to, and who stands behind.

Pure: the same reports in any order give the same incident. Background figures are never part of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from twosource.ids import ArticleId, IncidentId
from twosource.knowledge.kinds import ancestry
from twosource.model import Article, Claim, Copy, Fact, Field, Incident, Report, Status
from twosource.reconcile.died_since import settle_deaths
from twosource.reconcile.headline import write_headline
from twosource.reconcile.independence import Standing, count_standing
from twosource.reconcile.one_by_one import count_singles
from twosource.reconcile.press import side_by_side
from twosource.reconcile.rules import (
    Rule,
    common_blame,
    common_days,
    each_its_own,
    exact_hour,
    most_specific,
    owning_up,
    rising_toll,
    same_words,
)
from twosource.reconcile.sources import Sources
from twosource.reconcile.tolls import settle_tolls
from twosource.values.count_scopes import is_one

__all__ = ["RULES", "Sources", "Standing", "count_standing", "reconcile"]

#: Which rule makes the facts of which field, in the order of a brief.
RULES: Mapping[Field, Rule] = {
    "kind": most_specific,
    "when": common_days,
    "time": exact_hour,
    "place": most_specific,
    "impact place": most_specific,
    "target": each_its_own,
    "weapon": each_its_own,
    "munitions": most_specific,
    "salvos": most_specific,
    "killed": rising_toll,
    "injured": rising_toll,
    "casualties": rising_toll,
    "captured": rising_toll,
    "damage": each_its_own,
    "perpetrator": common_blame,
    "responsibility": owning_up,
    "warning": each_its_own,
    "motive": each_its_own,
    "quote": same_words,
    "tally": side_by_side,
    "first since": side_by_side,
}
#: Fields that every brief answers, if only with "unknown".
_CORE: tuple[Field, ...] = ("killed", "injured", "perpetrator", "responsibility")


def reconcile(
    incident_id: IncidentId,
    reports: Sequence[Report],
    articles: Mapping[ArticleId, Article],
    copies: Mapping[ArticleId, Copy],
) -> Incident:
    """Return the view over one incident's reports; raises ValueError for none.

    ``articles`` holds the reports' articles and, where known, the originals they are copies of.
    """
    if not reports:
        raise ValueError(f"incident {incident_id} has no reports")
    sources = Sources(articles=articles, copies=copies)
    claims = [claim for report in reports for claim in report.claims if claim.field in RULES]
    facts = find_facts(claims, sources)
    kind = find_kind(reports, facts)
    standing = count_standing(claims, sources)
    return Incident(
        id=incident_id,
        kind=kind,
        headline=write_headline(kind, facts, standing),
        reports=tuple(sorted(report.id for report in reports)),
        articles=tuple(sorted({report.article for report in reports})),
        facts=facts,
        voices=standing.voices,
        newsrooms=standing.newsrooms,
        outlets=standing.outlets,
    )


def find_facts(claims: Iterable[Claim], sources: Sources) -> tuple[Fact, ...]:
    """Return the facts of every field, in the order of a brief, with "unknown" for core fields."""
    told: dict[tuple[Field, str], list[Claim]] = {}
    for claim in claims:
        told.setdefault((claim.field, claim.scope), []).append(claim)
    facts: list[Fact] = []
    for field, rule in RULES.items():
        scopes = sorted(scope for known, scope in told if known == field)
        for scope in (scope for scope in scopes if not is_one(scope)):
            facts.extend(rule(tuple(told[field, scope]), sources))
        if not scopes and field in _CORE and not _is_answered(field, told):
            facts.append(_unknown(field))
    counted = count_singles(facts, told, sources)
    return settle_deaths(settle_tolls(counted, told, sources), told, sources)


def _is_answered(field: Field, told: Mapping[tuple[Field, str], list[Claim]]) -> bool:
    """Whether words about casualties answer for killed and injured."""
    return field in {"killed", "injured"} and ("casualties", "") in told


def _unknown(field: Field) -> Fact:
    return Fact(
        field=field,
        value=None,
        status=Status.UNKNOWN,
        support=(),
        against=(),
        voices=0,
        newsrooms=0,
        outlets=0,
        rule="nobody_says",
        why="Nobody says.",
    )


def find_kind(reports: Iterable[Report], facts: Iterable[Fact]) -> str:
    """Return the kind that the facts settled on, else the reports' most common, most specific one."""
    settled = [fact.value for fact in facts if fact.field == "kind" and isinstance(fact.value, str)]
    if settled:
        return settled[0]
    counted = Counter(report.kind for report in reports)
    return max(counted, key=lambda kind: (counted[kind], len(ancestry(kind)), kind))

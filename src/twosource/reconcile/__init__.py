"""Reconcile the reports of one incident: per field, what its claims amount to, and who stands behind.

Pure: the same reports in any order give the same incident. Background figures are never part of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from twosource.ids import ArticleId, IncidentId
from twosource.knowledge.kinds import ancestry
from twosource.model import Article, Claim, Copy, Fact, Field, Incident, Report, Status
from twosource.reconcile.confirming import confirm
from twosource.reconcile.died_since import settle_deaths
from twosource.reconcile.doubts import find_silent
from twosource.reconcile.headline import write_headline
from twosource.reconcile.independence import Standing, count_standing
from twosource.reconcile.one_by_one import count_singles
from twosource.reconcile.profiles import (
    DEFAULT_PROFILE,
    Profile,
    choose,
    get_profile,
    load_profiles,
)
from twosource.reconcile.rules import Rule
from twosource.reconcile.sources import Sources
from twosource.reconcile.tolls import settle_tolls
from twosource.values.count_scopes import is_one

__all__ = [
    "DEFAULT_PROFILE",
    "RULES",
    "Profile",
    "Sources",
    "Standing",
    "count_standing",
    "find_facts",
    "get_profile",
    "load_profiles",
    "reconcile",
    "reconcile_by_each",
]

#: Which rule of the default profile makes the facts of which field, in the order of a brief.
RULES: Mapping[Field, Rule] = get_profile(DEFAULT_PROFILE).rules
#: Fields that every brief answers, if only with "unknown".
_CORE: tuple[Field, ...] = ("killed", "injured", "perpetrator", "responsibility")


def reconcile(
    incident_id: IncidentId,
    reports: Sequence[Report],
    articles: Mapping[ArticleId, Article],
    copies: Mapping[ArticleId, Copy],
    *,
    profile: str = DEFAULT_PROFILE,
) -> Incident:
    """Return the view over one incident's reports; raises ValueError for none, or for an unknown profile.

    ``articles`` holds the reports' articles and, where known, the originals they are copies of. The
    ``profile`` decides which value of what is said is taken, not whether claims contradict each other.
    """
    chosen = get_profile(profile)
    return _Settled(incident_id, reports, Sources(articles=articles, copies=copies)).view(chosen)


def reconcile_by_each(
    incident_id: IncidentId,
    reports: Sequence[Report],
    articles: Mapping[ArticleId, Article],
    copies: Mapping[ArticleId, Copy],
) -> dict[str, Incident]:
    """Return the view over one incident's reports by every profile, the default first; as :func:`reconcile`."""
    settled = _Settled(incident_id, reports, Sources(articles=articles, copies=copies))
    return {name: settled.view(profile) for name, profile in load_profiles().items()}


class _Settled:
    """One incident's claims as the desk settles them, from which each profile takes its values."""

    def __init__(self, incident_id: IncidentId, reports: Sequence[Report], sources: Sources) -> None:
        if not reports:
            raise ValueError(f"incident {incident_id} has no reports")
        self._id, self._reports = incident_id, reports
        self._claims = [claim for report in reports for claim in report.claims if claim.field in RULES]
        self._facts = _DeskFacts(self._claims, sources)
        self._standing = count_standing(self._claims, sources)

    def view(self, profile: Profile) -> Incident:
        """Return the incident as a profile shows it."""
        facts = self._facts.choose(profile)
        kind = find_kind(self._reports, facts)
        return Incident(
            id=self._id,
            kind=kind,
            headline=write_headline(kind, facts, self._standing),
            reports=tuple(sorted(report.id for report in self._reports)),
            articles=tuple(sorted({report.article for report in self._reports})),
            facts=facts,
            voices=self._standing.voices,
            newsrooms=self._standing.newsrooms,
            outlets=self._standing.outlets,
        )


def find_facts(claims: Iterable[Claim], sources: Sources, profile: Profile) -> tuple[Fact, ...]:
    """Return the facts of every field, in the order of a brief, with "unknown" for core fields."""
    return _DeskFacts(claims, sources).choose(profile)


class _DeskFacts:
    """The desk's facts of some claims, and what choosing others needs."""

    def __init__(self, claims: Iterable[Claim], sources: Sources) -> None:
        self._claims = tuple(claims)
        self._told: dict[tuple[Field, str], list[Claim]] = {}
        for claim in self._claims:
            self._told.setdefault((claim.field, claim.scope), []).append(claim)
        self._facts, self._sources = _settle_in_doubt(self._told, sources)

    def choose(self, profile: Profile) -> tuple[Fact, ...]:
        """Return the facts with the values that a profile takes, and whether they are confirmed."""
        chosen = choose(self._facts, self._told, self._sources, profile)
        return confirm(chosen, self._claims, self._sources)


def _settle_in_doubt(
    told: Mapping[tuple[Field, str], list[Claim]], sources: Sources
) -> tuple[tuple[Fact, ...], Sources]:
    """Settle, and again without what should contradict nothing; returns the facts and their sources."""
    by_field = {field: _settle_field(field, told, sources) for field in RULES}
    facts = _settle_together(by_field, told, sources)
    silent = find_silent(facts, told, sources)
    if not silent:
        return facts, sources
    sources = replace(sources, silent=silent)
    disputed = {fact.field for fact in facts if fact.status is Status.CONTRADICTED}
    anew = {field: _settle_field(field, told, sources) for field in RULES if field in disputed}
    return _settle_together({**by_field, **anew}, told, sources), sources


def _settle_field(
    field: Field, told: Mapping[tuple[Field, str], list[Claim]], sources: Sources
) -> tuple[Fact, ...]:
    """Return the facts of one field, "unknown" for a core field that nobody tells of."""
    scopes = sorted(scope for known, scope in told if known == field)
    if not scopes and field in _CORE and not _is_answered(field, told):
        return (_unknown(field),)
    settled = (RULES[field](tuple(told[field, scope]), sources) for scope in scopes if not is_one(scope))
    return tuple(fact for facts in settled for fact in facts)


def _settle_together(
    by_field: Mapping[Field, tuple[Fact, ...]],
    told: Mapping[tuple[Field, str], list[Claim]],
    sources: Sources,
) -> tuple[Fact, ...]:
    """Return the facts in the order of a brief, with what tolls say about each other."""
    facts = [fact for field in RULES for fact in by_field[field]]
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

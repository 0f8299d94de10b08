"""Why the reports of an incident are together: each with the judgement that ties it to an earlier one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from twosource.ids import IncidentId, ReportId
from twosource.link.clusters import find_standing, is_by_person
from twosource.model import Article, Judgement, Report, Verdict
from twosource.store import Ledger, Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report with the article it stands in."""

    report: Report
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A report, the one it is tied to best, and why; both None for a report that only others lead to."""

    told: Told
    to: Told | None
    judgement: Judgement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """A stretch of an incident's reports after its first: ``first`` counts those before, ``total`` all."""

    opener: Told
    ties: tuple[Tie, ...]
    first: int
    total: int


def find_ties(ledger: Ledger, incident: IncidentId, *, first: int = 0, most: int) -> Ties:
    """Return why reports belong to an incident, in order of arrival, at most so many after ``first``.

    Raises ValueError for an incident without reports.
    """
    members = ledger.members_of_incidents([incident])
    if not members:
        raise ValueError(f"no reports tell of {incident}")
    opener, *rest = members
    shown = rest[first : first + most]
    best = _best_ties(ledger, shown, {member.report: member.seq for member in members})
    needed = {opener.report, *(one.report for one in shown), *_ends(best.values())}
    told = _load(ledger, needed)
    ties = tuple(
        _tie(member.report, best.get(member.report), told) for member in shown if member.report in told
    )
    return Ties(opener=told[opener.report], ties=ties, first=first, total=len(rest))


def _best_ties(
    ledger: Ledger, shown: Sequence[Member], seq: Mapping[ReportId, int]
) -> dict[ReportId, Judgement]:
    """Return for each report the judgement that ties it best: to an earlier one, else to any."""
    asked = {member.report for member in shown}
    standing = find_standing(ledger.judgements_touching(asked)).values()
    same = [one for one in standing if one.verdict is Verdict.SAME and seq.keys() >= {one.left, one.right}]
    best: dict[ReportId, Judgement] = {}
    for judgement in same:
        for own, other in ((judgement.left, judgement.right), (judgement.right, judgement.left)):
            if own in asked and (
                own not in best
                or _rank(own, other, judgement, seq) > _rank(own, _other(own, best[own]), best[own], seq)
            ):
                best[own] = judgement
    return best


def _rank(
    own: ReportId, other: ReportId, judgement: Judgement, seq: Mapping[ReportId, int]
) -> tuple[bool, bool, float]:
    return seq[other] < seq[own], is_by_person(judgement), judgement.score


def _other(own: ReportId, judgement: Judgement) -> ReportId:
    return judgement.right if judgement.left == own else judgement.left


def _ends(judgements: Iterable[Judgement]) -> set[ReportId]:
    return {report for one in judgements for report in (one.left, one.right)}


def _load(ledger: Ledger, ids: Iterable[ReportId]) -> dict[ReportId, Told]:
    reports = ledger.reports(ids)
    articles = ledger.articles_by_id({one.article for one in reports})
    return {one.id: Told(report=one, article=articles[one.article]) for one in reports}


def _tie(own: ReportId, judgement: Judgement | None, told: Mapping[ReportId, Told]) -> Tie:
    to = None if judgement is None else told.get(_other(own, judgement))
    return Tie(told=told[own], to=to, judgement=judgement)

"""What can be asked of a ledger: marked articles and reasons.

Gives values for the command line, the desk and the API to show; prints nothing, changes nothing.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from twosource import link
from twosource.errors import NoSuchRecord
from twosource.ids import IncidentId, ReportId
from twosource.knowledge.kinds import is_a, load_kinds
from twosource.link.clusters import find_standing
from twosource.model import Article, Claim, Copy, Judgement, Report, Verdict
from twosource.store import Ledger, Member

# --- an article -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedArticle:
    """An article with what was read from it: claims in the order of their words."""

    article: Article
    reports: tuple[Report, ...]
    incidents: Mapping[ReportId, IncidentId]
    claims: tuple[Claim, ...]
    copy: Copy | None


def mark_article(ledger: Ledger, given: str) -> MarkedArticle:
    """Return an article by its id, which may be shortened; raises NoSuchRecord."""
    article = ledger.article(given)
    reports = ledger.reports_of([article.id])
    members = ledger.members_of_article(article.id)
    claims = (claim for report in reports for claim in report.claims)
    return MarkedArticle(
        article=article,
        reports=reports,
        incidents={member.report: member.incident for member in members if member.incident is not None},
        claims=tuple(sorted(claims, key=lambda claim: (claim.evidence.span, claim.id))),
        copy=ledger.copies([article.id]).get(article.id),
    )


# --- why ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two reports, whether they are joined now, and all that was decided about them, oldest first.

    Where nothing was, ``judgements`` holds what the rules would say now and ``compared`` is False.
    ``through`` are the judgements that tie them together by way of others.
    """

    left: ReportId
    right: ReportId
    joined: bool
    compared: bool
    judgements: tuple[Judgement, ...]
    through: tuple[Judgement, ...] = ()


def explain(ledger: Ledger, one: str, other: str) -> tuple[Pair, ...]:
    """Say why reports were joined or kept apart, reason by reason; the likeliest pairs come first.

    Each side is the id of a report, an article (all its reports) or an incident (all of its).
    Raises NoSuchRecord for an id that names none of these, or has no report.
    """
    left, right = _find_reports(ledger, one), _find_reports(ledger, other)
    pairs = {tuple(sorted((a, b))) for a in left for b in right if a != b}
    members = ledger.members([*left, *right])
    found = [_explain_pair(ledger, members[a], members[b]) for a, b in pairs]
    return tuple(
        sorted(found, key=lambda pair: (not pair.joined, -pair.judgements[-1].score, pair.left, pair.right))
    )


def _find_reports(ledger: Ledger, given: str) -> tuple[ReportId, ...]:
    found = next(filter(None, (find(ledger, given) for find in _FINDERS)), ())
    if not found:
        raise NoSuchRecord(
            f"no report, article or incident of this ledger is called {given!r}, or it tells of nothing",
            hint="ids begin with r_, a_ or i_ and may be shortened",
        )
    return found


def _report_itself(ledger: Ledger, given: str) -> tuple[ReportId, ...]:
    return (ledger.report(given).id,)


def _reports_of_article(ledger: Ledger, given: str) -> tuple[ReportId, ...]:
    return tuple(member.report for member in ledger.members_of_article(ledger.article(given).id))


def _reports_of_incident(ledger: Ledger, given: str) -> tuple[ReportId, ...]:
    return ledger.incident(given).reports


def _or_nothing(
    find: Callable[[Ledger, str], tuple[ReportId, ...]],
) -> Callable[[Ledger, str], tuple[ReportId, ...]]:
    def found(ledger: Ledger, given: str) -> tuple[ReportId, ...]:
        try:
            return find(ledger, given)
        except NoSuchRecord:
            return ()

    return found


_FINDERS: Final = tuple(map(_or_nothing, (_report_itself, _reports_of_article, _reports_of_incident)))


def _explain_pair(ledger: Ledger, left: Member, right: Member) -> Pair:
    decided = ledger.judgements_between(left.report, right.report)
    joined = left.incident is not None and left.incident == right.incident
    same = bool(decided) and decided[-1].verdict is Verdict.SAME
    return Pair(
        left=left.report,
        right=right.report,
        joined=joined,
        compared=bool(decided),
        judgements=decided or (_judge_now(left, right, ledger),),
        through=() if not joined or same else _find_path(ledger, left, right),
    )


def _judge_now(left: Member, right: Member, ledger: Ledger) -> Judgement:
    outlines = (link.outline_from_json(member.outline) for member in (left, right))
    latest = max(
        article.fetched_at for article in ledger.articles_by_id([left.article, right.article]).values()
    )
    return link.judge(*outlines, decided_at=latest)


def _find_path(ledger: Ledger, left: Member, right: Member) -> tuple[Judgement, ...]:
    """Return the shortest chain of "same" between two reports of one incident."""
    assert left.incident is not None, "only joined reports have a path"
    together = [member.report for member in ledger.members_of_incidents([left.incident])]
    standing = find_standing(ledger.judgements_among(together)).values()
    steps: dict[ReportId, list[Judgement]] = defaultdict(list)
    for judgement in (one for one in standing if one.verdict is Verdict.SAME):
        steps[judgement.left].append(judgement)
        steps[judgement.right].append(judgement)
    return _walk(left.report, right.report, steps)


def _walk(
    start: ReportId, goal: ReportId, steps: Mapping[ReportId, Collection[Judgement]]
) -> tuple[Judgement, ...]:
    queue: deque[tuple[ReportId, tuple[Judgement, ...]]] = deque([(start, ())])
    seen = {start}
    while queue:
        here, path = queue.popleft()
        if here == goal:
            return path
        for judgement in steps.get(here, ()):
            there = judgement.right if judgement.left == here else judgement.left
            if there not in seen:
                seen.add(there)
                queue.append((there, (*path, judgement)))
    return ()


# --- kinds ----------------------------------------------------------------------------------------


def cases_of(kind: str) -> tuple[str, ...]:
    """Return a kind and all its special cases, for filtering; raises ValueError for an unknown one."""
    if kind not in load_kinds():
        raise ValueError(f"{kind!r} is no kind of incident; kinds are {', '.join(load_kinds())}")
    return tuple(key for key in load_kinds() if is_a(key, kind))

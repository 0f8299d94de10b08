"""Why reports are together, and why two were joined or kept apart: every judgement, reason by reason."""

from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.dossier.ties import Told, find_ties
from twosource.errors import NoSuchRecord
from twosource.ids import ReportId
from twosource.link.clusters import find_standing, is_by_person
from twosource.model import Incident, Judgement, Verdict
from twosource.query import Pair, explain
from twosource.store import Ledger
from twosource.web.desk import desk_of
from twosource.web.finding import find_incident, page_of
from twosource.web.rendering import render

_TIES: Final = 20
_PAIRS: Final = 6  # pairs shown in full, the likeliest first
_FEW: Final = 40  # pairs that are all explained; of more, only the likeliest


def show_why(request: Request) -> Response:
    """Show why all reports of an incident are together."""
    page = page_of(request)
    with desk_of(request).ledger() as ledger:
        found = find_incident(request, ledger, "why")
        if isinstance(found, Response):
            return found
        ties = find_ties(ledger, found.id, first=(page - 1) * _TIES, most=_TIES)
    return render(request, "why.html", {"page": "ledger", "incident": found, "ties": ties, "number": page})


def show_pair(request: Request) -> Response:
    """Show what was decided between an incident and a report, an article or another incident."""
    with desk_of(request).ledger() as ledger:
        found = find_incident(request, ledger, "why_pair")
        if isinstance(found, Response):
            return found
        other = request.path_params["other"]
        pairs, number = _explain(ledger, found, other)
        told = _told(ledger, pairs)
        beside = ledger.incident(other) if other.startswith("i_") else None
    return render(request, "why_pair.html", {
        "page": "ledger", "incident": found, "beside": beside, "other": other, "pairs": pairs, "told": told,
        "number": number,
    })  # fmt: skip


def _explain(ledger: Ledger, incident: Incident, other: str) -> tuple[tuple[Pair, ...], int]:
    """Return the likeliest pairs explained, and how many pairs there are."""
    ours, theirs = incident.reports, _reports_of(ledger, other)
    number = len(ours) * len(theirs)
    if number <= _FEW:
        pairs = explain(ledger, incident.id, other)
        return pairs[:_PAIRS], len(pairs)
    likeliest = _likeliest(ledger, ours, theirs)
    return tuple(pair for one, two in likeliest for pair in explain(ledger, one, two)), number


def _reports_of(ledger: Ledger, given: str) -> Sequence[ReportId]:
    if given.startswith("r_"):
        return (ledger.report(given).id,)
    if given.startswith("a_"):
        return tuple(one.report for one in ledger.members_of_article(ledger.article(given).id))
    if given.startswith("i_"):
        return ledger.incident(given).reports
    raise NoSuchRecord(f"{given!r} is no report, article or incident", hint="ids begin with r_, a_ or i_")


def _likeliest(
    ledger: Ledger, ours: Sequence[ReportId], theirs: Sequence[ReportId]
) -> list[tuple[ReportId, ReportId]]:
    """Return the pairs across both sides that were judged, the likeliest first; one pair where none was."""
    left, right = set(ours), set(theirs)
    fewer = min(left, right, key=len)
    standing = find_standing(ledger.judgements_touching(fewer)).values()
    across = [one for one in standing if _is_across(one, left, right)]
    best = sorted(across, key=_rank)[:_PAIRS]
    found = [(one.left, one.right) for one in best]
    return found or [(one, two) for one, two in ((ours[0], theirs[0]),) if one != two]


def _is_across(one: Judgement, left: set[ReportId], right: set[ReportId]) -> bool:
    return (one.left in left and one.right in right) or (one.left in right and one.right in left)


def _rank(one: Judgement) -> tuple[bool, bool, float]:
    return not is_by_person(one), one.verdict is Verdict.DIFFERENT, -one.score


def _told(ledger: Ledger, pairs: Sequence[Pair]) -> dict[ReportId, Told]:
    judged = [one for pair in pairs for one in pair.through]
    ids = {name for pair in pairs for name in (pair.left, pair.right)}
    reports = ledger.reports(ids | {name for one in judged for name in (one.left, one.right)})
    articles = ledger.articles_by_id({one.article for one in reports})
    return {one.id: Told(report=one, article=articles[one.article]) for one in reports}


ROUTES: Final = (
    Route("/incidents/{id}/why", show_why, name="why"),
    Route("/incidents/{id}/why/{other}", show_pair, name="why_pair"),
)

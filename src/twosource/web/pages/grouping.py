"""The grouping tools of an incident, correcting a claim, and choosing which incident is meant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.api import Role
from twosource.errors import InputError, NoSuchRecord
from twosource.ids import IncidentId, ReportId
from twosource.model import Article, Certainty, Claim, Incident, Report
from twosource.neighbours import find_neighbours
from twosource.review import find_claim
from twosource.review.log import acts_on_incident
from twosource.review.reading import what_it_takes
from twosource.store import Card, Filter, Ledger
from twosource.store.corrections import find_words
from twosource.web.desk import desk_of
from twosource.web.rendering import render
from twosource.web.reviewing.done import find_done, tells_done
from twosource.web.reviewing.going_on import Then, read_then, then_path
from twosource.web.reviewing.intent import Intent
from twosource.web.reviewing.telling import tell_acts
from twosource.web.reviewing.views import view_article
from twosource.web.security.people import require

_FOUND: Final = 12  # incidents offered for some words
_WHOLE: Final = 40  # reports whose claims are all shown at once
_ACTS: Final = 10  # acts told of on the page of an incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One report of an incident with its article; ``report`` is None where its claims are not shown."""

    id: ReportId
    article: Article
    is_copy: bool
    report: Report | None


def show_incident(request: Request) -> Response:
    """Show an incident's reports with all that may be decided about them."""
    with desk_of(request).ledger(tries=tells_done(request)) as ledger:
        incident = ledger.incident(request.path_params["id"])
        then = Then(page="review_incident", about=incident.id)
        acts = acts_on_incident(ledger, incident.id)
        values = {
            "page": "review",
            "incident": incident,
            "rows": _rows(ledger, incident, request.query_params.get("of", "")),
            "neighbours": find_neighbours(ledger, incident),
            "told": tell_acts(ledger, acts[:_ACTS]),
            "acts": len(acts),
            "done": find_done(request, ledger, then),
            "then": then,
        }
        return render(request, "review/incident.html", values)


def _rows(ledger: Ledger, incident: Incident, opened: str) -> tuple[Row, ...]:
    """Return the reports in order of publication; of many, only the one that is opened has its claims."""
    members = ledger.members(incident.reports)
    articles = ledger.articles_by_id({one.article for one in members.values()})
    wanted = [one for one in members if len(members) <= _WHOLE or one == opened]
    reports = {report.id: report for report in ledger.reports(wanted)}
    copies = ledger.copies(articles)
    return tuple(
        Row(
            id=one.report,
            article=articles[one.article],
            is_copy=one.article in copies,
            report=reports.get(one.report),
        )
        for one in sorted(members.values(), key=lambda one: _printed(articles[one.article]))
    )


def _printed(article: Article) -> tuple[float, str]:
    return (article.published or article.fetched_at).timestamp(), article.id


# --- a claim ------------------------------------------------------------------------------------------


def show_claim(request: Request) -> Response:
    """Show a claim in its article, with the form that says what is right."""
    intent = Intent(what="correct", claim=request.path_params["claim"])
    with desk_of(request).ledger() as ledger:
        return _show_claim(request, ledger, intent)


def show_wrong_claim(request: Request, ledger: Ledger, intent: Intent, error: InputError) -> Response:
    """Show the form again with what was typed, and what is wrong with it."""
    return _show_claim(request, ledger, intent, error)


def _show_claim(
    request: Request, ledger: Ledger, intent: Intent, error: InputError | None = None
) -> Response:
    claim = find_claim(ledger, intent.claim)
    report = _report_of(ledger, claim)
    article = ledger.articles_by_id([claim.evidence.article])[claim.evidence.article]
    incident = _incident_of(ledger, claim)
    then = _then(request, incident)
    values = {
        "page": "review",
        "claim": claim,
        "words": find_words(claim.evidence, claim.as_said),
        "text": view_article(article, claim, () if report is None else report.claims),
        "takes": what_it_takes(claim.field),
        "incident": incident,
        "intent": intent,
        "wrong": error,
        "certainties": tuple(Certainty),
        "then": then,
        "back": then_path(request, then),
    }
    return render(request, "review/claim.html", values, status=422 if error else 200)


def _report_of(ledger: Ledger, claim: Claim) -> Report | None:
    return next(iter(ledger.reports([claim.report])), None)


def _incident_of(ledger: Ledger, claim: Claim) -> Card | None:
    member = ledger.members([claim.report]).get(claim.report)
    if member is None or member.incident is None:
        return None
    return next(iter(ledger.cards_by_id([member.incident])), None)


def _then(request: Request, incident: Card | None) -> Then:
    given = request.query_params.get("then", "")
    if given or incident is None:
        return read_then(given)
    return Then(page="review_incident", about=incident.id)


# --- which incident is meant --------------------------------------------------------------------------


def show_choice(request: Request, ledger: Ledger, intent: Intent, then: Then) -> Response:
    """Let the other incident be found, by its id or by words of its articles."""
    require(request, Role.REVIEWER)
    words = request.query_params.get("q", "").strip()
    here = _here(ledger, intent)
    near = [one.incident.id for one in find_neighbours(ledger, here)] if here is not None else []
    found = _search(ledger, words) if words else ()
    named = {here.id} if here is not None else set()
    values = {
        "page": "review",
        "intent": intent,
        "here": here,
        "words": words,
        "found": [card for card in ledger.cards_by_id(found) if card.id not in named],
        "near": ledger.cards_by_id(near),
        "then": then,
        "back": then_path(request, then),
    }
    return render(request, "review/choose.html", values)


def _here(ledger: Ledger, intent: Intent) -> Incident | None:
    """Return the incident that another is looked for."""
    if intent.incidents:
        return ledger.incident(intent.incidents[0])
    members = ledger.members([ledger.report(one).id for one in intent.reports]).values()
    homes: Mapping[IncidentId, None] = dict.fromkeys(
        one.incident for one in members if one.incident is not None
    )
    return ledger.incident(next(iter(homes))) if homes else None


def _search(ledger: Ledger, words: str) -> Sequence[IncidentId]:
    """Return the incident of an id, or those whose articles hold the words."""
    try:
        return (ledger.incident(words).id,)
    except NoSuchRecord:
        return ledger.incident_ids(Filter(words=words, limit=_FOUND))


ROUTES: Final = (
    Route("/incidents/{id}/review", show_incident, name="review_incident"),
    Route("/review/claims/{claim}", show_claim, name="review_claim"),
)
